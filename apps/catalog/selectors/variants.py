"""Variants by themselves: what somebody waits for, whoever may sell it."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Min

from apps.catalog.models import Offer, ProductState, Variant
from apps.catalog.selectors.lines import OptionWords
from apps.catalog.selectors.tiles import product_url
from apps.core.texts import Said, say
from apps.media import selectors as pictures
from apps.media.rules import Picture

SIZES = "6rem"


@dataclass(frozen=True, slots=True)
class VariantLine:
    """A variant as a line of a list. `price` is the lowest at which a piece can be had, None while
    there is none; `url` leads to the card with this variant chosen."""

    variant_id: UUID
    product_id: UUID
    title: Said
    options_text: str
    picture: Picture
    url: str
    price: Decimal | None
    is_listed: bool


def variant_lines(*, variant_ids: Collection[UUID], language: str) -> dict[UUID, VariantLine]:
    """Variants of cards in any state, by id: 4 queries, however many."""
    rows = list(
        Variant.objects.filter(pk__in=variant_ids)
        .select_related("product__main_photo")
        .defer("product__description", "product__attributes")
    )
    if not rows:
        return {}
    words = OptionWords([row.options for row in rows])
    prices = best_prices(variant_ids=[row.pk for row in rows])
    return {
        row.pk: VariantLine(
            variant_id=row.pk,
            product_id=row.product_id,
            title=say(row.product.title, language=language),
            options_text=words.text(row.options, language=language),
            picture=pictures.picture(row.product.main_photo, sizes=SIZES, alt=""),
            url=f"{product_url(row.product)}?v={row.pk}",
            price=prices.get(row.pk),
            is_listed=row.product.state == ProductState.LIVE,
        )
        for row in rows
    }


def best_prices(*, variant_ids: Collection[UUID]) -> dict[UUID, Decimal]:
    """For each variant of which a piece can be bought the lowest price it is sold at: 1 query."""
    rows = Offer.objects.buyable().filter(variant_id__in=variant_ids).order_by()
    return dict(rows.values_list("variant_id").annotate(price=Min("price")))
