"""Categories and values that were made twice are brought together; old addresses lead on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog import selectors, services
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    Category,
    CategoryAlias,
    CategoryAttribute,
    Product,
    ProductPhoto,
    ProductRevision,
    Variant,
)
from apps.catalog.services.cards import CardContent
from apps.catalog.tests.factories import CardDraftFactory, CategoryFactory, OfferFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter
from apps.media.tests.factories import ImageFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SELLER = Actor(role="seller", rights=frozenset({"products"}))


@pytest.fixture
def staff(client):
    return enter(client, UserFactory(is_staff=True, is_superuser=True))


@pytest.fixture
def red():
    """An attribute with one colour twice: red stays, crimson goes."""
    colour = Attribute.objects.create(code="colour", name={"en": "Colour"})
    for code in ("red", "crimson", "blue"):
        AttributeValue.objects.create(attribute=colour, code=code, name={"en": code})
    return colour


def step(row, name):
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[row.pk, name])


def merge(stays, goes, by=SYSTEM):
    return services.merge_categories(survivor_id=stays.pk, duplicate_id=goes.pk, by=by)


def merge_values(attribute, by=SYSTEM, survivor="red", duplicate="crimson"):
    """Decide it, and let goods follow until none is left."""
    services.merge_values(
        attribute_id=attribute.pk, survivor=survivor, duplicate=duplicate, by=by, now=NOW
    )
    follow()


def follow():
    for pk in services.unsettled_values(now=NOW + timedelta(hours=1)):
        while services.move_value(value_id=pk, now=NOW):
            pass


def propose(product, **content):
    content = {
        "title": {"en": "Teapot"},
        "description": {},
        "category_code": product.category.code,
        "source_language": "en",
    } | content
    return services.submit_revision(
        product_id=product.pk, content=CardContent(**content), by=SYSTEM, now=NOW
    )


def test_goods_drafts_and_waiting_versions_go_over_with_what_they_need(red, published):
    stays, goes = CategoryFactory(code="teapots"), CategoryFactory(code="tea-pots")
    card = OfferFactory(product__category=goes).product
    draft = CardDraftFactory(category=goes, seller=card.author)
    size = Attribute.objects.create(code="size", name={"en": "Size"})
    for category, attribute in ((stays, red), (goes, red), (goes, size)):
        CategoryAttribute.objects.create(category=category, attribute=attribute)
    revision = propose(card)

    assert merge(stays, goes) == 1

    for row in (card, draft, revision):
        row.refresh_from_db()
    assert (card.category, draft.category) == (stays, stays)
    assert revision.content["category_code"] == "teapots"
    codes = stays.attributes.values_list("attribute__code", flat=True)
    assert sorted(codes) == ["colour", "size"]
    assert not Category.objects.filter(code="tea-pots").exists()
    assert published()[-2:] == ["catalog.CategoriesChanged", "catalog.ProductsChanged"]


def test_old_addresses_lead_to_the_category_that_stays(client):
    first, second, third = (CategoryFactory(code=f"pots-{n}") for n in range(3))
    merge(second, third)
    merge(first, second)
    selectors.forget_tree()

    for code in ("pots-1", "pots-2"):
        answer = client.get(f"/en/c/{code}/")
        assert (answer.status_code, answer["Location"]) == (301, "/en/c/pots-0/")
    assert client.get("/en/c/pots-9/").status_code == 404
    Category.objects.filter(code="pots-0").update(is_active=False)
    selectors.forget_tree()
    assert client.get("/en/c/pots-1/").status_code == 404


def test_only_staff_merge_and_only_two_categories_that_take_goods():
    top, other = CategoryFactory(), CategoryFactory()
    below = Category.objects.add_child(top, {"code": "below", "name": {"en": "Below"}})
    top.refresh_from_db()

    for stays, goes, by, error in (
        (other, below, SELLER, NotAllowed),
        (other, other, SYSTEM, Invalid),
        (other, top, SYSTEM, Invalid),
        (top, other, SYSTEM, Invalid),
    ):
        with pytest.raises(error):
            merge(stays, goes, by=by)
    with pytest.raises(NotAllowed):
        services.merge_categories(survivor_id=other.pk, duplicate_id=0, by=SYSTEM)

    assert Category.objects.count() == 3
    assert not CategoryAlias.objects.exists()


def test_a_step_offers_what_there_is_to_choose_from(staff, red):
    goes, stays = CategoryFactory(code="tea-pots"), CategoryFactory(code="teapots")
    selectors.forget_tree()

    categories = staff.get(step(goes, "merge")).context["form"].fields["into"].choices
    values = staff.get(step(red, "merge")).context["form"].fields["into"].choices

    assert [code for code, _name in categories] == ["", stays.code]
    assert [code for code, _name in values] == ["", "red", "crimson", "blue"]


def test_staff_merge_a_category_by_code_with_a_reason(staff):
    stays, goes = CategoryFactory(code="teapots"), CategoryFactory(code="tea-pots")
    OfferFactory(product__category=goes)
    selectors.forget_tree()

    staff.post(step(goes, "merge"), {"reason": "made twice", "into": "nowhere"})
    assert Category.objects.count() == 2
    staff.post(step(goes, "merge"), {"reason": "made twice", "into": "teapots"})

    assert Product.objects.get().category == stays
    assert AuditEntry.objects.get(action="catalog.categories_merged").reason == "made twice"


def test_a_value_becomes_another_wherever_it_stands(red, published):
    card = OfferFactory(variant__options={"colour": "crimson"}).product
    Variant.objects.filter(product=card).update(options_key="colour=crimson")
    photo = ProductPhoto.objects.create(
        product=card, image=ImageFactory(), option="colour:crimson", position=0
    )
    alone = OfferFactory(product__attributes={"colour": "crimson", "size": "crimson"}).product
    several = OfferFactory(product__attributes={"colour": ["crimson", "red", "blue"]}).product
    CategoryAttribute.objects.create(category=alone.category, attribute=red)
    revision = propose(alone, attributes={"colour": ["crimson"]})

    merge_values(red)

    variant = Variant.objects.get(product=card)
    for row in (photo, alone, several, revision):
        row.refresh_from_db()
    assert (variant.options, variant.options_key) == ({"colour": "red"}, "colour=red")
    assert photo.option == "colour:red"
    assert alone.attributes == {"colour": "red", "size": "crimson"}
    assert several.attributes == {"colour": ["red", "blue"]}
    assert revision.content["attributes"] == {"colour": ["red"]}
    assert sorted(red.values.offered().values_list("code", flat=True)) == ["blue", "red"]
    assert AttributeValue.objects.get(code="crimson").merged_into.code == "red"
    assert "catalog.CategoriesChanged" in published()


def test_a_card_that_sells_both_is_named_and_nothing_changes(red):
    card = OfferFactory(
        variant__options={"colour": "crimson"}, variant__options_key="colour=crimson"
    ).product
    OfferFactory(
        product=card, variant__options={"colour": "red"}, variant__options_key="colour=red"
    )

    with pytest.raises(Conflict) as refusal:
        merge_values(red)

    assert card.code in str(refusal.value.message)
    assert Variant.objects.filter(options={"colour": "crimson"}).exists()
    assert red.values.offered().count() == 3


def test_only_staff_merge_values_and_only_two_of_one_attribute(red):
    other = Attribute.objects.create(code="size", name={"en": "Size"})

    with pytest.raises(NotAllowed):
        merge_values(red, by=SELLER)
    for wrong in (
        {"survivor": "crimson"},
        {"survivor": "nothing"},
        {"duplicate": "nothing"},
    ):
        with pytest.raises(Invalid):
            merge_values(red, **wrong)
    with pytest.raises(Invalid):
        merge_values(other)

    assert red.values.offered().count() == 3


def test_staff_merge_values_by_code_and_a_second_time_is_refused(staff, red):
    card = OfferFactory(product__attributes={"colour": "crimson"}).product
    sent = {"reason": "one colour", "duplicate": "crimson", "into": "red"}

    for _time in range(2):
        staff.post(step(red, "merge"), sent)
        follow()

    card.refresh_from_db()
    assert card.attributes == {"colour": "red"}
    assert AuditEntry.objects.filter(action="catalog.values_merged").count() == 1
    assert not ProductRevision.objects.exists()
