"""The catalogue's rules: which offer is shown first, from which shelves a wish is met."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.rules import OfferFacts, Shelf, allocate, discount_percent, featured
from apps.catalog.rules.import_cards import check_card, is_public_url, option_code


def offer(n=1, **fields):
    known = {
        "price": Decimal(100),
        "delivery_fee": Decimal(10),
        "delivery_days": 2,
        "handling_days": 1,
        "seller_rating": Decimal("4.5"),
        "free": 5,
    }
    return OfferFacts(offer_id=UUID(int=n), **(known | fields))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"price": Decimal(1000)}, {"free": 0}),
        ({"price": Decimal(99)}, {}),
        ({"price": Decimal(95), "delivery_fee": Decimal(0)}, {"price": Decimal(90)}),
        ({"delivery_days": 1}, {"seller_rating": Decimal(5)}),
        ({"seller_rating": Decimal(5)}, {}),
        ({"seller_rating": None}, {"seller_rating": Decimal("3.9")}),
    ],
)
def test_free_then_cheaper_at_the_door_then_faster_then_better_rated_comes_first(better, worse):
    first, second = offer(2, **better), offer(1, **worse)
    assert featured([first, second]) == featured([second, first]) == first


def test_the_older_offer_wins_a_tie():
    assert featured([offer(2), offer(1)]) == offer(1)


def test_a_card_without_offers_has_no_featured_one():
    assert featured([]) is None


SHELVES = st.lists(st.integers(0, 20), max_size=8).map(
    lambda counts: [Shelf(n, UUID(int=1), n, free) for n, free in enumerate(counts)]
)


@given(st.integers(1, 100), SHELVES)
def test_what_is_taken_lies_on_the_shelves_and_is_never_more_than_asked(quantity, shelves):
    taken = allocate(quantity=quantity, shelves=shelves)

    assert sum(pieces for _shelf, pieces in taken) == min(quantity, sum(s.free for s in shelves))
    assert all(0 < pieces <= shelf.free for shelf, pieces in taken)
    assert len({shelf.stock_id for shelf, _pieces in taken}) == len(taken)


@given(st.integers(1, 20), SHELVES)
def test_one_parcel_is_enough_where_one_shelf_holds_all(quantity, shelves):
    if any(shelf.free >= quantity for shelf in shelves):
        assert len(allocate(quantity=quantity, shelves=shelves)) == 1


@given(
    st.decimals(min_value=1, max_value=10**9, places=0),
    st.decimals(min_value=1, max_value=10**9, places=0),
)
def test_a_discount_is_never_overstated(price, old_price):
    percent = discount_percent(price=price, old_price=old_price)
    assert 0 <= percent < 100
    assert old_price < price or price <= old_price * (100 - percent) / 100


RATES = {"UZS": Decimal(1), "USD": Decimal(12600)}
CARD = {
    "sku": "A-1",
    "title": "Teapot",
    "category_path": ["Kitchen"],
    "price": "19.99",
    "currency": "USD",
}


def check(**fields):
    return check_card(CARD | fields, rates=RATES, unit=Decimal(1), default_stock=10)


def test_a_plain_line_is_a_card_with_one_variant_in_the_markets_currency():
    card, errors = check()
    assert errors == []
    [variant] = card.variants
    assert (variant.price, variant.stock, variant.sku) == (Decimal(251874), 10, "A-1")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("sku", "", "sku_missing"),
        ("sku", "../etc", "sku_invalid"),
        ("title", None, "title_missing"),
        ("title", 7, "title_not_text"),
        ("title", "x" * 301, "title_too_long"),
        ("title", "a\u202eb", "title_control_characters"),
        ("price", "-1", "price_invalid"),
        ("price", "0", "price_not_positive"),
        ("price", "NaN", "price_invalid"),
        ("price", True, "price_missing"),
        ("price", "1e5", "price_invalid"),
        ("currency", "GBP", "currency_without_rate"),
        ("currency", "usd", "currency_invalid"),
        ("category_path", [], "category_missing"),
        ("category_path", "Kitchen", "category_invalid"),
        ("category_path", ["a"] * 11, "category_too_deep"),
        ("weight_g", -1, "weight_out_of_bounds"),
        ("weight_g", float("nan"), "weight_out_of_bounds"),
        ("image_urls", ["http://127.0.0.1/x.jpg"], "image_url_forbidden"),
        ("image_urls", ["file:///etc/passwd"], "image_url_invalid"),
        ("variants", [{"sku": "A"}], "variant_options_missing"),
        ("variants", [{"sku": "A", "options": {"size": "M"}, "stock": -1}], "stock_invalid"),
    ],
)
def test_a_broken_line_says_what_is_broken(field, value, reason):
    card, errors = check(**{field: value})
    assert (card, errors) == (None, [reason])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from([*CARD, "variants", "options", "stock"]), inner)
        ),
        max_leaves=12,
    )
)
def test_no_line_whatever_it_holds_is_more_than_a_card_or_reasons(raw):
    card, errors = check_card(raw, rates=RATES, unit=Decimal(1), default_stock=1)
    assert (card is None) == bool(errors)


@pytest.mark.parametrize(
    ("url", "is_public"),
    [
        ("https://img.example.com/a.jpg", True),
        ("http://10.0.0.1/a.jpg", False),
        ("http://[::1]/a.jpg", False),
        ("http://169.254.169.254/latest", False),
        ("http://localhost/a.jpg", False),
        ("http://printer.local/a.jpg", False),
    ],
)
def test_only_hosts_of_the_public_internet_are_asked_for_pictures(url, is_public):
    assert is_public_url(url) is is_public


def test_an_options_code_is_plain():
    assert option_code("  Dark  Blue! ") == "dark-blue"
