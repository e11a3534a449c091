"""Publishing: staged rows become cards, variants, offers and stock, a chunk in one transaction."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from apps.catalog.models import DeliveryEstimate, ImportRow, ImportRun, Offer, RowState
from apps.catalog.rules import COLOUR
from apps.catalog.rules.merged_values import Moves, moved
from apps.catalog.services.imports.places import AttributeBook, BrandBook, CategoryBook
from apps.catalog.services.imports.updates import update_known
from apps.catalog.services.imports.wording import options_key, slug_of, texts_of
from apps.catalog.services.lists import MAX_COLOURS, announce, refresh_products, swatches
from apps.catalog.services.moving_values import value_moves
from apps.core.ids import short_code, uuid7
from apps.sellers.models import Warehouse

CHUNK = 1_000
SKU_TAKEN = "sku_of_other_card"
Row = tuple[Any, ...]  # Any: one row for COPY, in the order of its table's columns

PRODUCT = (
    "id, created_at, updated_at, code, slug, source_language, title, description, attributes,"
    " weight_g, length_mm, width_mm, height_mm, state, published_at, price, old_price,"
    " discount_percent, is_in_stock, offer_count, colours, rating_count, sold_count, author_id,"
    " brand_id, category_id, featured_offer_id, delivery_days"
)
VARIANT = "id, options, options_key, barcode, position, product_id"
OFFER = (
    "id, created_at, updated_at, sku, price, handling_days, state,"
    " product_id, seller_id, variant_id"
)
OFFER_PRICE = "offer_id, price, began_at"
STOCK = "offer_id, warehouse_id, on_hand, reserved"
MOVEMENT = "offer_id, warehouse_id, kind, on_hand, reserved, reference, created_at"
REVISION = "product_id, content, author_id, state, reason, created_at"


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose cards these are and how they start: live, or waiting for moderation. `delivery_days`
    from the shop to the market's default city, None while nobody has said."""

    reference: str
    seller_id: UUID
    warehouse_id: int
    handling_days: int
    delivery_days: int | None
    language: str
    is_live: bool
    author_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Books:
    """What a run learns on its way: where cards go, and what is known there."""

    categories: CategoryBook
    brands: BrandBook
    attributes: AttributeBook
    swatches: Mapping[str, str]


def open_books(*, may_add: bool) -> Books:
    """Books for a run; `may_add` lets it make categories that are missing."""
    return Books(CategoryBook(may_add=may_add), BrandBook(), AttributeBook(), swatches())


def delivery_days_of(warehouse: Warehouse, *, handling_days: int) -> int | None:
    """How long a parcel takes to the market's default city, None while nobody has said: 1 query
    unless the warehouse came with its estimate."""
    estimate: DeliveryEstimate | None = getattr(warehouse, "estimate", None)
    return handling_days + estimate.days_max if estimate else None


@dataclass(slots=True)
class _Chunk:
    """The rows of all tables that a chunk of new cards adds."""

    products: list[Row] = field(default_factory=list)
    variants: list[Row] = field(default_factory=list)
    offers: list[Row] = field(default_factory=list)
    prices: list[Row] = field(default_factory=list)
    stock: list[Row] = field(default_factory=list)
    movements: list[Row] = field(default_factory=list)
    revisions: list[Row] = field(default_factory=list)


def publish_chunk(*, run: ImportRun, books: Books, now: datetime) -> int:
    """Publish the next chunk of a run; returns how many rows it took, 0 when none is left.

    The cards, the rows' state, the counter and the event commit together.
    """
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        staged = ImportRow.objects.filter(run=run, state=RowState.STAGED).order_by("line")
        rows: list[Row] = list(staged.values_list("pk", "line", "card")[:CHUNK])
        if not rows:
            return 0
        known = _known_offers(run, rows)
        bad = _taken(rows, known)
        fresh = [card for pk, _line, card in rows if pk not in bad and not _is_known(card, known)]
        again = [card for pk, _line, card in rows if pk not in bad and _is_known(card, known)]
        books.brands.learn(card["brand"] for card in fresh)
        books.categories.learn(tuple(card["category_path"]) for card in fresh)
        warehouse = Warehouse.objects.get(seller_id=run.seller_id, is_default=True)
        origin = Origin(
            reference=f"import:{run.pk}",
            seller_id=run.seller_id,
            warehouse_id=warehouse.pk,
            handling_days=run.seller.handling_days,
            delivery_days=delivery_days_of(warehouse, handling_days=run.seller.handling_days),
            language=run.language,
            is_live=run.by_staff,
            author_id=run.author_id,
        )
        announce(product_ids=add_cards(origin=origin, cards=fresh, books=books, now=now))
        refresh_products(
            product_ids=update_known(
                run=run, cards=again, known=known, warehouse=warehouse, now=now
            )
        )
        _mark_rows(rows, bad)
        locked.published_count += len(rows) - len(bad)
        locked.bad_count += len(bad)
        locked.save(update_fields=["published_count", "bad_count", "updated_at"])
    return len(rows)


def _known_offers(run: ImportRun, rows: Iterable[Row]) -> dict[str, Offer]:
    """The seller's offers that the chunk's cards name, by SKU, held until the chunk is in: a
    program that syncs prices meanwhile takes them in the same order."""
    skus = [variant["sku"] for _pk, _line, card in rows for variant in card["variants"]]
    offers = Offer.objects.for_seller(run.seller_id).filter(sku__in=skus)
    # Not against the key: a checkout that holds a stock row refers to its offer.
    held = offers.select_for_update(of=("self",), no_key=True).order_by("pk")
    return {offer.sku: offer for offer in held.select_related("product")}


