"""Queries put together once answer what the same ones built anew would."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import NotSupportedError, connection, transaction
from django.db.models import QuerySet, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from apps.catalog.models import Category, Product
from apps.catalog.tests.factories import ProductFactory
from apps.core.prepared import prepared

pytestmark = pytest.mark.django_db


@prepared
def in_order(ids: list[UUID], least: int, *, newest_first: bool, limit: int) -> QuerySet[Product]:
    rows = Product.objects.filter(pk__in=ids, sold_count__gte=least).select_related("category")
    return rows.order_by("-pk" if newest_first else "pk").only("title", "category__code")[:limit]


@prepared
def codes_and_titles(code: str) -> "QuerySet[Product, tuple[str, str, int]]":
    own = Product.objects.filter(code=code).values_list("code", "slug", Value(1))
    return own.union(Product.objects.exclude(code=code).values_list("code", "slug", Value(2)))


@given(st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_and_shapes_give_the_rows_of_a_queryset_built_anew(
    cards: list[Product], data: st.DataObject
) -> None:
    ids = data.draw(st.lists(st.sampled_from([*(card.pk for card in cards), uuid4()])))
    least, limit = data.draw(st.integers(0, 6)), data.draw(st.integers(1, 6))
    newest_first = data.draw(st.booleans())
    anew = Product.objects.filter(pk__in=ids, sold_count__gte=least)
    anew = anew.order_by("-pk" if newest_first else "pk")[:limit]
    found = in_order(ids, least, newest_first=newest_first, limit=limit)
    assert found == list(anew)


@pytest.fixture
def cards() -> list[Product]:
    return [ProductFactory(sold_count=n) for n in range(6)]


def test_rows_come_whole_with_what_was_joined_and_left_out(
    cards: list[Product], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        [card] = in_order([cards[0].pk], 0, newest_first=True, limit=9)
        assert (card.title, card.category.code) == (cards[0].title, cards[0].category.code)
    assert "slug" in card.get_deferred_fields()
    card.title = {"en": "Changed by who got it"}
    [again] = in_order([cards[0].pk], 0, newest_first=True, limit=9)
    assert again.title == cards[0].title


def test_tables_joined_by_union_are_asked_with_the_value_in_each(cards: list[Product]) -> None:
    rows = codes_and_titles(cards[2].code)
    assert {row[0] for row in rows if row[2] == 1} == {cards[2].code}
    assert len(rows) == len(cards)


def test_a_value_is_never_text_of_the_query(cards: list[Product]) -> None:
    assert {row[2] for row in codes_and_titles("' OR TRUE --%s")} == {2}
    [card] = in_order([cards[0].pk], 0, newest_first=True, limit=1)
    assert card == cards[0]


def test_nothing_is_asked_again_that_was_put_together(cards: list[Product]) -> None:
    built = []

    @prepared
    def counted(code: str) -> QuerySet[Product]:
        built.append(code)
        return Product.objects.filter(code=code)

    assert [counted(card.code) for card in cards] == [[card] for card in cards]
    assert len(built) == 1


def test_a_value_that_isnt_asked_for_is_refused() -> None:
    @prepared
    def all_of(code: str) -> QuerySet[Category]:
        return Category.objects.all() if code else Category.objects.none()

    with pytest.raises(TypeError, match="code"):
        all_of("")


def test_a_missing_or_unknown_argument_is_refused() -> None:
    with pytest.raises(TypeError):
        in_order([], 0, newest_first=True)  # type: ignore[call-arg]  # what is tested
    with pytest.raises(TypeError):
        in_order([], 0, newest_first=True, limit=1, most=2)  # type: ignore[call-arg]  # the same


@pytest.mark.django_db(transaction=True)
def test_threads_ask_each_through_a_connection_of_its_own(cards: list[Product]) -> None:
    def ask(number: int) -> str:
        try:
            [card] = in_order([cards[number].pk], 0, newest_first=True, limit=1)
            return card.code
        finally:
            connection.close()

    numbers = [n % len(cards) for n in range(60)]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, numbers)) == [cards[n].code for n in numbers]


@pytest.fixture
def scratch(transactional_db: None) -> Iterator[None]:
    """A table for which this connection plans at once, and which somebody else may change."""
    connection.ensure_connection()
    before = connection.connection.prepare_threshold
    connection.connection.prepare_threshold = 0
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE scratch (name varchar(8))")
        cursor.execute("INSERT INTO scratch VALUES ('lamp')")
    yield
    connection.connection.prepare_threshold = before
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE scratch")


def name_in_scratch() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM scratch WHERE name <> %s", [""])
        return str(cursor.fetchone()[0])


def widen() -> None:
    """As a migration does, in a process of its own."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_widen).result()


def _widen() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE scratch ALTER COLUMN name TYPE varchar(20)")
    finally:
        connection.close()


def test_what_was_planned_before_a_migration_is_planned_anew(scratch: None) -> None:
    assert [name_in_scratch() for _ in range(3)] == ["lamp"] * 3

    widen()

    assert [name_in_scratch() for _ in range(3)] == ["lamp"] * 3


def test_within_a_transaction_the_old_plan_fails_once_and_the_next_one_goes_well(
    scratch: None,
) -> None:
    assert name_in_scratch() == "lamp"
    widen()

    with pytest.raises(NotSupportedError), transaction.atomic():
        name_in_scratch()
    with transaction.atomic():
        assert name_in_scratch() == "lamp"
