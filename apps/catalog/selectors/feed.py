"""Everything on sale as other shops' windows want it told, a batch of cards at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Prefetch, Sum

from apps.catalog.models import DeliveryEstimate, Offer, Product, ProductPhoto, Stock, Variant
from apps.catalog.rules import COLOUR, OfferFacts, featured, struck_price
from apps.catalog.rules.feed import FeedItem
from apps.catalog.selectors.lines import OptionWords
from apps.catalog.selectors.tiles import product_url
from apps.catalog.selectors.tree import trail_of_path
from apps.core.texts import say
from apps.media import selectors as pictures

SIZE = "size"
MAX_IMAGES = 11


def feed_items(
    *, after: UUID | None, limit: int, language: str
) -> tuple[list[FeedItem], UUID | None]:
    """The variants on sale of the next `limit` live cards behind `after`, and the last card's id,
    None when there is no card left: 9 queries. Words are in `language` and addresses in the active
    one."""
    rows = Product.objects.listed().order_by("pk").select_related("category", "brand")
    photos = ProductPhoto.objects.select_related("image").order_by("position", "pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    products = list(
        rows.prefetch_related(
            Prefetch("variants", Variant.objects.order_by("position", "pk")),
            Prefetch("photos", photos),
        )[:limit]
    )
    if not products:
        return [], None
    shared = _Shared(products, language)
    items = [
        item
        for product in products
        for variant in product.variants.all()
        if (item := _item(product, variant, shared)) is not None
    ]
    return items, products[-1].pk


class _Shelf:
    """The offers of some cards by variant, with what choosing among them looks at: 3 queries."""

    def __init__(self, products: Sequence[Product]) -> None:
        offers = Offer.objects.listed().filter(product__in=products).select_related("seller")
        self._by_variant: defaultdict[UUID, list[Offer]] = defaultdict(list)
        for offer in offers.defer("seller__about").order_by("pk"):
            self._by_variant[offer.variant_id].append(offer)
        self._free: dict[UUID, int] = dict(
            Stock.objects.filter(offer__product__in=products)
            .values_list("offer_id")
            .annotate(free=Sum(F("on_hand") - F("reserved")))
            .order_by()
        )
        self._estimates = _estimates({o.seller_id for o in _flat(self._by_variant)})

    def best_of(self, variant_id: UUID) -> tuple[Offer, bool, Decimal | None] | None:
        """The offer shown first of a variant, whether a piece is free, and what a parcel costs."""
        own = {offer.pk: offer for offer in self._by_variant[variant_id]}
        best = featured(self._facts(offer) for offer in own.values())
        if best is None:
            return None
        offer = own[best.offer_id]
        estimate = self._estimates.get(offer.seller_id)
        return offer, best.free > 0, estimate.fee if estimate else None

    def _facts(self, offer: Offer) -> OfferFacts:
        estimate = self._estimates.get(offer.seller_id)
        return OfferFacts(
            offer_id=offer.pk,
            price=offer.price,
            delivery_fee=estimate.fee if estimate else Decimal(0),
            delivery_days=estimate.days_max if estimate else 0,
            handling_days=offer.handling_days,
            seller_rating=offer.seller.rating,
            free=self._free.get(offer.pk, 0),
        )


def _flat(by_variant: Mapping[UUID, list[Offer]]) -> Iterable[Offer]:
    return (offer for offers in by_variant.values() for offer in offers)


def _estimates(sellers: set[UUID]) -> dict[UUID, DeliveryEstimate]:
    rows = DeliveryEstimate.objects.filter(
        warehouse__seller_id__in=sellers, warehouse__is_default=True
    )
    return {row.warehouse.seller_id: row for row in rows.select_related("warehouse")}


class _Shared:
    """What the items of a batch have in common, looked up once: 5 queries."""

    def __init__(self, products: Sequence[Product], language: str) -> None:
        variants = [variant for product in products for variant in product.variants.all()]
        self.language = language
        self.shelf = _Shelf(products)
        self.words = OptionWords([variant.options for variant in variants])
        self.sources = {
            photo.pk: pictures.source(photo.image)
            for product in products
            for photo in product.photos.all()
        }
        self.trails = {
            path: [str(node.name) for node in trail_of_path(path)]
            for path in {product.category.path for product in products}
        }


def _item(
    product: Product,
    variant: Variant,
    shared: _Shared,
) -> FeedItem | None:
    best = shared.shelf.best_of(variant.pk)
    if best is None:
        return None
    offer, is_in_stock, fee = best
    words, language = shared.words, shared.language
    title = str(say(product.title, language=language))
    names = {
        axis: words.text({axis: code}, language=language) for axis, code in variant.options.items()
    }
    return FeedItem(
        variant_id=variant.pk,
        card_code=product.code,
        is_one_of_many=len(product.variants.all()) > 1,
        title=title,
        options_text=words.text(variant.options, language=language),
        description=str(say(product.description, language=language)) or title,
        url=f"{product_url(product)}?v={variant.pk}",
        images=_images(product, variant, shared.sources),
        price=offer.price,
        old_price=struck_price(price=offer.price, low_price=offer.low_price, claim=offer.old_price),
        is_in_stock=is_in_stock,
        brand=product.brand.name if product.brand else "",
        barcode=variant.barcode,
        colour=names.get(COLOUR, ""),
        size=names.get(SIZE, ""),
        categories=shared.trails[product.category.path],
        weight_g=product.weight_g,
        delivery_fee=fee,
    )


def _images(product: Product, variant: Variant, sources: Mapping[int, str]) -> list[str]:
    """The variant's own photos, then those that show no option; never another variant's."""
    options = {f"{axis}:{code}" for axis, code in variant.options.items()}
    photos = list(product.photos.all())
    fitting = [photo for photo in photos if photo.option in options]
    general = [photo for photo in photos if not photo.option]
    return [src for each in fitting + general if (src := sources[each.pk])][:MAX_IMAGES]
