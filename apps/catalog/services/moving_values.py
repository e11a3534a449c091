"""Goods that have a value which was merged into another go over to that one, batch by batch."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

import structlog
from django.db import models, transaction
from django.db.models import Q

from apps.catalog.models import (
    AttributeValue,
    Product,
    ProductPhoto,
    ProductRevision,
    RevisionState,
    Variant,
)
from apps.catalog.rules.merged_values import Moves, moved, moved_option
from apps.catalog.services.imports.wording import options_key
from apps.catalog.services.lists import refresh_products

BATCH = 500
# Longer than any transaction that could still write a value it read before the merge.
SETTLED_AFTER = timedelta(minutes=10)
# A value that no batch has looked at for this long has lost its worker.
STALE = timedelta(minutes=2)
# One that cards cannot leave before somebody takes a variant away is looked at seldom.
STANDS = timedelta(hours=1)
M = TypeVar("M", bound=models.Model)
log = structlog.get_logger()


@transaction.atomic
def move_value(*, value_id: int, now: datetime) -> bool:
    """Bring the next cards (at most `BATCH`, and as many waiting versions of others) that have a
    merged value over to the value that stands for it; whether more may be left. One that nothing
    has is settled, once nobody can be writing it any more. Each batch commits by itself, so that
    whoever comes after a crash goes on where it stopped; of two at once the second has nothing to
    do, since the first goes on."""
    rows = AttributeValue.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    value = rows.select_related("attribute", "merged_into").filter(pk=value_id).first()
    if value is None or value.merged_into is None or value.settled_at is not None:
        return False
    axis, old, new = value.attribute.code, value.code, value.merged_into.code
    ids = _cards_with(axis, old)
    changed = bring_over(product_ids=ids, moves={(axis, old): new})
    versions = _move_versions(axis, old, new)
    has_moved = bool(changed or versions)
    value.next_look_at = now + STALE
    if ids and not has_moved:
        value.next_look_at = now + STANDS
        log.warning("catalog.value_merge.stands", attribute=axis, value=old, cards=len(ids))
    elif not has_moved and value.merged_at is not None and now - value.merged_at >= SETTLED_AFTER:
        value.settled_at = now
    value.save(update_fields=["settled_at", "next_look_at"])
    return has_moved


def value_moves(*, attribute_codes: Collection[str] | None = None) -> Moves:
    """What stands for merged values, of these attributes or of all: 1 query, none for none."""
    if attribute_codes is None:
        return AttributeValue.objects.moves()
    if not attribute_codes:
        return {}
    return AttributeValue.objects.filter(attribute__code__in=list(attribute_codes)).moves()


def unsettled_values(*, now: datetime) -> list[int]:
    """The merged values that goods may still have, and that nobody is at work on: 1 query."""
    is_due = Q(next_look_at=None) | Q(next_look_at__lte=now)
    rows = AttributeValue.objects.exclude(merged_into=None).filter(is_due, settled_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def bring_over(*, product_ids: Collection[UUID], moves: Moves) -> set[UUID]:
    """Cards with their variants and photos get the values that stand for merged ones; what lists
    show of them follows. A variant whose card sells it under the other value already stays as it
    is. Returns the cards that changed: 8 queries, however many."""
    held = Product.objects.select_for_update(of=("self",)).filter(pk__in=product_ids)
    cards = list(held.order_by("pk"))
    variants = _moved_variants(cards, moves)
    Variant.objects.bulk_update(variants, ["options", "options_key"], batch_size=BATCH)
    photos = _moved_photos({row.product_id for row in variants}, moves)
    ProductPhoto.objects.bulk_update(photos, ["option"], batch_size=BATCH)
    amended = []
    for card in cards:
        attributes = moved(card.attributes, moves=moves)
        if attributes != card.attributes:
            card.attributes = attributes
            amended.append(card)
    Product.objects.bulk_update(amended, ["attributes"], batch_size=BATCH)
    changed = {card.pk for card in amended} | {row.product_id for row in variants}
    if changed:
        refresh_products(product_ids=changed)
    return changed


def _cards_with(axis: str, old: str) -> list[UUID]:
    """Cards that have a value among their properties or their variants' options: 2 queries.

    They come in an order that no index has: in that of a key a plan would walk through all goods to
    the first that fit, and further each time, instead of asking the index of what they are."""
    has = Q(attributes__contains={axis: old}) | Q(attributes__contains={axis: [old]})
    cards = Product.objects.filter(has).order_by("created_at", "pk")
    ids = list(cards.values_list("pk", flat=True)[:BATCH])
    variants = Variant.objects.filter(options__contains={axis: old}).exclude(product__in=ids)
    more = variants.order_by("position", "pk").values_list("product", flat=True)
    return [*ids, *dict.fromkeys(more[: BATCH - len(ids)])]


def _moved_variants(cards: Sequence[Product], moves: Moves) -> list[Variant]:
    rows = Variant.objects.select_for_update(of=("self",)).filter(product__in=cards)
    variants = list(rows.order_by("pk"))
    taken = {(row.product_id, row.options_key) for row in variants}
    changed = []
    for row in variants:
        options = moved(row.options, moves=moves)
        key = (row.product_id, options_key(options))
        if options != row.options and key not in taken:
            taken.add(key)
            row.options, row.options_key = options, key[1]
            changed.append(row)
    return changed


def _moved_photos(product_ids: Collection[UUID], moves: Moves) -> list[ProductPhoto]:
    """The photos of cards that show a merged option, under their new one: 1 query."""
    now = {f"{axis}:{old}": f"{axis}:{new}" for (axis, old), new in moves.items()}
    photos = list(ProductPhoto.objects.filter(product__in=product_ids, option__in=now))
    for photo in photos:
        photo.option = now[photo.option]
    return photos


def _move_versions(axis: str, old: str, new: str) -> int:
    """Versions that wait must not ask for a value that is no more: at most `BATCH` at once."""
    has = (
        Q(content__attributes__contains={axis: old})
        | Q(content__attributes__contains={axis: [old]})
        | Q(content__photos__contains=[[f"{axis}:{old}"]])
    )
    waiting = ProductRevision.objects.select_for_update().filter(has, state=RevisionState.WAITING)
    rows = list(waiting.order_by("pk")[:BATCH])
    moves = {(axis, old): new}
    for row in rows:
        # What a version doesn't name stays as it is on the card.
        known = dict(row.content)
        if "attributes" in known:
            known["attributes"] = moved(known["attributes"], moves=moves)
        if known.get("photos"):
            known["photos"] = [
                (image_id, moved_option(option, moves=moves))
                for image_id, option in known["photos"]
            ]
        row.content = known
    ProductRevision.objects.bulk_update(rows, ["content"], batch_size=BATCH)
    return len(rows)
