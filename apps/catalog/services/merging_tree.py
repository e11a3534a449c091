"""Categories and values that were made twice are brought together."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.catalog.events import CategoriesChanged
from apps.catalog.models import (
    AttributeValue,
    CardDraft,
    Category,
    CategoryAlias,
    CategoryAttribute,
    Product,
    ProductPhoto,
    ProductRevision,
    RevisionState,
    Variant,
)
from apps.catalog.services.imports.wording import options_key
from apps.catalog.services.lists import refresh_products
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.events import publish

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
def merge_values(*, attribute_id: int, survivor: str, duplicate: str, by: Actor) -> int:
    """Cards, variants, photos and waiting versions that have one value of an attribute have another
    of its values instead (both by code), and the first is gone. Returns how many cards changed.

    Raises NotAllowed (not staff, unknown attribute), Invalid (one value, unknown value), Conflict
    (a card sells the same variant under both values).
    """
    _staff_only(by)
    if survivor == duplicate:
        raise Invalid(fields={"into": _("A value is not merged into itself.")})
    rows = AttributeValue.objects.select_for_update().select_related("attribute")
    values = {
        row.code: row for row in rows.filter(attribute=attribute_id, code__in=(survivor, duplicate))
    }
    if len(values) != 2:
        raise Invalid(fields={"into": _("Choose from the list.")})
    axis = values[survivor].attribute.code
    variants = _change_variants(axis, duplicate, survivor)
    ids = _change_cards(axis, duplicate, survivor) | {row.product_id for row in variants}
    photos = ProductPhoto.objects.filter(option=f"{axis}:{duplicate}")
    photos.filter(product__in={row.product_id for row in variants}).update(
        option=f"{axis}:{survivor}"
    )
    _change_waiting(axis, duplicate, survivor)
    values[duplicate].delete()
    audit.record(
        actor=by,
        action="catalog.values_merged",
        subject=f"attribute:{attribute_id}",
        before={"value": duplicate},
        after={"value": survivor, "cards": len(ids)},
    )
    publish(CategoriesChanged())
    refresh_products(product_ids=ids)
    return len(ids)


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


def _change_variants(axis: str, old: str, new: str) -> list[Variant]:
    """Variants by that option under their new name: a query for those there and one that writes,
    for every five hundred."""
    changed = list(
        Variant.objects.select_for_update(of=("self",))
        .filter(options__contains={axis: old})
        .select_related("product")
        .order_by("pk")
    )
    taken = set(
        Variant.objects.filter(product__in={row.product_id for row in changed})
        .exclude(pk__in=[row.pk for row in changed])
        .values_list("product_id", "options_key")
    )
    for row in changed:
        row.options = {**row.options, axis: new}
        row.options_key = options_key(row.options)
        if (row.product_id, row.options_key) in taken:
            text = _("Card %(code)s sells the same under both values: one must go first.")
            raise Conflict(text % {"code": row.product.code})
    Variant.objects.bulk_update(changed, ["options", "options_key"], batch_size=BATCH)
    return changed


def _change_cards(axis: str, old: str, new: str) -> set[Any]:  # Any: their ids
    has = Q(attributes__contains={axis: old}) | Q(attributes__contains={axis: [old]})
    cards = list(Product.objects.select_for_update(of=("self",)).filter(has).order_by("pk"))
    for card in cards:
        card.attributes = {**card.attributes, axis: _replaced(card.attributes[axis], old, new)}
    Product.objects.bulk_update(cards, ["attributes"], batch_size=BATCH)
    return {card.pk for card in cards}


def _change_waiting(axis: str, old: str, new: str) -> None:
    has = Q(content__attributes__contains={axis: old}) | Q(
        content__attributes__contains={axis: [old]}
    )
    waiting = ProductRevision.objects.select_for_update().filter(has, state=RevisionState.WAITING)
    rows = list(waiting.order_by("pk"))
    for row in rows:
        known = row.content["attributes"]
        row.content = {
            **row.content,
            "attributes": {**known, axis: _replaced(known[axis], old, new)},
        }
    ProductRevision.objects.bulk_update(rows, ["content"], batch_size=BATCH)


def _replaced(value: Any, old: str, new: str) -> Any:  # Any: a code, or several, as JSON has them
    if not isinstance(value, Collection) or isinstance(value, str):
        return new
    return list(dict.fromkeys(new if each == old else each for each in value))


def _staff_only(by: Actor) -> None:
    if by.role not in ("staff", "system"):
        raise NotAllowed(role=by.role)
