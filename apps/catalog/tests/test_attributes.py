"""What categories know of their goods, read once for pages, lists and editors alike."""

import pytest

from apps.catalog import selectors
from apps.catalog.models import Attribute, AttributeValue, CategoryAttribute
from apps.catalog.tests.factories import CategoryFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelves():
    """Three categories below one: all have a colour, each a size of its own order."""
    top = CategoryFactory(code="clothes")
    colour = Attribute.objects.create(code="colour", name={"en": "Colour"})
    size = Attribute.objects.create(code="size", name={"en": "Size"})
    for attribute, code in ((colour, "red"), (size, "m")):
        AttributeValue.objects.create(attribute=attribute, code=code, name={"en": code.title()})
    CategoryAttribute.objects.create(category=top, attribute=colour)
    below = [CategoryFactory(code=f"kind-{n}", parent=top) for n in range(3)]
    for category in below:
        CategoryAttribute.objects.create(category=category, attribute=size, is_required=True)
    CategoryAttribute.objects.create(category=below[0], attribute=colour, is_filterable=True)
    selectors.forget_tree()
    return below


def test_the_words_of_a_lists_cards_cost_three_queries_then_one(shelves, django_assert_num_queries):
    known = {"colour": "red", "size": "m"}
    cards = [ProductFactory(category=each, attributes=known, weight_g=0) for each in shelves]
    ids = [card.pk for card in cards]

    with django_assert_num_queries(3):
        first = selectors.brief_facts(product_ids=ids, most=2)
    with django_assert_num_queries(1):
        again = selectors.brief_facts(product_ids=ids, most=2)
    with django_assert_num_queries(0):
        selectors.attributes_of(category_path=shelves[1].path)

    assert again == first
    assert first[ids[1]] == [("Colour", "Red"), ("Size", "M")]


def test_the_nearest_use_of_an_attribute_wins_and_a_change_is_told_to_all(shelves):
    first, second = (selectors.attributes_of(category_path=each.path) for each in shelves[:2])
    assert [(view.code, view.is_filterable) for view in first] == [
        ("colour", True),
        ("size", False),
    ]
    assert [view.is_filterable for view in second] == [False, False]
    Attribute.objects.filter(code="colour").update(name={"en": "Shade"})

    selectors.forget_tree()

    [shade, _size] = selectors.attributes_of(category_path=shelves[2].path)
    assert str(shade.name) == "Shade"
