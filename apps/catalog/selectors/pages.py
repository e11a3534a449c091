"""A card's own page: photos, choices, offers, facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.catalog.models import (
    DeliveryEstimate,
    Offer,
    Product,
    ProductPhoto,
    ProductState,
    Stock,
    Variant,
)
from apps.catalog.rules import (
    OfferFacts,
    axes_in_order,
    discount_percent,
    featured,
    struck_price,
)
from apps.catalog.rules.attributes import EMPTY
from apps.catalog.selectors.tiles import product_url
from apps.catalog.selectors.tree import AttributeView, CategoryNode, attributes_of, trail_of_path
from apps.core.errors import Gone, NotAllowed
from apps.core.prepared import prepared
from apps.core.texts import Said, say
from apps.geo.models import City
from apps.media import selectors as pictures
from apps.media.rules import Picture

MAIN_SIZES = "(min-width: 64rem) 34rem, calc(100vw - 2rem)"
MAX_PHOTOS = 8
OFFER_FIELDS = (
    *("product_id", "variant_id", "price", "old_price", "low_price", "handling_days"),
    *(f"seller__{name}" for name in ("name", "slug", "rating", "rating_count")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a variant axis; `url` leads to the variant it would choose, empty when there is
    none; `is_available` says that a piece of it is free."""

    code: str
    name: str
    colour: str
    url: str
    is_chosen: bool
    is_available: bool
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Axis:
    """What can be chosen, in order, and the name of what is chosen."""

    code: str
    name: str
    chosen: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class SellerOffer:
    """One shop's offer for the chosen variant, with a usual parcel's delivery from `origin` to the
    market's default city. `old_price` is the one shown struck, `low_price` the lowest of the 30
    days before the present price, None unless that was higher; `missing_for_free` is what more of
    the shop's goods must be worth for free delivery, None unless somebody has counted that."""

    offer_id: UUID
    seller_name: str
    seller_slug: str
    seller_rating: Decimal | None
    seller_rating_count: int
    price: Decimal
    old_price: Decimal | None
    low_price: Decimal | None
    discount_percent: int
    delivery_fee: Decimal | None
    arrives: date | None
    free: int
    handling_days: int
    origin: City | None
    missing_for_free: Decimal | None = None

    @property
    def is_in_stock(self) -> bool:
        return self.free > 0

    @property
    def saving(self) -> Decimal:
        """How much less it costs than before; zero without an old price."""
        return self.old_price - self.price if self.old_price else Decimal(0)

    @property
    def landed_price(self) -> Decimal:
        return self.price + (self.delivery_fee or 0)


@dataclass(frozen=True, slots=True)
class ProductPage:
    """What the page shows of the card itself; `offer` is the featured one of the chosen variant;
    `features` and `parcel` are names with values, in the reader's words."""

    product: Product
    url: str
    title: Said
    description: Said
    trail: list[CategoryNode]
    brand: str
    photos: list[Picture]
    axes: list[Axis]
    variant: Variant | None
    offer: SellerOffer | None
    other_offers: list[SellerOffer]
    features: list[tuple[str, str]]
    parcel: list[tuple[str, str]]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """All that is known of the goods."""
        return self.features + self.parcel


def product_by_code(*, code: str) -> Product:
    """A card a shopper may see: 1 query. That of a duplicate is the card it was merged into, for 2
    more. Raises NotAllowed (unknown, not yet live), Gone."""
    product = next(iter(_by_code(code)), None)
    if product is None or product.state == ProductState.DRAFT:
        raise NotAllowed(product=code)
    if product.state != ProductState.LIVE:
        if product.merged_into is not None:
            return product_by_code(code=product.merged_into.code)
        raise Gone(product=code)
    return product


def gone_product(*, code: str) -> Product:
    """A card that was on sale and is no more, for what is like it: 1 query. Raises NotAllowed."""
    states = (ProductState.GONE, ProductState.BLOCKED)
    product = Product.objects.select_related("category").filter(code=code, state__in=states).first()
    if product is None:
        raise NotAllowed(product=code)
    return product


