"""What an import does with goods the seller already sells: new prices and stock at once, new texts
through moderation, nothing at all when nothing has changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.catalog.models import (
    ImportRun,
    MovementKind,
    Offer,
    Product,
    ProductRevision,
    RevisionState,
    Stock,
    StockMovement,
)
from apps.catalog.services.imports.wording import texts_of
from apps.catalog.services.prices import note_prices
from apps.sellers.models import Warehouse


def update_known(
    *,
    run: ImportRun,
    cards: Iterable[Mapping[str, Any]],  # Any: JSON
    known: Mapping[str, Offer],
    warehouse: Warehouse,
    now: datetime,
) -> list[UUID]:
    """Bring known cards up to date; returns the ids of those that changed. The caller holds the
    run's lock and a transaction. A fixed number of queries, however many cards."""
    cards = list(cards)
    if not cards:
        return []
    wanted = {v["sku"]: v for card in cards for v in card["variants"] if v["sku"] in known}
    changed = _prices(wanted, known, now) | _stock(run, wanted, known, warehouse, now)
    products = [_product(card, known) for card in cards]
    texts = {
        product.pk: (product, texts_of(card, language=run.language))
        for card, product in zip(cards, products, strict=True)
    }
    return list(changed | _texts(run, texts, now))


def _product(card: Mapping[str, Any], known: Mapping[str, Offer]) -> Product:  # Any: JSON
    return next(known[v["sku"]].product for v in card["variants"] if v["sku"] in known)


def _prices(
    wanted: Mapping[str, Any],  # Any: JSON
    known: Mapping[str, Offer],
    now: datetime,
) -> set[UUID]:
    moved = []
    for sku, variant in wanted.items():
        offer, price = known[sku], Decimal(variant["price"])
        if offer.price != price:
            offer.price = price
            if offer.old_price is not None and offer.old_price <= price:
                offer.old_price = None
            moved.append(offer)
    note_prices(offers=moved, now=now)
    Offer.objects.bulk_update(moved, ["price", "old_price", "low_price"], batch_size=500)
    return {offer.product_id for offer in moved}


def _stock(
    run: ImportRun,
    wanted: Mapping[str, Any],  # Any: JSON
    known: Mapping[str, Offer],
    warehouse: Warehouse,
    now: datetime,
) -> set[UUID]:
    offers = {known[sku].pk: (known[sku], variant["stock"]) for sku, variant in wanted.items()}
    rows = Stock.objects.select_for_update().filter(offer_id__in=offers, warehouse=warehouse)
    moved, movements = [], []
    for row in rows.order_by("pk"):
        _offer, free = offers[row.offer_id]
        delta = free - (row.on_hand - row.reserved)
        if not delta:
            continue
        row.on_hand += delta
        moved.append(row)
        movements.append(
            StockMovement(
                offer_id=row.offer_id,
                warehouse=warehouse,
                kind=MovementKind.COUNTED,
                on_hand=delta,
                reference=f"import:{run.pk}",
                created_at=now,
            )
        )
    Stock.objects.bulk_update(moved, ["on_hand"], batch_size=500)
    StockMovement.objects.bulk_create(movements, batch_size=500)
    return {offers[row.offer_id][0].product_id for row in moved}


def _texts(
    run: ImportRun,
    texts: Mapping[UUID, tuple[Product, dict[str, dict[str, str]]]],
    now: datetime,
) -> set[UUID]:
    """Texts that differ from the live ones: staff's go live, a seller's wait as a version."""
    differing = [
        (product, new)
        for product, new in texts.values()
        if any((getattr(product, name) | new[name]) != getattr(product, name) for name in new)
    ]
    if not differing:
        return set()
    if run.by_staff:
        for product, new in differing:
            product.title = product.title | new["title"]
            product.description = product.description | new["description"]
        rows = [product for product, _new in differing]
        Product.objects.bulk_update(rows, ["title", "description"], batch_size=500)
        return {product.pk for product in rows}
    ids = [product.pk for product, _new in differing]
    waiting = ProductRevision.objects.filter(product_id__in=ids, state=RevisionState.WAITING)
    waiting.update(state=RevisionState.REPLACED, decided_at=now)
    ProductRevision.objects.bulk_create(
        [
            ProductRevision(product=product, content=new, author_id=run.author_id)
            for product, new in differing
        ],
        batch_size=500,
    )
    return set()
