"""What the cart's pages show: lines by seller with delivery, and the badge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from apps.cart import rules
from apps.cart.models import Cart, CartLine, Compared, Favourite, FavouriteList
from apps.catalog import selectors as shelves
from apps.catalog.models import Product
from apps.core.errors import NotAllowed
from apps.core.people import Record
from apps.geo.models import City
from apps.sellers import selectors as shops
from apps.shipping import selectors as parcels
from apps.shipping import services as shipping
from apps.shipping.carriers.base import Quote


@dataclass(frozen=True, slots=True)
class CartLineView:
    """A line as shown; `problem` is a code of `rules.problem_of`."""

    pk: int
    line: shelves.OfferLine
    quantity: int
    total: Decimal
    is_chosen: bool
    seen_price: Decimal
    problem: rules.Problem

    @property
    def is_stopped(self) -> bool:
        return self.problem in rules.STOPPERS

    @property
    def max_quantity(self) -> int:
        return max(1, min(self.line.free, rules.MAX_QUANTITY))


@dataclass(frozen=True, slots=True)
class CartGroup:
    """One seller's lines: one parcel. `goods` counts only chosen lines that can be bought."""

    seller_id: UUID
    seller_slug: str
    seller_name: str
    lines: list[CartLineView]
    goods: Decimal
    quote: Quote | None

    @property
    def has_chosen(self) -> bool:
        return self.quote is not None

    @property
    def chosen(self) -> list[CartLineView]:
        return [line for line in self.lines if line.is_chosen]


@dataclass(frozen=True, slots=True)
class CartView:
    """The whole cart; sums are of the chosen lines, `is_ready` says that they can be ordered.

    `saved` is what the goods cost less than their struck prices; `changes` are the lines of which
    something must be told.
    """

    groups: list[CartGroup]
    city: City
    goods: Decimal
    delivery: Decimal
    total: Decimal
    piece_count: int
    line_count: int
    is_ready: bool
    currency: str
    saved: Decimal
    changes: list[CartLineView]

    @property
    def full_goods(self) -> Decimal:
        return self.goods + self.saved

    @property
    def has_new_prices(self) -> bool:
        return any(line.problem in ("price_up", "price_down") for line in self.changes)

    @property
    def parcels(self) -> list[CartGroup]:
        """What would be ordered now: the sellers of whom something is chosen."""
        return [group for group in self.groups if group.has_chosen]


def cart_view(*, cart: Cart | None, city: City, language: str, now: datetime) -> CartView:
    """A cart by seller, with what delivery to `city` costs: about 8 queries, however many lines."""
    rows = list(cart.lines.order_by("added_at", "pk")) if cart else []
    shown = shelves.offer_lines(offer_ids=[row.offer_id for row in rows], language=language)
    views: dict[UUID, list[CartLineView]] = {}
    for row in rows:
        line = shown.get(row.offer_id)
        if line is None:
            continue
        problem = rules.problem_of(
            is_listed=line.is_listed,
            free=line.free,
            quantity=row.quantity,
            price=line.price,
            seen_price=row.seen_price,
        )
        views.setdefault(line.seller_id, []).append(
            CartLineView(
                pk=row.pk,
                line=line,
                quantity=row.quantity,
                total=line.price * row.quantity,
                is_chosen=row.is_chosen and problem not in ("gone", "sold_out"),
                seen_price=row.seen_price,
                problem=problem,
            )
        )
    groups = _groups(views, city=city, now=now)
    chosen = [line for group in groups for line in group.lines if line.is_chosen]
    goods = sum((group.goods for group in groups), Decimal(0))
    delivery = sum((group.quote.fee for group in groups if group.quote), Decimal(0))
    return CartView(
        groups=groups,
        city=city,
        goods=goods,
        delivery=delivery,
        total=goods + delivery,
        piece_count=sum(line.quantity for line in chosen),
        line_count=sum(len(group.lines) for group in groups),
        is_ready=bool(chosen) and not any(line.is_stopped for line in chosen),
        currency=settings.MARKET_CURRENCY,
        saved=sum((_saved(line) for line in chosen), Decimal(0)),
        changes=[line for group in groups for line in group.lines if line.problem],
    )


