"""From a cart to an order: price, reserve, freeze, open a payment; one transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.cart import services as carts
from apps.cart.models import Cart
from apps.catalog import selectors as shelves
from apps.catalog import services as catalog
from apps.catalog.rules import StockLine
from apps.core.errors import Conflict, Invalid, OutOfStock
from apps.core.events import publish
from apps.core.ids import short_code
from apps.core.services import run_once
from apps.geo.models import City
from apps.orders import rules
from apps.orders.events import OrderPlaced
from apps.orders.models import Order, OrderItem, SellerOrder
from apps.payments import services as payments
from apps.sellers import selectors as shops
from apps.sellers.models import Seller, Warehouse
from apps.shipping import selectors as parcels
from apps.shipping import services as shipping
from apps.shipping.carriers.base import Quote

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach about the order; `phone` is E.164."""

    email: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the parcels go; `city_code` is a geo City's code."""

    city_code: str
    street: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Basket:
    """What is about to be bought, read once: lines by offer, shops, places and delivery."""

    lines: dict[UUID, shelves.OfferLine]
    quantities: dict[UUID, int]
    sellers: dict[UUID, Seller]
    origins: dict[UUID, Warehouse]
    quotes: dict[UUID, Quote]
    priced: rules.PricedOrder


def place_order(
    *,
    cart: Cart,
    contact: Contact,
    address: Destination,
    user: User | None,
    language: str,
    expected_total: Decimal,
    key: str,
    now: datetime,
) -> Order:
    """Place an order for the chosen lines of a cart: all of it or nothing.

    Reserves the goods, freezes prices and commission, and opens a payment that must be paid before
    the reservation ends. `expected_total` is the sum the shopper saw. The same `key` gives the same
    order again. Raises Invalid (empty cart, unknown city), OutOfStock (with lines), Conflict
    (`orders.price_changed`, with the new total). Source: R5.
    """

    def run() -> dict[str, str]:
        order = _place(cart, contact, address, user, language, expected_total, now)
        return {"order_id": str(order.pk)}

    answer = run_once(
        actor=f"cart:{cart.pk}",
        route="orders.place",
        key=key,
        body={
            "contact": [contact.email, contact.name, contact.phone],
            "address": [address.city_code, address.street, address.note],
            "total": f"{expected_total:.2f}",
        },
        run=run,
    )
    return Order.objects.get(pk=answer["order_id"])


@transaction.atomic
def _place(
    cart: Cart,
    contact: Contact,
    address: Destination,
    user: User | None,
    language: str,
    expected_total: Decimal,
    now: datetime,
) -> Order:
    if user is not None:
        accounts.hold_person(user=user)
    quantities = carts.lock_chosen(cart=cart)
    city = City.objects.select_related("region").filter(pk=address.city_code).first()
    if city is None:
        raise Invalid(fields={"city": _("Choose a city or district from the list.")})
    basket = _read_basket(quantities, city=city, language=language, now=now)
    if basket.priced.total != expected_total:
        raise PriceChanged(total=str(basket.priced.total))
    order = _write_order(basket, contact, address, city, user, language, now)
    until = now + settings.RESERVATION_TTL
    # Shop by shop in one order for all checkouts, so that two of them never wait for each other.
    for part in order.parts.order_by("seller_id").prefetch_related("items"):
        catalog.reserve_stock(
            reference=str(part.pk),
            lines=[StockLine(item.offer_id, item.quantity) for item in part.items.all()],
            until=until,
        )
    payments.open_payment(
        reference=str(order.pk),
        amount=order.total,
        currency=order.currency,
        description=_("Order %(number)s") % {"number": order.number},
        language=language,
        payer_id=user.pk if user else None,
        access_key=order.access_key,
        return_url=reverse("orders:order", args=[order.number]) + f"?key={order.access_key}",
        expires_at=until,
        now=now,
    )
    carts.clear_bought(cart=cart, offer_ids=list(quantities))
    publish(OrderPlaced(order.pk))
    log.info("orders.order.placed", order=str(order.pk), parts=len(basket.priced.parts))
    return order


class PriceChanged(Conflict):
    """The sum is not the one the shopper saw; `facts["total"]` is the new one."""

    code = "orders.price_changed"

    def __init__(self, **facts: str) -> None:
        super().__init__(_("The sum has changed meanwhile. Please look at it again."), **facts)


