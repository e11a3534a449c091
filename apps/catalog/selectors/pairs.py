"""Two cards side by side, for staff who decide whether they are one thing."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.catalog.models import Offer, Product, ProductPhoto, Stock, Variant
from apps.catalog.rules.matching import VariantFacts, twins
from apps.catalog.selectors.lines import OptionWords
from apps.catalog.selectors.moderation import LANGUAGES
from apps.catalog.selectors.pages import facts_of
from apps.catalog.selectors.tiles import product_url
from apps.catalog.selectors.tree import attributes_of, trail_of_path
from apps.core.errors import NotAllowed
from apps.core.texts import say
from apps.media import selectors as pictures
from apps.media.rules import Picture

PHOTO_SIZES = "128px"
MAX_PHOTOS = 6
MAX_OFFERS = 30
MAX_VARIANTS = 60


@dataclass(frozen=True, slots=True)
class PairOffer:
    """An offer of one of the two cards. `is_clash`: its shop sells the same on the other card too,
    so that one of the two must go before a merge."""

    offer_id: UUID
    shop: str
    sku: str
    options: str
    price: Decimal
    free: int
    state: str
    is_clash: bool


@dataclass(frozen=True, slots=True)
class CardSide:
    """One of the two cards; `offers` are the first of its `offer_count`, the cheapest first."""

    product: Product
    title: str
    url: str
    photos: list[Picture]
    offers: list[PairOffer]
    offer_count: int

    @property
    def hidden_count(self) -> int:
        """How many offers are not shown."""
        return self.offer_count - len(self.offers)


@dataclass(frozen=True, slots=True)
class PairRow:
    """One property of both cards."""

    label: str
    first: str
    second: str

    @property
    def is_different(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class CardPair:
    """Two cards, property by property."""

    first: CardSide
    second: CardSide
    rows: list[PairRow]

    @property
    def sides(self) -> tuple[CardSide, CardSide]:
        return self.first, self.second

    @property
    def clashes(self) -> list[PairOffer]:
        """Offers that keep the two from being merged."""
        return [offer for side in self.sides for offer in side.offers if offer.is_clash]


def card_pair(*, first_id: UUID, second_id: UUID) -> CardPair:
    """Two cards in any state with their photos, properties, variants and offers: 6 queries, and 2
    for the attributes of each category every ten minutes. Raises NotAllowed (unknown card)."""
    rows = Product.objects.select_related("category", "brand", "author")
    cards = rows.in_bulk([first_id, second_id])
    if len(cards) != 2:
        raise NotAllowed(product=str(first_id))
    first, second = cards[first_id], cards[second_id]
    variants = list(Variant.objects.filter(product__in=cards).order_by("product", "position", "pk"))
    words = OptionWords([row.options for row in variants])
    offers = list(_offers([first_id, second_id]))
    photos = list(
        ProductPhoto.objects.filter(product__in=cards)
        .select_related("image")
        .order_by("product", "position", "pk")
    )
    clashing = _clashing(first, second, variants, offers)
    views = {
        view.code: view
        for card in (second, first)
        for view in attributes_of(category_path=card.category.path)
    }
    return CardPair(
        first=_side(first, photos, offers, words, clashing),
        second=_side(second, photos, offers, words, clashing),
        rows=[
            *_rows(_said(first), _said(second)),
            *_rows(dict(facts_of(first, views)), dict(facts_of(second, views))),
            *_rows(_counted(first, variants, words), _counted(second, variants, words)),
        ],
    )


def _offers(product_ids: list[UUID]) -> QuerySet[Offer]:
    """The cheapest offers of each card, with how many it has in all: 1 query."""
    stock = Stock.objects.filter(offer=OuterRef("pk")).order_by().values("offer")
    pieces = stock.annotate(n=Sum(F("on_hand") - F("reserved"))).values("n")
    return (
        Offer.objects.filter(product__in=product_ids)
        .select_related("seller", "variant")
        .defer("seller__about")
        .annotate(
            free=Coalesce(Subquery(pieces), 0),
            place=Window(RowNumber(), partition_by="product", order_by=["price", "pk"]),
            every=Window(Count("pk"), partition_by="product"),
        )
        .filter(place__lte=MAX_OFFERS)
        .order_by("product", "place")
    )


def _clashing(
    first: Product, second: Product, variants: list[Variant], offers: list[Offer]
) -> set[UUID]:
    """The offers whose shop sells the same variant on both cards."""
    facts = {
        card.pk: [
            VariantFacts(row.pk, row.options_key, row.barcode)
            for row in variants
            if row.product_id == card.pk
        ]
        for card in (first, second)
    }
    twin_of = twins(staying=facts[second.pk], going=facts[first.pk])
    there = {
        (offer.variant_id, offer.seller_id): offer.pk
        for offer in offers
        if offer.product_id == second.pk
    }
    found = set()
    for offer in offers:
        other = there.get((twin_of.get(offer.variant_id) or offer.pk, offer.seller_id))
        if offer.product_id == first.pk and other is not None:
            found |= {offer.pk, other}
    return found


def _side(
    card: Product,
    photos: list[ProductPhoto],
    offers: list[Offer],
    words: OptionWords,
    clashing: set[UUID],
) -> CardSide:
    own = [offer for offer in offers if offer.product_id == card.pk]
    shots = [photo.image for photo in photos if photo.product_id == card.pk]
    language = get_language() or "en"
    return CardSide(
        product=card,
        title=say(card.title).text,
        url=product_url(card),
        photos=[
            pictures.picture(image, sizes=PHOTO_SIZES, alt="")
            for image in list(dict.fromkeys(shots))[:MAX_PHOTOS]
        ],
        offers=[
            PairOffer(
                offer_id=offer.pk,
                shop=offer.seller.name,
                sku=offer.sku,
                options=words.text(offer.variant.options, language=language),
                price=offer.price,
                free=offer.free,  # type: ignore[attr-defined]  # annotated
                state=str(offer.get_state_display()),
                is_clash=offer.pk in clashing,
            )
            for offer in own
        ],
        offer_count=own[0].every if own else 0,  # type: ignore[attr-defined]  # annotated
    )


def _said(card: Product) -> dict[str, str]:
    """What a card says of itself in words."""
    titles = {
        f"{_('Title')} ({short})": card.title.get(code, "") for code, short in LANGUAGES.items()
    }
    return {
        **titles,
        _("Category"): " › ".join(str(node.name) for node in trail_of_path(card.category.path)),
        _("Brand"): card.brand.name if card.brand else "",
        **{
            f"{_('Description')} ({short})": card.description.get(code, "")
            for code, short in LANGUAGES.items()
        },
    }


def _counted(card: Product, variants: list[Variant], words: OptionWords) -> dict[str, str]:
    """A card's variants, and how it has done so far."""
    language = get_language() or "en"
    own = [row for row in variants if row.product_id == card.pk][:MAX_VARIANTS]
    lines = [(words.text(row.options, language=language), row.barcode) for row in own]
    reviews = ngettext("%(n)d review", "%(n)d reviews", card.rating_count)
    rating = f"{card.rating:.1f} · {reviews % {'n': card.rating_count}}" if card.rating else ""
    published = card.published_at
    return {
        _("Variants"): "\n".join(" · ".join(filter(None, line)) for line in lines if any(line)),
        _("Reviews"): rating,
        _("Sold"): str(card.sold_count),
        _("State"): str(card.get_state_display()),
        _("Shop that wrote it"): card.author.name,
        _("On sale since"): date_format(published, "DATE_FORMAT") if published else "",
    }


def _rows(first: dict[str, str], second: dict[str, str]) -> list[PairRow]:
    """Both cards' properties in one order; what neither has is left out."""
    labels = dict.fromkeys([*first, *second])
    rows = [PairRow(label, first.get(label, ""), second.get(label, "")) for label in labels]
    return [row for row in rows if row.first or row.second]
