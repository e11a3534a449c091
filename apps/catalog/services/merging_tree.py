"""Categories and values that were made twice are brought together."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.catalog.events import CategoriesChanged
from apps.catalog.models import (
    AttributeValue,
    CardDraft,
    Category,
    CategoryAlias,
    CategoryAttribute,
    Product,
    ProductRevision,
    RevisionState,
    Variant,
)
from apps.catalog.services.lists import refresh_products
from apps.catalog.services.moving_values import STALE
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.events import publish
from apps.core.queueing import queue_on_commit

BATCH = 500


@transaction.atomic
def merge_categories(*, survivor_id: int, duplicate_id: int, by: Actor) -> int:
    """Goods, drafts and waiting versions of a category go over to another, with the attributes that
    one lacks; its address leads there from now on. Returns how many cards moved.

    Raises NotAllowed (not staff, unknown category), Invalid (one category, or one that has others
    below it).
    """
    _staff_only(by)
    rows = Category.objects.select_for_update().filter(pk__in=(survivor_id, duplicate_id))
    found = {row.pk: row for row in rows.order_by("pk")}
    if survivor_id == duplicate_id:
        raise Invalid(fields={"into": _("A category is not merged into itself.")})
    if len(found) != 2:
        raise NotAllowed(category=duplicate_id)
    survivor, duplicate = found[survivor_id], found[duplicate_id]
    if survivor.numchild or duplicate.numchild:
        raise Invalid(fields={"into": _("Only categories without others below them are merged.")})
    cards = Product.objects.select_for_update().filter(category=duplicate).order_by("pk")
    ids = list(cards.values_list("pk", flat=True))
    Product.objects.filter(category=duplicate).update(category=survivor)
    CardDraft.objects.filter(category=duplicate).update(category=survivor)
    _bring_attributes(survivor, duplicate)
    _amend_waiting(duplicate.code, survivor.code)
    CategoryAlias.objects.filter(category=duplicate).update(category=survivor)
    CategoryAlias.objects.create(code=duplicate.code, category=survivor)
    code = duplicate.code
    duplicate.delete()
    audit.record(
        actor=by,
        action="catalog.categories_merged",
        subject=f"category:{duplicate_id}",
        before={"code": code},
        after={"merged_into": survivor.pk, "cards": len(ids)},
    )
    publish(CategoriesChanged())
    refresh_products(product_ids=ids)
    return len(ids)


@transaction.atomic
def merge_values(
    *, attribute_id: int, survivor: str, duplicate: str, by: Actor, now: datetime
) -> None:
    """One value of an attribute stands for another of its values from now on (both by code): the
    other is offered no more, and whoever still names it means the first. Goods that have it follow
    in the background (`move_value`).

    Raises NotAllowed (not staff), Invalid (one value, unknown or merged value), Conflict (a card
    sells the same variant under both values).
    """
    _staff_only(by)
    if survivor == duplicate:
        raise Invalid(fields={"into": _("A value is not merged into itself.")})
    rows = AttributeValue.objects.offered().select_for_update(of=("self",))
    wanted = rows.filter(attribute=attribute_id, code__in=(survivor, duplicate))
    values = {row.code: row for row in wanted.select_related("attribute").order_by("pk")}
    if len(values) != 2:
        raise Invalid(fields={"into": _("Choose from the list.")})
    stays, goes = values[survivor], values[duplicate]
    axis = stays.attribute.code
    moves = {duplicate: survivor}
    for _old, code in Variant.objects.sold_as_both(axis=axis, moves=moves, most=1):
        text = _("Card %(code)s sells the same under both values: one must go first.")
        raise Conflict(text % {"code": code})
    goes.merged_into, goes.merged_at, goes.next_look_at = stays, now, now + STALE
    goes.save(update_fields=["merged_into", "merged_at", "next_look_at"])
    # Whatever was merged into the duplicate before leads on, with the goods that still have it.
    AttributeValue.objects.filter(merged_into=goes).update(merged_into=stays, next_look_at=now)
    audit.record(
        actor=by,
        action="catalog.values_merged",
        subject=f"attribute:{attribute_id}",
        before={"value": duplicate},
        after={"value": survivor},
    )
    publish(CategoriesChanged())
    queue_on_commit("catalog.move_value", value_id=str(goes.pk))


def _bring_attributes(survivor: Category, duplicate: Category) -> None:
    """Attributes that neither the survivor nor what is above it uses come along."""
    above = CategoryAttribute.objects.filter(category__path__in=Category.paths_to(survivor.path))
    known = above.values("attribute")
    CategoryAttribute.objects.filter(category=duplicate).exclude(attribute__in=known).update(
        category=survivor
    )


def _amend_waiting(old: str, new: str) -> None:
    """Versions that wait must not ask for a category that is no more."""
    waiting = ProductRevision.objects.select_for_update().filter(
        state=RevisionState.WAITING, content__category_code=old
    )
    rows = list(waiting.order_by("pk"))
    for row in rows:
        row.content = {**row.content, "category_code": new}
    ProductRevision.objects.bulk_update(rows, ["content"], batch_size=BATCH)


def _staff_only(by: Actor) -> None:
    if by.role not in ("staff", "system"):
        raise NotAllowed(role=by.role)
