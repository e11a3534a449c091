"""What a seller sees of their own goods."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from apps.catalog.models import Offer, Product, ProductRevision, ProductState, RevisionState
from apps.catalog.selectors.lines import OfferLine, offer_lines
from apps.core.errors import NotAllowed

PAGE = 50
LOW = 3


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in the seller's list; `waits` says that a version of its card is with moderation."""

    line: OfferLine
    state: str
    product_state: str
    is_own_card: bool
    waits: bool


def offer_rows(
    *,
    seller_id: UUID,
    text: str = "",
    state: str = "",
    after: UUID | None = None,
    limit: int = PAGE,
) -> list[OfferRow]:
    """A shop's offers, newest first, `limit` after `after`, perhaps only those whose SKU or title
    has `text`: 8 queries."""
    offers = Offer.objects.for_seller(seller_id).exclude(product__state=ProductState.GONE)
    if text:
        offers = offers.filter(Q(sku__icontains=text) | Q(product__title__icontains=text))
    if state == "waiting":
        offers = offers.filter(product__revisions__state=RevisionState.WAITING)
    elif state == "sold_out":
        offers = offers.annotate(free=_free()).filter(free=0)
    elif state in ("active", "paused", "blocked"):
        offers = offers.filter(state=state)
    if after is not None:
        offers = offers.filter(pk__lt=after)
    rows = list(
        offers.order_by("-pk").values_list(
            "pk", "state", "product__state", "product_id", "product__author_id"
        )[:limit]
    )
    return _rows(rows, seller_id)


def low_stock(*, seller_id: UUID, limit: int = 8) -> list[OfferLine]:
    """Active offers with hardly a piece left, the emptiest first: 7 queries."""
    offers = Offer.objects.for_seller(seller_id).filter(
        state="active", product__state=ProductState.LIVE
    )
    low = offers.annotate(free=_free()).filter(free__lte=LOW).order_by("free", "-pk")
    ids = list(low.values_list("pk", flat=True)[:limit])
    lines = offer_lines(offer_ids=ids, language="")
    return [lines[pk] for pk in ids]


def waiting_count(*, seller_id: UUID) -> int:
    """How many versions of the shop's cards are with moderation: 1 query."""
    return ProductRevision.objects.filter(
        product__author_id=seller_id, state=RevisionState.WAITING
    ).count()


def own_product(*, seller_id: UUID, product_id: UUID) -> Product:
    """A card this shop wrote: 1 query. Raises NotAllowed."""
    product = (
        Product.objects.for_seller(seller_id)
        .select_related("category", "brand")
        .filter(pk=product_id)
        .exclude(state=ProductState.GONE)
        .first()
    )
    if product is None:
        raise NotAllowed(product=str(product_id))
    return product


def _free() -> Coalesce:
    return Coalesce(Sum(F("stock__on_hand") - F("stock__reserved")), 0)


def _rows(rows: list[tuple[UUID, str, str, UUID, UUID]], seller_id: UUID) -> list[OfferRow]:
    lines = offer_lines(offer_ids=[row[0] for row in rows], language="")
    waiting = set(
        ProductRevision.objects.filter(
            product_id__in=[row[3] for row in rows], state=RevisionState.WAITING
        ).values_list("product_id", flat=True)
    )
    return [
        OfferRow(lines[pk], state, product_state, author_id == seller_id, product_id in waiting)
        for pk, state, product_state, product_id, author_id in rows
    ]
