"""A card as the index holds it, read from the catalogue."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from apps.catalog.models import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Category,
    Offer,
    Product,
    Variant,
)
from apps.search import rules
from apps.search.engines.base import Document

MAX_TITLE_WORDS = 60
MAX_DESCRIPTION = 4_000
MAX_DESCRIPTION_WORDS = 400
MAX_TOKENS = 200
UNFILTERED = {AttributeKind.TEXT}


class _Shelf:
    """What the documents of one batch share: 6 queries, however many cards."""

    def __init__(self, products: Collection[Product]) -> None:
        ids = [product.pk for product in products]
        self.categories = {
            row.path: row for row in Category.objects.filter(path__in=_paths(products))
        }
        self.options: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
        self.codes: defaultdict[UUID, list[str]] = defaultdict(list)
        variants = Variant.objects.filter(product_id__in=ids).order_by(
            "product_id", "position", "pk"
        )
        for product_id, options, barcode in variants.values_list(
            "product_id", "options", "barcode"
        ):
            for axis, value in options.items():
                self.options[product_id][rules.attribute_token(code=axis, value=value)] = None
            self.codes[product_id].append(barcode)
        self.sellers: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
        offers = Offer.objects.listed().filter(product_id__in=ids).order_by("product_id", "pk")
        for product_id, slug, sku in offers.values_list("product_id", "seller__slug", "sku"):
            self.sellers[product_id][slug] = None
            self.codes[product_id].append(sku)
        used = {code for product in products for code in product.attributes} | {
            token.removeprefix(rules.ATTRIBUTE).partition(":")[0]
            for tokens in self.options.values()
            for token in tokens
        }
        self.kinds = dict(Attribute.objects.filter(code__in=used).values_list("code", "kind"))
        values = AttributeValue.objects.filter(attribute__code__in=used)
        self.names = {
            rules.attribute_token(code=attribute, value=code): " ".join(name.values())
            for attribute, code, name in values.values_list("attribute__code", "code", "name")
        }


def documents_of(*, product_ids: Collection[UUID]) -> list[Document]:
    """Documents of those cards that a shopper may see and somebody offers: 6 queries."""
    products = list(
        Product.objects.listed()
        .filter(pk__in=product_ids, price__isnull=False)
        .select_related("category", "brand")
        .order_by("pk")
    )
    shelf = _Shelf(products)
    return [_document(product, shelf) for product in products]


def _document(product: Product, shelf: _Shelf) -> Document:
    trail = [
        shelf.categories[path]
        for path in Category.paths_to(product.category.path)
        if path in shelf.categories
    ]
    attributes = _attribute_tokens(product, shelf)
    # Each word once: a title that says it twice is no better for it.
    title = " ".join(dict.fromkeys(_folded(product.title.values(), MAX_TITLE_WORDS).split()))
    about = [
        *(name for node in trail for name in node.name.values()),
        *(shelf.names[token] for token in attributes if token in shelf.names),
    ]
    return Document(
        product_id=product.pk,
        tokens=tuple(
            dict.fromkeys(
                [
                    *(rules.token(group="category", value=node.code) for node in trail),
                    *(
                        [rules.token(group="brand", value=product.brand.slug)]
                        if product.brand
                        else []
                    ),
                    *(rules.token(group="seller", value=s) for s in shelf.sellers[product.pk]),
                    *attributes,
                ]
            )
        )[:MAX_TOKENS],
        title=title,
        latin=_folded((rules.latin(title),), 2 * MAX_TITLE_WORDS),
        brand=_folded((product.brand.name,), 12) if product.brand else "",
        about=_folded(about, MAX_TITLE_WORDS),
        codes=_folded((product.code, *shelf.codes[product.pk]), MAX_TITLE_WORDS),
        description=_folded(
            (text[:MAX_DESCRIPTION] for text in product.description.values()), MAX_DESCRIPTION_WORDS
        ),
        price=product.price,  # type: ignore[arg-type]  # documents_of leaves out those without one
        discount_percent=product.discount_percent,
        rating=product.rating,
        rating_count=product.rating_count,
        sold_count=product.sold_count,
        is_in_stock=product.is_in_stock,
        delivery_days=product.delivery_days,
        published_at=product.published_at or product.created_at,
    )


def _attribute_tokens(product: Product, shelf: _Shelf) -> list[str]:
    """What the card and its variants can be filtered by; free texts can't."""
    own = [
        rules.attribute_token(code=code, value=each)
        for code, value in product.attributes.items()
        if shelf.kinds.get(code, AttributeKind.TEXT) not in UNFILTERED
        for each in (value if isinstance(value, list) else [value])
        if each not in (None, "")
    ]
    return list(dict.fromkeys([*own, *shelf.options[product.pk]]))


def _folded(texts: Iterable[str], most: int) -> str:
    return " ".join(rules.words_of(" ".join(texts), most=most))


def _paths(products: Iterable[Product]) -> set[str]:
    return {path for product in products for path in Category.paths_to(product.category.path)}
