"""Cards and offers: what is live stays live while the next version waits; price never waits."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from apps.catalog import services
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    CategoryAttribute,
    Offer,
    OfferState,
    Product,
    ProductPhoto,
    ProductState,
    RevisionState,
)
from apps.catalog.selectors import cards, product_by_code, product_page, stock_differences
from apps.catalog.services import CardContent, PriceChange, VariantContent
from apps.catalog.tests.factories import CategoryFactory, OfferFactory, ProductFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Forbidden, Gone, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.media import services as media
from apps.media.models import Image
from apps.media.tests.factories import ImageFactory
from apps.sellers.tests.factories import SellerFactory

NOW = timezone.now()
RED = VariantContent(sku="T-R", options={"colour": "red"}, price=Decimal(90_000), stock=3)
BLUE = VariantContent(sku="T-B", options={"colour": "blue"}, price=Decimal(80_000), stock=0)


@pytest.fixture
def seller(shop):
    return Actor(role="seller", seller_id=shop.pk, rights=frozenset({"products"}))


@pytest.fixture
def category(db):
    node = CategoryFactory(code="teapots")
    material = Attribute.objects.create(code="material", name={"en": "Material"})
    AttributeValue.objects.create(attribute=material, code="clay", name={"en": "Clay"})
    volume = Attribute.objects.create(code="volume", kind="number", name={"en": "Volume"})
    CategoryAttribute.objects.create(category=node, attribute=material, is_required=True)
    CategoryAttribute.objects.create(category=node, attribute=volume)
    return node


def content(**fields):
    known = {
        "title": {"en": "Teapot", "ru": "Чайник"},
        "description": {"en": "Holds tea."},
        "category_code": "teapots",
        "source_language": "en",
        "brand": "Rishtan",
        "attributes": {"material": "clay"},
    }
    return CardContent(**(known | fields))


def create(shop, by, *variants, **fields):
    return services.create_product(
        seller_id=shop.pk,
        content=content(**fields),
        variants=variants or (RED, BLUE),
        handling_days=1,
        by=by,
        now=NOW,
    )


def test_a_sellers_new_card_waits_and_is_seen_once_it_is_approved(shop, seller, category):
    product = create(shop, seller)
    assert product.state == ProductState.DRAFT
    with pytest.raises(NotAllowed):
        product_by_code(code=product.code)

    services.approve_revision(revision_id=product.revisions.get().pk, by=SYSTEM, now=NOW)

    shown = product_by_code(code=product.code)
    assert (shown.price, shown.featured_offer.sku) == (Decimal(90_000), "T-R")  # blue is sold out
    assert stock_differences() == []


def test_an_edit_of_a_live_card_waits_beside_it_and_the_latest_one_counts(shop, seller, category):
    product = create(shop, SYSTEM)
    for title in ("Better", "Best"):
        services.submit_revision(
            product_id=product.pk, content=content(title={"en": title}), by=seller, now=NOW
        )

    assert product_by_code(code=product.code).title["en"] == "Teapot"
    states = product.revisions.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["approved", "replaced", "waiting"]

    waiting = product.revisions.get(state=RevisionState.WAITING)
    services.approve_revision(revision_id=waiting.pk, by=SYSTEM, now=NOW)
    assert product_by_code(code=product.code).title["en"] == "Best"


def test_a_refused_edit_leaves_the_live_card_and_says_why(shop, seller, category, published):
    product = create(shop, SYSTEM)
    revision = services.submit_revision(
        product_id=product.pk, content=content(title={"en": "!!!"}), by=seller, now=NOW
    )

    services.reject_revision(revision_id=revision.pk, reason="No words", by=SYSTEM, now=NOW)

    assert product_by_code(code=product.code).title["en"] == "Teapot"
    revision.refresh_from_db()
    assert (revision.state, revision.reason) == (RevisionState.REJECTED, "No words")
    assert published()[-1] == "catalog.RevisionDecided"
    assert AuditEntry.objects.filter(action="catalog.revision_rejected").exists()
    with pytest.raises(Conflict):
        services.approve_revision(revision_id=revision.pk, by=SYSTEM, now=NOW)


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({"title": {"en": " "}}, "title"),
        ({"title": {"ru": "Чайник"}}, "title"),
        ({"title": {"en": "x" * 301}}, "title"),
        ({"category_code": "nothing"}, "category"),
        ({"attributes": {}}, "attribute:material"),
        ({"attributes": {"material": "gold"}}, "attribute:material"),
        ({"attributes": {"material": "clay", "volume": "big"}}, "attribute:volume"),
        ({"description": {"en": "x" * 20_001}}, "description"),
        ({"photos": tuple((str(n), "") for n in range(31))}, "photos"),
    ],
)
def test_a_card_that_is_not_in_order_is_refused_by_field(shop, seller, category, fields, marked):
    with pytest.raises(Invalid) as error:
        create(shop, seller, **fields)

    assert set(error.value.fields) == {marked}
    assert not Product.objects.exists()


def test_two_variants_with_the_same_options_are_refused(shop, seller, category):
    with pytest.raises(Invalid):
        create(shop, seller, RED, RED)


def test_a_sku_is_one_offer_of_a_shop(shop, seller, category):
    create(shop, seller)
    with pytest.raises(Conflict):
        create(shop, seller)
    assert Product.objects.count() == 1
    create(SellerFactory(), SYSTEM)


@pytest.mark.parametrize("by", [Actor(role="shopper"), Actor(role="seller", seller_id=uuid4())])
def test_nobody_writes_in_another_shop(shop, category, by):
    with pytest.raises(NotAllowed):
        create(shop, by)
    offer = OfferFactory(seller=shop)
    with pytest.raises(NotAllowed):
        services.set_prices(changes=[PriceChange(offer.pk, Decimal(1))], by=by)
    with pytest.raises(NotAllowed):
        services.set_free_quantity(offer_id=offer.pk, free=0, by=by)
    with pytest.raises(NotAllowed):
        services.set_offer_state(offer_id=offer.pk, state=OfferState.PAUSED, by=by)
    with pytest.raises(NotAllowed):
        services.remove_product(product_id=offer.product_id, by=by)


def test_a_member_without_the_right_to_goods_changes_none(shop, category):
    by = Actor(role="seller", seller_id=shop.pk, rights=frozenset({"orders"}))
    with pytest.raises(Forbidden):
        create(shop, by)
    with pytest.raises(Forbidden):
        services.set_free_quantity(offer_id=OfferFactory(seller=shop).pk, free=0, by=by)


def test_only_staff_decide_and_block(shop, seller, category):
    product = create(shop, seller)
    with pytest.raises(NotAllowed):
        services.approve_revision(revision_id=product.revisions.get().pk, by=seller, now=NOW)
    with pytest.raises(NotAllowed):
        services.block_product(product_id=product.pk, is_blocked=True, by=seller)


def test_prices_change_all_or_none_and_lists_follow(shop, seller):
    first, second = OfferFactory.create_batch(2, seller=shop)
    foreign = OfferFactory()

    with pytest.raises(NotAllowed):
        services.set_prices(
            changes=[PriceChange(first.pk, Decimal(5)), PriceChange(foreign.pk, Decimal(5))],
            by=seller,
        )
    assert Offer.objects.get(pk=first.pk).price == Decimal(100_000)

    services.set_prices(
        changes=[
            PriceChange(first.pk, Decimal(50_000), Decimal(100_000)),
            PriceChange(second.pk, Decimal(70_000)),
        ],
        by=seller,
    )
    first.product.refresh_from_db()
    assert first.product.price == Decimal(50_000)


@pytest.mark.parametrize(
    ("price", "old_price"),
    [("0", None), ("-1", None), ("0.5", None), ("1e12", None), ("100", "100"), ("100", "99")],
)
def test_a_price_that_is_none_is_refused(shop, seller, price, old_price):
    offer = OfferFactory(seller=shop)
    change = PriceChange(offer.pk, Decimal(price), Decimal(old_price) if old_price else None)
    with pytest.raises(Invalid):
        services.set_prices(changes=[change], by=seller)


@pytest.mark.parametrize("free", [-1, 1_000_001])
def test_a_stock_that_is_none_is_refused(shop, seller, free):
    with pytest.raises(Invalid):
        services.set_free_quantity(offer_id=OfferFactory(seller=shop).pk, free=free, by=seller)


def test_a_shop_pauses_its_offer_but_lifts_no_block(shop, seller):
    offer = OfferFactory(seller=shop)
    services.set_offer_state(offer_id=offer.pk, state=OfferState.PAUSED, by=seller)
    offer.product.refresh_from_db()
    assert (offer.product.offer_count, offer.product.price) == (0, None)

    services.set_offer_state(offer_id=offer.pk, state=OfferState.BLOCKED, by=SYSTEM)
    with pytest.raises(Forbidden):
        services.set_offer_state(offer_id=offer.pk, state=OfferState.ACTIVE, by=seller)


def test_a_removed_card_is_gone_and_a_sold_out_one_stays(shop, seller, db):
    sold_out = OfferFactory(seller=shop, stock=0).product
    assert product_by_code(code=sold_out.code) == sold_out

    services.remove_product(product_id=sold_out.pk, by=seller)
    with pytest.raises(Gone):
        product_by_code(code=sold_out.code)


def test_of_several_shops_the_one_with_a_free_piece_and_the_lowest_price_is_shown(db):
    product = ProductFactory()
    variant = product.variants.create()
    cheap = OfferFactory(product=product, variant=variant, price=Decimal(80_000), stock=0)
    fair = OfferFactory(product=product, variant=variant, price=Decimal(90_000))
    dear = OfferFactory(product=product, variant=variant, price=Decimal(95_000))

    page = product_page(product=product_by_code(code=product.code), language="en", variant="")

    assert page.offer.offer_id == fair.pk
    assert [other.offer_id for other in page.other_offers] == [dear.pk, cheap.pk]


def test_choosing_keeps_the_other_choices_as_far_as_it_can(shop, category):
    variants = [
        VariantContent(
            sku=f"{colour}-{size}",
            options={"colour": colour, "size": size},
            price=Decimal(10),
            stock=1,
        )
        for colour, size in [("red", "s"), ("red", "m"), ("blue", "m")]
    ]
    product = create(shop, SYSTEM, *variants)
    chosen = product.variants.get(options={"colour": "red", "size": "m"})

    page = product_page(product=product, language="en", variant=str(chosen.pk))

    colour, size = page.axes
    assert [(c.code, c.is_chosen) for c in colour.choices] == [("red", True), ("blue", False)]
    blue = product.variants.get(options={"colour": "blue", "size": "m"})
    assert colour.choices[1].url.endswith(str(blue.pk))
    assert [c.code for c in size.choices] == ["s", "m"]


@pytest.mark.parametrize("offers", [1, 6])
def test_a_cards_page_costs_the_same_queries_for_one_shop_and_for_six(
    db, offers, django_assert_max_num_queries
):
    product = ProductFactory()
    variant = product.variants.create()
    OfferFactory.create_batch(offers, product=product, variant=variant)
    product = product_by_code(code=product.code)
    product_page(product=product, language="en", variant="")  # the category tree is kept

    with django_assert_max_num_queries(8):
        page = product_page(product=product, language="en", variant="")

    assert 1 + len(page.other_offers) == offers


@pytest.mark.parametrize("count", [1, 20])
def test_tiles_cost_one_query_however_many(db, count, django_assert_num_queries):
    ids = [offer.product_id for offer in OfferFactory.create_batch(count)]
    with django_assert_num_queries(1):
        assert len(cards(product_ids=[*ids, uuid4()], language="en")) == count


def test_the_rating_comes_from_above(db):
    product = ProductFactory()
    services.set_rating(product_id=product.pk, rating=Decimal("4.75"), count=8)
    first = OfferFactory(product=product)
    second = OfferFactory(product=product, variant=first.variant)
    services.add_sold(quantities={first.pk: 3})
    services.add_sold(quantities={first.pk: 1, second.pk: 1})
    product.refresh_from_db()
    assert (product.rating, product.rating_count, product.sold_count) == (Decimal("4.75"), 8, 5)


def test_an_offer_for_a_variant_that_does_not_exist_is_refused(shop, seller):
    with pytest.raises((NotAllowed, ObjectDoesNotExist)):
        services.save_offer(
            seller_id=shop.pk,
            variant_id=uuid4(),
            sku="X",
            price=Decimal(10),
            old_price=None,
            handling_days=1,
            by=seller,
        )


def test_a_photo_of_a_version_that_waits_is_no_orphan(shop, seller, category):
    """R12.1"""
    image, orphan = ImageFactory(), ImageFactory()
    create(shop, seller, photos=((str(image.pk), ""),))
    ProductPhoto.objects.filter(image=image).delete()

    assert media.sweep_orphans(now=NOW + timedelta(days=5)) == 1

    assert Image.objects.filter(pk=image.pk).exists()
    assert not Image.objects.filter(pk=orphan.pk).exists()
