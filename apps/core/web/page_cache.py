"""Pages that are the same for everybody, kept in the cache until a fact they show changes."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
# Moves with every `forget`: a page made while something was forgotten may be old, and isn't kept.
ANY_TAG = "tag-any"


def tagged(answer: HttpResponse, *tags: str) -> HttpResponse:
    """Name what an answer shows (`product:<id>`, `category:<id>`); `forget` drops it by them."""
    answer.cache_tags = tags  # type: ignore[attr-defined]  # read back by `cacheable` below
    return answer


def forget(tags: Iterable[str]) -> None:
    """Drop every kept page that carries one of these tags, once the transaction is committed."""
    keys = (ANY_TAG, *(f"tag:{tag}" for tag in set(tags)))
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
            entry = cache.get(key)
            if entry is not None:
                body, content_type, versions = entry
                if not versions or cache.get_many(versions) == versions:
                    return _answer(body, content_type, seconds)
            before = cache.get(ANY_TAG)
            answer = view(request, *args, **kwargs)
            if answer.status_code != 200 or answer.streaming or answer.cookies:
                return answer
            tags = [f"tag:{tag}" for tag in getattr(answer, "cache_tags", ())]
            versions = _versions(tags)
            if cache.get(ANY_TAG) == before:
                cache.set(key, (answer.content, answer["Content-Type"], versions), seconds)
            return _answer(answer.content, answer["Content-Type"], seconds)

        return kept

    return decorate


def _key(request: HttpRequest) -> str:
    """One key a language and address; as a digest, since an address may be longer than a key."""
    address = hashlib.sha256(request.get_full_path().encode()).hexdigest()
    return f"page:{translation.get_language()}:{address}"


def _move(keys: Iterable[str]) -> None:
    for key in keys:
        try:
            cache.incr(key)
        except ValueError:
            cache.set(key, 1, timeout=None)


def _versions(keys: list[str]) -> dict[str, int]:
    """Each tag's version, made where it doesn't exist yet."""
    versions = cache.get_many(keys)
    for key in keys:
        if key not in versions:
            cache.add(key, 0, timeout=None)
            versions[key] = 0
    return versions


def _is_known(request: HttpRequest, query: frozenset[str] | None) -> bool:
    if query is None:
        return not request.META.get("QUERY_STRING")
    return set(request.GET) <= query


def _answer(body: bytes, content_type: str, seconds: int) -> HttpResponse:
    answer = HttpResponse(body, content_type=content_type)
    answer["Cache-Control"] = f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate=30"
    return answer
