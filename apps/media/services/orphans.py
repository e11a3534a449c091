"""Pictures that nothing shows any more: uploaded and never used, or of a card that is gone."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from apps.media.models import Image, ImageState

log = structlog.get_logger(__name__)

# Who uploads a picture has so long to save the form it belongs to.
YOUNG = timedelta(days=2)
BATCH = 200
Keeper = Callable[[Collection[UUID]], set[UUID]]
_keepers: list[Keeper] = []


def kept_by(keeper: Keeper) -> None:
    """Have an app asked which of some pictures it still needs though no foreign key says so, as a
    version that waits in JSON does; called in its `AppConfig.ready`."""
    _keepers.append(keeper)


def sweep_orphans(*, now: datetime, most: int = 5_000) -> int:
    """Delete pictures that no row and no keeper needs, at most so many; returns how many.

    Rows go one by one: a card that takes the picture at that moment wins, since its foreign key
    refuses. Files go after the commit; a crash in between leaves files that take room, never a page
    without its picture.
    """
    swept, after = 0, None
    while swept < most:
        rows = _unused(now).order_by("pk")
        batch = list((rows.filter(pk__gt=after) if after else rows)[:BATCH])
        if not batch:
            break
        after = batch[-1].pk
        needed = set().union(*(keeper([row.pk for row in batch]) for keeper in _keepers))
        swept += sum(_delete(row) for row in batch if row.pk not in needed)
    log.info("media.orphans.swept", count=swept)
    return swept


def _unused(now: datetime) -> QuerySet[Image]:
    """Old enough, made, and named by no foreign key of whichever app."""
    rows = Image.objects.filter(updated_at__lt=now - YOUNG).exclude(state=ImageState.WAITING)
    for relation in Image._meta.related_objects:
        uses = relation.related_model._base_manager.filter(
            **{relation.field.attname: OuterRef("pk")}
        )
        rows = rows.exclude(Exists(uses))
    return rows


def _delete(row: Image) -> bool:
    try:
        with transaction.atomic():
            # Nothing is set to NULL along the way: a use that came meanwhile refuses the deletion.
            deleted = Image.objects.filter(pk=row.pk)._raw_delete(using="default")
            shares = Image.objects.filter(original=row.original.name).exists()
    except IntegrityError:
        return False
    if deleted and not shares:
        for path in (row.original.name, *row.renditions.values(), *row.avif.values()):
            if path:
                default_storage.delete(path)
    return bool(deleted)
