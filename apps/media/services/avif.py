"""Photos once more, as AVIF: a quarter smaller than WebP, and ten times as slow to make, so that a
worker does it while the page shows WebP. Drawings are small already."""

import io
from datetime import datetime

import PIL.Image
import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from apps.media.models import Image, ImageState

log = structlog.get_logger(__name__)

QUALITY, SPEED = 55, 7
BATCH = 20


def make_avif(*, now: datetime) -> bool:
    """Make the AVIF renditions of the next photos that have none; whether more may be waiting. A
    width of which it isn't smaller keeps its WebP alone. Several workers may do it at once."""
    waiting = Image.objects.filter(state=ImageState.READY, avif_at=None, source="")
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])
    for image_id in ids:
        # The row is taken first: who comes meanwhile takes the next one.
        with transaction.atomic():
            row = waiting.select_for_update(skip_locked=True).filter(pk=image_id).first()
            if row is None:
                continue
            row.avif_at = now
            row.save(update_fields=["avif_at"])
        Image.objects.filter(pk=image_id).update(avif=_renditions(row))
    return len(ids) == BATCH


def _renditions(row: Image) -> dict[str, str]:
    made: dict[str, str] = {}
    try:
        with default_storage.open(row.original.name or "") as file:
            scaled = PIL.Image.open(io.BytesIO(file.read()), formats=("WEBP",)).convert("RGB")
        for width in sorted(map(int, row.renditions), reverse=True):
            webp = row.renditions[str(width)]
            height = max(1, round(scaled.height * width / scaled.width))
            scaled = scaled.resize((width, height), PIL.Image.Resampling.LANCZOS)
            raw = io.BytesIO()
            scaled.save(raw, "AVIF", quality=QUALITY, speed=SPEED)
            if len(raw.getvalue()) < default_storage.size(webp):
                path = f"{webp.removesuffix('.webp')}.avif"
                if not default_storage.exists(path):
                    default_storage.save(path, ContentFile(raw.getvalue()))
                made[str(width)] = path
    except OSError as error:
        # Without its files the picture is broken in more ways than this one.
        log.warning("media.avif.unmade", image=str(row.pk), error=str(error)[:200])
        return {}
    log.info("media.avif.made", image=str(row.pk), count=len(made))
    # All widths or none: a browser that takes AVIF looks at nothing else.
    return made if len(made) == len(row.renditions) else {}
