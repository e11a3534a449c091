"""Pages that are the same for everybody, kept in the cache until a fact they show changes.

A page whose facts changed, or whose time ran out, is made anew by one request; whoever asks
meanwhile gets the old one, and where there is none they wait for the new one. So a page that a
thousand people look at is made once, not a thousand times.
"""

import gzip
import hashlib
import re
import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
# Counts every `forget`; a tag's version is the count at its own last one. So a page made while one
# of its facts changed is told by a version above the count it began at, and isn't kept.
CLOCK = "tag-clock"
# The count of the latest `forget`: while it stands, no page has changed.
MOVES = "tag-moves"
# A cache that lost everything is another one: pages that processes remember of it are over.
LIFE = "tag-life"
# How long one request may make a page anew while the others get the old one, or wait for it: a
# price that changed is on the page within two seconds, also when that request dies.
MAKING_S = 2
LOOK_AGAIN_S = 0.02
# Pages a process remembers by itself: of those it asks the cache only whether they are still new.
REMEMBERED = 200
# How long a page whose time ran out may still be shown while the next is made.
STALE_S = 30
# Whether an Accept-Encoding names gzip without refusing it.
PACKED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


class Page(NamedTuple):
    """A kept page: what it is, plain and packed by gzip, which versions of its facts it shows (None
    for one that never changed), until when it is new."""

    body: bytes
    packed: bytes
    content_type: str
    etag: str
    versions: dict[str, int | None]
    new_until: float

    def is_of(self, count: int) -> bool:
        """Whether none of its facts changed since the count of changes stood so."""
        changes = (each for tag, each in self.versions.items() if tag != LIFE)
        return all(each is None or each <= count for each in changes)


class Known(NamedTuple):
    """A page that a process remembers, and how MOVES and LIFE stood when it was seen to be new."""

    page: Page
    calm: dict[str, int | None]


_remembered: dict[str, Known] = {}


def tagged(answer: HttpResponse, *tags: str) -> HttpResponse:
    """Name what an answer shows (`product:<id>`, `category:<id>`); `forget` drops it by them."""
    answer.cache_tags = tags  # type: ignore[attr-defined]  # read back by `cacheable` below
    return answer


def forget(tags: Iterable[str]) -> None:
    """Have every kept page made anew that carries one of these tags, once the transaction is
    committed."""
    keys = [f"tag:{tag}" for tag in set(tags)]
    transaction.on_commit(lambda: _move(keys), robust=True)


def cacheable(
    *, seconds: int, query: frozenset[str] | None = None
) -> Callable[["View[P]"], "View[P]"]:
    """Keep a view's 200 answers for `seconds`, by path, language and query string.

    `query` names the parameters the page understands; a request with any other isn't kept, so that
    nobody can fill the cache with noise. The answer must be the same for every visitor.
    """

    def decorate(view: "View[P]") -> "View[P]":
        @wraps(view)
        def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            # Templates look at it: a page for everybody must not open the session.
            request.is_shared = True  # type: ignore[attr-defined]
            if request.method not in ("GET", "HEAD") or not _is_known(request, query):
                return view(request, *args, **kwargs)
            key = _key(request)
            page = _new_page(key)
            if page is not None:
                return _answer(request, page, seconds)
            page = _kept(key)
            making = f"{key}:making"
            if not cache.add(making, 1, MAKING_S):
                page = page or _made_elsewhere(key)
                if page is not None:
                    return _answer(request, page, seconds)
            try:
                began = cache.get(CLOCK, 0)
                answer = view(request, *args, **kwargs)
                if answer.status_code != 200 or answer.streaming or answer.cookies:
                    return answer
                page = _page(answer, seconds)
                if page.is_of(began):
                    cache.set(key, tuple(page), seconds + STALE_S)
                return _answer(request, page, seconds)
            finally:
                cache.delete(making)

        return kept

    return decorate


def _key(request: HttpRequest) -> str:
    """One key a language and address; as a digest, since an address may be longer than a key."""
    address = hashlib.sha256(request.get_full_path().encode()).hexdigest()
    return f"kept:{translation.get_language()}:{address}"


def _new_page(key: str) -> Page | None:
    """The kept page, if nothing changed: one short look at the cache where this process knows it
    and nothing at all has changed since."""
    known = _remembered.get(key)
    if known is not None:
        is_calm = time.time() < known.page.new_until and _versions(known.calm) == known.calm
        if is_calm or _is_new(key, known.page):
            return known.page
    page = _kept(key)
    return page if page is not None and _is_new(key, page) else None


def _is_new(key: str, page: Page) -> bool:
    """Whether the facts of a page are still those; remembered if so."""
    found = _versions([MOVES, *page.versions])
    calm = {MOVES: found.pop(MOVES), LIFE: found[LIFE]}
    if time.time() >= page.new_until or found != page.versions:
        return False
    _remembered.pop(key, None)
    while len(_remembered) >= REMEMBERED:
        # The oldest; another thread may have taken it.
        _remembered.pop(next(iter(_remembered), key), None)
    _remembered[key] = Known(page, calm)
    return True


def _kept(key: str) -> Page | None:
    entry = cache.get(key)
    return Page(*entry) if entry is not None else None


def _made_elsewhere(key: str) -> Page | None:
    """The page that another request is making; None when that takes too long."""
    give_up = time.monotonic() + MAKING_S
    while time.monotonic() < give_up:
        time.sleep(LOOK_AGAIN_S)
        page = _kept(key)
        if page is not None:
            return page
    return None


def _page(answer: HttpResponse, seconds: int) -> Page:
    cache.add(LIFE, time.time_ns(), timeout=None)
    tags = [LIFE, *(f"tag:{tag}" for tag in getattr(answer, "cache_tags", ()))]
    digest = hashlib.sha256(answer.content).hexdigest()[:32]
    return Page(
        body=answer.content,
        packed=gzip.compress(answer.content, compresslevel=6, mtime=0),
        content_type=answer["Content-Type"],
        etag=f'"{digest}"',
        versions=_versions(tags),
        new_until=time.time() + seconds,
    )


def _move(keys: Iterable[str]) -> None:
    # Begun anew after the cache lost it, the count is still above whatever it was.
    cache.add(CLOCK, time.time_ns() // 1_000_000, timeout=None)
    count = cache.incr(CLOCK)
    # In one write: whoever sees MOVES stand has seen the versions too.
    cache.set_many({**dict.fromkeys(keys, count), MOVES: count}, timeout=None)


def _versions(keys: Iterable[str]) -> dict[str, int | None]:
    wanted = list(keys)
    found = cache.get_many(wanted)
    return {key: found.get(key) for key in wanted}


def _is_known(request: HttpRequest, query: frozenset[str] | None) -> bool:
    if query is None:
        return not request.META.get("QUERY_STRING")
    return set(request.GET) <= query


def _answer(request: HttpRequest, page: Page, seconds: int) -> HttpResponse:
    """The page, or 304 for who has it already (RFC 9110, 13.1.2). It goes out packed where that is
    understood: it holds nobody's secret that its length could give away."""
    is_packed = bool(PACKED.search(request.headers.get("Accept-Encoding", "")))
    body, etag = (page.packed, f'{page.etag[:-1]}-gzip"') if is_packed else (page.body, page.etag)
    answer = HttpResponse(body, content_type=page.content_type)
    if is_packed:
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    answer["Cache-Control"] = (
        f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={STALE_S}"
    )
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer
