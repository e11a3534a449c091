"""Help and legal pages, and the panels of the home page."""

from collections.abc import Callable

from apps.content.models import Banner, Page
from marketplace.demo import reading
from marketplace.demo.drawings import View
from marketplace.demo.loading import pictures


def load(*, tell: Callable[[str], None]) -> bool:
    """Add the pages that are missing, and the panels where there are none; what staff have changed
    stays."""
    known = set(Page.objects.values_list("slug", flat=True))
    rows = [
        Page(slug=slug, title=title, body=body, position=position)
        for position, (slug, title, body) in enumerate(reading.pages())
        if slug not in known
    ]
    Page.objects.bulk_create(rows)
    if rows:
        tell(f"{len(rows)} pages")
    return _hang_banners() or bool(rows)


def _hang_banners() -> bool:
    if Banner.objects.exists():
        return False
    rows = reading.banners()
    images = pictures.promise(_source(row) for row in rows if row.shape)
    Banner.objects.bulk_create(
        Banner(
            title=row.title,
            text=row.text,
            label=row.label,
            path=row.path,
            tone=row.tone,
            image_id=images[_source(row)].pk if row.shape else None,
            position=position,
        )
        for position, row in enumerate(rows)
    )
    return True


def _source(row: reading.BannerRow) -> str:
    return pictures.source_of(shape=row.shape, colour=row.colour, view=View.FRONT)
