"""R9.1, R4.2, L1–L4: what every engine must do; each one passes this same suite."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from apps.catalog.models import Attribute, AttributeKind, Product
from apps.catalog.tests.factories import CategoryFactory, OfferFactory, VariantFactory
from apps.core.ids import uuid7
from apps.search import rules
from apps.search.engines.base import Match
from apps.search.query import PAGE_SIZE, Query, Sort
from apps.search.services import indexing
from apps.search.services.documents import documents_of
from apps.search.tests.clusters import ENGINES, empty_engine
from apps.search.tests.factories import drain_all, index_again, make_card
from apps.sellers.tests.factories import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=ENGINES)
def search(request, monkeypatch, tmp_path):
    """Ask an engine: the query's own words, all of them unless told otherwise."""
    engine = empty_engine(request.param, folder=tmp_path, request=request)
    monkeypatch.setattr(indexing, "get_engine", lambda: engine)

    def ask(query=None, match=Match.ALL, synonyms=None, **fields):
        query = query or Query(**fields)
        words = rules.words_of(query.text, most=12)
        terms = rules.expand(words=words, synonyms=synonyms or {})
        return engine.search(query=query, terms=terms, match=match)

    ask.engine = engine
    return ask


def test_an_empty_index_answers_with_nothing(search):
    found = search(text="teapot", brands=("x",), price_from=Decimal(1))

    assert (found.hits, found.total, found.matched, found.pages) == ((), 0, 0, 1)
    assert found.least_price is None


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ({"en": "Blue teapots"}, "teapot"),
        ({"en": "Running shoes"}, "RUN shoe"),
        ({"ru": "Синие чайники"}, "чайник"),
        ({"ru": "Зелёный чай"}, "зеленый"),
        ({"ru": "Зеленый чай"}, "ЗЕЛЁНЫЙ"),
        ({"uz": "Koʻylak"}, "ko'ylak"),
        ({"uz": "Koʻylak"}, "кўйлак"),
        ({"uz": "Кўйлак"}, "koʻylak"),
        ({"uz": "Gʻilof"}, "gilof"),
        ({"uz": "Gʻilof"}, "ғилоф"),
        ({"en": "Women's dress"}, "womens"),
        ({"en": "The lamp for a desk"}, "lamp for the desk"),
        ({"en": "T-shirt"}, "t-shirt"),
    ],
)
def test_a_word_is_found_in_any_form_and_script(search, title, typed):
    card = make_card(title)
    make_card({"en": "Carpet", "ru": "Ковёр", "uz": "Gilam"})

    assert search(text=typed).hits == (card.pk,)


def test_a_card_is_found_by_brand_category_attribute_description_and_code(search):
    category = CategoryFactory(code="kettles", name={"en": "Kettles"})
    card = make_card(
        "Samovar", brand="rishtan", category=category, description={"en": "Keeps tea warm"}
    )
    sku = card.offers.get().sku

    for typed in ("rishtan", "kettle", "warm", card.code, sku):
        assert search(text=typed).hits == (card.pk,), typed


def test_all_words_are_needed_unless_any_is_asked_for(search):
    both, one = make_card("Blue teapot"), make_card("Red teapot")

    assert search(text="blue teapot").hits == (both.pk,)
    assert search(text="blue teapot", match=Match.ANY).hits == (both.pk, one.pk)


def test_a_synonym_finds_what_is_called_otherwise_and_a_phrase_needs_all_its_words(search):
    phone, book = make_card({"ru": "Смартфон"}), make_card("Mobile house")
    meaning = rules.table([[("mobile", "phone"), ("смартфон",)]])

    assert search(text="mobile phone", synonyms=meaning).hits == (phone.pk,)
    assert search(text="смартфон", synonyms=meaning).hits == (phone.pk,)
    assert search(text="mobile", synonyms=meaning).hits == (book.pk,)


def test_a_word_in_the_title_is_worth_more_than_in_the_description(search):
    below = make_card("Tray", description={"en": "A teapot fits on it"})
    above = make_card("Teapot")

    assert search(text="teapot").hits == (above.pk, below.pk)


