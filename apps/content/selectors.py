"""Help and legal pages, cut into blocks that a template can show without raw markup; panels."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from apps.content.models import Banner, Page
from apps.core.errors import NotAllowed
from apps.core.prepared import prepared
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


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of the home page in the reader's language; `url` is empty when it only tells."""

    title: Said
    text: Said
    label: Said
    url: str
    tone: str
    image_id: UUID | None


def panels(*, now: datetime, limit: int = 3) -> list[Panel]:
    """The home page's panels at that moment, the large one first: 1 query."""
    language = get_language() or "en"
    return [
        Panel(
            title=say(row.title),
            text=say(row.text),
            label=say(row.label),
            url=f"/{language}/{row.path}" if row.path else "",
            tone=row.tone,
            image_id=row.image_id,
        )
        for row in _shown(now, limit=limit)
    ]


@prepared
def _shown(now: datetime, *, limit: int) -> QuerySet[Banner]:
    return Banner.objects.shown(now=now).order_by("position", "pk")[:limit]


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
