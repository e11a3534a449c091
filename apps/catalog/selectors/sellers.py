"""What a seller sees of their own goods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from apps.catalog.models import (
    Offer,
    OfferState,
    Product,
    ProductRevision,
    ProductState,
    RevisionState,
    Stock,
)
from apps.catalog.selectors.faults import fault_texts, why
from apps.catalog.selectors.lines import OfferLine, offer_lines
from apps.core.errors import NotAllowed

PAGE = 50
LOW = 3
# What a shop's list can be narrowed to; `free` and `review` come from `with_shelf`.
FILTERS = {
    "sold_out": Q(free__lte=0),
    "low": Q(free__gt=0, free__lte=LOW, state=OfferState.ACTIVE),
    "paused": Q(state=OfferState.PAUSED),
    "waiting": Q(review=RevisionState.WAITING),
    "rejected": Q(review=RevisionState.REJECTED),
    "no_photo": Q(product__main_photo=None),
}


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in the seller's list. `review` is where the newest version of its card stands
    (`waiting`, `rejected` or nothing to tell), `reason` why staff refused it."""

    line: OfferLine
    state: str
    product_state: str
    is_own_card: bool
    review: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShelfCounts:
    """How many of a shop's offers each filter of the list shows, and how many run low."""

    every: int
    sold_out: int
    low: int
    paused: int
    waiting: int
    rejected: int
    no_photo: int


def offer_rows(
    *,
    seller_id: UUID,
    text: str = "",
    state: str = "",
    product_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = PAGE,
) -> list[OfferRow]:
    """A shop's offers, newest first, `limit` after `after`, perhaps only those whose SKU or title
    has `text`, or of one card: 9 queries."""
    offers = narrowed(seller_id, text, state)
    if product_id is not None:
        offers = offers.filter(product_id=product_id)
    if after is not None:
        offers = offers.filter(pk__lt=after)
    ids = offers.order_by("-pk").values_list("pk", flat=True)[:limit]
    return _rows(list(ids), seller_id)


def offer_row(*, seller_id: UUID, offer_id: UUID) -> OfferRow:
    """One of a shop's offers as the list shows it: 9 queries. Raises NotAllowed."""
    if not own_offers(seller_id=seller_id).filter(pk=offer_id).exists():
        raise NotAllowed(offer=str(offer_id))
    return _rows([offer_id], seller_id)[0]


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """An offer as its shop's program sees it."""

    id: UUID
    sku: str
    title: dict[str, str]
    barcode: str
    price: Decimal
    old_price: Decimal | None
    free: int
    reserved: int
    state: str
    updated_at: datetime


def own_offer_rows(*, offers: Sequence[Offer]) -> list[OwnOffer]:
    """Offers with title, barcode and pieces, in their order: 2 queries."""
    ids = [offer.pk for offer in offers]
    facts = Offer.objects.filter(pk__in=ids).values_list("pk", "product__title", "variant__barcode")
    pieces = (
        Stock.objects.filter(offer__in=ids)
        .values_list("offer_id")
        .annotate(held=Sum("on_hand"), reserved=Sum("reserved"))
        .order_by()
    )
    words = {pk: (title, barcode) for pk, title, barcode in facts}
    stock = {pk: (held - reserved, reserved) for pk, held, reserved in pieces}
    return [
        OwnOffer(
            offer.pk,
            offer.sku,
            *words[offer.pk],
            offer.price,
            offer.old_price,
            *stock.get(offer.pk, (0, 0)),
            offer.state,
            offer.updated_at,
        )
        for offer in offers
    ]


def shelf_counts(*, seller_id: UUID) -> ShelfCounts:
    """What each filter of a shop's list would show: 1 query."""
    counts = with_shelf(own_offers(seller_id=seller_id)).aggregate(
        every=Count("pk"), **{name: Count("pk", filter=FILTERS[name]) for name in FILTERS}
    )
    return ShelfCounts(**counts)


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


def own_offers(*, seller_id: UUID) -> QuerySet[Offer]:
    """A shop's offers, without those of removed cards."""
    return Offer.objects.for_seller(seller_id).exclude(product__state=ProductState.GONE)


def narrowed(seller_id: UUID, text: str, state: str) -> QuerySet[Offer]:
    """A shop's offers as a list shows them, with `free` and `review`."""
    offers = with_shelf(own_offers(seller_id=seller_id))
    if text:
        offers = offers.filter(Q(sku__icontains=text) | Q(product__title__icontains=text))
    return offers.filter(FILTERS[state]) if state in FILTERS else offers


def with_shelf(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Offers with their free pieces and where the newest version of their card stands. A version of
    a card of another shop is that shop's affair."""
    pieces = Stock.objects.filter(offer=OuterRef("pk")).values("offer")
    free = pieces.annotate(free=Sum(F("on_hand") - F("reserved"))).values("free")
    versions = ProductRevision.objects.filter(
        product=OuterRef("product"), product__author=OuterRef("seller")
    )
    return offers.annotate(
        free=Coalesce(Subquery(free), 0),
        review=Subquery(versions.order_by("-pk").values("state")[:1]),
    )


def _rows(ids: list[UUID], seller_id: UUID) -> list[OfferRow]:
    lines = offer_lines(offer_ids=ids, language="")
    newest = (
        ProductRevision.objects.filter(product__offers__in=ids, product__author_id=seller_id)
        .order_by("product_id", "-pk")
        .distinct("product_id")
        .values_list("product_id", "state", "reason", "faults")
    )
    versions = list(newest)
    texts = fault_texts(codes=(code for *_version, faults in versions for code in faults))
    reviews = {
        product_id: (state, why(faults=faults, comment=reason, texts=texts))
        for product_id, state, reason, faults in versions
    }
    facts = Offer.objects.filter(pk__in=ids).values_list(
        "pk", "state", "product__state", "product_id", "product__author_id"
    )
    rows = {
        pk: OfferRow(
            lines[pk],
            state,
            product_state,
            author_id == seller_id,
            *_told(reviews.get(product_id)),
        )
        for pk, state, product_state, product_id, author_id in facts
    }
    return [rows[pk] for pk in ids]


def _told(review: tuple[str, str] | None) -> tuple[str, str]:
    if review is None or review[0] not in (RevisionState.WAITING, RevisionState.REJECTED):
        return "", ""
    return review
