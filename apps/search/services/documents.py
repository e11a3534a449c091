"""A card as the index holds it, read from the catalogue."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from apps.catalog.models import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Category,
    Offer,
    Product,
    Variant,
)
from apps.core.prepared import prepared
from apps.search import rules
from apps.search.engines.base import Document

MAX_TITLE_WORDS = 60
MAX_NAME_WORDS = 12
MAX_DESCRIPTION = 4_000
MAX_DESCRIPTION_WORDS = 400
MAX_TOKENS = 200
UNFILTERED = {AttributeKind.TEXT}
# PostgreSQL writes a jsonb on one line.
LINE = "\n"


class _Card(NamedTuple):
    """What is read of a card: a million of them are read at a time, too many for models."""

    pk: UUID
    code: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    attributes: Mapping[str, Any]  # Any: an attribute's value is a code, number, text or yes/no
    path: str
    brand_slug: str | None
    brand_name: str | None
    price: Decimal
    discount_percent: int
    rating: Decimal | None
    rating_count: int
    sold_count: int
    is_in_stock: bool
    delivery_days: int | None
    published_at: datetime


class _Variants(NamedTuple):
    """A card's variants in one row: their options as JSON, one a line, and barcodes by spaces."""

    options: str = ""
    barcodes: str = ""


class _Offers(NamedTuple):
    """A card's offers in one row: slugs of shops and their own codes, by spaces."""

    sellers: str = ""
    skus: str = ""


def documents_of(*, product_ids: Collection[UUID]) -> list[Document]:
    """Documents of those cards that a shopper may see and somebody offers: 6 queries."""
    cards = [_Card(*row) for row in _cards(list(product_ids))]
    shelf = _Shelf(cards)
    return [_document(card, shelf) for card in cards]


# Any, here and below: each row's columns are named by whoever unpacks it.
@prepared
def _cards(product_ids: list[UUID]) -> QuerySet[Product, tuple[Any, ...]]:
    return (
        Product.objects.listed()
        .filter(pk__in=product_ids, price__isnull=False)
        .order_by("pk")
        .values_list(
            *("pk", "code", "title", "description", "attributes", "category__path"),
            *("brand__slug", "brand__name", "price", "discount_percent"),
            *("rating", "rating_count", "sold_count", "is_in_stock", "delivery_days"),
            Coalesce("published_at", "created_at"),
        )
    )


@prepared
def _variants_of(product_ids: list[UUID]) -> QuerySet[Variant, tuple[Any, ...]]:
    order = ("position", "pk")
    return (
        Variant.objects.filter(product_id__in=product_ids)
        .order_by()
        .values_list("product_id")
        .annotate(
            all_options=StringAgg(Cast("options", TextField()), LINE, order_by=order),
            barcodes=StringAgg("barcode", " ", order_by=order),
        )
    )


@prepared
def _offers_of(product_ids: list[UUID]) -> QuerySet[Offer, tuple[Any, ...]]:
    return (
        Offer.objects.listed()
        .filter(product_id__in=product_ids)
        .order_by()
        .values_list("product_id")
        .annotate(
            sellers=StringAgg("seller__slug", " ", order_by="pk"),
            skus=StringAgg("sku", " ", order_by="pk"),
        )
    )


