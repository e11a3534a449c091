"""Cards as tiles of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.catalog.models import Product
from apps.core.prepared import prepared
from apps.core.texts import say
from apps.media import selectors as pictures
from apps.media.rules import Picture

SIZES = "(min-width: 75rem) 18rem, (min-width: 48rem) 30vw, calc(50vw - 1.5rem)"
SHOWN = (
    *("code", "slug", "title", "price", "old_price", "discount_percent", "rating", "rating_count"),
    *("colours", "delivery_days", "is_in_stock", "offer_count", "featured_offer__seller__name"),
    *pictures.fields("main_photo"),
    "second_photo__renditions",
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a tile shows. `arrives` is the promise for the market's default city; `second_src` is
    what is shown while somebody points at the tile, or empty."""

    id: UUID
    code: str
    url: str
    title: str
    title_lang: str
    picture: Picture
    second_src: str
    price: Decimal | None
    old_price: Decimal | None
    discount_percent: int
    rating: Decimal | None
    rating_count: int
    colours: tuple[str, ...]
    arrives: date | None
    offer_id: UUID | None
    seller_name: str
    is_in_stock: bool
    needs_choice: bool


def cards(*, product_ids: Sequence[UUID], language: str) -> list[Card]:
    """Tiles of listed cards in the given order; unknown ones are left out. 1 query."""
    found = {row.pk: row for row in _shown(list(product_ids))}
    today = timezone.localdate()
    return [_card(found[pk], language, today) for pk in product_ids if pk in found]


def product_url(product: Product) -> str:
    """A card's address in the active language."""
    return reverse("storefront:product", args=[product.slug, product.code])


@prepared
def _shown(product_ids: list[UUID]) -> QuerySet[Product]:
    rows = Product.objects.listed().filter(pk__in=product_ids)
    return rows.select_related("main_photo", "second_photo", "featured_offer__seller").only(*SHOWN)


def _card(product: Product, language: str, today: date) -> Card:
    title = say(product.title, language=language)
    offer = product.featured_offer
    days = product.delivery_days
    return Card(
        id=product.pk,
        code=product.code,
        url=product_url(product),
        title=title.text,
        title_lang=title.foreign,
        picture=pictures.picture(product.main_photo, sizes=SIZES, alt=title.text),
        second_src=pictures.source(product.second_photo),
        price=product.price,
        old_price=product.old_price,
        discount_percent=product.discount_percent,
        rating=product.rating,
        rating_count=product.rating_count,
        colours=tuple(product.colours),
        arrives=today + timedelta(days=days) if days is not None and product.is_in_stock else None,
        offer_id=product.featured_offer_id if product.is_in_stock else None,
        seller_name=offer.seller.name if offer else "",
        is_in_stock=product.is_in_stock,
        needs_choice=product.offer_count > 1,
    )
