"""What delivery costs and when it comes, for one thing to one place."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from apps.catalog import selectors as shelves
from apps.catalog.models import Offer, Product
from apps.catalog.selectors.pages import SellerOffer
from apps.geo.models import City
from apps.sellers import selectors as shops
from apps.shipping import selectors as parcels
from apps.shipping import services as shipping
from apps.shipping.carriers.base import Quote, RateTable

MARKET_KEY = "market:2"
MARKET_TTL_S = 600


def with_promises(
    *, page: shelves.ProductPage, now: datetime
) -> tuple[shelves.ProductPage, City | None]:
    """The page with each offer's delivery counted for this very thing, and the city it is for: the
    market's default. 2 queries every ten minutes."""
    known = market()
    if known is None:
        return page, None
    city, rates = known

    def promised(offer: SellerOffer) -> SellerOffer:
        if offer.origin is None:
            return offer
        quote = _quote(
            product=page.product,
            goods=offer.price,
            handling_days=offer.handling_days,
            origin=offer.origin,
            city=city,
            rates=rates,
            now=now,
        )
        if quote is None:
            return offer
        return replace(
            offer,
            delivery_fee=quote.fee,
            missing_for_free=quote.missing_for_free,
            arrives=quote.promised_until,
        )

    others = sorted(
        map(promised, page.other_offers),
        key=lambda offer: (offer.free <= 0, offer.landed_price, offer.offer_id),
    )
    best = promised(page.offer) if page.offer else None
    return replace(page, offer=best, other_offers=others), city


def promise(*, offer_id: UUID, city: City, now: datetime) -> Quote | None:
    """What one piece of an offer costs to bring to `city`, and when it comes: 3 queries. None when
    it isn't on sale, or nobody carries so far."""
    offer = Offer.objects.listed().select_related("product").filter(pk=offer_id).first()
    origin = shops.default_warehouses(seller_ids=[offer.seller_id]) if offer else {}
    if offer is None or offer.seller_id not in origin:
        return None
    return _quote(
        product=offer.product,
        goods=offer.price,
        handling_days=offer.handling_days,
        origin=origin[offer.seller_id].city,
        city=city,
        rates=parcels.rate_table(),
        now=now,
    )


def market() -> tuple[City, RateTable] | None:
    """The market's default city and the rates, kept for ten minutes."""
    kept: tuple[City, RateTable] | None = cache.get(MARKET_KEY)
    if kept is None:
        cities = City.objects.select_related("region")
        city = cities.filter(pk=settings.MARKET_DEFAULT_CITY).first()
        if city is None:
            return None
        kept = (city, parcels.rate_table())
        cache.set(MARKET_KEY, kept, MARKET_TTL_S)
    return kept


def _quote(
    *,
    product: Product,
    goods: Decimal,
    handling_days: int,
    origin: City,
    city: City,
    rates: RateTable,
    now: datetime,
) -> Quote | None:
    try:
        return shipping.quote(
            origin=origin,
            destination=city,
            weight_g=product.weight_g,
            volume_cm3=product.volume_cm3,
            goods=goods,
            handling_days=handling_days,
            now=now,
            rates=rates,
        )
    except KeyError:  # a distance without a rate
        return None
