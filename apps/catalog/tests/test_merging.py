"""One thing, one card: duplicates are brought together, and several cards are changed at once."""

import threading
import time

import pytest
from django.db import connection
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.catalog import services
from apps.catalog.models import Brand, Offer, Product, ProductRevision, ProductState, Variant
from apps.catalog.selectors import stock_differences
from apps.catalog.services import merging
from apps.catalog.services.cards import brand_of
from apps.catalog.services.imports.places import BrandBook
from apps.catalog.tests.factories import CategoryFactory, OfferFactory, ProductFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter

pytestmark = pytest.mark.django_db
SELLER = Actor(role="seller", rights=frozenset({"products"}))


@pytest.fixture
def staff(client):
    return enter(client, UserFactory(is_staff=True, is_superuser=True))


def two_cards(**options):
    """The same thing by two shops: offers of the one that stays and of the duplicate."""
    stays = OfferFactory(variant__barcode="47800000", variant__options_key="size=s")
    goes = OfferFactory(price=90_000, **{"variant__options_key": "size=s", **options})
    return stays, goes


def merge(stays, goes, by=SYSTEM):
    services.merge_products(survivor_id=stays.product_id, duplicate_id=goes.product_id, by=by)
    stays.refresh_from_db()
    goes.refresh_from_db()


def step(row, name):
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[row.pk, name])


def test_offers_of_a_duplicate_stand_on_the_card_that_stays():
    stays, goes = two_cards()
    duplicate = goes.product

    merge(stays, goes)

    survivor = Product.objects.get(pk=stays.product_id)
    duplicate.refresh_from_db()
    assert (goes.product, goes.variant) == (survivor, stays.variant)
    assert (survivor.offer_count, survivor.price) == (2, 90_000)
    assert (duplicate.state, duplicate.merged_into) == (ProductState.GONE, survivor)
    assert duplicate.offer_count == 0
    assert stock_differences() == []


@pytest.mark.parametrize(
    ("options", "variants"),
    [
        ({"variant__options_key": "size=m"}, 2),
        ({"variant__options_key": "size=m", "variant__barcode": "47800000"}, 1),
    ],
)
def test_a_variant_is_known_by_its_barcode_and_a_new_one_comes_along(options, variants):
    stays, goes = two_cards(**options)

    merge(stays, goes)

    assert Variant.objects.filter(product=stays.product).count() == variants
    assert goes.variant.product == stays.product


def test_the_old_address_leads_to_the_card_that_stays(client):
    stays, goes = two_cards()
    third = OfferFactory(variant__options_key="size=xl")
    old = reverse("storefront:product", args=[goes.product.slug, goes.product.code])
    oldest = reverse("storefront:product", args=[third.product.slug, third.product.code])
    new = reverse("storefront:product", args=[stays.product.slug, stays.product.code])

    merge(goes, third)
    merge(stays, goes)

    for address in (old, oldest):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, new)


def test_a_shop_that_sells_it_on_both_is_named_and_nothing_moves():
    stays, goes = two_cards()
    OfferFactory(seller=goes.seller, product=stays.product, variant=stays.variant)

    with pytest.raises(Conflict) as refusal:
        merge(stays, goes)

    assert goes.sku in str(refusal.value.message)
    assert Offer.objects.get(pk=goes.pk).product == goes.product
    assert Product.objects.get(pk=goes.product_id).state == ProductState.LIVE


def test_only_staff_merge_and_only_into_another_live_card():
    stays, goes = two_cards()
    draft = ProductFactory(state=ProductState.DRAFT)

    with pytest.raises(NotAllowed):
        merge(stays, goes, by=SELLER)
    with pytest.raises(Invalid):
        merge(stays, stays)
    with pytest.raises(Invalid):
        services.merge_products(survivor_id=draft.pk, duplicate_id=goes.product_id, by=SYSTEM)
    merge_once = (stays.product_id, goes.product_id)
    services.merge_products(survivor_id=merge_once[0], duplicate_id=merge_once[1], by=SYSTEM)
    with pytest.raises(Invalid):
        services.merge_products(survivor_id=merge_once[0], duplicate_id=merge_once[1], by=SYSTEM)


def test_staff_merge_by_code_with_a_reason(staff):
    stays, goes = two_cards()
    sent = {"reason": "the same teapot", "into": stays.product.code.lower()}

    looked = staff.post(step(goes.product, "merge"), sent)
    staff.post(step(goes.product, "merge"), {**sent, "seen": looked.context["look"].key})
    staff.post(step(stays.product, "merge"), {"reason": "nonsense", "into": "NOWHERE1"})

    assert Product.objects.get(pk=goes.product_id).merged_into == stays.product
    assert Product.objects.get(pk=stays.product_id).state == ProductState.LIVE
    assert AuditEntry.objects.get(action="catalog.cards_merged").reason == "the same teapot"


