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
    urls = _urls(image.renditions)
    fallback = min(urls, key=lambda width: abs(width - PREFERRED_WIDTH)) if urls else 0
    return Picture(
        src=urls.get(fallback, ""),
        srcset=source_set(urls),
        avif=source_set(_urls(image.avif)),
        sizes=sizes,
        width=image.width or 1,
        height=image.height or 1,
        colour=image.colour,
        alt=alt,
    )


def _urls(paths: Mapping[str, str]) -> dict[int, str]:
    return {int(width): default_storage.url(path) for width, path in paths.items()}
