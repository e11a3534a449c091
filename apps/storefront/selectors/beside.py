"""What stands below a card on its page: goes with it, is like it, is of the same shop."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Value
from django.utils.translation import get_language

from apps.catalog import selectors as shelves
from apps.catalog.models import Product
from apps.catalog.selectors.pages import SellerOffer
from apps.search import selectors as search

SIMILAR = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands below a card on its page."""

    similar: list[shelves.Card]
    from_seller: list[shelves.Card]


def similar(*, product: Product, limit: int = SIMILAR) -> list[shelves.Card]:
    """Other goods like this one, the most alike first: at most 2 queries and that of `cards`."""
    ids = _similar(product, limit)
    return shelves.cards(product_ids=ids, language=get_language() or "en") if ids else []


def beside(*, product: Product, offer: SellerOffer | None, limit: int = SIMILAR) -> Beside:
    """What stands below a card: goods like it, and others of the shop whose offer its page shows,
    the most bought first: at most 3 queries and that of `cards`."""
    like, own = _similar(product, limit), _from_seller(product, offer, limit)
    wanted = list(dict.fromkeys([*like, *own]))
    found = shelves.cards(product_ids=wanted, language=get_language() or "en") if wanted else []
    cards = {card.id: card for card in found}
    return Beside(
        similar=[cards[pk] for pk in like if pk in cards],
        from_seller=[cards[pk] for pk in own if pk in cards],
    )


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


def _from_seller(product: Product, offer: SellerOffer | None, limit: int) -> list[UUID]:
    """What tiles offer of the same shop."""
    if offer is None:
        return []
    theirs = Product.objects.buyable().filter(featured_offer__seller__slug=offer.seller_slug)
    return _ids(theirs.exclude(pk=product.pk).order_by("-sold_count", "-id"), limit)
