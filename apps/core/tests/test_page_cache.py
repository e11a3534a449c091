"""Pages kept for everybody, and dropped when what they show changes."""

import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from apps.core.web import page_cache
from apps.core.web.page_cache import cacheable, forget, tagged

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    """A page that counts how often it was made."""

    def __init__(self, *, query=None, cookie=False, status=200):
        self.made = 0
        self.cookie, self.status = cookie, status
        self.view = cacheable(seconds=60, query=query)(self._view)

    def _view(self, request):
        self.made += 1
        answer = HttpResponse(f"made {self.made}", status=self.status)
        if self.cookie:
            answer.set_cookie("a", "b")
        return tagged(answer, "lamp:1")

    def get(self, path="/en/lamp/", **query):
        return self.view(RequestFactory().get(path, query)).content.decode()


def test_a_page_is_made_once_and_kept():
    page = Page()
    assert [page.get(), page.get()] == ["made 1", "made 1"]


def test_a_kept_page_may_be_kept_by_others_too_and_says_how_long():
    answer = Page().view(RequestFactory().get("/en/lamp/"))
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=60, stale-while-revalidate=30"
    assert answer["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.5", True),
        ("gzip;q=0, deflate", False),
        ("identity", False),
        ("", False),
    ],
)
def test_a_kept_page_goes_out_packed_to_who_understands_it(accepted, is_packed):
    page = Page()
    request = RequestFactory().get("/en/lamp/", headers={"accept-encoding": accepted})
    for _time in range(2):
        answer = page.view(request)
        body = gzip.decompress(answer.content) if is_packed else answer.content
        assert (body, answer.get("Content-Encoding")) == (b"made 1", "gzip" if is_packed else None)


def test_each_form_of_a_kept_page_is_known_by_a_tag_of_its_own():
    page = Page()
    plain = page.view(RequestFactory().get("/en/lamp/"))["ETag"]
    headers = {"accept-encoding": "gzip"}
    packed = page.view(RequestFactory().get("/en/lamp/", headers=headers))["ETag"]

    headers["if-none-match"] = packed
    assert packed != plain
    assert page.view(RequestFactory().get("/en/lamp/", headers=headers)).status_code == 304


def test_a_page_is_made_anew_once_a_fact_it_shows_changed():
    page = Page()
    page.get()

    with transaction.atomic():
        forget(["lamp:1"])
        assert page.get() == "made 1"  # not committed yet

    assert [page.get(), page.get()] == ["made 2", "made 2"]


def test_another_fact_leaves_it_alone():
    page = Page()
    page.get()
    forget(["lamp:2"])
    assert page.get() == "made 1"


def test_a_page_made_while_its_fact_changed_is_not_kept():
    page = Page()
    inner = page._view

    def change_meanwhile(request):
        answer = inner(request)
        if page.made == 1:
            forget(["lamp:1"])
        return answer

    page.view = cacheable(seconds=60)(change_meanwhile)
    assert [page.get(), page.get(), page.get()] == ["made 1", "made 2", "made 2"]


def test_each_language_has_a_page_of_its_own():
    page = Page()
    with translation.override("en"):
        page.get("/x/")
    with translation.override("ru"):
        assert page.get("/x/") == "made 2"


def test_a_query_that_the_page_does_not_know_is_answered_but_not_kept():
    page = Page(query=frozenset({"v"}))
    assert [page.get(v="1"), page.get(v="1"), page.get(v="2")] == ["made 1", "made 1", "made 2"]
    assert [page.get(noise="1"), page.get(noise="1")] == ["made 3", "made 4"]


def test_an_address_with_empty_noise_behind_it_is_answered_but_not_kept():
    page = Page()

    answers = [page.get(), page.get("/en/lamp/?&"), page.get("/en/lamp/?&&"), page.get()]

    assert answers == ["made 1", "made 2", "made 3", "made 1"]
    assert page.get("/en/lamp/?&") == "made 4"


@pytest.mark.parametrize("page", [Page(cookie=True), Page(status=404)])
def test_what_is_personal_or_no_page_is_not_kept(page):
    page.get()
    page.get()
    assert page.made == 2


def in_threads(count, call):
    """What so many callers at the same moment get."""
    start = threading.Barrier(count)

    def run(_number):
        start.wait()
        return call()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


class SlowPage(Page):
    """It takes a while to be made."""

    def _view(self, request):
        answer = super()._view(request)
        time.sleep(0.2)
        return answer


def test_many_who_come_before_the_page_is_there_wait_for_one_to_make_it():
    page = SlowPage()
    assert set(in_threads(12, page.get)) == {"made 1"}


def test_while_one_makes_a_changed_page_anew_the_others_get_the_old_one():
    page = SlowPage()
    page.get()
    forget(["lamp:1"])

    answers = in_threads(12, page.get)

    assert sorted(set(answers)) == ["made 1", "made 2"]
    assert answers.count("made 2") == 1
    assert page.get() == "made 2"


def test_a_page_whose_maker_died_is_made_by_the_next_within_two_seconds(monkeypatch):
    page = Page()
    page.get()
    forget(["lamp:1"])
    monkeypatch.setattr(page_cache.cache, "delete", lambda key: None)  # nobody gives the turn back
    assert page.get() == "made 2"
    forget(["lamp:1"])

    assert page.get() == "made 2"
    time.sleep(page_cache.MAKING_S + 0.1)
    assert page.get() == "made 3"


def test_a_page_is_kept_however_often_other_facts_change_meanwhile():
    page = Page()
    inner = page._view

    def others_change(request):
        forget(["lamp:2"])
        return inner(request)

    page.view = cacheable(seconds=60)(others_change)
    assert [page.get(), page.get()] == ["made 1", "made 1"]


def test_a_page_that_failed_is_made_by_the_next_at_once():
    page = Page()
    page.status = 500
    page.get()
    page.status = 200
    assert page.get() == "made 2"


def test_who_has_the_page_already_is_told_so_and_gets_no_bytes():
    page = Page()
    first = page.view(RequestFactory().get("/en/lamp/"))
    again = RequestFactory().get("/en/lamp/", headers={"if-none-match": first["ETag"]})

    same = page.view(again)
    forget(["lamp:1"])
    other = page.view(again)

    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == first["ETag"]
    assert same["Cache-Control"] == first["Cache-Control"]
    assert (other.status_code, other.content) == (200, b"made 2")


def test_a_page_whose_time_ran_out_is_made_anew():
    page = Page()
    page.view = cacheable(seconds=0)(page._view)
    assert [page.get(), page.get()] == ["made 1", "made 2"]


def test_a_page_that_a_process_remembers_is_over_when_the_cache_lost_everything():
    page = Page()
    page.get()
    page.get()

    page_cache.cache.clear()

    assert page.get() == "made 2"


def test_a_process_remembers_so_many_pages_and_no_more(monkeypatch):
    monkeypatch.setattr(page_cache, "REMEMBERED", 3)
    monkeypatch.setattr(page_cache, "_remembered", {})
    page = Page(query=frozenset({"v"}))

    for value in range(8):
        page.get(v=value)
        page.get(v=value)

    assert len(page_cache._remembered) == 3