def product_page(*, product: Product, language: str, variant: str) -> ProductPage:
    """A card's page for a variant's id; any other text means the featured offer's: 4 queries,
    and 2 for its category every ten minutes."""
    variants = variants_in_order(product.pk)
    offers, free = listed_offers(product)
    by_variant = {
        row.pk: [offer for offer in offers if offer.variant_id == row.pk] for row in variants
    }
    shown = shop_offers(offers, free=free)
    chosen = _chosen(product, variants, variant, by_variant)
    attributes = {view.code: view for view in attributes_of(category_path=product.category.path)}
    photos = photos_in_order(product.pk)
    own = sorted(
        (shown[offer.pk] for offer in (by_variant.get(chosen.pk, []) if chosen else [])),
        key=lambda each: (each.free <= 0, each.landed_price, each.offer_id),
    )
    best = _featured(own, by_variant, chosen)
    title = say(product.title, language=language)
    return ProductPage(
        product=product,
        url=product_url(product),
        title=title,
        description=say(product.description, language=language),
        trail=trail_of_path(product.category.path),
        brand=product.brand.name if product.brand else "",
        photos=_pictures(photos, chosen, alt=title.text),
        axes=_axes(product, variants, chosen, attributes, by_variant, shown, photos),
        variant=chosen,
        offer=best,
        other_offers=[each for each in own if best is None or each.offer_id != best.offer_id],
        features=_features(product, attributes),
        parcel=_parcel(product),
    )


@prepared
def variants_in_order(product_id: UUID) -> QuerySet[Variant]:
    """A card's variants, as it shows them: 1 query."""
    return Variant.objects.filter(product=product_id).order_by("position", "pk")


@prepared
def photos_in_order(product_id: UUID) -> QuerySet[ProductPhoto]:
    """A card's photos with their images, as it shows them: 1 query."""
    rows = ProductPhoto.objects.filter(product=product_id).select_related("image")
    return rows.order_by("position", "pk").only("option", *pictures.fields("image"))


def listed_offers(product: Product) -> tuple[list[Offer], dict[UUID, int]]:
    """Every offer for a card that a shopper may see, with its shop, and how many pieces of each are
    free: 1 query."""
    offers = _listed_offers(product.pk)
    return offers, {offer.pk: offer.free for offer in offers}


def shop_offers(offers: list[Offer], *, free: Mapping[UUID, int]) -> dict[UUID, SellerOffer]:
    """The offers as pages show them, with delivery: 1 query."""
    sellers = list({offer.seller_id for offer in offers})
    estimates = {row.warehouse.seller_id: row for row in _estimates(sellers)}
    today = timezone.localdate()
    found = {}
    for offer in offers:
        estimate = estimates.get(offer.seller_id)
        days = offer.handling_days + estimate.days_max if estimate else None
        was = struck_price(price=offer.price, low_price=offer.low_price, claim=offer.old_price)
        found[offer.pk] = SellerOffer(
            offer_id=offer.pk,
            seller_name=offer.seller.name,
            seller_slug=offer.seller.slug,
            seller_rating=offer.seller.rating,
            seller_rating_count=offer.seller.rating_count,
            price=offer.price,
            old_price=was,
            low_price=offer.low_price if was is not None else None,
            discount_percent=discount_percent(price=offer.price, old_price=was),
            delivery_fee=estimate.fee if estimate else None,
            arrives=today + timedelta(days=days) if days is not None else None,
            free=free[offer.pk],
            handling_days=offer.handling_days,
            origin=estimate.warehouse.city if estimate else None,
        )
    return found


@prepared
def _by_code(code: str) -> QuerySet[Product]:
    return Product.objects.select_related("category", "brand").filter(code=code)


# Any: an Offer and its `free` pieces, of which its class doesn't know.
@prepared
def _listed_offers(product_id: UUID) -> "QuerySet[Any, Any]":
    stock = Stock.objects.filter(offer=OuterRef("pk")).order_by().values("offer")
    pieces = stock.annotate(n=Sum(F("on_hand") - F("reserved"))).values("n")
    rows = Offer.objects.listed().filter(product=product_id).select_related("seller")
    return rows.order_by("pk").only(*OFFER_FIELDS).annotate(free=Coalesce(Subquery(pieces), 0))


@prepared
def _estimates(seller_ids: list[UUID]) -> QuerySet[DeliveryEstimate]:
    rows = DeliveryEstimate.objects.filter(warehouse__is_default=True)
    return rows.filter(warehouse__seller__in=seller_ids).select_related("warehouse__city")


def _chosen(
    product: Product,
    variants: list[Variant],
    wanted: str,
    by_variant: Mapping[UUID, list[Offer]],
) -> Variant | None:
    for row in variants:
        if str(row.pk) == wanted:
            return row
    for row in variants:
        if any(offer.pk == product.featured_offer_id for offer in by_variant[row.pk]):
            return row
    return variants[0] if variants else None


