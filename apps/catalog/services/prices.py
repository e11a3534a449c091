"""Remembering what offers cost, and what that makes of a present price: a reduction or none."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from apps.catalog.models import Offer, OfferPrice
from apps.catalog.rules.prices import REDUCTION_LASTS, WINDOW, PriceStep, lowest_before
from apps.catalog.services.lists import refresh_products
from apps.core.services import delete_in_batches

KEPT = timedelta(days=400)
BATCH = 2_000


def note_prices(*, offers: Collection[Offer], now: datetime) -> None:
    """Remember the prices these offers have from `now` on, and set `low_price` of those that
    changed; the caller saves the offers. In the caller's transaction; 3 queries, however many.
    An offer whose price is its latest one already stays as it is."""
    history = _history([offer.pk for offer in offers], now)
    fresh = []
    for offer in offers:
        earlier = history[offer.pk]
        if earlier and earlier[-1].price == offer.price:
            continue
        offer.low_price = lowest_before(earlier=earlier, began_at=now)
        fresh.append(OfferPrice(offer=offer, price=offer.price, began_at=now))
    OfferPrice.objects.bulk_create(fresh, batch_size=BATCH)


def begin_prices(*, product_id: UUID, now: datetime) -> None:
    """A card is published for the first time: what its offers cost as a draft applied to nobody."""
    offers = list(Offer.objects.select_for_update().filter(product_id=product_id).order_by("pk"))
    OfferPrice.objects.filter(offer__in=offers).delete()
    _begin(offers, now)


def keep_prices(*, now: datetime, batch: int = BATCH) -> None:
    """The night's work, in short transactions: offers without a history get its beginning, long
    reductions become plain prices, and what is older than `KEPT` is forgotten except for each
    offer's last price before that."""
    missing = Offer.objects.filter(~Exists(_rows_of_offer()))
    while ids := list(missing.order_by("pk").values_list("pk", flat=True)[:batch]):
        with transaction.atomic():
            _begin(list(_locked(ids)), now)
    recent = _rows_of_offer().filter(began_at__gt=now - REDUCTION_LASTS)
    long = Offer.objects.filter(~Exists(recent), low_price__gt=F("price"))
    while ids := list(long.order_by("pk").values_list("pk", flat=True)[:batch]):
        with transaction.atomic():
            _end_reductions(_locked(ids))
    horizon = now - KEPT
    later = OfferPrice.objects.filter(
        offer=OuterRef("offer"), began_at__gt=OuterRef("began_at"), began_at__lte=horizon
    )
    old = OfferPrice.objects.filter(Exists(later), began_at__lt=horizon)
    delete_in_batches(old, size=batch)


def _history(ids: Iterable[UUID], now: datetime) -> defaultdict[UUID, list[PriceStep]]:
    """The steps of the last 30 days and the one before them, oldest first: 2 queries."""
    opens = now - WINDOW
    rows = OfferPrice.objects.filter(offer__in=ids, began_at__lte=now)
    before = rows.filter(began_at__lte=opens).order_by("offer", "-began_at", "-pk")
    within = rows.filter(began_at__gt=opens).order_by("began_at", "pk")
    found: defaultdict[UUID, list[PriceStep]] = defaultdict(list)
    for part in (before.distinct("offer"), within):
        for row in part:
            found[row.offer_id].append(PriceStep(row.price, row.began_at))
    return found


def _begin(offers: list[Offer], now: datetime) -> None:
    """Today's prices are the first; a struck price without a history leaves the lists."""
    for offer in offers:
        offer.low_price = None
    Offer.objects.bulk_update(offers, ["low_price"], batch_size=BATCH)
    OfferPrice.objects.bulk_create(
        [OfferPrice(offer=offer, price=offer.price, began_at=now) for offer in offers],
        batch_size=BATCH,
    )
    refresh_products(product_ids={offer.product_id for offer in offers})


def _end_reductions(offers: Iterable[Offer]) -> None:
    ended = list(offers)
    for offer in ended:
        offer.low_price = None
    Offer.objects.bulk_update(ended, ["low_price"], batch_size=BATCH)
    refresh_products(product_ids={offer.product_id for offer in ended})


def _locked(ids: Iterable[UUID]) -> Iterable[Offer]:
    return Offer.objects.select_for_update().filter(pk__in=ids).order_by("pk")


def _rows_of_offer() -> QuerySet[OfferPrice]:
    return OfferPrice.objects.filter(offer=OuterRef("pk"))
