"""Pictures as pages show them."""

from functools import lru_cache

from django.core.files.storage import default_storage

from apps.media.models import Image
from apps.media.rules import Picture, source_set

PREFERRED_WIDTH = 640
# What a page needs of an image's row.
FIELDS = ("width", "height", "colour", "renditions", "avif")
# A kilobyte each.
KEPT = 4_096


def fields(relation: str) -> list[str]:
    """What to read of the image at the end of a relation to show it as a picture, for `only()`."""
    return [f"{relation}__{name}" for name in FIELDS]


def picture(image: Image | None, *, sizes: str, alt: str) -> Picture:
    """An image for a page; `sizes` says how wide the page shows it. No query."""
    if image is None:
        return Picture("", "", "", sizes, 1, 1, "#e8e8e8", alt)
    return Picture(
        src=source(image),
        srcset=_source_set(*image.renditions.items()),
        avif=_source_set(*image.avif.items()),
        sizes=sizes,
        width=image.width or 1,
        height=image.height or 1,
        colour=image.colour,
        alt=alt,
    )


def source(image: Image | None) -> str:
    """The address of an image in a middle size, empty while it is being made. No query."""
    if image is None or not image.renditions:
        return ""
    width = min(image.renditions, key=lambda each: abs(int(each) - PREFERRED_WIDTH))
    return default_storage.url(image.renditions[width])


def largest(image: Image) -> str:
    """The address of an image in its largest size, empty while it is being made. No query."""
    if not image.renditions:
        return ""
    return default_storage.url(image.renditions[max(image.renditions, key=int)])


# Widths with storage paths: the same pictures stand on many pages, and a file's address stays.
@lru_cache(maxsize=KEPT)
def _source_set(*paths: tuple[str, str]) -> str:
    return source_set({int(width): default_storage.url(path) for width, path in paths})