def _saved(view: CartLineView) -> Decimal:
    old = view.line.old_price
    return (old - view.line.price) * view.quantity if old else Decimal(0)


def _groups(views: dict[UUID, list[CartLineView]], *, city: City, now: datetime) -> list[CartGroup]:
    origins = shops.default_warehouses(seller_ids=set(views)) if views else {}
    rates = parcels.rate_table() if views else None
    groups = []
    for seller_id, lines in views.items():
        bought = [line for line in lines if line.is_chosen]
        goods = sum((line.total for line in bought), Decimal(0))
        quote = None
        if bought and seller_id in origins:
            quote = shipping.quote(
                origin=origins[seller_id].city,
                destination=city,
                weight_g=sum(line.line.weight_g * line.quantity for line in bought),
                volume_cm3=sum(line.line.volume_cm3 * line.quantity for line in bought),
                goods=goods,
                handling_days=max(line.line.handling_days for line in bought),
                now=now,
                rates=rates,
            )
        first = lines[0].line
        groups.append(
            CartGroup(seller_id, first.seller_slug, first.seller_name, lines, goods, quote)
        )
    return groups


def favourites(*, cart: Cart | None, list_id: int | None = None) -> list[UUID]:
    """The ids of marked cards, newest first, at most as many as a list can hold; those of one list
    only when it is named: 1 query."""
    if cart is None:
        return []
    marks = cart.favourites.order_by("-added_at", "-pk")
    if list_id is not None:
        marks = marks.filter(list_id=list_id)
    return list(marks.values_list("product_id", flat=True)[: rules.MAX_FAVOURITES])


def compared(*, cart: Cart | None) -> dict[str, list[UUID]]:
    """The ids of compared cards that are still on sale by their category's code, in the order they
    were put there; the category of the newest comes first: 1 query."""
    if cart is None:
        return {}
    rows = cart.compared.filter(product__in=Product.objects.listed()).order_by("added_at", "pk")
    found: dict[str, list[UUID]] = {}
    for product_id, code in rows.values_list("product_id", "product__category__code"):
        # Put anew at the end, so that the last one is the newest.
        found[code] = [*found.pop(code, []), product_id]
    return dict(reversed(found.items()))


def favourite_lists(*, cart: Cart | None) -> list[FavouriteList]:
    """A shopper's lists by name with `count`, how much stands in each: 1 query."""
    if cart is None:
        return []
    rows = cart.favourite_lists.annotate(count=Count("favourites"))
    return list(rows.order_by("name", "pk")[: rules.MAX_LISTS])


def own_list(*, cart: Cart | None, list_id: int) -> FavouriteList:
    """One of a shopper's lists: 1 query. Raises NotAllowed."""
    row = FavouriteList.objects.filter(cart=cart, pk=list_id).first() if cart else None
    if row is None:
        raise NotAllowed(list=list_id)
    return row


def shared_list(*, token: str) -> tuple[FavouriteList, list[UUID]]:
    """A list by the address somebody gave away, and the cards in it: 2 queries. Raises
    NotAllowed."""
    row = FavouriteList.objects.select_related("cart").filter(share_token=token).first()
    if row is None:
        raise NotAllowed()
    return row, favourites(cart=row.cart, list_id=row.pk)


def delivery_city(*, cart: Cart | None) -> City:
    """Where this visitor's goods go: the chosen place, else the market's default. 1 query."""
    code = cart.city_id if cart and cart.city_id else settings.MARKET_DEFAULT_CITY
    return City.objects.select_related("region").get(pk=code)


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """What somebody gathered, for their archive."""
    lines = CartLine.objects.filter(cart__user_id=user_id).order_by("pk")
    for line in lines.select_related("offer__product").iterator():
        yield {"kind": "cart", "title": line.offer.product.title, "quantity": line.quantity}
    marks = Favourite.objects.filter(cart__user_id=user_id).order_by("pk")
    for mark in marks.select_related("product").iterator():
        yield {"kind": "favourite", "title": mark.product.title, "product": mark.product.code}
    beside = Compared.objects.filter(cart__user_id=user_id).order_by("pk")
    for row in beside.select_related("product").iterator():
        yield {"kind": "compared", "title": row.product.title, "product": row.product.code}