def test_of_equal_hits_the_one_people_buy_comes_first(search):
    rare = make_card("Teapot", sold_count=1)
    popular = make_card("Teapot", sold_count=500)

    assert search(text="teapot").hits == (popular.pk, rare.pk)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"rating": "4.9", "rating_count": 80}, {"rating": "5.0", "rating_count": 1}),
        ({"rating": "4.4", "rating_count": 500}, {}),
        ({}, {"rating": "3.0", "rating_count": 40}),
        ({"published_at": timedelta(1)}, {"published_at": timedelta(400)}),
        ({"sold_count": 400, "published_at": timedelta(400)}, {"published_at": timedelta(1)}),
        ({"stock": 10, "rating": "1.0", "rating_count": 9}, {"stock": 0, "sold_count": 10_000}),
    ],
)
def test_of_equal_hits_the_one_worth_more_comes_first(search, better, worse):
    """R4.2: liked by many, new, bought; what can't be bought comes last."""

    def card(fields):
        age = fields.pop("published_at", timedelta(30))
        return make_card("Teapot", published_at=timezone.now() - age, **fields)

    second, first = card({**worse}), card({**better})

    assert search(text="teapot").hits == (first.pk, second.pk)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.RELEVANCE, "bca"),
        (Sort.POPULAR, "bca"),
        (Sort.CHEAPEST, "acb"),
        (Sort.DEAREST, "bca"),
        (Sort.RATING, "cab"),
        (Sort.NEWEST, "bac"),
    ],
)
def test_lists_are_ordered_as_asked(search, sort, order):
    now = timezone.now()
    made = {
        "a": make_card(price=1, sold_count=1, rating="4.0", published_at=now - timedelta(2)),
        "b": make_card(price=3, sold_count=9, rating=None, published_at=now - timedelta(1)),
        "c": make_card(price=2, sold_count=5, rating="4.8", published_at=now - timedelta(3)),
    }

    assert search(sort=sort).hits == tuple(made[name].pk for name in order)


@pytest.mark.parametrize("sort", Sort)
def test_equal_cards_stand_on_exactly_one_page_and_sold_out_ones_last(search, sort):
    now = timezone.now()
    sold_out = make_card("Teapot", stock=0, sold_count=999, published_at=now, rating="5.0")
    cards = {make_card("Teapot", published_at=now).pk for _ in range(PAGE_SIZE + 2)}

    first = search(text="teapot", sort=sort)
    second = search(text="teapot", sort=sort, page=2)

    assert (first.total, first.pages, len(first.hits)) == (PAGE_SIZE + 3, 2, PAGE_SIZE)
    assert {*first.hits, *second.hits} == {*cards, sold_out.pk}
    assert second.hits[-1] == sold_out.pk


def test_a_page_is_as_large_as_was_asked(search):
    for _ in range(PAGE_SIZE + 2):
        make_card("Teapot")

    first = search(text="teapot")
    large = search(text="teapot", size=48, page=2)

    assert (len(first.hits), first.pages) == (PAGE_SIZE, 2)
    assert (len(large.hits), large.pages, large.page) == (PAGE_SIZE + 2, 1, 1)


def test_a_page_past_the_end_is_the_last_one(search):
    card = make_card()

    found = search(page=100)

    assert (found.hits, found.page) == ((card.pk,), 1)


def test_a_category_means_everything_below_it(search):
    top = CategoryFactory(code="shoes")
    leaf = CategoryFactory(code="boots", parent=top)
    boots, other = make_card(category=leaf), make_card()

    assert search(category="shoes").hits == (boots.pk,)
    assert search(category="boots").counts["category:shoes"] == 1
    assert set(search().hits) == {boots.pk, other.pk}
    assert search(category="nothing").total == 0


def test_a_shop_is_found_by_any_of_its_offers(search):
    nova = SellerFactory(slug="nova")
    card = make_card(seller=SellerFactory(slug="sahro"))
    OfferFactory(product=card, variant=card.variants.get(), seller=nova)
    index_again(card)

    assert search(shop="nova").hits == (card.pk,)
    assert search(sellers=("sahro", "unknown")).hits == (card.pk,)
    assert search(shop="other").total == 0


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"price_from": Decimal(200)}, "bc"),
        ({"price_to": Decimal(200)}, "ab"),
        ({"price_from": Decimal(150), "price_to": Decimal(250)}, "b"),
        ({"rating": Decimal("4.5")}, "b"),
        ({"days": 1}, "a"),
        ({"days": 3}, "ab"),
        ({"in_stock": True}, "ab"),
        ({"discounted": True}, "c"),
        ({"brands": ("sahro",)}, "a"),
        ({"brands": ("sahro", "nova")}, "ab"),
        ({"brands": ("sahro",), "rating": Decimal("4.5")}, ""),
    ],
)
def test_each_filter_narrows_the_list(search, fields, names):
    made = {
        "a": make_card(price=100, brand="sahro", delivery_days=1, rating="4.4"),
        "b": make_card(price=200, brand="nova", delivery_days=3, rating="4.5"),
        "c": make_card(price=300, stock=0, delivery_days=0, discount_percent=10),
    }

    assert set(search(**fields).hits) == {made[name].pk for name in names}


