"""Cards that are perhaps one thing: found at night, looked at side by side, decided on once."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog import services, tasks
from apps.catalog.models import Brand, Product, ProductState, SuspectedDuplicate
from apps.catalog.selectors.pairs import card_pair
from apps.catalog.services import duplicates
from apps.catalog.tests.factories import OfferFactory, ProductFactory, VariantFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SELLER = Actor(role="seller", rights=frozenset({"products"}))
LIST = "admin:catalog_suspectedduplicate_changelist"


@pytest.fixture
def staff(client):
    return enter(client, UserFactory(is_staff=True, is_superuser=True))


def actor():
    return Actor(role="staff", user_id=UserFactory(is_staff=True).pk, reason="looked at both")


def find():
    return services.find_duplicates(now=NOW)


def titled(title, **facts):
    return ProductFactory(title={"en": title}, **facts)


def barcoded(barcode, **facts):
    return VariantFactory(barcode=barcode, product=ProductFactory(**facts)).product


def suspected():
    """The pairs there are, whatever was decided on them."""
    return set(SuspectedDuplicate.objects.values_list("first", "second", "kind", "state"))


def suspicion(**facts):
    """Two cards with the same title, both on sale by shops of their own."""
    first, second = (
        OfferFactory(product__title={"en": "Blue teapot"}, **facts).product for _ in "ab"
    )
    find()
    return SuspectedDuplicate.objects.get(first=first, second=second)


def step(row, name):
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[row.pk, name])


def take(client, row, name, **sent):
    """Take a step as a person does: look first, then send the form that stands below."""
    page = client.get(step(row, name))
    seen = page.context["look"].key if page.context["look"] else ""
    return client.post(step(row, name), {"reason": "one and the same", "seen": seen, **sent})


def test_cards_with_one_barcode_are_suspected_and_a_cards_own_variants_are_not():
    first, second = barcoded("4780001"), barcoded("4780001")
    VariantFactory(product=first, barcode="4780001", options={"size": "m"})
    barcoded("4780002")
    barcoded("")
    barcoded("")

    assert find() == 1

    assert suspected() == {(first.pk, second.pk, "barcode", "open")}
    assert SuspectedDuplicate.objects.get().word == "4780001"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Samsung Galaxy A54, 128 GB", "SAMSUNG galaxy A54 (128 GB)"),
        ("Чёрный чайник", "черный  чайник!"),
        ("Oʻzbek doʻppi", "O'zbek do‘ppi"),
    ],
)
def test_titles_are_compared_without_case_signs_and_apostrophes(one, other):
    brand = Brand.objects.create(slug="b", name="B")
    first, second = titled(one, brand=brand), titled(other, brand=brand)
    titled(other)
    titled(f"{other} 2", brand=brand)

    find()

    assert suspected() == {(first.pk, second.pk, "title", "open")}


def test_only_cards_on_sale_are_suspected():
    titled("Teapot")
    titled("Teapot", state=ProductState.DRAFT)
    titled("Teapot", state=ProductState.BLOCKED)

    assert find() == 0


def test_a_second_night_adds_nothing_and_a_decision_is_remembered():
    row = suspicion()
    services.dismiss_duplicate(suspicion_id=row.pk, by=actor(), now=NOW)

    assert find() == 0

    assert {state for *_cards, state in suspected()} == {"different"}
    assert AuditEntry.objects.get(action="catalog.duplicate_dismissed").reason == "looked at both"


def test_what_is_no_longer_true_leaves_the_list():
    renamed, blocked, still = titled("Teapot"), titled("Kettle"), titled("Cup")
    for title in ("Teapot", "Kettle", "Cup"):
        titled(title)
    assert find() == 3
    Product.objects.filter(pk=renamed.pk).update(title={"en": "Samovar"})
    services.block_product(product_id=blocked.pk, is_blocked=True, by=SYSTEM)

    find()

    assert {first for first, *_rest in suspected()} == {still.pk}


def test_many_cards_with_one_title_are_few_pairs_and_the_list_has_an_end(monkeypatch):
    for _ in range(12):
        titled("Teapot")
    monkeypatch.setattr(duplicates, "MAX_OPEN", 20)

    assert (find(), find()) == (20, 0)
    monkeypatch.setattr(duplicates, "MAX_OPEN", 2_000)
    find()
    # Each with the three before it: 3 × 12 less those that the first three lack.
    assert len(suspected()) == 3 * 12 - (3 + 2 + 1)


def test_the_task_of_the_night_fills_the_list():
    titled("Teapot")
    titled("Teapot")

    tasks.find_duplicates()

    assert len(suspected()) == 1


def test_a_merge_decides_the_pair_and_takes_the_duplicates_other_pairs_away():
    row, by = suspicion(), actor()
    third = titled("Blue teapot")
    find()
    assert len(suspected()) == 3

    services.merge_suspected(suspicion_id=row.pk, stays_id=row.second_id, by=by)

    gone = Product.objects.get(pk=row.first_id)
    assert (gone.state, gone.merged_into_id) == (ProductState.GONE, row.second_id)
    assert suspected() == {
        (row.first_id, row.second_id, "title", "merged"),
        (row.second_id, third.pk, "title", "open"),
    }
    row.refresh_from_db()
    assert row.decided_by_id == by.user_id
    assert row.decided_at is not None


def test_nobody_else_decides_and_nobody_decides_twice():
    row = suspicion()
    for by in (SELLER, SYSTEM):
        with pytest.raises(NotAllowed):
            services.dismiss_duplicate(suspicion_id=row.pk, by=by, now=NOW)
        with pytest.raises(NotAllowed):
            services.merge_suspected(suspicion_id=row.pk, stays_id=row.first_id, by=by)
    with pytest.raises(NotAllowed):
        services.dismiss_duplicate(suspicion_id=0, by=actor(), now=NOW)
    stranger = ProductFactory().pk
    with pytest.raises(NotAllowed):
        services.merge_suspected(suspicion_id=row.pk, stays_id=stranger, by=actor())
    services.dismiss_duplicate(suspicion_id=row.pk, by=actor(), now=NOW)

    with pytest.raises(Conflict):
        services.dismiss_duplicate(suspicion_id=row.pk, by=actor(), now=NOW)
    with pytest.raises(Conflict):
        services.merge_suspected(suspicion_id=row.pk, stays_id=row.first_id, by=actor())

    assert Product.objects.listed().filter(pk__in=(row.first_id, row.second_id)).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_nights_and_two_people_at_once_leave_one_answer():
    row, people = suspicion(), [actor() for _ in range(3)]
    for title in range(5):
        for _ in range(3):
            titled(f"Cup {title}")
    before, refused, start = len(suspected()), [], threading.Barrier(5)

    def play(work):
        start.wait(10)
        try:
            work()
        except (Conflict, Invalid) as error:
            refused.append(error.code)
        connection.close()

    def merge(stays, by):
        return lambda: services.merge_suspected(suspicion_id=row.pk, stays_id=stays, by=by)

    works = [
        find,
        find,
        merge(row.first_id, people[0]),
        merge(row.second_id, people[1]),
        lambda: services.dismiss_duplicate(suspicion_id=row.pk, by=people[2], now=NOW),
    ]
    threads = [threading.Thread(target=play, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    row.refresh_from_db()
    gone = Product.objects.filter(state=ProductState.GONE).count()
    assert (row.state, gone) in {("merged", 1), ("different", 0)}
    assert len(refused) == 2
    assert len(suspected()) == before + 5 * 3


@pytest.mark.parametrize("rows", [1, 12])
def test_the_list_costs_the_same_for_one_pair_and_for_many(
    staff, rows, django_assert_max_num_queries
):
    for place in range(rows):
        titled(f"Teapot {place}")
        titled(f"Teapot {place}")
    find()
    with django_assert_max_num_queries(8):
        page = staff.get(reverse(LIST), {"state__exact": "open"})

    assert page.content.decode().count("/change/") >= rows
    assert len(page.context["cl"].result_list) == rows


def test_a_pairs_page_shows_what_differs_and_what_stands_in_the_way(
    staff, django_assert_max_num_queries
):
    row = suspicion()
    Product.objects.filter(pk=row.second_id).update(weight_g=1_200)
    one, other = row.first.variants.get(), row.second.variants.get()
    own = OfferFactory(product=row.first, variant=one)
    clash = OfferFactory(product=row.second, variant=other, seller=own.seller, sku="TWICE")

    with django_assert_max_num_queries(16):
        pair = card_pair(first_id=row.first_id, second_id=row.second_id)
    html = staff.get(
        reverse("admin:catalog_suspectedduplicate_change", args=[row.pk])
    ).content.decode()

    different = {each.label for each in pair.rows if each.is_different}
    assert "Weight" in different
    assert "Title (EN)" not in different
    assert [offer.sku for offer in pair.clashes] == [own.sku, clash.sku]
    assert [side.offer_count for side in pair.sides] == [2, 2]
    assert "TWICE" in html
    assert step(row, "keep_first") in html


def test_staff_choose_which_card_stays_after_they_have_seen_both(staff):
    row = suspicion()

    unseen = staff.post(step(row, "keep_second"), {"reason": "one thing"})
    assert unseen.status_code == 200
    assert Product.objects.get(pk=row.first_id).state == ProductState.LIVE
    take(staff, row, "keep_second")

    assert Product.objects.get(pk=row.first_id).merged_into_id == row.second_id
    again = take(staff, row, "dismiss")
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.state == "merged"


def test_staff_tell_two_cards_apart(staff):
    row = suspicion()

    take(staff, row, "dismiss")

    row.refresh_from_db()
    assert row.state == "different"
    assert Product.objects.listed().count() == 2


def test_the_merge_of_a_cards_own_page_shows_both_before_anything_is_done(staff):
    stays, goes = OfferFactory().product, OfferFactory().product
    other = OfferFactory().product
    sent = {"reason": "one thing", "into": stays.code}

    shown = staff.post(step(goes, "merge"), sent)
    assert shown.status_code == 200
    assert stays.title["en"] in shown.content.decode()
    assert Product.objects.get(pk=goes.pk).state == ProductState.LIVE
    seen = shown.context["look"].key
    # Another code than the one that was looked at is looked at first.
    staff.post(step(goes, "merge"), {**sent, "into": other.code, "seen": seen})
    assert Product.objects.get(pk=goes.pk).state == ProductState.LIVE
    staff.post(step(goes, "merge"), {**sent, "seen": seen})

    assert Product.objects.get(pk=goes.pk).merged_into == stays