class _Shelf:
    """What the documents of one batch share, each text of it read or folded once: 5 queries,
    however many cards."""

    def __init__(self, cards: Collection[_Card]) -> None:
        ids = [card.pk for card in cards]
        self._variants = {pk: _Variants(*texts) for pk, *texts in _variants_of(ids)}
        self._offers = {pk: _Offers(*texts) for pk, *texts in _offers_of(ids)}
        said = {text for each in self._variants.values() for text in each.options.split(LINE)}
        self._tokens = {text: _option_tokens(text) for text in said}
        used = {code for card in cards for code in card.attributes} | {
            token.removeprefix(rules.ATTRIBUTE).partition(":")[0]
            for tokens in self._tokens.values()
            for token in tokens
        }
        self.kinds = dict(Attribute.objects.filter(code__in=used).values_list("code", "kind"))
        values = AttributeValue.objects.filter(attribute__code__in=used)
        self.names = {
            rules.attribute_token(code=attribute, value=code): _words(
                name.values(), MAX_TITLE_WORDS
            )
            for attribute, code, name in values.values_list("attribute__code", "code", "name")
        }
        self.trails = _trails({card.path for card in cards})
        self.brands = {
            name: " ".join(_words([name], MAX_NAME_WORDS))
            for name in {card.brand_name for card in cards}
            if name is not None
        }

    def options(self, pk: UUID) -> Iterator[str]:
        """What a card's variants can be filtered by; a value of several variants comes again."""
        options = self._variants.get(pk, _Variants()).options
        return chain.from_iterable(self._tokens[text] for text in options.split(LINE) if text)

    def sellers(self, pk: UUID) -> list[str]:
        """The shops that offer a card; one of several offers comes again."""
        slugs = self._offers.get(pk, _Offers()).sellers.split()
        return [rules.token(group="seller", value=slug) for slug in slugs]

    def codes(self, pk: UUID) -> tuple[str, str]:
        """The barcodes of a card's variants, and the shops' codes of its offers."""
        return (
            self._variants.get(pk, _Variants()).barcodes,
            self._offers.get(pk, _Offers()).skus,
        )


def _option_tokens(text: str) -> list[str]:
    options = json.loads(text)
    return [rules.attribute_token(code=axis, value=value) for axis, value in options.items()]


class _Trail(NamedTuple):
    """A category and those above it: their tokens, and the words of their names."""

    tokens: list[str]
    words: list[str]


def _trails(paths: Collection[str]) -> dict[str, _Trail]:
    """The trail of each of these categories: 1 query."""
    steps = {path: Category.paths_to(path) for path in paths}
    nodes = Category.objects.filter(path__in=set(chain.from_iterable(steps.values())))
    known = {
        path: (rules.token(group="category", value=code), _words(name.values(), MAX_TITLE_WORDS))
        for path, code, name in nodes.values_list("path", "code", "name")
    }
    return {
        path: _Trail(
            [known[step][0] for step in trail if step in known],
            [word for step in trail if step in known for word in known[step][1]],
        )
        for path, trail in steps.items()
    }


def _document(card: _Card, shelf: _Shelf) -> Document:
    trail = shelf.trails[card.path]
    attributes = _attribute_tokens(card, shelf)
    # Each word once: a title that says it twice is no better for it.
    title = " ".join(dict.fromkeys(_words(card.title.values(), MAX_TITLE_WORDS)))
    about = [*trail.words, *chain.from_iterable(shelf.names.get(each, ()) for each in attributes)]
    brand = [] if card.brand_slug is None else [rules.token(group="brand", value=card.brand_slug)]
    tokens = dict.fromkeys([*trail.tokens, *brand, *shelf.sellers(card.pk), *attributes])
    return Document(
        product_id=card.pk,
        tokens=tuple(tokens)[:MAX_TOKENS],
        title=title,
        latin=" ".join(rules.latin(title).split()),
        brand="" if card.brand_name is None else shelf.brands[card.brand_name],
        about=" ".join(about[:MAX_TITLE_WORDS]),
        codes=" ".join(_words((card.code, *shelf.codes(card.pk)), MAX_TITLE_WORDS)),
        description=" ".join(
            _words(
                (text[:MAX_DESCRIPTION] for text in card.description.values()),
                MAX_DESCRIPTION_WORDS,
            )
        ),
        price=card.price,
        discount_percent=card.discount_percent,
        rating=card.rating,
        rating_count=card.rating_count,
        sold_count=card.sold_count,
        is_in_stock=card.is_in_stock,
        delivery_days=card.delivery_days,
        published_at=card.published_at,
    )


def _attribute_tokens(card: _Card, shelf: _Shelf) -> list[str]:
    """What the card and its variants can be filtered by; free texts can't."""
    own = [
        rules.attribute_token(code=code, value=each)
        for code, value in card.attributes.items()
        if shelf.kinds.get(code, AttributeKind.TEXT) not in UNFILTERED
        for each in (value if isinstance(value, list) else [value])
        if each not in (None, "")
    ]
    return list(dict.fromkeys([*own, *shelf.options(card.pk)]))


def _words(texts: Iterable[str], most: int) -> list[str]:
    return rules.words_of(" ".join(texts), most=most)
