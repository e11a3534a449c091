"""S3–S5, L3: what is searched when nothing fits, what is said about it, and the ways out."""

from decimal import Decimal

import pytest

from apps.catalog.models import Attribute, AttributeKind, AttributeValue, CategoryAttribute
from apps.catalog.selectors import forget_tree, node_of
from apps.catalog.tests.factories import CategoryFactory
from apps.media.tests.factories import ImageFactory
from apps.search import selectors
from apps.search.models import SynonymGroup
from apps.search.query import Query, Sort
from apps.search.tests.factories import make_card

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_tree():
    forget_tree()


def find(text, **fields):
    return selectors.find(query=Query(text=text, **fields))


def test_a_mistyped_word_is_mended_and_said():
    card = make_card("Blue samsung teapot")

    found = find("samsnug teapto")

    assert (found.hits, found.corrected, found.is_loose) == ((card.pk,), "samsung teapot", False)


def test_exact_words_are_not_mended():
    make_card("Samsung")

    assert find("samsnug", is_exact=True).hits == ()


def test_a_word_nobody_knows_is_given_up_last():
    make_card("Carpet")
    card = make_card("Blue samsung teapot")

    found = find("samsnug zzzzzz")

    assert (found.hits, found.corrected, found.is_loose) == ((card.pk,), "samsung zzzzzz", True)


def test_what_fits_as_it_stands_is_never_mended():
    make_card("Teapots")
    card = make_card("Teapod")

    assert find("teapod").hits == (card.pk,)
    assert find("teapod").corrected == ""


def test_words_typed_in_the_other_layout_are_read_as_they_were_meant():
    card = make_card({"ru": "Кроссовки синие"})
    make_card({"en": "Teapot"})

    assert (find("rhjccjdrb").hits, find("rhjccjdrb").corrected) == ((card.pk,), "кроссовки")
    assert find("еуфзще").corrected == "teapot"
    assert find("rhjccjdrb", is_exact=True).hits == ()


def test_synonyms_of_staff_are_searched_too_and_a_change_is_heard_at_once():
    card = make_card({"ru": "Кроссовки"})
    assert find("sneakers").hits == ()

    SynonymGroup.objects.create(phrases=["sneakers", "Кроссовки"])
    selectors.forget_synonyms()

    assert (find("sneakers").hits, find("sneakers").corrected) == ((card.pk,), "")


def test_filters_that_leave_nothing_dont_change_the_words():
    make_card("Teapot", price=500)

    found = find("teapot", price_to=Decimal(1))

    assert (found.total, found.matched, found.corrected) == (0, 1, "")


def test_signs_alone_find_nothing_rather_than_everything():
    make_card("Teapot")

    assert find("?!").total == 0


@pytest.mark.parametrize("text", ["zzzzzz", "zzzzzz yyyyyy xxxxxx"])
def test_the_longest_plan_stays_within_its_queries(text, django_assert_max_num_queries):
    make_card("Teapot")

    with django_assert_max_num_queries(9):
        assert find(text).hits == ()


def listing(**fields):
    return selectors.listing(query=Query(**fields), base_url="/en/search/", is_search=True)


def test_each_way_out_drops_one_filter_and_leads_to_as_many_as_it_says():
    make_card("Teapot", price=500, brand="sahro")
    make_card("Teapot", price=700, brand="sahro")
    make_card("Teapot", price=100, brand="nova")

    page = listing(text="teapot", brands=("sahro",), price_to=Decimal(200))

    assert page.cards == []
    assert [(way.label, way.count, way.url) for way in page.ways_out] == [
        ("up to 200", 2, "/en/search/?q=teapot&brand=sahro"),
        ("Sahro", 1, "/en/search/?q=teapot&price_to=200"),
    ]


