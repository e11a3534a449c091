"""What staff do with several cards at once: all of them or none."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.catalog.models import Category, Product, ProductRevision, ProductState, RevisionState
from apps.catalog.services.cards import brand_of
from apps.catalog.services.lists import refresh_products
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed

MAX_CARDS = 200


@transaction.atomic
def block_products(*, product_ids: Collection[UUID], is_blocked: bool, by: Actor) -> int:
    """Hide cards, or show them again; returns how many changed. Raises NotAllowed (not staff,
    unknown card), Invalid (too many), Conflict (a card that is neither live nor blocked)."""
    cards = _held(product_ids, by)
    state = ProductState.BLOCKED if is_blocked else ProductState.LIVE
    if any(card.state not in (ProductState.LIVE, ProductState.BLOCKED) for card in cards):
        raise Conflict(_("Only cards on sale are blocked, and only blocked ones shown again."))
    changed = [card for card in cards if card.state != state]
    _note(changed, by=by, action="catalog.product_state", field="state", value=str(state))
    for card in changed:
        card.state = state
    Product.objects.bulk_update(changed, ["state"])
    refresh_products(product_ids=[card.pk for card in changed])
    return len(changed)


@transaction.atomic
def move_products(*, product_ids: Collection[UUID], category_code: str, by: Actor) -> int:
    """Put cards, and their versions that wait, into another category; returns how many changed.
    Raises as `block_products`, and Invalid for an unknown category."""
    cards = _held(product_ids, by)
    category = Category.objects.filter(code=category_code).first()
    if category is None:
        raise Invalid(fields={"category": _("Choose a category.")})
    changed = [card for card in cards if card.category_id != category.pk]
    _note(changed, by=by, action="catalog.product_moved", field="category_id", value=category.pk)
    for card in changed:
        card.category = category
    Product.objects.bulk_update(changed, ["category"])
    _amend(changed, "category_code", category.code)
    refresh_products(product_ids=[card.pk for card in changed])
    return len(changed)


@transaction.atomic
def brand_products(*, product_ids: Collection[UUID], brand: str, by: Actor) -> int:
    """Give cards, and their versions that wait, a brand, or none; returns how many changed. Raises
    as `block_products`."""
    cards = _held(product_ids, by)
    wanted = brand_of(brand)
    changed = [card for card in cards if card.brand_id != (wanted.pk if wanted else None)]
    value = wanted.pk if wanted else None
    _note(changed, by=by, action="catalog.product_branded", field="brand_id", value=value)
    for card in changed:
        card.brand = wanted
    Product.objects.bulk_update(changed, ["brand"])
    _amend(changed, "brand", wanted.name if wanted else "")
    refresh_products(product_ids=[card.pk for card in changed])
    return len(changed)


def _held(product_ids: Collection[UUID], by: Actor) -> list[Product]:
    if by.role not in ("staff", "system"):
        raise NotAllowed(role=by.role)
    ids = set(product_ids)
    if not ids or len(ids) > MAX_CARDS:
        raise Invalid(_("Choose 1 to %(max)d cards.") % {"max": MAX_CARDS})
    cards = list(Product.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if len(cards) != len(ids):
        raise NotAllowed(products=len(ids))
    return cards


def _amend(cards: Collection[Product], name: str, value: str) -> None:
    """Versions that wait must not take back what staff have just decided."""
    waiting = list(
        ProductRevision.objects.select_for_update()
        .filter(product__in=cards, state=RevisionState.WAITING)
        .order_by("pk")
    )
    for revision in waiting:
        revision.content = {**revision.content, name: value}
    ProductRevision.objects.bulk_update(waiting, ["content"])


def _note(cards: Collection[Product], *, by: Actor, action: str, field: str, value: object) -> None:
    audit.record_many(
        actor=by,
        action=action,
        changes=[
            (f"product:{card.pk}", {field: getattr(card, field)}, {field: value}) for card in cards
        ],
    )
