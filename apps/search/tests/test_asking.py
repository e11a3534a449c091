"""S2, S4: what people search for helps others, and tells staff what is missing; nobody is known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from apps.catalog.tests.factories import CategoryFactory
from apps.core import durable
from apps.core.actors import SYSTEM
from apps.search import rules, selectors, services
from apps.search.models import LEAST_ASKED, SearchedText
from apps.search.tests.factories import make_card

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


def asked(text, times=1, found=7, language="en"):
    for number in range(times):
        services.note_search(
            text=text, language=language, found=found, ip=f"203.0.113.{number + 1}"
        )
    services.keep_searches(day=DAY)


@pytest.mark.parametrize(
    "text",
    [
        "dilnoza@example.com",
        "+998 90 123-45-67",
        "8600 1234 5678 9012",
        "https://evil.example/x",
        "a",
        "",
        "?!",
        "word " * 9,
        "x" * 81,
        "12345",
    ],
)
def test_what_may_be_somebodys_own_is_not_kept(text):
    assert rules.kept_form(text) == ""
    asked(text)
    assert not SearchedText.objects.exists()


def test_a_network_counts_once_a_day_and_forms_of_a_text_are_one():
    asked("Ко'йлак", times=2)
    services.note_search(text="коʻйлак", language="en", found=3, ip="203.0.113.1")
    services.note_search(text="коʻйлак", language="en", found=3, ip="203.0.113.9")
    services.keep_searches(day=DAY)

    row = SearchedText.objects.get()
    assert (row.asked_count, row.found_count, row.shown) == (3, 3, "коʻйлак")


def test_texts_of_several_people_are_offered_the_commonest_first():
    """S2"""
    asked("blue teapot", times=LEAST_ASKED)
    asked("blue lamp", times=LEAST_ASKED + 1)
    asked("blue secret", times=LEAST_ASKED - 1)
    asked("blue nothing", times=LEAST_ASKED, found=0)
    asked("синий чайник", times=LEAST_ASKED, language="ru")

    found = selectors.suggest(text="Blu", language="en").texts

    assert [(each.text, each.typed, each.rest) for each in found] == [
        ("blue lamp", "blu", "e lamp"),
        ("blue teapot", "blu", "e teapot"),
    ]


def test_staff_hide_a_text_and_it_is_offered_to_nobody():
    asked("rude word", times=LEAST_ASKED)
    row = SearchedText.objects.get()

    services.set_text_hidden(text_id=row.pk, is_hidden=True, by=SYSTEM)
    assert selectors.suggest(text="rude", language="en").texts == []
    services.set_text_hidden(text_id=row.pk, is_hidden=False, by=SYSTEM)

    assert len(selectors.suggest(text="rude", language="en").texts) == 1


def test_a_searchers_page_counts_and_one_that_finds_nothing_shows_where_to_look():
    """S4"""
    CategoryFactory(code="boots", name={"en": "Boots", "ru": "Сапоги"})
    make_card("Carpet")
    client = Client()

    empty = client.get("/en/search/?q=winter+boot")
    client.get("/en/search/?q=carpet")
    client.get("/en/search/?q=carpet&sale=1")
    services.keep_searches(day=DAY)

    counts = {row.text: row.found_count for row in SearchedText.objects.all()}
    assert counts == {"winter boot": 0, "carpet": 1}
    assert "/c/boots/" in empty.content.decode()


def test_without_redis_a_search_is_answered_all_the_same(monkeypatch):
    class Away:
        def __getattr__(self, _name):
            raise durable.RedisError

    monkeypatch.setattr(durable, "store", Away)

    services.note_search(text="teapot", language="en", found=1, ip="203.0.113.1")


def test_a_count_that_stopped_in_the_middle_goes_on(monkeypatch):
    for text in ("teapot", "lamp"):
        services.note_search(text=text, language="en", found=1, ip="203.0.113.1")

    def die(*_args, **_more):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(type(SearchedText.objects.all()), "add_up", die)
        with pytest.raises(RuntimeError):
            services.keep_searches(day=DAY)
    services.note_search(text="vase", language="en", found=1, ip="203.0.113.1")

    assert services.keep_searches(day=DAY) == 2
    assert services.keep_searches(day=DAY) == 1
    assert services.keep_searches(day=DAY) == 0
    assert SearchedText.objects.count() == 3


def test_old_words_are_forgotten_but_what_staff_hid_stays_hidden():
    asked("teapot")
    asked("rude word")
    SearchedText.objects.filter(text="rude word").update(is_hidden=True)

    later = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(days=91)

    assert services.forget_searches(now=later) == 1
    assert SearchedText.objects.get().text == "rude word"