def _featured(
    own: list[SellerOffer], by_variant: Mapping[UUID, list[Offer]], chosen: Variant | None
) -> SellerOffer | None:
    handling = {o.pk: o.handling_days for o in (by_variant.get(chosen.pk, []) if chosen else [])}
    today = timezone.localdate()
    best = featured(
        OfferFacts(
            offer_id=each.offer_id,
            price=each.price,
            delivery_fee=each.delivery_fee or Decimal(0),
            delivery_days=(each.arrives - today).days - handling[each.offer_id]
            if each.arrives
            else 0,
            handling_days=handling[each.offer_id],
            seller_rating=each.seller_rating,
            free=each.free,
        )
        for each in own
    )
    return next((each for each in own if best and each.offer_id == best.offer_id), None)


def _pictures(photos: list[ProductPhoto], chosen: Variant | None, *, alt: str) -> list[Picture]:
    """The chosen option's photos first, then those that show no option; never another option's."""
    options = {f"{axis}:{code}" for axis, code in (chosen.options if chosen else {}).items()}
    fitting = [photo for photo in photos if photo.option in options]
    general = [photo for photo in photos if not photo.option]
    return [
        pictures.picture(photo.image, sizes=MAIN_SIZES, alt=alt)
        for photo in (fitting + general or photos)[:MAX_PHOTOS]
    ]


def _axes(
    product: Product,
    variants: list[Variant],
    chosen: Variant | None,
    attributes: Mapping[str, AttributeView],
    by_variant: Mapping[UUID, list[Offer]],
    shown: Mapping[UUID, SellerOffer],
    photos: list[ProductPhoto],
) -> list[Axis]:
    if chosen is None:
        return []
    url = product_url(product)
    by_option: dict[str, ProductPhoto] = {}
    for photo in photos:
        by_option.setdefault(photo.option, photo)
    axes = []
    for axis in axes_in_order(chosen.options, known=list(attributes)):
        picked = chosen.options[axis]
        view = attributes.get(axis)
        names = {code: (str(name), colour) for code, name, colour in view.values} if view else {}
        order = {code: position for position, code in enumerate(names)}
        for old, new in view.moved.items() if view else ():
            # Goods may have a merged value for a while: it reads as the one that stands for it.
            if new in names:
                names[old], order[old] = names[new], order[new]
        choices = []
        for code in dict.fromkeys(row.options.get(axis, "") for row in variants):
            if not code:
                continue
            target = _nearest(variants, chosen, axis, code)
            pieces = sum(shown[o.pk].free for o in by_variant[target.pk]) if target else 0
            name, colour = names.get(code, (code.upper() if len(code) <= 4 else code, ""))
            shot = by_option.get(f"{axis}:{code}")
            choices.append(
                Choice(
                    code=code,
                    name=name,
                    colour=colour,
                    url=f"{url}?v={target.pk}" if target else "",
                    is_chosen=code == picked,
                    is_available=pieces > 0,
                    picture=pictures.picture(shot.image, sizes="4rem", alt="") if shot else None,
                )
            )
        if names:
            choices.sort(key=lambda choice: order.get(choice.code, len(order)))
        label = str(view.name) if view else axis.capitalize()
        axes.append(Axis(axis, label, names.get(picked, (picked.upper(), ""))[0], choices))
    return axes


def _nearest(variants: list[Variant], chosen: Variant, axis: str, code: str) -> Variant | None:
    """The variant with that value which keeps as many of the other choices as it can."""
    fitting = [row for row in variants if row.options.get(axis) == code]
    return max(
        fitting,
        key=lambda row: sum(row.options.get(k) == v for k, v in chosen.options.items()),
        default=None,
    )


def facts_of(product: Product, attributes: Mapping[str, AttributeView]) -> list[tuple[str, str]]:
    """What is known of the goods, in the category's order, in the reader's words."""
    return _features(product, attributes) + _parcel(product)


def _features(product: Product, attributes: Mapping[str, AttributeView]) -> list[tuple[str, str]]:
    rows = []
    for code, view in attributes.items():
        value = product.attributes.get(code)
        if value in EMPTY:
            continue
        rows.append((str(view.name), view.label(value)))
    return rows


def _parcel(product: Product) -> list[tuple[str, str]]:
    rows = []
    if product.weight_g:
        rows.append((_("Weight"), _("%(grams)d g") % {"grams": product.weight_g}))
    if product.length_mm and product.width_mm and product.height_mm:
        sides = (product.length_mm, product.width_mm, product.height_mm)
        text = " × ".join(f"{side / 10:g}" for side in sides)
        rows.append((_("Size of the parcel"), _("%(sides)s cm") % {"sides": text}))
    return rows