@pytest.fixture
def shoes(db):
    """Six shoes: colour, size and brand differ; a seventh card is something else."""
    for code in ("colour", "size"):
        Attribute.objects.create(code=code, kind=AttributeKind.CHOICE, name={"en": code})
    rows = [
        ("red", "41", "sahro", 100), ("red", "42", "sahro", 200), ("blue", "41", "sahro", 300),
        ("blue", "42", "nova", 400), ("sand", "41", "nova", 500), ("red", "41", "nova", 600),
    ]  # fmt: skip
    category = CategoryFactory(code="shoes")
    made = [
        make_card(
            category=category, brand=brand, price=price, attributes={"colour": colour, "size": size}
        )
        for colour, size, brand, price in rows
    ]
    make_card(attributes={"colour": "red"}, brand="other", price=1)
    return made


def facet(found, group):
    start = f"{group}:"
    return {k.removeprefix(start): n for k, n in found.counts.items() if k.startswith(start)}


def test_facets_count_what_fits_the_place(search, shoes):
    found = search(category="shoes")

    assert found.total == found.matched == 6
    assert facet(found, "a.colour") == {"red": 3, "blue": 2, "sand": 1}
    assert facet(found, "a.size") == {"41": 4, "42": 2}
    assert facet(found, "brand") == {"sahro": 3, "nova": 3}
    assert (found.least_price, found.most_price) == (100, 600)


def test_values_of_one_facet_widen_and_other_facets_narrow(search, shoes):
    colours = ("colour:red", "colour:blue")

    assert search(category="shoes", attributes=("colour:red",)).total == 3
    assert search(category="shoes", attributes=colours).total == 5
    assert search(category="shoes", attributes=(*colours, "size:41")).total == 3
    assert search(category="shoes", attributes=(*colours, "size:41"), brands=("nova",)).total == 1


def test_what_is_chosen_doesnt_shrink_its_own_facet_but_all_others(search, shoes):
    found = search(category="shoes", attributes=("colour:red",), price_to=Decimal(300))

    assert facet(found, "a.colour") == {"red": 2, "blue": 1}
    assert facet(found, "a.size") == {"41": 1, "42": 1}
    assert facet(found, "brand") == {"sahro": 2}
    assert (found.least_price, found.most_price) == (100, 600)
    assert found.without == {"a.colour": 3, "price": 3}


def test_each_count_is_what_choosing_it_gives(search, shoes):
    """L4: no filter leads to an empty list without warning."""
    chosen = Query(category="shoes", attributes=("size:41",), price_from=Decimal(200))
    for colour, count in facet(search(chosen), "a.colour").items():
        query = Query(
            category="shoes",
            attributes=tuple(sorted((f"colour:{colour}", "size:41"))),
            price_from=Decimal(200),
        )
        assert search(query).total == count, colour


def test_steps_count_upwards(search):
    for rating, days in (("4.9", 0), ("4.2", 1), ("3.1", 5), (None, None)):
        make_card(rating=rating, delivery_days=days, discount_percent=5 if days else 0)
    make_card(stock=0, delivery_days=0, rating="4.6")

    found = search()

    assert facet(found, "rating") == {"4.5": 2, "4": 3, "3": 4}
    assert facet(found, "days") == {"0": 1, "1": 2, "3": 2, "7": 3}
    assert (found.counts["stock:1"], found.counts["sale:1"]) == (4, 2)
    assert facet(search(rating=Decimal("4.5")), "rating") == {"4.5": 2, "4": 3, "3": 4}


def test_a_variants_options_are_facets_of_its_card(search):
    card = make_card("Shirt", index=False)
    VariantFactory(product=card, options={"size": "xl"})
    index_again(card)

    assert search(attributes=("size:xl",)).hits == (card.pk,)


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE search_productdocument; --",
        "teapot' OR '1'='1",
        "%s %(x)s {0} {words}",
        "& | ! ( ) :* <-> \\ \x00",
        "a" * 5000,
        "чайник " * 800,
        "🫖",
        "\ud800",
    ],
)
def test_hostile_texts_are_only_words(search, text):
    card = make_card("Teapot")

    search(text=text)
    search(text=text, match=Match.ANY, brands=("' OR 1=1",), attributes=("x':{y}%s",))

    assert search(text="teapot").hits == (card.pk,)


