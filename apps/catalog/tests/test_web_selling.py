"""Selling on a card that another shop wrote."""

from decimal import Decimal

import pytest
from django.urls import reverse

from apps.catalog.models import Offer, ProductState, Stock
from apps.catalog.tests.factories import OfferFactory, VariantFactory
from apps.sellers.tests.factories import MemberFactory

BARCODE = "4780000000017"


@pytest.fixture
def there():
    """Another shop's offer on a card with a barcode."""
    return OfferFactory(variant__barcode=BARCODE, price=90_000)


def find(shop, **query):
    return reverse("seller:sell-find", args=[shop.slug], query=query)


def sell(shop, offer):
    return reverse("seller:sell", args=[shop.slug, offer.product.code])


def line(offer, **changes):
    typed = {"sku": "MY-1", "price": "85 000", "stock": "4"} | changes
    return {f"{offer.variant_id}-{name}": value for name, value in typed.items()}


@pytest.mark.parametrize(
    "form", ["{barcode}", "4780 0000 00017", "{code}", "https://b.uz/en/p/a-{code}/?x=1"]
)
def test_a_card_is_found_by_barcode_address_or_code(seller, shop, there, form):
    text = form.format(barcode=BARCODE, code=there.product.code)

    page = seller.get(find(shop, q=text)).content.decode()

    assert there.product.code in page


@pytest.mark.parametrize("text", ["4780000000024", "nothing", "\0", "x" * 5000, "' OR 1=1"])
def test_what_is_not_there_leads_to_writing_it(seller, shop, there, text):
    page = seller.get(find(shop, q=text))

    assert page.status_code == 200
    assert there.product.title["en"] not in page.content.decode()


def test_an_offer_on_anothers_card_is_on_sale_at_once(seller, shop, there):
    page = seller.get(sell(shop, there)).content.decode()

    seller.post(sell(shop, there), line(there))

    offer = Offer.objects.get(seller=shop)
    there.product.refresh_from_db()
    assert "others from" in page
    assert (offer.sku, offer.price) == ("MY-1", Decimal(85_000))
    assert Stock.objects.get(offer=offer).on_hand == 4
    assert (there.product.offer_count, there.product.price) == (2, Decimal(85_000))


def test_a_variant_left_empty_is_left_out(seller, shop, there):
    other = VariantFactory(product=there.product, options_key="size=xl")

    seller.post(sell(shop, there), line(there) | {f"{other.pk}-sku": " "})

    assert Offer.objects.get(seller=shop).variant == there.variant


def test_a_variant_is_sold_once_by_a_shop(seller, shop, there):
    for _ in range(2):
        answer = seller.post(sell(shop, there), line(there))

    assert Offer.objects.filter(seller=shop).count() == 1
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [{"price": "0"}, {"price": "x"}, {"stock": "-1"}, {"sku": ""}, {"sku": "<b>"}, {"price": ""}],
)
def test_a_line_with_a_mistake_sells_nothing(seller, shop, there, wrong):
    answer = seller.post(sell(shop, there), line(there, **wrong))

    assert answer.status_code == 422
    assert not Offer.objects.filter(seller=shop).exists()


def test_nothing_filled_in_is_said(seller, shop, there):
    answer = seller.post(sell(shop, there), {})

    assert answer.status_code == 422
    assert "at least one variant" in answer.content.decode()


def test_a_code_the_shop_uses_already_is_refused(seller, shop, there):
    OfferFactory(seller=shop, sku="MY-1")

    answer = seller.post(sell(shop, there), line(there))

    assert "Another offer of yours has this SKU." in answer.content.decode()
    assert Offer.objects.filter(seller=shop).count() == 1


@pytest.mark.parametrize("state", [ProductState.DRAFT, ProductState.BLOCKED, ProductState.GONE])
def test_only_a_live_card_is_sold_on(seller, shop, there, state):
    there.product.state = state
    there.product.save()

    assert there.product.code not in seller.get(find(shop, q=BARCODE)).content.decode()
    assert seller.get(sell(shop, there)).status_code == 404
    assert seller.post(sell(shop, there), line(there)).status_code == 404
    assert not Offer.objects.filter(seller=shop).exists()


def test_a_packer_sells_nothing_new(client, shop, there):
    client.force_login(MemberFactory(seller=shop, role="packer").user)

    assert client.get(find(shop)).status_code == 403
    assert client.post(sell(shop, there), line(there)).status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_queries_for_one_variant_and_for_thirty(
    seller, shop, there, count, django_assert_num_queries
):
    for n in range(count):
        VariantFactory(product=there.product, options_key=f"size={n}")

    # session, user, desk; card, properties, variants
    with django_assert_num_queries(5):
        seller.get(sell(shop, there))
