"""The demo's orders: every step is the service that takes it in earnest, at a past moment."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import cast

from django.db import transaction
from django.db.models import F, Sum

from apps.accounts.models import User
from apps.cart import selectors as baskets
from apps.cart import services as carts
from apps.catalog.models import Offer, Stock
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import NotAllowed
from apps.geo.models import City
from apps.orders import services as orders
from apps.orders.models import Order, SellerOrder
from apps.orders.services import Contact, Destination
from apps.sellers import selectors as shops
from apps.shipping import services as shipping
from apps.shipping.models import Courier, Shipment
from marketplace.demo import reading
from marketplace.demo.loading import bank, opinions, questions
from marketplace.demo.loading.people import address_of, person
from marketplace.demo.loading.stories import Fate, Story, stories
from marketplace.demo.reading import Goods

HOUR = timedelta(hours=1)
NEARLY_GONE = 5
# Hours after the order was placed, for a parcel nobody holds up.
PAID, ACCEPTED, PACKED, SHIPPED, PICKED_UP, BROUGHT = 0.05, 4.0, 7.0, 22.0, 26.0, 30.0
REACHED: dict[Fate, int] = {
    Fate.ACCEPTED: 1,
    Fate.PACKED: 2,
    Fate.WAITING: 3,
    Fate.ON_THE_WAY: 4,
    Fate.FAILED: 4,
    Fate.DELIVERED: 4,
}


@dataclass(frozen=True, slots=True)
class _Sold:
    """An order on its way through a story."""

    order: Order
    story: Story
    placed_at: datetime
    now: datetime

    def at(self, hours: float) -> datetime:
        """A moment of the story, never later than now."""
        return min(self.placed_at + HOUR * hours, self.now)


@transaction.atomic
def load(
    *, goods: Sequence[Goods], is_small: bool, now: datetime, tell: Callable[[str], None]
) -> bool:
    """Play the demo's past, all of it or nothing; where orders are, nothing is played."""
    if Order.objects.exists():
        return False
    people = reading.people()
    shelf = _shelf(goods)
    played = stories(goods=goods, people=people, is_small=is_small)
    for story in played:
        placed_at = now - HOUR * story.hours_ago
        orders.release_due(now=placed_at)
        sold = _place(story, shelf, placed_at=placed_at, now=now)
        if sold:
            _play(sold)
    orders.release_due(now=now)
    tell(f"{len(played)} orders")
    count = opinions.load(goods=goods, now=now)
    tell(f"{count} reviews")
    tell(f"{questions.load(now=now)} questions")
    _fill_cart(people, shelf, goods)
    return True


def _shelf(goods: Sequence[Goods]) -> dict[str, list[Offer]]:
    """What can be bought of each card; variants that are nearly gone only where all are."""
    keys = {card.key.upper(): card.key for card in goods}
    shelf: defaultdict[str, list[Offer]] = defaultdict(list)
    rows = Offer.objects.buyable().order_by("created_at", "pk")
    for offer in rows:
        key = next((keys[sku] for sku in _beginnings(offer.sku) if sku in keys), None)
        if key:
            shelf[key].append(offer)
    free = Sum(F("on_hand") - F("reserved"))
    pieces = dict(Stock.objects.values_list("offer_id").annotate(free=free).order_by())
    for key, offers in shelf.items():
        plenty = [offer for offer in offers if pieces[offer.pk] > NEARLY_GONE]
        shelf[key] = plenty or offers
    return shelf


def _beginnings(sku: str) -> list[str]:
    """A SKU is the card's key and its options: the longest beginning that is a key is the card."""
    parts = sku.split("-")
    return ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _place(
    story: Story, shelf: dict[str, list[Offer]], *, placed_at: datetime, now: datetime
) -> _Sold | None:
    random = Random(f"{story.hours_ago}{story.buyer}")  # noqa: S311  # repeatable on purpose
    buyer = person(story.buyer)
    cart = carts.cart_of_user(user=buyer)
    for key, quantity in zip(story.cards, story.quantities, strict=True):
        # What was sold out meanwhile stays out of the cart.
        with suppress(NotAllowed):
            carts.add_line(cart=cart, offer_id=random.choice(shelf[key]).pk, quantity=quantity)
    address = address_of(buyer)
    city = cast("City", address.city)  # the demo's people live in the market's country
    view = baskets.cart_view(cart=cart, city=city, language=buyer.language, now=placed_at)
    if not view.is_ready:
        for line in cart.lines.all():
            carts.remove_line(cart=cart, line_id=line.pk)
        return None
    order = orders.place_order(
        cart=cart,
        contact=Contact(buyer.email or "", address.name, str(address.phone)),
        address=Destination(city.pk, address.street, address.note),
        user=buyer,
        language=buyer.language,
        expected_total=view.total,
        key=f"demo-{story.hours_ago:.3f}",
        now=placed_at,
    )
    return _Sold(order, story, placed_at, now)