def test_a_mistyped_word_has_its_neighbours(search):
    make_card({"en": "Samsung teapot", "uz": "Koʻylak"})

    near = search.engine.neighbours(words=["samsnug", "teapot", "кўлак"])

    assert near["samsnug"][0] == "samsung"
    assert "koylak" in near["кўлак"]
    assert "teapot" not in near


def test_suggestions_begin_with_what_is_typed_and_can_be_bought(search):
    popular = make_card("Blue teapot", sold_count=9)
    other = make_card("Blue teaspoon")
    make_card("Blue teapot", stock=0)
    make_card("Steam iron")

    assert search.engine.suggest(words=["blue", "tea"], limit=5) == [popular.pk, other.pk]
    assert search.engine.suggest(words=["tea"], limit=1) == [popular.pk]
    assert search.engine.suggest(words=[], limit=5) == []


def test_like_a_card_are_others_in_stock_that_share_its_words(search):
    pots = CategoryFactory(code="pots", name={"en": "Pots"})
    card = make_card({"en": "Blue rishtan teapot", "ru": "Чайник"}, category=pots)
    alike = make_card({"en": "Green rishtan teapot", "ru": "Чайники"}, category=pots)
    popular = make_card("Rishtan teapot of blue clay", category=pots, sold_count=500)
    make_card("Rishtan teapot blue", category=pots, stock=0)
    make_card("Walnut chessboard", category=CategoryFactory(code="games", name={"en": "Games"}))

    assert set(search.engine.similar(product_id=card.pk, limit=4)) == {alike.pk, popular.pk}
    assert search.engine.similar(product_id=card.pk, limit=1) == [popular.pk]
    assert search.engine.similar(product_id=uuid7(), limit=4) == []


def test_writing_tells_what_is_new_and_removing_forgets(search):
    card = make_card("Teapot", index=False)
    documents = documents_of(product_ids=[card.pk])

    assert search.engine.write(documents=documents) == {card.pk}
    assert search.engine.write(documents=documents) == set()
    assert search.engine.write(documents=[]) == set()
    assert list(search.engine.all_ids()) == [card.pk]
    search.engine.remove(product_ids=[card.pk])
    search.engine.remove(product_ids=[card.pk])
    assert search(text="teapot").total == 0
    assert list(search.engine.all_ids()) == []


def test_a_rebuilt_index_holds_what_was_put_and_nothing_else(search):
    kept, gone = make_card("Blue teapot"), make_card("Old teapot")

    with search.engine.rebuild() as put:
        put(documents_of(product_ids=[kept.pk]))
        assert kept.pk in search(text="teapot").hits

    assert search(text="teapot").hits == (kept.pk,)
    assert gone.pk not in set(search.engine.all_ids())


def test_a_rebuild_that_fails_leaves_the_index_in_use(search):
    card = make_card("Teapot")

    def stopped():
        with transaction.atomic(), search.engine.rebuild():
            raise RuntimeError("the machine was switched off")

    with pytest.raises(RuntimeError):
        stopped()

    assert search(text="teapot").hits == (card.pk,)


@pytest.mark.parametrize("cards", [1, 15])
def test_a_search_costs_two_queries_at_most_however_many_cards(
    search, cards, django_assert_max_num_queries
):
    for _ in range(cards):
        make_card("Teapot", brand="sahro")

    with django_assert_max_num_queries(2):  # PostgreSQL: figures and facets, hits
        assert search(text="teapot", brands=("sahro",), rating=None).total == cards


def test_drift_between_catalogue_and_index_is_found_counted_and_repaired(search):
    """R9.1: the nightly comparison."""
    right, stale, missing, surplus, waiting = (make_card("Teapot") for _number in range(5))
    everything = {right.pk, stale.pk, missing.pk, waiting.pk}
    assert indexing.repair_drift() == (0, 0, 0)
    # Behind the services' back, as a crash or a careless hand would.
    Product.objects.filter(pk=stale.pk).update(title={"en": "Samovar"})
    Product.objects.filter(pk=surplus.pk).update(state="gone")
    search.engine.remove(product_ids=[missing.pk])
    Product.objects.filter(pk=waiting.pk).update(title={"en": "Kettle"})
    indexing.mark_dirty(product_ids=[waiting.pk])

    assert indexing.repair_drift() == (1, 1, 1)
    drain_all()

    assert indexing.repair_drift() == (0, 0, 0)
    assert set(search.engine.all_ids()) == everything
    assert search(text="samovar").hits == (stale.pk,)