def _taken(rows: Iterable[Row], known: Mapping[str, Offer]) -> set[int]:
    """Rows that cannot be published: a SKU of theirs is another card's, here or already on sale."""
    bad: set[int] = set()
    owners: dict[str, int] = {}
    for pk, _line, card in rows:
        skus = [variant["sku"] for variant in card["variants"]]
        cards = {known[sku].product_id if sku in known else None for sku in skus}
        is_split = len(cards - {None}) > 1
        if is_split or any(owners.setdefault(sku, pk) != pk for sku in skus):
            bad.add(pk)
    return bad


def _is_known(card: Mapping[str, Any], known: Mapping[str, Offer]) -> bool:  # Any: JSON
    return any(variant["sku"] in known for variant in card["variants"])


def add_cards(
    *,
    origin: Origin,
    cards: Collection[Mapping[str, Any]],  # Any: JSON
    books: Books,
    now: datetime,
) -> list[UUID]:
    """Insert new cards with everything below them by COPY; returns their ids. The caller has made
    the books learn the cards' brands and categories, and holds a transaction."""
    books.attributes.learn(books.categories.id_of(tuple(card["category_path"])) for card in cards)
    chunk = _Chunk()
    moves = value_moves()
    for card in cards:
        _add_card(chunk, origin, _as_now(card, moves) if moves else card, books, moves, now)
    tables = (
        ("catalog_product", PRODUCT, chunk.products),
        ("catalog_variant", VARIANT, chunk.variants),
        ("catalog_offer", OFFER, chunk.offers),
        ("catalog_offerprice", OFFER_PRICE, chunk.prices),
        ("catalog_stock", STOCK, chunk.stock),
        ("catalog_stockmovement", MOVEMENT, chunk.movements),
        ("catalog_productrevision", REVISION, chunk.revisions),
    )
    for table, columns, rows in tables:
        copy_rows(table=table, columns=columns, rows=rows)
    return [row[0] for row in chunk.products]


def copy_rows(*, table: str, columns: str, rows: list[Row]) -> None:
    """Insert rows by COPY. Table and columns are ours, never input."""
    if not rows:
        return
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _as_now(card: Mapping[str, Any], moves: Moves) -> dict[str, Any]:  # Any: JSON
    """A card whose options name no value that was merged into another, but for a variant that it
    has under the other value too: staff see that one."""
    taken = {options_key(variant["options"]) for variant in card["variants"]}
    variants = []
    for variant in card["variants"]:
        options = moved(variant["options"], moves=moves)
        if options != variant["options"] and options_key(options) not in taken:
            taken.add(options_key(options))
            variants.append({**variant, "options": options})
        else:
            variants.append(variant)
    return {**card, "variants": variants}


def _add_card(
    chunk: _Chunk,
    origin: Origin,
    card: Mapping[str, Any],  # Any: JSON
    books: Books,
    moves: Moves,
    now: datetime,
) -> None:
    product_id, offers = uuid7(), []
    category_id = books.categories.id_of(tuple(card["category_path"]))
    fitted = books.attributes.fit(card["attributes"], category_id=category_id)
    attributes = moved(fitted, moves=moves) if moves else fitted
    colours = dict.fromkeys(
        books.swatches[code]
        for variant in card["variants"]
        if (code := variant["options"].get(COLOUR)) in books.swatches
    )
    for position, variant in enumerate(card["variants"]):
        variant_id, offer_id = uuid7(), uuid7()
        options, price, stock = variant["options"], Decimal(variant["price"]), variant["stock"]
        key = options_key(options)
        chunk.variants.append((variant_id, json.dumps(options), key, "", position, product_id))
        chunk.offers.append(
            (
                *(offer_id, now, now, variant["sku"], price, origin.handling_days, "active"),
                *(product_id, origin.seller_id, variant_id),
            )
        )
        chunk.prices.append((offer_id, price, now))
        chunk.stock.append((offer_id, origin.warehouse_id, stock, 0))
        if stock:
            place = (offer_id, origin.warehouse_id)
            chunk.movements.append((*place, "received", stock, 0, origin.reference, now))
        offers.append((not stock, price, position, offer_id))
    sold_out, price, _position, featured = min(offers)
    texts = texts_of(card, language=origin.language)
    chunk.products.append(
        (
            *(product_id, now, now, short_code(), slug_of(card["title"]), origin.language),
            *(json.dumps(texts["title"]), json.dumps(texts["description"]), json.dumps(attributes)),
            *(card["weight_g"], 0, 0, 0, "live" if origin.is_live else "draft"),
            *(now if origin.is_live else None, price, None, 0, not sold_out, len(offers)),
            *(json.dumps(list(colours)[:MAX_COLOURS]), 0, 0),
            *(origin.seller_id, books.brands.id_of(card["brand"]), category_id),
            *(featured, origin.delivery_days),
        )
    )
    if not origin.is_live:
        content = json.dumps(texts)
        chunk.revisions.append((product_id, content, origin.author_id, "waiting", "", now))


def _mark_rows(rows: list[Row], bad: set[int]) -> None:
    good = [pk for pk, _line, _card in rows if pk not in bad]
    ImportRow.objects.filter(pk__in=good).update(state=RowState.PUBLISHED, card=None)
    ImportRow.objects.filter(pk__in=bad).update(state=RowState.BAD, errors=[SKU_TAKEN])
