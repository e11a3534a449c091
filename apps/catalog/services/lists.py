"""What lists show of a card, kept beside it: the featured offer, prices, stock, rating, colours."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet, Sum

from apps.catalog.events import ProductsChanged
from apps.catalog.models import (
    AttributeValue,
    DeliveryEstimate,
    Offer,
    Product,
    ProductPhoto,
    Stock,
)
from apps.catalog.rules import COLOUR, OfferFacts, discount_percent, featured, struck_price
from apps.core.events import publish

EVENT_SIZE = 500
LISTED_FIELDS = (
    "featured_offer",
    "price",
    "old_price",
    "discount_percent",
    "is_in_stock",
    "offer_count",
    "colours",
    "main_photo",
    "second_photo",
    "delivery_days",
)
MAX_COLOURS = 8


@transaction.atomic
def refresh_products(*, product_ids: Collection[UUID]) -> None:
    """Work out anew what lists show of these cards, and tell that they changed. A fixed number of
    queries for every 500 cards; rows are locked in primary-key order."""
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), EVENT_SIZE):
        _refresh(ids[start : start + EVENT_SIZE])
    announce(product_ids=ids)


def announce(*, product_ids: Iterable[UUID]) -> None:
    """Publish that cards changed, in events of a bounded size."""
    ids = tuple(product_ids)
    for start in range(0, len(ids), EVENT_SIZE):
        publish(ProductsChanged(ids[start : start + EVENT_SIZE]))


@transaction.atomic
def set_rating(*, product_id: UUID, rating: Decimal | None, count: int) -> None:
    """Pushed down by reviews: the mean of stars, and of how many."""
    Product.objects.filter(pk=product_id).update(rating=rating, rating_count=count)
    announce(product_ids=[product_id])


@transaction.atomic
def add_sold(*, quantities: Mapping[UUID, int]) -> None:
    """Pushed down by orders: so many more pieces of each offer have been sold."""
    offers = Offer.objects.select_for_update(no_key=True).filter(pk__in=quantities).order_by("pk")
    by_card: Counter[UUID] = Counter()
    for offer_id, product_id in offers.values_list("pk", "product_id"):
        sold = F("sold_count") + quantities[offer_id]
        Offer.objects.filter(pk=offer_id).update(sold_count=sold)
        by_card[product_id] += quantities[offer_id]
    for product_id in sorted(by_card):
        sold = F("sold_count") + by_card[product_id]
        Product.objects.filter(pk=product_id).update(sold_count=sold)
    announce(product_ids=sorted(by_card))


def _refresh(ids: list[UUID]) -> None:
    products = list(
        Product.objects.select_for_update().filter(pk__in=ids).order_by("pk").only("pk")
    )
    offers = _offers(ids)
    colours = _colours(ids)
    photos = _first_photos(ids)
    for product in products:
        own = offers.get(product.pk, {})
        best = featured(facts for facts, _offer in own.values())
        offer = own[best.offer_id][1] if best else None
        product.featured_offer_id = best.offer_id if best else None
        product.price = offer.price if offer else None
        was = _struck(offer) if offer else None
        product.old_price = was
        product.discount_percent = (
            discount_percent(price=offer.price, old_price=was) if offer else 0
        )
        product.is_in_stock = any(facts.free > 0 for facts, _offer in own.values())
        product.offer_count = len(own)
        product.delivery_days = best.handling_days + best.delivery_days if best else None
        product.colours = colours.get(product.pk, [])
        product.main_photo_id, product.second_photo_id = [*photos[product.pk], None, None][:2]
    Product.objects.bulk_update(products, LISTED_FIELDS, batch_size=EVENT_SIZE)


def _struck(offer: Offer) -> Decimal | None:
    return struck_price(price=offer.price, low_price=offer.low_price, claim=offer.old_price)


def _offers(ids: list[UUID]) -> dict[UUID, dict[UUID, tuple[OfferFacts, Offer]]]:
    rows = active(Offer.objects.filter(product_id__in=ids)).select_related("seller")
    free = dict(
        Stock.objects.filter(offer__product_id__in=ids)
        .values_list("offer_id")
        .annotate(free=Sum(F("on_hand") - F("reserved")))
        .order_by()
    )
    estimates = {
        row.warehouse.seller_id: row
        for row in DeliveryEstimate.objects.filter(
            warehouse__is_default=True, warehouse__seller__offers__product_id__in=ids
        )
        .select_related("warehouse")
        .distinct()
    }
    found: defaultdict[UUID, dict[UUID, tuple[OfferFacts, Offer]]] = defaultdict(dict)
    for offer in rows:
        estimate = estimates.get(offer.seller_id)
        facts = OfferFacts(
            offer_id=offer.pk,
            price=offer.price,
            delivery_fee=estimate.fee if estimate else Decimal(0),
            delivery_days=estimate.days_max if estimate else 0,
            handling_days=offer.handling_days,
            seller_rating=offer.seller.rating,
            free=free.get(offer.pk, 0),
        )
        found[offer.product_id][offer.pk] = (facts, offer)
    return found


def active(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Offers that count, whatever their card's own state: active ones of open shops."""
    return offers.filter(state="active", seller__state="approved")


def swatches() -> dict[str, str]:
    """What each colour's code looks like, `#rrggbb`: 1 query."""
    colours = AttributeValue.objects.filter(attribute__code=COLOUR).exclude(colour="")
    return dict(colours.values_list("code", "colour"))


def _colours(ids: list[UUID]) -> dict[UUID, list[str]]:
    """The swatches of each card's variants, in the variants' order."""
    known = swatches()
    found: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
    variants = Product.objects.filter(pk__in=ids, variants__options__has_key=COLOUR)
    rows = variants.order_by("pk", "variants__position").values_list(
        "pk", f"variants__options__{COLOUR}"
    )
    for product_id, code in rows:
        if code in known:
            found[product_id][known[code]] = None
    return {product_id: list(codes)[:MAX_COLOURS] for product_id, codes in found.items()}


def _first_photos(ids: list[UUID]) -> dict[UUID, list[UUID]]:
    """The first two different pictures of each card, in the photos' order."""
    photos = ProductPhoto.objects.filter(product__in=ids).order_by("product", "position", "pk")
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for product_id, image_id in photos.values_list("product_id", "image_id"):
        if len(found[product_id]) < 2 and image_id not in found[product_id]:
            found[product_id].append(image_id)
    return found
