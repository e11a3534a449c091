"""Offers as lines of a cart or an order."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Sum

from apps.catalog.models import Attribute, AttributeValue, Category, Offer, ProductPhoto, Stock
from apps.catalog.rules import axes_in_order, struck_price
from apps.catalog.selectors.tiles import product_url
from apps.core.texts import Said, say
from apps.media import selectors as pictures
from apps.media.models import Image
from apps.media.rules import Picture

SIZES = "6rem"
Words = Mapping[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer with all that a line of it shows and costs. `options` are frozen into orders, in all
    languages; `category_codes` goes from the card's category up."""

    offer_id: UUID
    product_id: UUID
    variant_id: UUID
    seller_id: UUID
    seller_slug: str
    seller_name: str
    sku: str
    title: Said
    titles: dict[str, str]
    options: list[dict[str, dict[str, str]]]
    options_text: str
    image: Image | None
    picture: Picture
    url: str
    price: Decimal
    old_price: Decimal | None
    free: int
    is_listed: bool
    handling_days: int
    weight_g: int
    volume_cm3: int
    category_codes: list[str]

    @property
    def is_buyable(self) -> bool:
        return self.is_listed and self.free > 0


def offer_lines(*, offer_ids: Collection[UUID], language: str) -> dict[UUID, OfferLine]:
    """Offers in any state, by id: 6 queries, however many."""
    rows = list(
        Offer.objects.filter(pk__in=offer_ids)
        .select_related("product__category", "product__main_photo", "variant", "seller")
        .defer("product__description", "seller__about")
    )
    if not rows:
        return {}
    free = dict(
        Stock.objects.filter(offer_id__in=offer_ids)
        .values_list("offer_id")
        .annotate(free=Sum(F("on_hand") - F("reserved")))
        .order_by()
    )
    words = OptionWords([row.variant.options for row in rows])
    photos = _photos(rows)
    codes = _category_codes(rows)
    return {row.pk: _line(row, free, words, photos, codes, language) for row in rows}


class OptionWords:
    """Names of variants' options, in all languages: 2 queries."""

    def __init__(self, options: Collection[Mapping[str, str]]) -> None:
        axes = {axis for each in options for axis in each}
        values = {code for each in options for code in each.values()}
        self._axes: Words = dict(
            Attribute.objects.filter(code__in=axes).values_list("code", "name")
        )
        found = AttributeValue.objects.filter(attribute__code__in=axes, code__in=values)
        self._values: dict[tuple[str, str], dict[str, str]] = {
            (axis, code): name
            for axis, code, name in found.values_list("attribute__code", "code", "name")
        }

    def text(self, options: Mapping[str, str], *, language: str) -> str:
        """The options in words, in a fixed order: `Red, XL`."""
        return ", ".join(str(say(each["value"], language=language)) for each in self.of(options))

    def of(self, options: Mapping[str, str]) -> list[dict[str, dict[str, str]]]:
        return [
            {
                "name": self._axes.get(axis, {"en": axis.capitalize()}),
                "value": self._values.get((axis, options[axis]), {"en": options[axis].upper()}),
            }
            for axis in axes_in_order(options)
        ]


def _photos(rows: list[Offer]) -> dict[UUID, dict[str, Image]]:
    """For each card the first photo of each option it has photos of: 1 query."""
    found: defaultdict[UUID, dict[str, Image]] = defaultdict(dict)
    photos = ProductPhoto.objects.filter(product_id__in={row.product_id for row in rows})
    for photo in photos.exclude(option="").select_related("image").order_by("-position", "-pk"):
        found[photo.product_id][photo.option] = photo.image
    return found


def _category_codes(rows: list[Offer]) -> dict[str, list[str]]:
    """For each category's path the codes from itself up: 1 query."""
    ways = {path: Category.paths_to(path) for path in {row.product.category.path for row in rows}}
    wanted = {each for way in ways.values() for each in way}
    codes = dict(Category.objects.filter(path__in=wanted).values_list("path", "code"))
    return {path: [codes[each] for each in reversed(way)] for path, way in ways.items()}


def _line(
    row: Offer,
    free: Mapping[UUID, int],
    words: OptionWords,
    photos: Mapping[UUID, dict[str, Image]],
    codes: Mapping[str, list[str]],
    language: str,
) -> OfferLine:
    product, title = row.product, say(row.product.title, language=language)
    options = words.of(row.variant.options)
    own = photos.get(product.pk, {})
    image = next(
        (
            own[key]
            for axis, code in row.variant.options.items()
            if (key := f"{axis}:{code}") in own
        ),
        product.main_photo,
    )
    return OfferLine(
        offer_id=row.pk,
        product_id=product.pk,
        variant_id=row.variant_id,
        seller_id=row.seller_id,
        seller_slug=row.seller.slug,
        seller_name=row.seller.name,
        sku=row.sku,
        title=title,
        titles=product.title,
        options=options,
        options_text=words.text(row.variant.options, language=language),
        image=image,
        picture=pictures.picture(image, sizes=SIZES, alt=""),
        url=product_url(product),
        price=row.price,
        old_price=struck_price(price=row.price, low_price=row.low_price, claim=row.old_price),
        free=free.get(row.pk, 0),
        is_listed=(
            row.state == "active" and row.seller.state == "approved" and product.state == "live"
        ),
        handling_days=row.handling_days,
        weight_g=product.weight_g,
        volume_cm3=product.volume_cm3,
        category_codes=codes[product.category.path],
    )
