"""What the pages that show several apps need, gathered once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.translation import get_language

from apps.accounts.models import User
from apps.catalog import selectors as shelves
from apps.catalog.models import Category, Offer, Product
from apps.catalog.selectors.pages import SellerOffer
from apps.content import selectors as texts
from apps.core.errors import NotAllowed
from apps.core.people import Record
from apps.geo.models import City, Region
from apps.media import selectors as pictures
from apps.media.models import Image
from apps.media.rules import Picture
from apps.search import selectors as search
from apps.sellers import selectors as shops
from apps.shipping import selectors as parcels
from apps.shipping import services as shipping
from apps.shipping.carriers.base import Quote, RateTable
from apps.storefront import rules
from apps.storefront.models import FeedFile, Popular, Viewed

SHELF = 12
LEAST_POPULAR = 6
DEALS = 6
DEAL_POOL = 60
SIMILAR = 6
MARKET_KEY = "market:2"
MARKET_TTL_S = 600
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
    wanted = {*faces.values(), *(panel.image_id for panel in panels)} - {None}
    images = Image.objects.in_bulk(wanted)
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


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands below a card on its page."""

    similar: list[shelves.Card]
    from_seller: list[shelves.Card]


def home_shelves(*, now: datetime) -> list[Shelf]:
    """Deals, goods popular in the market's default region, and new ones; a shelf with nothing on it
    is left out. 4 queries, and those of `catalog.selectors.cards` once for all."""
    buyable = Product.objects.buyable()
    reduced = buyable.filter(discount_percent__gt=0)
    pool = _ids(reduced.order_by("-discount_percent", "-sold_count", "id"), DEAL_POOL)
    today = timezone.localtime(now).date()
    market = _market()
    region = market[0].region if market else None
    local = _popular(region.pk) if region else []
    picks = {
        "deals": rules.of_the_day(pool, on=today, size=DEALS),
        "popular": local or _popular_anywhere(),
        "new": _ids(buyable.order_by("-published_at", "-id"), SHELF),
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
    buyable = Product.objects.buyable()
    rows = Popular.objects.filter(region=region_code, product__in=buyable).order_by("place")
    ids = list(rows.values_list("product_id", flat=True)[:SHELF])
    return ids if len(ids) >= LEAST_POPULAR else []


def _popular_anywhere() -> list[UUID]:
    return _ids(Product.objects.buyable().order_by("-sold_count", "-id"), SHELF)


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


def with_promises(
    *, page: shelves.ProductPage, now: datetime
) -> tuple[shelves.ProductPage, City | None]:
    """The page with each offer's delivery counted for this very thing, and the city it is for: the
    market's default. 2 queries every ten minutes."""
    market = _market()
    if market is None:
        return page, None
    city, rates = market

    def promised(offer: SellerOffer) -> SellerOffer:
        if offer.origin is None:
            return offer
        quote = _quote(
            product=page.product,
            goods=offer.price,
            handling_days=offer.handling_days,
            origin=offer.origin,
            city=city,
            rates=rates,
            now=now,
        )
        if quote is None:
            return offer
        return replace(
            offer,
            delivery_fee=quote.fee,
            missing_for_free=quote.missing_for_free,
            arrives=quote.promised_until,
        )

    others = sorted(
        map(promised, page.other_offers),
        key=lambda offer: (offer.free <= 0, offer.landed_price, offer.offer_id),
    )
    best = promised(page.offer) if page.offer else None
    return replace(page, offer=best, other_offers=others), city


def promise(*, offer_id: UUID, city: City, now: datetime) -> Quote | None:
    """What one piece of an offer costs to bring to `city`, and when it comes: 3 queries. None when
    it isn't on sale, or nobody carries so far."""
    offer = Offer.objects.listed().select_related("product").filter(pk=offer_id).first()
    origin = shops.default_warehouses(seller_ids=[offer.seller_id]) if offer else {}
    if offer is None or offer.seller_id not in origin:
        return None
    return _quote(
        product=offer.product,
        goods=offer.price,
        handling_days=offer.handling_days,
        origin=origin[offer.seller_id].city,
        city=city,
        rates=parcels.rate_table(),
        now=now,
    )


def _market() -> tuple[City, RateTable] | None:
    """The market's default city and the rates, kept for ten minutes."""
    kept: tuple[City, RateTable] | None = cache.get(MARKET_KEY)
    if kept is None:
        cities = City.objects.select_related("region")
        city = cities.filter(pk=settings.MARKET_DEFAULT_CITY).first()
        if city is None:
            return None
        kept = (city, parcels.rate_table())
        cache.set(MARKET_KEY, kept, MARKET_TTL_S)
    return kept


def _quote(
    *,
    product: Product,
    goods: Decimal,
    handling_days: int,
    origin: City,
    city: City,
    rates: RateTable,
    now: datetime,
) -> Quote | None:
    try:
        return shipping.quote(
            origin=origin,
            destination=city,
            weight_g=product.weight_g,
            volume_cm3=product.volume_cm3,
            goods=goods,
            handling_days=handling_days,
            now=now,
            rates=rates,
        )
    except KeyError:  # a distance without a rate
        return None


def _ids(products: QuerySet[Product], limit: int) -> list[UUID]:
    return list(products.values_list("pk", flat=True)[:limit])


def _picture(images: Mapping[UUID, Image], image_id: UUID | None, *, sizes: str) -> Picture | None:
    image = images.get(image_id) if image_id else None
    return pictures.picture(image, sizes=sizes, alt="") if image else None


def best_photos() -> dict[str, UUID | None]:
    """For each top category's path the photo of what is most bought below it; categories without
    goods are left out. One look at the index `product_by_category` for each category."""
    best = Product.objects.listed().filter(category=OuterRef("pk")).order_by("-sold_count", "-id")
    rows = (
        Category.objects.filter(is_active=True)
        .annotate(
            photo=Subquery(best.values("main_photo")[:1]),
            sold=Subquery(best.values("sold_count")[:1]),
        )
        .exclude(sold=None)
        .order_by("sold", "-path")
        .values_list("path", "photo")
    )
    # Later rows, bought more, win.
    return {path[: Category.steplen]: photo for path, photo in rows}


def feed_file(*, language: str, number: int) -> FeedFile:
    """A part of the newest feed in a language: 1 query. Raises NotAllowed."""
    part = FeedFile.objects.filter(language=language, number=min(number, 32_767)).first()
    if part is None:
        raise NotAllowed(feed=language)
    return part


def viewed(*, user: User, limit: int = rules.MAX_VIEWED) -> list[UUID]:
    """The ids of cards somebody looked at, the latest first: 1 query."""
    rows = Viewed.objects.filter(user=user).order_by("-viewed_at", "-pk")
    return list(rows.values_list("product_id", flat=True)[:limit])


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """What somebody looked at, for their archive."""
    rows = Viewed.objects.filter(user_id=user_id).select_related("product").order_by("pk")
    for row in rows.iterator():
        yield {
            "title": row.product.title,
            "product": row.product.code,
            "viewed_at": row.viewed_at,
        }
