"""What delivery costs, and telling the shelves about it."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog
from django.conf import settings
from django.utils import timezone

from apps.catalog import services as catalog
from apps.geo import rules as geo
from apps.geo.models import City
from apps.sellers.models import Warehouse
from apps.shipping import selectors
from apps.shipping.carriers import DEFAULT_CARRIER, get_carrier
from apps.shipping.carriers.base import Quote, QuoteRequest, RateTable
from apps.shipping.models import Distance, Rate

log = structlog.get_logger(__name__)

# In UZS: distance, first kilogram, each further one, goods worth this go free, days from and to.
DEFAULT_RATES = (
    (Distance.CITY, "15000", "2000", "300000", 0, 1),
    (Distance.REGION, "25000", "3000", "500000", 1, 2),
    (Distance.COUNTRY, "35000", "5000", "1000000", 2, 4),
)
# The parcel a product page's delivery promise is about.
USUAL_WEIGHT_G = 1000


def load_rates() -> int:
    """Give the local couriers their first rates; those that stand stay as they are. Returns how
    many were new."""
    rates = [
        Rate(
            carrier=DEFAULT_CARRIER,
            distance=distance,
            base=Decimal(base),
            per_kg=Decimal(per_kg),
            free_from=Decimal(free_from),
            days_min=days_min,
            days_max=days_max,
        )
        for distance, base, per_kg, free_from, days_min, days_max in DEFAULT_RATES
    ]
    before = Rate.objects.count()
    Rate.objects.bulk_create(rates, ignore_conflicts=True)
    return Rate.objects.count() - before


def quote(
    *,
    origin: City,
    destination: City,
    weight_g: int,
    volume_cm3: int,
    goods: Decimal,
    handling_days: int,
    now: datetime,
    rates: RateTable | None = None,
) -> Quote:
    """What a parcel costs from city to city and when it comes, in the market's own days.

    `goods` is what it is worth (some go free), `now` aware UTC. One query for the rates, none when
    the caller brings `selectors.rate_table()`. Raises KeyError for a distance without a rate.
    """
    request = QuoteRequest(
        distance=geo.distance_between(
            origin=(origin.region_id, origin.pk),
            destination=(destination.region_id, destination.pk),
        ),
        weight_g=weight_g,
        volume_cm3=volume_cm3,
        goods=goods,
        handling_days=handling_days,
        ordered_at=timezone.localtime(now, selectors.market_zone()),
    )
    return get_carrier(DEFAULT_CARRIER).quote(request, rates=rates or selectors.rate_table())


def refresh_estimates(
    *, now: datetime, warehouse_ids: Collection[int] = (), seller_id: UUID | None = None
) -> int:
    """Tell the shelves what a usual parcel from these warehouses costs to the market's default city
    and how many days it takes; all warehouses when none is named. Returns how many were told."""
    city = City.objects.filter(pk=settings.MARKET_DEFAULT_CITY).first()
    rates = selectors.rate_table()
    if city is None or not rates:
        log.warning("shipping.estimates.not_possible", city=settings.MARKET_DEFAULT_CITY)
        return 0
    rows = Warehouse.objects.select_related("city").order_by("pk")
    if warehouse_ids:
        rows = rows.filter(pk__in=warehouse_ids)
    if seller_id is not None:
        rows = rows.filter(seller_id=seller_id)
    count = 0
    for warehouse in rows.iterator():
        usual = quote(
            origin=warehouse.city,
            destination=city,
            weight_g=USUAL_WEIGHT_G,
            volume_cm3=0,
            goods=Decimal(0),
            handling_days=0,
            now=now,
            rates=rates,
        )
        catalog.set_delivery_estimate(
            warehouse_id=warehouse.pk,
            fee=usual.fee,
            days_min=usual.days_min,
            days_max=usual.days_max,
        )
        count += 1
    return count
