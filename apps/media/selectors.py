"""Pictures as pages show them."""

from collections.abc import Mapping

from django.core.files.storage import default_storage

from apps.media.models import Image
from apps.media.rules import Picture, source_set

PREFERRED_WIDTH = 640


def picture(image: Image | None, *, sizes: str, alt: str) -> Picture:
    """An image for a page; `sizes` says how wide the page shows it. No query."""
    if image is None:
        return Picture("", "", "", sizes, 1, 1, "#e8e8e8", alt)
    return Picture(
        src=source(image),
        srcset=source_set(_urls(image.renditions)),
        avif=source_set(_urls(image.avif)),
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


def _urls(paths: Mapping[str, str]) -> dict[int, str]:
    return {int(width): default_storage.url(path) for width, path in paths.items()}
