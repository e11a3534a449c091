"""Pictures taken in, and taken out once nothing shows them."""

from apps.media.services.avif import make_avif
from apps.media.services.cropping import crop_image
from apps.media.services.images import fill_image, reserve_image, store_image
from apps.media.services.orphans import kept_by, sweep_orphans

__all__ = [
    "crop_image",
    "fill_image",
    "kept_by",
    "make_avif",
    "reserve_image",
    "store_image",
    "sweep_orphans",
]
