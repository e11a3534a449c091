"""What stands below a card on its page: goes with it, is like it, is of the same shop; and below a
cart."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Min, Value
from django.utils.translation import get_language

from apps.cart.models import Cart
from apps.catalog import selectors as shelves
from apps.catalog.models import Product, ProductState
from apps.search import selectors as search

SIMILAR = 6
FROM_SHOP = 2
# Every look at a card asks this; putting it together anew would cost more than the answer.
BESIDE_OFFER = """
(SELECT 0 AS shelf, pair.place AS rank, card.id
 FROM storefront_complement pair JOIN catalog_product card ON card.id = pair.other_id
 WHERE pair.product_id = %(product)s AND card.state = %(listed)s AND card.is_in_stock
       AND card.id <> %(product)s
 ORDER BY rank LIMIT %(limit)s)
UNION ALL
(SELECT 1, pair.place, card.id
 FROM storefront_categorycomplement pair JOIN catalog_product card ON card.id = pair.product_id
 WHERE pair.category_id = %(category)s AND card.state = %(listed)s AND card.is_in_stock
       AND card.id <> %(product)s
 ORDER BY place LIMIT %(limit)s)
UNION ALL
(SELECT 2, -card.sold_count, card.id
 FROM catalog_product card
 JOIN catalog_offer offer ON offer.id = card.featured_offer_id
 JOIN sellers_seller shop ON shop.id = offer.seller_id
 WHERE shop.slug = %(shop)s AND card.state = %(listed)s AND card.is_in_stock
       AND card.id <> %(product)s
 ORDER BY card.sold_count DESC, card.id DESC LIMIT %(limit)s)
ORDER BY shelf, rank, id DESC
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands below a card on its page; `shop` is the address of the shop whose goods
    `from_seller` are, empty without an offer that is listed."""

    together: list[shelves.Card]
    similar: list[shelves.Card]
    from_seller: list[shelves.Card]
    shop: str


def similar(*, product: Product, limit: int = SIMILAR) -> list[shelves.Card]:
    """Other goods like this one, the most alike first: at most 2 queries and that of `cards`."""
    ids = _similar(product, limit)
    return shelves.cards(product_ids=ids, language=get_language() or "en") if ids else []


def beside(*, product: Product, offer_id: UUID | None, limit: int = SIMILAR) -> Beside:
    """What stands below a card: goods like it, and when its page shows an offer, others of the shop
    and, unless it is sold out, what is bought in one order with it or with such goods: at most 4
    queries and that of `cards`."""
    together: list[UUID] = []
    own: list[UUID] = []
    shop = ""
    offers, free = shelves.listed_offers(product) if offer_id else ([], {})
    if offer_id in free:
        shop = next(offer.seller.slug for offer in offers if offer.pk == offer_id)
        together, own = _beside_offer(product, shop, limit)
        # Nothing completes what cannot be had: what is like it comes first then.
        together = together if free[offer_id] > 0 else []
    like = _similar(product, limit)
    wanted = list(dict.fromkeys([*together, *like, *own]))
    found = shelves.cards(product_ids=wanted, language=get_language() or "en") if wanted else []
    cards = {card.id: card for card in found}

    def row(ids: list[UUID]) -> list[shelves.Card]:
        return [cards[pk] for pk in ids if pk in cards]

    return Beside(row(together), row(like), row(own), shop)


def beside_cart(*, cart: Cart, limit: int = SIMILAR) -> list[shelves.Card]:
    """What is bought with the goods in a cart, or with such goods; nothing of the categories that
    lie in it: 1 query and that of `cards`."""
    held = Product.objects.filter(pk__in=cart.lines.values("offer__product"))
    categories = held.values("category")
    others = Product.objects.buyable().exclude(category__in=categories)
    own, such = (
        found.annotate(shelf=Value(shelf), rank=Min(rank))
        .order_by("rank", "-pk")
        .values_list("shelf", "rank", "pk")[:limit]
        for shelf, found, rank in (
            (0, others.filter(goes_with__product__in=held), "goes_with__place"),
            (
                1,
                others.filter(goes_with_category__category__in=categories),
                "goes_with_category__place",
            ),
        )
    )
    rows = sorted(own.union(such, all=True), key=lambda row: (*row[:2], -row[2].int))
    ids = list(dict.fromkeys(pk for _shelf, _rank, pk in rows))[:limit]
    return shelves.cards(product_ids=ids, language=get_language() or "en") if ids else []


def _similar(product: Product, limit: int) -> list[UUID]:
    """Those with its words; of a card that the index doesn't hold, or where nothing has them, the
    most bought of the same category, then of those beside it."""
    return search.similar(product_id=product.pk, limit=limit) or _neighbours(product, limit)


def _neighbours(product: Product, limit: int) -> list[UUID]:
    others = Product.objects.buyable().exclude(pk=product.pk)
    beside = shelves.sibling_ids(category_path=product.category.path)
    near, far = (
        others.filter(category_id__in=ids)
        .annotate(place=Value(place))
        .order_by("-sold_count", "-pk")
        .values_list("place", "sold_count", "pk")[:limit]
        for place, ids in enumerate(([product.category_id], beside))
    )
    found = sorted(near.union(far, all=True), key=lambda row: (row[0], -row[1], -row[2].int))
    return [pk for _place, _sold, pk in found][:limit]


def _beside_offer(product: Product, shop: str, limit: int) -> tuple[list[UUID], list[UUID]]:
    """What is bought with a card, its own before its category's, and what tiles offer of a shop,
    the most bought first: 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            BESIDE_OFFER,
            {
                "product": product.pk,
                "category": product.category_id,
                "shop": shop,
                "listed": ProductState.LIVE,
                "limit": limit,
            },
        )
        rows = cursor.fetchall()
    together = [pk for shelf, _rank, pk in rows if shelf != FROM_SHOP]
    own = [pk for shelf, _rank, pk in rows if shelf == FROM_SHOP]
    return list(dict.fromkeys(together))[:limit], own
