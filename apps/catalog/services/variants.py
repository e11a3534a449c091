"""Variants of a card, and the first offers for them: by who wrote the card, or another shop."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.catalog.models import Offer, Product, ProductState, Variant
from apps.catalog.rules.merged_values import moved
from apps.catalog.services.imports.wording import options_key
from apps.catalog.services.lists import refresh_products
from apps.catalog.services.moving_values import bring_over, value_moves
from apps.catalog.services.offers import write_free_quantity, write_offer
from apps.catalog.services.rights import may_sell
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed

MAX_VARIANTS = 500


@dataclass(frozen=True, slots=True)
class VariantContent:
    """A variant to sell: options by axis, and the first offer for it."""

    sku: str
    options: dict[str, str]
    price: Decimal
    stock: int
    old_price: Decimal | None = None
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class FirstOffer:
    """What a shop asks for a variant that is there, and how many pieces it has."""

    variant_id: UUID
    sku: str
    price: Decimal
    stock: int


def write_variants(
    *,
    product: Product,
    seller_id: UUID,
    variants: Sequence[VariantContent],
    handling_days: int,
    by: Actor,
) -> None:
    """Add variants to a card behind those it has, with the shop's offers for them, for a caller
    that refreshes the card. Raises Invalid (`variants`, price), Conflict (options or SKU taken)."""
    moves = value_moves(attribute_codes={axis for variant in variants for axis in variant.options})
    if moves:
        bring_over(product_ids=[product.pk], moves=moves)
        variants = [
            replace(variant, options=moved(variant.options, moves=moves)) for variant in variants
        ]
    keys = [options_key(variant.options) for variant in variants]
    if len(set(keys)) < len(keys):
        raise Invalid(fields={"variants": _("Two variants have the same options.")})
    first = product.variants.count()
    if first + len(variants) > MAX_VARIANTS:
        raise Invalid(
            fields={"variants": _("A card has at most %(max)d variants.") % {"max": MAX_VARIANTS}}
        )
    for position, (variant, key) in enumerate(zip(variants, keys, strict=True), start=first):
        try:
            with transaction.atomic():
                row = Variant.objects.create(
                    product=product,
                    options=variant.options,
                    options_key=key,
                    barcode=variant.barcode,
                    position=position,
                )
        except IntegrityError as error:
            raise Conflict(_("A variant with these options is on the card already.")) from error
        offer = write_offer(
            seller_id=seller_id,
            variant_id=row.pk,
            sku=variant.sku,
            price=variant.price,
            old_price=variant.old_price,
            handling_days=handling_days,
            by=by,
        )
        write_free_quantity(offer_id=offer.pk, free=variant.stock, by=by)


@transaction.atomic
def sell_on_card(
    *,
    seller_id: UUID,
    product_id: UUID,
    offers: Sequence[FirstOffer],
    handling_days: int,
    by: Actor,
) -> None:
    """Put a shop's pieces on sale on a card that is there, whoever wrote it; they are on sale at
    once, since the card has been looked at. Raises NotAllowed (card not live, variant not of this
    card), Forbidden, Invalid, Conflict (SKU taken, or the shop sells that variant already)."""
    may_sell(by, seller_id)
    product = Product.objects.select_for_update().filter(pk=product_id).first()
    if product is None or product.state != ProductState.LIVE:
        raise NotAllowed(product=str(product_id))
    wanted = {offer.variant_id for offer in offers}
    if not offers:
        raise Invalid(_("Fill in at least one variant that you have."))
    known = Variant.objects.filter(product=product, pk__in=wanted).count()
    if known != len(wanted) or len(wanted) != len(offers):
        raise NotAllowed(product=str(product_id))
    if Offer.objects.filter(seller_id=seller_id, variant__in=wanted).exists():
        raise Conflict(_("Your shop sells one of these variants already."))
    for first in offers:
        offer = write_offer(
            seller_id=seller_id,
            variant_id=first.variant_id,
            sku=first.sku,
            price=first.price,
            old_price=None,
            handling_days=handling_days,
            by=by,
        )
        write_free_quantity(offer_id=offer.pk, free=first.stock, by=by)
    refresh_products(product_ids=[product.pk])
