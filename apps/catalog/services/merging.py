"""One thing, one card: what was written twice is brought together; old names still lead there."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from apps.catalog.events import CardsMerged
from apps.catalog.models import (
    Brand,
    Offer,
    Product,
    ProductRevision,
    ProductState,
    RevisionState,
    SuspectedDuplicate,
    SuspicionState,
    Variant,
)
from apps.catalog.rules.matching import VariantFacts, twins
from apps.catalog.services.lists import announce, refresh_products
from apps.catalog.services.moving_values import bring_over, value_moves
from apps.catalog.services.views import move_views
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.events import publish


@transaction.atomic
def merge_products(*, survivor_id: UUID, duplicate_id: UUID, by: Actor) -> None:
    """Bring a duplicate's offers over to the survivor, by the same options or barcode, else as
    variants it did not have; the duplicate is gone and its address leads to the survivor. What
    apps above keep by card follows by `CardsMerged`. Orders keep what they froze.

    Raises NotAllowed (not staff, unknown card), Invalid (one card, survivor not live, duplicate
    gone), Conflict (a shop sells the same variant on both: one of its offers must go first).
    """
    _staff_only(by)
    if survivor_id == duplicate_id:
        raise Invalid(fields={"into": _("A card is not merged into itself.")})
    both = (survivor_id, duplicate_id)
    # Offers before cards, as sales and changes of prices take them.
    offers = Offer.objects.select_for_update(no_key=True).filter(product__in=both)
    list(offers.order_by("pk").values_list("pk"))
    rows = Product.objects.select_for_update().filter(pk__in=both)
    cards = {row.pk: row for row in rows.order_by("pk")}
    if len(cards) != 2:
        raise NotAllowed(product=str(duplicate_id))
    survivor, duplicate = cards[survivor_id], cards[duplicate_id]
    if survivor.state != ProductState.LIVE or duplicate.state == ProductState.GONE:
        raise Invalid(fields={"into": _("Both cards must be there, and the one that stays live.")})
    if moves := value_moves():
        # What is one variant under two names of a value must be one before they meet.
        bring_over(product_ids=[survivor.pk, duplicate.pk], moves=moves)
    variants = _move_variants(survivor, duplicate)
    waiting = ProductRevision.objects.filter(product=duplicate, state=RevisionState.WAITING)
    waiting.update(state=RevisionState.REPLACED)
    before = duplicate.state
    duplicate.state, duplicate.merged_into = ProductState.GONE, survivor
    duplicate.save(update_fields=["state", "merged_into", "updated_at"])
    # Whoever was merged into the duplicate before leads on to the survivor as well.
    Product.objects.filter(merged_into=duplicate).update(merged_into=survivor)
    Product.objects.filter(pk=survivor.pk).update(sold_count=F("sold_count") + duplicate.sold_count)
    move_views(survivor_id=survivor.pk, duplicate_id=duplicate.pk)
    _settle_suspicions(survivor, duplicate, by)
    audit.record(
        actor=by,
        action="catalog.cards_merged",
        subject=f"product:{duplicate.pk}",
        before={"state": before},
        after={"state": str(ProductState.GONE), "merged_into": str(survivor.pk)},
    )
    publish(CardsMerged(survivor.pk, duplicate.pk, variants))
    refresh_products(product_ids=[survivor.pk, duplicate.pk])


@transaction.atomic
def merge_brands(*, survivor_id: int, duplicate_id: int, by: Actor) -> None:
    """Cards of a duplicate brand become the survivor's; its name leads there from now on, also in
    imports. Raises NotAllowed (not staff, unknown brand), Invalid (one brand, or one that leads
    on itself)."""
    _staff_only(by)
    rows = Brand.objects.select_for_update().filter(pk__in=(survivor_id, duplicate_id))
    brands = {row.pk: row for row in rows.order_by("pk")}
    if survivor_id == duplicate_id:
        raise Invalid(fields={"into": _("A brand is not merged into itself.")})
    if len(brands) != 2:
        raise NotAllowed(brand=duplicate_id)
    survivor, duplicate = brands[survivor_id], brands[duplicate_id]
    if survivor.merged_into_id is not None:
        raise Invalid(fields={"into": _("That brand was merged into another one itself.")})
    cards = Product.objects.filter(brand=duplicate)
    ids = list(cards.order_by("pk").values_list("pk", flat=True))
    cards.update(brand=survivor)
    duplicate.merged_into = survivor
    duplicate.save(update_fields=["merged_into"])
    Brand.objects.filter(merged_into=duplicate).update(merged_into=survivor)
    audit.record(
        actor=by,
        action="catalog.brands_merged",
        subject=f"brand:{duplicate.pk}",
        after={"merged_into": survivor.pk, "cards": len(ids)},
    )
    announce(product_ids=ids)


def _move_variants(survivor: Product, duplicate: Product) -> tuple[tuple[UUID, UUID], ...]:
    """The duplicate's variants with their offers: 6 queries. Returns each of them with the variant
    of the survivor it is now."""
    there = {row.pk: row for row in Variant.objects.filter(product=survivor)}
    going = list(Variant.objects.filter(product=duplicate).order_by("position", "pk"))
    twin_of = twins(staying=map(_facts, there.values()), going=map(_facts, going))
    sold = set(Offer.objects.filter(product=survivor).values_list("variant_id", "seller_id"))
    offers = list(Offer.objects.filter(variant__in=going).select_related("seller").order_by("pk"))
    for offer in offers:
        target_id = twin_of[offer.variant_id] or offer.variant_id
        if (target_id, offer.seller_id) in sold:
            text = _("%(shop)s sells this on both cards: its offer %(sku)s must go first.")
            raise Conflict(text % {"shop": offer.seller.name, "sku": offer.sku})
        offer.variant_id, offer.product = target_id, survivor
        sold.add((target_id, offer.seller_id))
    moved = [row for row in going if twin_of[row.pk] is None]
    last = max((row.position for row in there.values()), default=0)
    for position, row in enumerate(moved, last + 1):
        row.product, row.position = survivor, position
    Variant.objects.bulk_update(moved, ["product", "position"])
    Offer.objects.bulk_update(offers, ["variant", "product"])
    return tuple((row.pk, twin_of[row.pk] or row.pk) for row in going)


def _facts(row: Variant) -> VariantFacts:
    return VariantFacts(row.pk, row.options_key, row.barcode)


def _settle_suspicions(survivor: Product, duplicate: Product, by: Actor) -> None:
    """That these two are one is decided; whatever else the duplicate was taken for, the survivor
    may be, which the next night tells."""
    both = (survivor.pk, duplicate.pk)
    rows = SuspectedDuplicate.objects
    rows.filter(first__in=both, second__in=both).update(
        state=SuspicionState.MERGED, decided_at=Now(), decided_by=by.user_id
    )
    alike = Q(first=duplicate) | Q(second=duplicate)
    rows.filter(alike, state=SuspicionState.OPEN).delete()


def _staff_only(by: Actor) -> None:
    if by.role not in ("staff", "system"):
        raise NotAllowed(role=by.role)
