"""The home page: categories, panels, and its shelves of tiles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray
from django.utils import timezone
from django.utils.translation import get_language

from apps.catalog import selectors as shelves
from apps.catalog.models import Category, Product
from apps.content import selectors as texts
from apps.core.errors import NotAllowed
from apps.core.prepared import prepared
from apps.geo.models import Region
from apps.media import selectors as pictures
from apps.media.models import Image
from apps.media.rules import Picture
from apps.storefront import rules
from apps.storefront.models import Popular
from apps.storefront.selectors.promises import market

SHELF = 12
LEAST_POPULAR = 6
DEALS = 6
DEAL_POOL = 60
CATEGORY_SIZES = "(min-width: 60rem) 7rem, 18vw"
PANEL_SIZES = "(min-width: 60rem) 21rem, calc(50vw - 1.5rem)"


@dataclass(frozen=True, slots=True)
class CategoryFace:
    """A top category as a drawing: the photo of its most bought card, None when that has none."""

    node: shelves.CategoryNode
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class HeroPanel:
    """A panel of the hero; `picture` is None when it has none."""

    panel: texts.Panel
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Front:
    """What stands above the shelves."""

    categories: list[CategoryFace]
    panels: list[HeroPanel]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A row of tiles on the home page; `until` is when it shows others, None when it doesn't;
    `region` is where its goods are bought most, None for everywhere."""

    key: str
    cards: list[shelves.Card]
    until: datetime | None = None
    region: Region | None = None


def home_front(*, now: datetime) -> Front:
    """Categories that have goods, and panels, with their pictures: 3 queries."""
    tops = shelves.category_tree()
    panels = texts.panels(now=now)
    faces = best_photos()
    wanted = [*faces.values(), *(panel.image_id for panel in panels)]
    images = {image.pk: image for image in _images([pk for pk in wanted if pk])}
    return Front(
        categories=[
            CategoryFace(top, _picture(images, faces[top.path], sizes=CATEGORY_SIZES))
            for top in tops
            if top.path in faces
        ],
        panels=[
            HeroPanel(panel, _picture(images, panel.image_id, sizes=PANEL_SIZES))
            for panel in panels
        ],
    )


def home_shelves(*, now: datetime) -> list[Shelf]:
    """Deals, goods popular in the market's default region, and new ones; a shelf with nothing on it
    is left out. 4 queries, and those of `catalog.selectors.cards` once for all."""
    pool = _reduced()
    today = timezone.localtime(now).date()
    known = market()
    region = known[0].region if known else None
    local = _popular(region.pk) if region else []
    picks = {
        "deals": rules.of_the_day(pool, on=today, size=DEALS),
        "popular": local or _popular_anywhere(),
        "new": _newest(),
    }
    wanted = list(dict.fromkeys(pk for ids in picks.values() for pk in ids))
    found = shelves.cards(product_ids=wanted, language=get_language() or "en")
    cards = {card.id: card for card in found}
    midnight = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    return [
        Shelf(
            key,
            [cards[pk] for pk in ids if pk in cards],
            until=midnight if key == "deals" and len(pool) > DEALS else None,
            region=region if key == "popular" and local else None,
        )
        for key, ids in picks.items()
        if ids
    ]


def popular_shelf(*, region_code: str) -> Shelf:
    """What is bought most in a region, or everywhere where too little is known of it. 3 queries,
    and those of `catalog.selectors.cards`. Raises NotAllowed."""
    region = Region.objects.filter(pk=region_code).first()
    if region is None:
        raise NotAllowed(region=region_code)
    local = _popular(region.pk)
    ids = local or _popular_anywhere()
    cards = shelves.cards(product_ids=ids, language=get_language() or "en")
    return Shelf("popular", cards, region=region if local else None)


def _popular(region_code: str) -> list[UUID]:
    """A shelf's worth of what a region buys, or nothing."""
    ids = _popular_in(region_code)
    return ids if len(ids) >= LEAST_POPULAR else []


@prepared
def _popular_in(region_code: str) -> "QuerySet[Popular, UUID]":
    rows = Popular.objects.filter(region=region_code, product__in=Product.objects.buyable())
    return rows.order_by("place").values_list("product_id", flat=True)[:SHELF]


@prepared
def _popular_anywhere() -> "QuerySet[Product, UUID]":
    rows = Product.objects.buyable().order_by("-sold_count", "-id")
    return rows.values_list("pk", flat=True)[:SHELF]


@prepared
def _reduced() -> "QuerySet[Product, UUID]":
    rows = Product.objects.buyable().filter(discount_percent__gt=0)
    rows = rows.order_by("-discount_percent", "-sold_count", "id")
    return rows.values_list("pk", flat=True)[:DEAL_POOL]


@prepared
def _newest() -> "QuerySet[Product, UUID]":
    rows = Product.objects.buyable().order_by("-published_at", "-id")
    return rows.values_list("pk", flat=True)[:SHELF]


def best_photos() -> dict[str, UUID | None]:
    """For each top category's path the photo of what is most bought below it; categories without
    goods are left out. One look at the index `product_by_category` for each category."""
    known = ((*best, path) for path, best in _best_below() if best)
    rows = sorted(known, key=lambda row: (-row[0], row[2]))
    found: dict[str, UUID | None] = {}
    for _sold, photo, path in rows:
        found.setdefault(path[: Category.steplen], UUID(photo) if photo else None)
    return found


# Any: JSON, the pieces sold of a category's most bought card and its photo.
@prepared
def _best_below() -> "QuerySet[Category, tuple[str, Any]]":
    cards = Product.objects.listed().filter(category=OuterRef("pk")).order_by("-sold_count", "-id")
    best = Subquery(cards.values(best=JSONArray("sold_count", "main_photo"))[:1])
    return Category.objects.filter(is_active=True).values_list("path", best)


@prepared
def _images(ids: list[UUID]) -> QuerySet[Image]:
    return Image.objects.filter(pk__in=ids).only(*pictures.FIELDS)


def _picture(images: Mapping[UUID, Image], image_id: UUID | None, *, sizes: str) -> Picture | None:
    image = images.get(image_id) if image_id else None
    return pictures.picture(image, sizes=sizes, alt="") if image else None