def _read_basket(
    quantities: dict[UUID, int], *, city: City, language: str, now: datetime
) -> _Basket:
    if not quantities:
        raise Invalid(_("Your cart is empty."))
    lines = shelves.offer_lines(offer_ids=list(quantities), language=language)
    short = [
        {"offer_id": str(pk), "asked": asked, "free": line.free if line and line.is_listed else 0}
        for pk, asked in quantities.items()
        if (line := lines.get(pk)) is None or not line.is_listed or line.free < asked
    ]
    if short:
        raise OutOfStock(lines=short)
    seller_ids = {line.seller_id for line in lines.values()}
    sellers = Seller.objects.open().select_related("plan").in_bulk(seller_ids)
    origins = shops.default_warehouses(seller_ids=seller_ids)
    facts = [
        rules.LineFacts(
            offer_id=pk,
            seller_id=line.seller_id,
            quantity=quantities[pk],
            price=line.price,
            vat_rate=settings.GOODS_VAT_RATE if sellers[line.seller_id].pays_vat else Decimal(0),
            commission_rate=shops.commission_rate(
                plan=sellers[line.seller_id].plan, category_codes=line.category_codes
            ),
            weight_g=line.weight_g,
            volume_cm3=line.volume_cm3,
        )
        for pk, line in lines.items()
    ]
    quotes = _quote_parts(facts, lines, origins, city=city, now=now)
    priced = rules.price_checkout(
        lines=facts,
        delivery={seller_id: quote.fee for seller_id, quote in quotes.items()},
        commission_vat_rate=settings.COMMISSION_VAT_RATE,
        currency=settings.MARKET_CURRENCY,
    )
    return _Basket(lines, quantities, sellers, origins, quotes, priced)


def _quote_parts(
    facts: list[rules.LineFacts],
    lines: dict[UUID, shelves.OfferLine],
    origins: dict[UUID, Warehouse],
    *,
    city: City,
    now: datetime,
) -> dict[UUID, Quote]:
    rates = parcels.rate_table()
    quotes = {}
    for seller_id, goods in rules.goods_by_seller(lines=facts).items():
        own = [line for line in facts if line.seller_id == seller_id]
        quotes[seller_id] = shipping.quote(
            origin=origins[seller_id].city,
            destination=city,
            weight_g=sum(line.weight_g * line.quantity for line in own),
            volume_cm3=sum(line.volume_cm3 * line.quantity for line in own),
            goods=goods,
            handling_days=max(lines[line.offer_id].handling_days for line in own),
            now=now,
            rates=rates,
        )
    return quotes


def _write_order(
    basket: _Basket,
    contact: Contact,
    address: Destination,
    city: City,
    user: User | None,
    language: str,
    now: datetime,
) -> Order:
    priced = basket.priced
    code = short_code()
    order = Order.objects.create(
        number=f"{code[:4]}-{code[4:]}",
        user=user,
        access_key=secrets.token_urlsafe(24),
        email=contact.email,
        phone=contact.phone,
        language=language,
        address={
            "name": contact.name,
            "phone": contact.phone,
            "city_code": city.pk,
            "city": city.name,
            "region": city.region.name,
            "street": address.street,
            "note": address.note,
        },
        currency=settings.MARKET_CURRENCY,
        goods=priced.goods,
        delivery=priced.delivery,
        total=priced.total,
        placed_at=now,
    )
    parts = [
        SellerOrder(
            order=order,
            number=f"{order.number}-{position}",
            seller_id=part.seller_id,
            warehouse=basket.origins[part.seller_id],
            goods=part.goods,
            delivery=part.delivery,
            commission=part.commission,
            commission_vat=part.commission_vat,
            carrier=basket.quotes[part.seller_id].carrier,
            weight_g=sum(line.facts.weight_g * line.facts.quantity for line in part.lines),
            promised_from=basket.quotes[part.seller_id].promised_from,
            promised_until=basket.quotes[part.seller_id].promised_until,
        )
        for position, part in enumerate(priced.parts, start=1)
    ]
    SellerOrder.objects.bulk_create(parts)
    OrderItem.objects.bulk_create(
        _item(row, line, basket.lines[line.facts.offer_id])
        for row, part in zip(parts, priced.parts, strict=True)
        for line in part.lines
    )
    return order


def _item(part: SellerOrder, line: rules.PricedLine, shown: shelves.OfferLine) -> OrderItem:
    return OrderItem(
        seller_order=part,
        offer_id=shown.offer_id,
        product_id=shown.product_id,
        picture=shown.image,
        sku=shown.sku,
        title=shown.titles,
        options=shown.options,
        quantity=line.facts.quantity,
        unit_price=line.facts.price,
        total=line.total,
        vat_rate=line.facts.vat_rate,
        commission_rate=line.facts.commission_rate,
        commission=line.commission,
    )
