"""R9.1: a query string is read without trust, and a query is written in one way."""

from decimal import Decimal
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.search.query import (
    NAMES,
    PAGE_SIZES,
    PARAMETERS,
    Query,
    Result,
    Sort,
    parse,
    to_query_string,
)

LOW, HIGH = Decimal(150000), Decimal(900000)
slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
sets = st.lists(slugs, max_size=4, unique=True).map(sorted).map(tuple)
prices = st.none() | st.decimals(0, 10**9, places=2)
queries = st.builds(
    lambda pair, **rest: Query(
        price_from=min(pair) if None not in pair else pair[0],
        price_to=max(pair) if None not in pair else pair[1],
        **rest,
    ),
    pair=st.tuples(prices, prices),
    text=st.text(alphabet="abc ёўʻ&=%+'\"", max_size=50).map(lambda t: " ".join(t.split())),
    category=st.just("") | slugs,
    rating=st.none() | st.decimals("0.1", 5, places=1),
    days=st.none() | st.integers(0, 60),
    brands=sets,
    sellers=sets,
    attributes=st.lists(st.tuples(slugs, slugs).map(":".join), max_size=4, unique=True)
    .map(sorted)
    .map(tuple),
    in_stock=st.booleans(),
    discounted=st.booleans(),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 100),
    size=st.sampled_from(PAGE_SIZES),
    is_exact=st.booleans(),
    is_list=st.booleans(),
)


def read(text):
    values = parse_qs(text, keep_blank_values=True)
    return parse(lambda name: values.get(name, []))


@given(queries)
def test_what_a_query_writes_it_reads_back(query):
    assert read(to_query_string(query)) == query


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=40), max_size=4)))
def test_any_values_at_all_give_a_valid_query(values):
    query = parse(lambda name: values.get(name, []))

    assert len(query.text) <= 200
    assert 1 <= query.page <= 100
    assert query.days is None or 0 <= query.days <= 60
    assert query.rating is None or 0 < query.rating <= 5
    if query.price_from is not None and query.price_to is not None:
        assert query.price_from <= query.price_to
    assert read(to_query_string(query)) == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("q=%20two%20%20words%00%20", Query(text="two words")),
        ("price_from=900+000&price_to=150%E2%80%AF000", Query(price_from=LOW, price_to=HIGH)),
        ("price_from=1e9&price_to=-5&rating=nan&days=1.5&page=x&sort=drop", Query()),
        ("price_to=99999999999999999999", Query()),
        ("rating=9&days=999&page=999999999", Query(rating=Decimal(5), days=60, page=100)),
        ("page=0&rating=0", Query()),
        ("page=٣&days=٢", Query()),
        ("brand=b&brand=a&brand=b&brand=a%20b", Query(brands=("a", "b"))),
        ("attr=colour:red&attr=colour&attr=:red&attr=a:b:c", Query(attributes=("colour:red",))),
        ("stock=1&sale=yes&exact=1", Query(in_stock=True, is_exact=True)),
        ("size=48&view=list", Query(size=48, is_list=True)),
        ("size=9999&view=table", Query()),
        ("size=024&size=-1", Query()),
        ("unknown=1&shop=evil", Query()),
    ],
)  # fmt: skip
def test_what_is_malformed_narrows_nothing(text, query):
    assert read(text) == query


def test_thousands_of_values_are_cut():
    query = read("&".join(f"brand=b{n}" for n in range(5000)) + f"&q={'x' * 5000}")

    assert len(query.brands) == 30
    assert len(query.text) == 200


def test_a_set_of_values_has_one_address_whatever_their_order():
    assert read("brand=b&brand=a&sale=1") == read("sale=1&brand=a&brand=b")
    assert to_query_string(read("sale=1&brand=b&brand=a")) == "brand=a&brand=b&sale=1"


def test_defaults_and_what_the_path_says_are_not_written():
    assert to_query_string(Query(shop="nova")) == ""
    assert to_query_string(Query(category="shoes", page=2), fixed=["category"]) == "page=2"
    assert {"q", "page", "attr"} <= PARAMETERS


@pytest.mark.parametrize(
    ("total", "size", "pages"),
    [(0, 24, 1), (24, 24, 1), (25, 24, 2), (10**6, 24, 100), (49, 48, 2), (10**6, 96, 25)],
)
def test_there_are_only_so_many_pages(total, size, pages):
    assert Result(total=total, size=size).pages == pages