def test_a_brand_merged_into_another_leads_there_from_now_on(staff):
    right, wrong = brand_of("Samsung"), brand_of("Samsun g")
    card = ProductFactory(brand=wrong)

    staff.post(step(wrong, "merge"), {"reason": "one brand", "into": "samsung"})

    card.refresh_from_db()
    book = BrandBook()
    book.learn(["Samsun g", "Samsung"])
    assert (card.brand, brand_of("Samsun g")) == (right, right)
    assert book.id_of("Samsun g") == book.id_of("Samsung") == right.pk
    with pytest.raises(Invalid):
        services.merge_brands(survivor_id=wrong.pk, duplicate_id=right.pk, by=SYSTEM)
    assert Brand.objects.count() == 2


def several(cards):
    query = {"id": [str(card.pk) for card in cards]}
    return reverse("admin:catalog_product_several", query=query)


def test_several_cards_are_changed_at_once_and_each_is_in_the_trail(staff):
    cards = [OfferFactory().product for _ in range(3)]
    category = CategoryFactory(code="kettles")
    services.submit_revision(
        product_id=cards[0].pk,
        content=services.CardContent(
            title={"en": "New"},
            description={},
            category_code=cards[0].category.code,
            source_language="en",
        ),
        by=SYSTEM,
        now=cards[0].created_at,
    )

    moved = {"what": "move", "category": "kettles", "reason": "a better shelf"}
    staff.post(several(cards), moved)
    staff.post(several(cards), {"what": "brand", "brand": "Rishtan", "reason": "on the label"})
    staff.post(several(cards[:2]), {"what": "block", "reason": "recalled"})

    found = Product.objects.filter(category=category, brand__name="Rishtan")
    assert found.count() == 3
    assert found.filter(state=ProductState.BLOCKED).count() == 2
    waiting = ProductRevision.objects.get(state="waiting").content
    assert (waiting["category_code"], waiting["brand"]) == ("kettles", "Rishtan")
    assert AuditEntry.objects.filter(action="catalog.product_state", reason="recalled").count() == 2


@pytest.mark.parametrize(
    "sent",
    [
        {"what": "block", "reason": ""},
        {"what": "burn", "reason": "because"},
        {"what": "move", "reason": "because"},
        {"what": "move", "category": "nowhere", "reason": "because"},
    ],
)
def test_a_change_of_several_that_makes_no_sense_changes_nothing(staff, sent):
    card = OfferFactory().product

    answer = staff.post(several([card]), sent)

    assert answer.status_code == 422
    assert Product.objects.get(pk=card.pk).state == ProductState.LIVE


def test_one_card_that_cannot_be_changed_keeps_the_others_as_they_are():
    live, draft = OfferFactory().product, ProductFactory(state=ProductState.DRAFT)

    with pytest.raises(Conflict):
        services.block_products(product_ids=[live.pk, draft.pk], is_blocked=True, by=SYSTEM)
    with pytest.raises(Invalid):
        services.block_products(product_ids=[], is_blocked=True, by=SYSTEM)
    with pytest.raises(NotAllowed):
        services.block_products(product_ids=[live.pk], is_blocked=True, by=SELLER)

    assert Product.objects.get(pk=live.pk).state == ProductState.LIVE


def test_support_changes_nothing(client):
    enter(client, UserFactory(is_staff=True))
    card = OfferFactory().product

    answers = [client.get(several([card])), client.post(several([card]), {"what": "block"})]

    assert {answer.status_code for answer in answers} == {403}


@pytest.mark.django_db(transaction=True)
def test_a_sale_in_the_middle_of_a_merge_counts_for_the_card_that_stays(monkeypatch):
    stays, goes = two_cards()
    has_begun, real = threading.Event(), merging._move_variants

    def slowly(*cards):
        has_begun.set()
        time.sleep(0.3)
        return real(*cards)

    monkeypatch.setattr(merging, "_move_variants", slowly)

    def sell():
        has_begun.wait()
        services.add_sold(quantities={stays.pk: 1, goes.pk: 2})
        connection.close()

    sale = threading.Thread(target=sell)
    sale.start()
    merge(stays, goes)
    sale.join()

    goes.refresh_from_db()
    assert (goes.product_id, goes.sold_count) == (stays.product_id, 2)
    assert Product.objects.get(pk=stays.product_id).sold_count == 3
