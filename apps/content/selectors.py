"""Help and legal pages, cut into blocks that a template can show without raw markup."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.content.models import Page
from apps.core.errors import NotAllowed
from apps.core.texts import Said, say


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: kind `heading`, `paragraph` or `list`; a list has several lines."""

    kind: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page in the reader's language."""

    slug: str
    title: Said
    blocks: list[Block]


def page(*, slug: str) -> PageView:
    """A published page: 1 query. Raises NotAllowed."""
    row = Page.objects.filter(slug=slug, is_published=True).first()
    if row is None:
        raise NotAllowed(page=slug)
    return PageView(row.slug, say(row.title), list(_blocks(str(say(row.body)))))


def pages() -> list[tuple[str, Said]]:
    """Every published page's slug and title, in order: 1 query."""
    rows = Page.objects.filter(is_published=True).order_by("position", "slug")
    return [(row.slug, say(row.title)) for row in rows]


def _blocks(text: str) -> Iterator[Block]:
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("## "):
            yield Block("heading", [lines[0][3:]])
            lines = lines[1:]
        if lines and all(line.startswith("- ") for line in lines):
            yield Block("list", [line[2:] for line in lines])
        elif lines:
            yield Block("paragraph", [" ".join(lines)])
