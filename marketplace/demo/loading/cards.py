"""Cards of the demo shop: written as a shop's own upload, live at once, with promised pictures."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.catalog import services as catalog
from apps.catalog.models import Offer, Variant
from apps.catalog.services import CardContent, PriceChange, VariantContent
from apps.core.actors import SYSTEM, Actor
from apps.media.models import Image
from apps.sellers import selectors as shops
from apps.sellers.models import Seller
from marketplace.demo import reading
from marketplace.demo.drawings import View
from marketplace.demo.loading import pictures
from marketplace.demo.reading import Goods

COLOUR = "colour"
# The first colour of a card is shown from all sides, the others from the front and set up.
ALL_VIEWS = (View.FRONT, View.ANGLE, View.DETAIL, View.SCENE)
OTHER_VIEWS = (View.FRONT, View.ANGLE)
TELL_EVERY = 50
FIRST_DAY = timedelta(days=90)


def load(*, goods: Sequence[Goods], now: datetime, tell: Callable[[str], None]) -> bool:
    """Write the cards that are missing; each is a transaction of its own."""
    known = set(Offer.objects.values_list("seller__slug", "sku"))
    missing = [card for card in goods if (card.shop, _sku(card, _choices(card)[0])) not in known]
    if not missing:
        return False
    images = pictures.promise(_sources(missing))
    # The newest goods are of every kind, not the last file's.
    Random("the first days").shuffle(missing)  # noqa: S311  # repeatable on purpose
    sellers = {seller.slug: seller for seller in Seller.objects.all()}
    for position, card in enumerate(missing, start=1):
        published_at = now - FIRST_DAY + FIRST_DAY * position / (len(missing) + 1)
        _write(card, sellers=sellers, images=images, now=published_at)
        if position % TELL_EVERY == 0 or position == len(missing):
            tell(f"{position} of {len(missing)} cards")
    return True


@transaction.atomic
def _write(
    card: Goods, *, sellers: dict[str, Seller], images: dict[str, Image], now: datetime
) -> None:
    random = Random(card.key)  # noqa: S311  # the same shop on every machine
    seller = sellers[card.shop]
    length, width, height = card.box_mm
    product = catalog.create_product(
        seller_id=seller.pk,
        content=CardContent(
            title=card.title,
            description=card.description,
            category_code=card.category,
            source_language="en",
            brand=card.brand,
            attributes=dict(card.facts),
            weight_g=card.weight_g,
            length_mm=length,
            width_mm=width,
            height_mm=height,
            photos=tuple((str(images[source].pk), option) for source, option in _photos(card)),
        ),
        variants=[
            VariantContent(
                sku=_sku(card, options),
                options=options,
                price=(card.was or card.price) + _step(card, options),
                stock=_pieces(card, options, random),
            )
            for options in _choices(card)
        ],
        handling_days=seller.handling_days,
        by=_author(seller) if card.waits else SYSTEM,
        now=now,
    )
    if card.was:
        _reduce(card, product_id=product.pk, published_at=now)
    for rival in card.rivals:
        _offer_too(card, rival, product_id=product.pk, seller=sellers[rival.shop], random=random)


def _reduce(card: Goods, *, product_id: UUID, published_at: datetime) -> None:
    """The shop's own price comes down some time after the card went live: a reduction that its
    history bears out."""
    offers = Offer.objects.filter(product_id=product_id).select_related("variant")
    catalog.set_prices(
        changes=[
            PriceChange(offer.pk, card.price + _step(card, offer.variant.options))
            for offer in offers.order_by("pk")
        ],
        by=SYSTEM,
        now=published_at + (timezone.now() - published_at) / 2,
    )


def _author(seller: Seller) -> Actor:
    """The shop's owner, whose cards wait for moderation."""
    member = seller.members.select_related("user").order_by("pk")[0]
    return shops.actor_for(user=member.user, shop=seller.slug)


def _offer_too(
    card: Goods, rival: reading.Rival, *, product_id: UUID, seller: Seller, random: Random
) -> None:
    """Another shop puts a card that stands already on sale, with pieces of its own."""
    for variant in Variant.objects.filter(product_id=product_id).order_by("position"):
        offer = catalog.save_offer(
            seller_id=seller.pk,
            variant_id=variant.pk,
            sku=_sku(card, variant.options),
            price=rival.price + _step(card, variant.options),
            old_price=None,
            handling_days=seller.handling_days,
            by=SYSTEM,
        )
        catalog.set_free_quantity(offer_id=offer.pk, free=random.randint(2, card.free), by=SYSTEM)


def _choices(card: Goods) -> list[dict[str, str]]:
    """The options of every variant; a card of one colour has no colour to choose."""
    colours = [{COLOUR: colour} for colour in card.colours] if len(card.colours) > 1 else [{}]
    others = [{card.axis: choice} for choice in card.choices] or [{}]
    return [{**colour, **other} for colour in colours for other in others]


def _sku(card: Goods, options: dict[str, str]) -> str:
    return "-".join([card.key, *options.values()])[:80].upper()


def _step(card: Goods, options: dict[str, str]) -> Decimal:
    return sum((card.steps.get(code, Decimal(0)) for code in options.values()), Decimal(0))


def _pieces(card: Goods, options: dict[str, str], random: Random) -> int:
    """About the card's usual number; a few variants are nearly gone, those named are sold out."""
    if set(card.sold_out) & {*options.values(), "all"}:
        return 0
    if random.random() < 0.08:
        return random.randint(1, 3)
    return random.randint(max(1, card.free // 2), card.free * 2)


def _photos(card: Goods) -> Iterator[tuple[str, str]]:
    """What each picture of a card is drawn from, and the option it shows."""
    for position, colour in enumerate(card.colours):
        option = f"{COLOUR}:{colour}" if len(card.colours) > 1 else ""
        for view in ALL_VIEWS if position == 0 else OTHER_VIEWS:
            yield pictures.source_of(shape=card.shape, colour=colour, view=view), option


def _sources(goods: Sequence[Goods]) -> list[str]:
    """The pictures to promise, in the order they should be drawn: what lists show comes first, the
    most famous goods before the others, then the other colours, then the other views."""
    famous = sorted(goods, key=lambda card: (-card.fame, card.was is None))
    by_card = [[source for source, _option in _photos(card)] for card in famous]
    first = [sources[0] for sources in by_card]
    fronts = [each for sources in by_card for each in sources if each.endswith(View.FRONT)]
    return [*first, *fronts, *(each for sources in by_card for each in sources)]