def _play(sold: _Sold) -> None:
    """Take an order as far as its story goes."""
    fate = sold.story.fate
    if fate == Fate.UNPAID:
        return
    if fate == Fate.EXPIRED:
        orders.cancel_order(order_id=sold.order.pk, by=SYSTEM, reason="unpaid", now=sold.at(0.5))
        return
    bank.pay(sold.order, now=sold.at(PAID), is_declined_first=sold.story.is_declined_first)
    if fate == Fate.CALLED_OFF:
        shopper = Actor(role="shopper", user_id=sold.order.user_id)
        orders.cancel_order(
            order_id=sold.order.pk, by=shopper, reason="changed_mind", now=sold.at(2)
        )
        bank.refund(sold.order, now=sold.at(2))
        return
    parts = list(SellerOrder.objects.filter(order=sold.order).order_by("number"))
    if fate == Fate.REFUSED:
        _refuse(parts.pop(0), sold)
        fate = Fate.PACKED
    for part in parts:
        _bring(part, sold, fate=fate)
    if fate == Fate.DELIVERED:
        bank.settle()


def _refuse(part: SellerOrder, sold: _Sold) -> None:
    """The seller finds that the piece is damaged; its money goes back."""
    seller = _seller(part)
    orders.accept_seller_orders(ids=[part.pk], by=seller, now=sold.at(ACCEPTED))
    orders.cancel_seller_orders(
        ids=[part.pk], by=seller, reason="out_of_stock", now=sold.at(ACCEPTED + 1)
    )
    bank.refund(sold.order, now=sold.at(ACCEPTED + 1))


def _bring(part: SellerOrder, sold: _Sold, *, fate: Fate) -> None:
    """A part from its seller's hands to the shopper's door, as far as the story goes."""
    reached = REACHED.get(fate, 0)
    seller = _seller(part)
    if reached >= 1:
        orders.accept_seller_orders(ids=[part.pk], by=seller, now=sold.at(ACCEPTED))
    if reached >= 2:
        orders.pack_seller_orders(ids=[part.pk], by=seller, now=sold.at(PACKED))
    if reached >= 3:
        orders.ship_seller_orders(ids=[part.pk], by=seller, now=sold.at(SHIPPED))
    if reached < 4:
        return
    shipment = Shipment.objects.get(reference=str(part.pk))
    courier = _courier(shipment)
    shipping.pick_up(shipment_id=shipment.pk, by=courier, now=sold.at(PICKED_UP))
    if fate == Fate.FAILED:
        shipping.fail_delivery(
            shipment_id=shipment.pk, note="nobody_home", by=courier, now=sold.at(BROUGHT)
        )
    elif fate == Fate.DELIVERED:
        code = shipment.delivery_code
        shipping.deliver(shipment_id=shipment.pk, code=code, by=courier, now=sold.at(BROUGHT))


def _seller(part: SellerOrder) -> Actor:
    """The owner of the shop that sells a part."""
    member = part.seller.members.select_related("user").order_by("pk")[0]
    return shops.actor_for(user=member.user, shop=part.seller.slug)


def _courier(shipment: Shipment) -> Actor:
    courier = Courier.objects.get(shipments=shipment)
    return Actor(role="courier", user_id=courier.user_id)


def _fill_cart(
    people: Sequence[reading.Person], shelf: dict[str, list[Offer]], goods: Sequence[Goods]
) -> None:
    """The demo's shopper has gathered things of two shops and marked others with a heart."""
    shopper: User = person(next(row.email for row in people if row.role == "shopper"))
    cart = carts.cart_of_user(user=shopper)
    famous = sorted(goods, key=lambda card: (-card.fame, card.key))
    seen: set[str] = set()
    # The demo's past has sold some of them out.
    left = set(Offer.objects.buyable().values_list("pk", flat=True))
    for card in famous:
        offer = next((offer for offer in shelf[card.key] if offer.pk in left), None)
        if offer and card.shop not in seen and len(seen) < 2:
            seen.add(card.shop)
            carts.add_line(cart=cart, offer_id=offer.pk, quantity=1)
    for card in famous[2:6]:
        if shelf[card.key]:
            carts.toggle_favourite(cart=cart, product_id=shelf[card.key][0].product_id)