def test_every_applied_filter_is_a_chip_that_drops_only_itself():
    category = CategoryFactory(code="shoes", name={"en": "Shoes"})
    colour = Attribute.objects.create(
        code="colour", kind=AttributeKind.CHOICE, name={"en": "Colour"}
    )
    AttributeValue.objects.create(
        attribute=colour, code="red", name={"en": "Red"}, colour="#cc3344"
    )
    CategoryAttribute.objects.create(category=category, attribute=colour, is_filterable=True)
    card = make_card(category=category, brand="sahro", attributes={"colour": "red"}, rating="4.8")
    query = Query(
        category="shoes",
        days=1,
        rating=Decimal("4.5"),
        price_from=Decimal(100),
        price_to=Decimal(900_000),
        in_stock=True,
        discounted=True,
        brands=("sahro",),
        sellers=(card.author.slug,),
        attributes=("colour:red",),
        page=3,
    )

    page = selectors.listing(query=query, base_url="/en/c/shoes/", is_search=False)

    assert [chip.label for chip in page.chips] == [
        "Tomorrow",
        "★ 4.5 and up",
        "100 – 900\u202f000",
        "In stock",
        "Reduced",
        "Sahro",
        card.author.name,
        "Colour: Red",
    ]
    for name, chip in zip(
        ("days", "rating", "price_to", "stock", "sale", "brand", "seller", "attr"),
        page.chips,
        strict=True,
    ):
        assert f"{name}=" not in chip.url
        assert chip.url.count("&") >= 6
        assert "page=" not in chip.url
    assert page.clear_url == "/en/c/shoes/"
    [facet] = [each for each in page.facets if each.name == "attr"]
    assert (facet.title, facet.options[0].label, facet.options[0].colour) == (
        "Colour",
        "Red",
        "#cc3344",
    )


def test_long_facets_show_their_biggest_values_first_and_the_chosen_one_among_them():
    for number in range(12):
        for _ in range(12 - number):
            make_card(brand=f"brand-{number:02}")

    page = listing(brands=("brand-11",))

    [facet] = [each for each in page.facets if each.key == "brand"]
    assert [option.value for option in facet.options[:3]] == ["brand-11", "brand-00", "brand-01"]
    assert (len(facet.options), len(facet.more)) == (10, 2)


def test_a_list_without_words_has_no_order_by_match():
    make_card("Teapot")

    assert listing().orders[0].label == "Popular first"
    assert [order.is_chosen for order in listing(sort=Sort.POPULAR).orders].index(True) == 0
    assert [order.label for order in listing(text="teapot").orders][:2] == [
        "Best match first",
        "Popular first",
    ]


def test_sub_categories_have_counts_and_the_photo_of_what_is_bought_most(django_assert_num_queries):
    top = CategoryFactory(code="shoes")
    boots, empty = CategoryFactory(code="boots", parent=top), CategoryFactory(code="x", parent=top)
    deep = CategoryFactory(code="winter", parent=boots)
    make_card(category=boots, sold_count=1)
    best = make_card(category=deep, sold_count=9)
    photo = ImageFactory(renditions={"320": "pictures/best.webp"})
    type(best).objects.filter(pk=best.pk).update(main_photo=photo)
    page = listing(category="shoes")

    with django_assert_num_queries(1):
        [below] = selectors.sub_categories(node=node_of(code="shoes"), result=page.result)

    assert (below.node.code, below.count) == ("boots", 2)
    assert below.picture.src.endswith("best.webp")
    assert empty.code != below.node.code


@pytest.mark.parametrize(
    ("typed", "category"), [("sho", "shoes"), ("ШКО", "school"), ("bot", "boots"), ("zz", "")]
)
def test_suggestions_name_categories_in_any_script(typed, category):
    CategoryFactory(code="shoes", name={"en": "Shoes"})
    CategoryFactory(code="school", name={"uz": "Shkolniy"})
    CategoryFactory(code="boots", name={"ru": "Ботинки"})
    forget_tree()

    found = selectors.suggest(text=typed, language="en")

    assert [node.code for node in found.categories] == ([category] if category else [])
    assert bool(found) == bool(category)


def test_suggestions_offer_brands_and_goods_but_nothing_for_a_letter(django_assert_max_num_queries):
    card = make_card("Sahara lamp", brand="sahro")
    CategoryFactory(code="any")
    forget_tree()

    with django_assert_max_num_queries(5):  # tree, goods, brands, tiles
        found = selectors.suggest(text="sah", language="en")

    assert ([b.slug for b in found.brands], [c.id for c in found.cards]) == (["sahro"], [card.pk])
    assert not selectors.suggest(text="s", language="en")
    assert not selectors.suggest(text="", language="en")
