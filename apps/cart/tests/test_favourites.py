"""R3.1: favourites in lists of one's own, which others see only by an address given away."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.cart import rules, services
from apps.cart.models import FavouriteList
from apps.cart.tests.factories import CartFactory, FavouriteFactory, GuestCartFactory
from apps.catalog.tests.factories import OfferFactory
from apps.core.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cart():
    return CartFactory()


@pytest.fixture
def shopper(client, cart):
    client.force_login(cart.user)
    return client


@pytest.fixture
def gifts(cart):
    return services.save_list(cart=cart, list_id=None, name="Gifts")


def marked(cart, title="Teapot"):
    product = OfferFactory(product__title={"en": title}).product
    services.toggle_favourite(cart=cart, product_id=product.pk)
    return product


def page(client, name="cart:favourites", *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_list_is_opened_filled_renamed_and_deleted_and_the_hearts_stay(shopper, cart):
    pot, lamp = marked(cart, "Teapot"), marked(cart, "Lamp")

    shopper.post(reverse("cart:list-new"), {"name": "  For   mother "})
    made = FavouriteList.objects.get()
    shopper.post(reverse("cart:favourite-move"), {"product_id": pot.pk, "list_id": made.pk})

    shown = page(shopper, "cart:favourite-list", made.pk)
    assert "Teapot" in shown
    assert "Lamp" not in shown
    assert "Lamp" in page(shopper)
    shopper.post(reverse("cart:list-rename", args=[made.pk]), {"name": "Mother"})
    made.refresh_from_db()
    assert made.name == "Mother"
    shopper.post(reverse("cart:list-delete", args=[made.pk]))
    assert not FavouriteList.objects.exists()
    assert set(cart.favourites.values_list("product", flat=True)) == {pot.pk, lamp.pk}


def test_the_heart_still_takes_one_press_and_goes_into_no_list(cart, gifts):
    product = marked(cart)

    assert cart.favourites.get(product=product).list is None


@pytest.mark.parametrize("name", ["", "   ", "gifts", "GIFTS"])
def test_a_name_is_needed_and_stands_once(cart, gifts, name):
    with pytest.raises(Invalid):
        services.save_list(cart=cart, list_id=None, name=name)
    assert FavouriteList.objects.count() == 1


def test_there_are_not_too_many_lists(cart, monkeypatch):
    monkeypatch.setattr(rules, "MAX_LISTS", 2)
    for number in range(2):
        services.save_list(cart=cart, list_id=None, name=f"List {number}")

    with pytest.raises(Conflict):
        services.save_list(cart=cart, list_id=None, name="One more")


def test_others_see_a_list_only_by_its_address_and_nothing_of_whose_it_is(shopper, cart, gifts):
    product = marked(cart)
    services.move_favourite(cart=cart, product_id=product.pk, list_id=gifts.pk)
    marked(cart, "Secret wish")
    shopper.post(reverse("cart:list-share", args=[gifts.pk]), {"share": "1"})
    gifts.refresh_from_db()
    address = reverse("cart:shared-list", args=[gifts.share_token])
    assert address in page(shopper, "cart:favourite-list", gifts.pk)

    seen = Client().get(address)

    shown = seen.content.decode()
    assert "Teapot" in shown
    assert "Secret wish" not in shown
    assert cart.user.name not in shown
    assert cart.user.email not in shown
    assert seen["X-Robots-Tag"] == "noindex"


def test_an_address_that_was_taken_back_shows_nothing_and_a_new_one_differs(cart, gifts):
    first = services.share_list(cart=cart, list_id=gifts.pk, is_shared=True).share_token
    services.share_list(cart=cart, list_id=gifts.pk, is_shared=False)

    assert Client().get(reverse("cart:shared-list", args=[first])).status_code == 404
    assert services.share_list(cart=cart, list_id=gifts.pk, is_shared=True).share_token != first
    assert Client().get(reverse("cart:shared-list", args=["None"])).status_code == 404


@pytest.mark.parametrize("door", ["list-rename", "list-delete", "list-share", "favourite-list"])
def test_somebody_elses_list_is_not_found(shopper, cart, door):
    theirs = services.save_list(cart=CartFactory(), list_id=None, name="Theirs")
    address = reverse(f"cart:{door}", args=[theirs.pk])

    answer = (
        shopper.get(address) if door == "favourite-list" else shopper.post(address, {"name": "x"})
    )

    assert answer.status_code == 404
    theirs.refresh_from_db()
    assert (theirs.name, theirs.share_token) == ("Theirs", None)


def test_nobody_moves_things_into_or_out_of_somebody_elses_list(cart, gifts):
    other = CartFactory()
    theirs = services.save_list(cart=other, list_id=None, name="Theirs")
    product = marked(cart)

    for own, target in ((cart, theirs.pk), (other, theirs.pk)):
        with pytest.raises(NotAllowed):
            services.move_favourite(cart=own, product_id=product.pk, list_id=target)
    assert cart.favourites.get().list is None


@pytest.mark.parametrize(
    "sent", [{}, {"product_id": "x"}, {"product_id": "1", "list_id": "9" * 30}, {"list_id": "-1"}]
)
def test_a_malformed_move_changes_nothing(shopper, cart, sent):
    marked(cart)

    assert shopper.post(reverse("cart:favourite-move"), sent).status_code == 422
    assert cart.favourites.get().list is None


def test_a_guests_lists_join_the_persons_own_by_name(cart, gifts):
    guest = GuestCartFactory()
    same = services.save_list(cart=guest, list_id=None, name="GIFTS")
    new = services.save_list(cart=guest, list_id=None, name="Kitchen")
    pot, lamp = marked(guest, "Teapot"), marked(guest, "Lamp")
    services.move_favourite(cart=guest, product_id=pot.pk, list_id=same.pk)
    services.move_favourite(cart=guest, product_id=lamp.pk, list_id=new.pk)

    services.merge_guest(user=cart.user, token=guest.token)

    assert cart.favourites.get(product=pot).list == gifts
    assert cart.favourites.get(product=lamp).list.name == "Kitchen"
    assert set(FavouriteList.objects.values_list("name", flat=True)) == {"Gifts", "Kitchen"}


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_however_many_lists_and_goods(
    shopper, cart, count, django_assert_max_num_queries
):
    for number in range(count):
        FavouriteFactory(cart=cart, product=OfferFactory().product)
        services.save_list(cart=cart, list_id=None, name=f"List {number}")

    with django_assert_max_num_queries(6):  # person, cart, marks, lists, cards, pictures
        page(shopper)


@pytest.mark.django_db(transaction=True)
def test_of_two_equal_names_at_once_one_list_is_opened():
    cart = CartFactory()
    barrier, failures = threading.Barrier(2), []

    def save():
        barrier.wait()
        try:
            services.save_list(cart=cart, list_id=None, name="Gifts")
        except Invalid as error:
            failures.append(error)
        connection.close()

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (FavouriteList.objects.count(), len(failures)) == (1, 1)
