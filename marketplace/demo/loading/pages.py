"""Help and legal pages."""

from collections.abc import Callable

from apps.content.models import Page
from marketplace.demo import reading


def load(*, tell: Callable[[str], None]) -> bool:
    """Add the pages that are missing; those staff have changed stay."""
    known = set(Page.objects.values_list("slug", flat=True))
    rows = [
        Page(slug=slug, title=title, body=body, position=position)
        for position, (slug, title, body) in enumerate(reading.pages())
        if slug not in known
    ]
    Page.objects.bulk_create(rows)
    if rows:
        tell(f"{len(rows)} pages")
    return bool(rows)
