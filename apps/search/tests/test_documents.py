"""What of a card, its variants and its offers goes into the index."""

import pytest

from apps.catalog.models import OfferState
from apps.catalog.tests.factories import OfferFactory, ProductFactory, VariantFactory
from apps.search.services.documents import documents_of
from apps.search.tests.factories import make_card
from apps.sellers.models import SellerState
from apps.sellers.tests.factories import SellerFactory

pytestmark = pytest.mark.django_db


def test_a_card_says_what_all_its_variants_and_offers_are():
    card = ProductFactory()
    shops = [SellerFactory(slug=slug) for slug in ("sahro", "registon")]
    for place, (colour, barcode) in enumerate([("red", "4601234567893"), ("blue", "")]):
        variant = VariantFactory(
            product=card,
            options={"colour": colour, "material": "ikat"},
            barcode=barcode,
            position=place,
        )
        for shop in shops:
            OfferFactory(product=card, variant=variant, seller=shop, sku=f"{shop.slug}/{colour} 1")

    (made,) = documents_of(product_ids=[card.pk])

    assert made.tokens == (
        f"category:{card.category.code}",
        "seller:sahro",
        "seller:registon",
        "a.colour:red",
        "a.material:ikat",
        "a.colour:blue",
    )
    skus = "sahro red 1 registon red 1 sahro blue 1 registon blue 1"
    assert made.codes == f"{card.code.lower()} 4601234567893 {skus}"


def test_a_paused_offer_and_one_of_a_closed_shop_are_not_said():
    card = make_card("Dress", seller=SellerFactory(slug="sahro"), index=False)
    variant = card.variants.get()
    paused, closed = SellerFactory(), SellerFactory(state=SellerState.SUSPENDED)
    OfferFactory(product=card, variant=variant, seller=paused, state=OfferState.PAUSED)
    OfferFactory(product=card, variant=variant, seller=closed)

    (made,) = documents_of(product_ids=[card.pk])

    assert [each for each in made.tokens if each.startswith("seller:")] == ["seller:sahro"]


def test_a_batch_is_read_by_as_many_queries_as_one_card(django_assert_num_queries):
    cards = [make_card(f"Teapot {n}", attributes={"volume": n}, index=False).pk for n in range(3)]
    documents_of(product_ids=cards[:1])

    with django_assert_num_queries(6):
        assert len(documents_of(product_ids=cards)) == 3
