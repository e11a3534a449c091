"""Cards that a shop may sell on, whoever wrote them."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Min, Q

from apps.catalog.models import Offer, Product, Variant
from apps.catalog.rules import axes_in_order
from apps.catalog.selectors.tiles import product_url
from apps.catalog.selectors.tree import AttributeView, attributes_of
from apps.core.errors import NotAllowed
from apps.core.texts import Said, say
from apps.media import selectors as pictures
from apps.media.rules import Picture

SIZES = "5rem"
FOUND = 10
MAX_VARIANTS = 100


@dataclass(frozen=True, slots=True)
class SellableVariant:
    """A variant that the shop doesn't sell yet; `lowest` is what it costs elsewhere, if it does."""

    variant_id: UUID
    options: str
    barcode: str
    lowest: Decimal | None


@dataclass(frozen=True, slots=True)
class SellableCard:
    """A live card; `variants` are those the shop doesn't sell yet."""

    product: Product
    title: Said
    url: str
    picture: Picture
    variants: list[SellableVariant]


def cards_to_sell_on(*, barcode: str, code: str) -> list[SellableCard]:
    """The live cards with that barcode, or with that code; without their variants: 1 query."""
    wanted = Q(variants__barcode=barcode) & ~Q(variants__barcode="")
    products = Product.objects.listed().filter(wanted | Q(code=code))
    return [
        _card(product, [])
        for product in products.select_related("main_photo").order_by("pk").distinct()[:FOUND]
    ]


def card_to_sell_on(*, seller_id: UUID, code: str) -> SellableCard:
    """A live card with the variants that the shop doesn't sell yet: 4 queries. Raises
    NotAllowed."""
    products = Product.objects.listed().select_related("category", "main_photo")
    product = products.filter(code=code).first()
    if product is None:
        raise NotAllowed(product=code)
    views = {view.code: view for view in attributes_of(category_path=product.category.path)}
    sold = Offer.objects.for_seller(seller_id).filter(product=product).values("variant")
    rows = (
        Variant.objects.filter(product=product)
        .exclude(pk__in=sold)
        .annotate(lowest=Min("offers__price", filter=Q(offers__in=Offer.objects.listed())))
        .order_by("position", "pk")
    )
    return _card(product, [_variant(row, views) for row in rows[:MAX_VARIANTS]])


def _card(product: Product, variants: list[SellableVariant]) -> SellableCard:
    return SellableCard(
        product=product,
        title=say(product.title),
        url=product_url(product),
        picture=pictures.picture(product.main_photo, sizes=SIZES, alt=""),
        variants=variants,
    )


def _variant(row: Variant, views: dict[str, AttributeView]) -> SellableVariant:
    options = [
        views[axis].label(row.options[axis]) if axis in views else row.options[axis]
        for axis in axes_in_order(row.options, known=list(views))
    ]
    lowest: Decimal | None = row.lowest  # type: ignore[attr-defined]  # annotated
    return SellableVariant(row.pk, ", ".join(options), row.barcode, lowest)
