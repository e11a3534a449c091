"""What staff change by hand in the catalogue reaches search, kept pages and the one search box."""

import pytest
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.catalog import selectors
from apps.catalog.models import Attribute, Brand, Category, Product
from apps.catalog.tests.factories import CategoryFactory, OfferFactory
from apps.core.models import OutboxEvent
from apps.core.tests.staff import enter

TREE = "catalog.CategoriesChanged"
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


@pytest.fixture
def pots(world):
    return Category.objects.get(code="pots")


def rows_of(inline):
    return {f"{inline}-{name}": value for name, value in NO_ROWS.items()}


def change(client, row, **sent):
    opts = row._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    return client.post(address, sent)


def move(client, category, below, **sent):
    asked = {
        "code": category.code,
        "name_en": "Pots",
        "is_active": "on",
        "treebeard_position": "first-child",
        "treebeard_ref_node": below,
        **rows_of("attributes"),
        **sent,
    }
    return change(client, category, **asked)


def facts(name):
    return list(OutboxEvent.objects.filter(name=name))


def test_a_category_moved_below_another_takes_its_cards_and_tells_search(admin_client, world, pots):
    kitchen = CategoryFactory(code="kitchen")

    answer = move(admin_client, pots, kitchen.pk)

    assert answer.status_code == 302, answer.context["errors"]
    pots.refresh_from_db()
    assert pots.path.startswith(kitchen.path)
    assert Product.objects.get(pk=world["offer"].product_id).category.path == pots.path
    assert facts(TREE)


@pytest.mark.parametrize("sent", [{"code": ""}, {"treebeard_ref_node": "999999"}])
def test_a_move_that_makes_no_sense_changes_and_tells_nothing(admin_client, pots, sent):
    path = pots.path

    answer = move(admin_client, pots, 0, **sent)

    assert answer.status_code == 200
    assert Category.objects.get(pk=pots.pk).path == path
    assert not facts(TREE)


def test_an_attribute_renamed_is_told(admin_client, world):
    colour = Attribute.objects.get(code="colour")

    answer = change(
        admin_client, colour, code="colour", kind="choice", name_en="Shade", **rows_of("values")
    )

    assert answer.status_code == 302
    assert facts(TREE)


def test_an_attribute_renamed_is_read_anew_at_once(
    admin_client, world, django_capture_on_commit_callbacks
):
    """An editor must not offer what was kept before: no event is delivered here."""
    colour, path = Attribute.objects.get(code="colour"), world["offer"].product.category.path
    [before] = selectors.attributes_of(category_path=path)
    sent = {"code": "colour", "kind": "choice", "name_en": "Shade", **rows_of("values")}

    with django_capture_on_commit_callbacks(execute=True):
        change(admin_client, colour, **sent)

    [after] = selectors.attributes_of(category_path=path)
    assert (str(before.name), str(after.name)) == ("Colour", "Shade")


def test_a_brand_renamed_tells_of_its_cards_and_no_others(admin_client, world):
    brand = Brand.objects.create(slug="akfa", name="Akfa")
    OfferFactory()
    product = world["offer"].product
    Product.objects.filter(pk=product.pk).update(brand=brand)
    OutboxEvent.objects.all().delete()

    answer = change(admin_client, brand, slug="akfa", name="AKFA")

    assert answer.status_code == 302
    told = [pk for fact in facts("catalog.ProductsChanged") for pk in fact.payload["product_ids"]]
    assert told == [str(product.pk)]


def test_support_moves_nothing(client, pots):
    enter(client, UserFactory(is_staff=True))
    path = pots.path

    answer = move(client, pots, 0)

    assert answer.status_code == 403
    assert Category.objects.get(pk=pots.pk).path == path
    assert not facts(TREE)


def test_a_card_is_found_by_its_barcode(admin_client, world):
    offer = OfferFactory(variant__barcode="4780012345678")
    card = reverse("admin:catalog_product_change", args=[offer.product_id])

    page = admin_client.get(reverse("admin:search"), {"s": "4780012345678", "extended": "1"})

    assert page.content.decode().count(card) == 1
