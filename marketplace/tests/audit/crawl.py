"""Every page somebody can open: the addresses that need nothing, and whatever links lead to.

A new address is found by itself. Each view is looked at once a visitor; what no link leads to, and
nobody has excused, is told.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from django.urls.resolvers import URLPattern, URLResolver
from playwright.sync_api import APIRequestContext
from playwright.sync_api import Error as BrowserError

from marketplace.tests.audience.table import audience_of

LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
# What a link does there is for those who mean it.
LEAVES = ("choose-language", "admin:logout", "account_logout")


@dataclass(slots=True)
class Found:
    """What a visitor's walk gave: a page's address by its view's name; why others are none."""

    pages: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)


def walk(
    request: APIRequestContext, site: str, audiences: Iterable[str], starts: Iterable[str] = ()
) -> Found:
    """The pages of these audiences that a visitor can open, beginning at the addresses that need
    nothing and at `starts`."""
    wanted, found = set(audiences), Found()
    waiting = deque([*starts, *_plain(wanted)])
    while waiting:
        path = waiting.popleft()
        name = _name_of(path)
        if name in found.pages or name in LEAVES or audience_of(name) not in wanted:
            continue
        if name in found.others and found.others[name] == path:
            continue
        reached, html = _open(request, urljoin(site, path))
        if html is None:
            found.others.setdefault(name, reached)
            continue
        name = _name_of(reached)
        if name in found.pages or audience_of(name) not in wanted:
            continue
        found.pages[name] = reached
        found.others.pop(name, None)
        waiting.extend(_links(html, reached))
    return found


def missed(found: Iterable[Found], audiences: Iterable[str]) -> dict[str, str]:
    """Addresses of these audiences that nobody opened as a page, with what they answered."""
    wanted, walks = set(audiences), list(found)
    opened = {name for each in walks for name in each.pages}
    answers = {name: said for each in walks for name, said in each.others.items()}
    names = {name for name in _names(get_resolver()) if audience_of(name) in wanted}
    return {name: answers.get(name, "no link leads there") for name in sorted(names - opened)}


def _open(request: APIRequestContext, url: str) -> tuple[str, str | None]:
    """Where the address led to and its page; or what it answered instead, without a page."""
    try:
        answer = request.get(url, timeout=60_000)
    except BrowserError as error:
        return str(error).splitlines()[0], None
    kind = answer.headers.get("content-type", "")
    if answer.status != 200:
        return f"answers {answer.status}", None
    if "text/html" not in kind or "<html" not in (html := answer.text()):
        return f"is no page ({kind.partition(';')[0]})", None
    parts = urlsplit(answer.url)
    return parts.path + (f"?{parts.query}" if parts.query else ""), html


def _links(html: str, path: str) -> list[str]:
    found = [urljoin(path, unescape(link)) for link in LINK.findall(html)]
    return list(dict.fromkeys(link for link in found if link.startswith("/")))


def _name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def _plain(audiences: set[str]) -> Iterator[str]:
    for name in _names(get_resolver()):
        if audience_of(name) in audiences:
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue


def _names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for part in resolver.url_patterns:
        if isinstance(part, URLPattern):
            yield ":".join([*spaces, part.name or str(part.pattern)])
        else:
            yield from _names(part, (*spaces, *([part.namespace] if part.namespace else [])))
