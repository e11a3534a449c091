"""What a shopper does with a cart: one a person by account, one a guest by token."""

import secrets
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.cart import rules
from apps.cart.models import Cart, CartLine, Compared, Favourite, FavouriteList
from apps.cart.selectors import own_list
from apps.catalog.models import Offer, Product
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.geo.models import City


def new_guest_cart() -> Cart:
    """A cart for a visitor without an account; its token goes into their cookie."""
    return Cart.objects.create(token=secrets.token_urlsafe(24))


def cart_of_user(*, user: User) -> Cart:
    """The person's cart, made when first needed."""
    return Cart.objects.get_or_create(user=user)[0]


@transaction.atomic
def add_line(*, cart: Cart, offer_id: UUID, quantity: int) -> CartLine:
    """Put pieces of an offer in the cart, on top of those already there.

    Raises NotAllowed (no such offer on sale), Invalid (a quantity out of bounds, a full cart).
    """
    offer = Offer.objects.buyable().filter(pk=offer_id).first()
    if offer is None:
        raise NotAllowed(offer=str(offer_id))
    Cart.objects.select_for_update().get(pk=cart.pk)
    line = cart.lines.filter(offer=offer).first()
    wanted = quantity + (line.quantity if line else 0)
    _check_quantity(quantity)
    _check_quantity(wanted)
    if line is None:
        if cart.lines.count() >= rules.MAX_LINES:
            raise Invalid(_("Your cart is full. Please buy or remove something first."))
        return CartLine.objects.create(
            cart=cart, offer=offer, quantity=quantity, seen_price=offer.price
        )
    line.quantity, line.seen_price, line.is_chosen = wanted, offer.price, True
    line.save(update_fields=["quantity", "seen_price", "is_chosen"])
    return line


def set_quantity(*, cart: Cart, line_id: int, quantity: int) -> None:
    """Set how many pieces of a line are wanted. Raises NotAllowed, Invalid."""
    _check_quantity(quantity)
    if not cart.lines.filter(pk=line_id).update(quantity=quantity):
        raise NotAllowed(line=line_id)


def remove_line(*, cart: Cart, line_id: int) -> tuple[UUID, int]:
    """Take a line out; returns offer and quantity, so that it can be undone. Raises NotAllowed."""
    line = cart.lines.filter(pk=line_id).first()
    if line is None:
        raise NotAllowed(line=line_id)
    line.delete()
    return line.offer_id, line.quantity


@transaction.atomic
def choose_lines(*, cart: Cart, line_ids: Collection[int]) -> None:
    """Say which lines are to be bought now; the others stay for later."""
    Cart.objects.select_for_update().get(pk=cart.pk)
    cart.lines.filter(pk__in=line_ids).update(is_chosen=True)
    cart.lines.exclude(pk__in=line_ids).update(is_chosen=False)


@transaction.atomic
def accept_prices(*, cart: Cart) -> None:
    """The shopper has seen today's prices: later warnings compare with these."""
    Cart.objects.select_for_update().get(pk=cart.pk)
    lines = cart.lines.select_related("offer").exclude(seen_price=F("offer__price"))
    changed = list(lines.only("pk", "seen_price", "offer__price"))
    for line in changed:
        line.seen_price = line.offer.price
    CartLine.objects.bulk_update(changed, ["seen_price"])


def toggle_favourite(*, cart: Cart, product_id: UUID) -> bool:
    """Mark a card with a heart, or unmark it; True when it is marked now. Raises NotAllowed."""
    if cart.favourites.filter(product_id=product_id).delete()[0]:
        return False
    if not Product.objects.listed().filter(pk=product_id).exists():
        raise NotAllowed(product=str(product_id))
    if cart.favourites.count() >= rules.MAX_FAVOURITES:
        raise Invalid(_("You have marked as many goods as a list can hold."))
    Favourite.objects.bulk_create(
        [Favourite(cart=cart, product_id=product_id)], ignore_conflicts=True
    )
    return True


@transaction.atomic
def toggle_compared(*, cart: Cart, product_id: UUID) -> bool:
    """Put a card beside others of its category, or take it away; True when it stands there now.
    Raises NotAllowed, Conflict (as many of its category as can be looked at, or of all)."""
    Cart.objects.select_for_update().get(pk=cart.pk)
    if cart.compared.filter(product_id=product_id).delete()[0]:
        return False
    product = Product.objects.listed().filter(pk=product_id).first()
    if product is None:
        raise NotAllowed(product=str(product_id))
    listed = cart.compared.filter(product__in=Product.objects.listed())
    if listed.filter(product__category=product.category_id).count() >= rules.MAX_COMPARED:
        raise Conflict(
            _("You compare %(max)d goods of this kind already. Take one of them out first.")
            % {"max": rules.MAX_COMPARED}
        )
    if cart.compared.count() >= rules.MAX_COMPARED_OF_ALL:
        raise Conflict(_("You compare as much as can be kept. Clear a comparison first."))
    Compared.objects.create(cart=cart, product=product)
    return True


def clear_compared(*, cart: Cart, category_id: int) -> None:
    """Take away all compared cards of a category."""
    cart.compared.filter(product__category=category_id).delete()


@transaction.atomic
def save_list(*, cart: Cart, list_id: int | None, name: str) -> FavouriteList:
    """Open a list of favourites, or rename one's own. Raises Invalid (no name, one has it already),
    Conflict (too many), NotAllowed."""
    Cart.objects.select_for_update().get(pk=cart.pk)
    name = " ".join(name.split())[:60]
    if not name:
        raise Invalid(fields={"name": _("Please write a name.")})
    same_name = cart.favourite_lists.filter(name__iexact=name).first()
    if same_name is not None and same_name.pk != list_id:
        raise Invalid(fields={"name": _("You have a list of this name.")})
    if list_id is None and cart.favourite_lists.count() >= rules.MAX_LISTS:
        raise Conflict(_("You have as many lists as can be kept."))
    row = FavouriteList(cart=cart) if list_id is None else own_list(cart=cart, list_id=list_id)
    row.name = name
    row.save()
    return row


def delete_list(*, cart: Cart, list_id: int) -> None:
    """Forget a list; what stood in it stays a favourite. Raises NotAllowed."""
    own_list(cart=cart, list_id=list_id).delete()


def move_favourite(*, cart: Cart, product_id: UUID, list_id: int | None) -> None:
    """Put a favourite into another of one's own lists, or into none. Raises NotAllowed."""
    target = own_list(cart=cart, list_id=list_id) if list_id is not None else None
    if not cart.favourites.filter(product_id=product_id).update(list=target):
        raise NotAllowed(product=str(product_id))


def share_list(*, cart: Cart, list_id: int, is_shared: bool) -> FavouriteList:
    """Give a list an address for others, a new one each time; or take it away.
    Raises NotAllowed."""
    row = own_list(cart=cart, list_id=list_id)
    row.share_token = secrets.token_urlsafe(18) if is_shared else None
    row.save(update_fields=["share_token"])
    return row


def choose_city(*, cart: Cart, city_code: str) -> City:
    """Remember where the visitor wants goods brought. Raises Invalid for an unknown place."""
    city = City.objects.filter(pk=city_code).first()
    if city is None:
        raise Invalid(fields={"city": _("Choose a city or district from the list.")})
    cart.city = city
    cart.save(update_fields=["city", "updated_at"])
    return city


@transaction.atomic
def merge_guest(*, user: User, token: str) -> None:
    """A guest logged in: what they gathered joins their own cart; of a line in both, the larger
    quantity stays. The guest's cart is gone afterwards, so doing it twice adds nothing."""
    guest = Cart.objects.select_for_update().filter(token=token).first()
    if guest is None:
        return
    own = cart_of_user(user=user)
    Cart.objects.select_for_update().get(pk=own.pk)
    there = {line.offer_id: line for line in own.lines.all()}
    new, larger = [], []
    for line in guest.lines.all():
        known = there.get(line.offer_id)
        if known is None:
            new.append(
                CartLine(
                    cart=own,
                    offer_id=line.offer_id,
                    quantity=line.quantity,
                    is_chosen=line.is_chosen,
                    seen_price=line.seen_price,
                )
            )
        elif line.quantity > known.quantity:
            known.quantity = line.quantity
            larger.append(known)
    CartLine.objects.bulk_create(new)
    CartLine.objects.bulk_update(larger, ["quantity"])
    lists = _merged_lists(guest, own)
    Favourite.objects.bulk_create(
        [
            Favourite(cart=own, product_id=mark.product_id, list_id=lists.get(mark.list_id))
            for mark in guest.favourites.order_by("pk")
        ],
        ignore_conflicts=True,
    )
    _merge_compared(guest, own)
    if own.city_id is None and guest.city_id is not None:
        own.city_id = guest.city_id
        own.save(update_fields=["city", "updated_at"])
    guest.delete()


def lock_chosen(*, cart: Cart) -> dict[UUID, int]:
    """The chosen lines, locked until the caller's transaction ends: offer → quantity."""
    Cart.objects.select_for_update().get(pk=cart.pk)
    lines = cart.lines.filter(is_chosen=True).order_by("offer_id")
    return dict(lines.values_list("offer_id", "quantity"))


def clear_bought(*, cart: Cart, offer_ids: Collection[UUID]) -> None:
    """Take out what has just been ordered."""
    cart.lines.filter(offer_id__in=offer_ids).delete()


def _merged_lists(guest: Cart, own: Cart) -> dict[int | None, int]:
    """A guest's lists become the person's own, by name; which of theirs each is now."""
    known = {row.name.casefold(): row.pk for row in own.favourite_lists.all()}
    lists: dict[int | None, int] = {}
    for row in guest.favourite_lists.order_by("pk"):
        if row.name.casefold() not in known:
            made = FavouriteList.objects.create(cart=own, name=row.name)
            known[row.name.casefold()] = made.pk
        lists[row.pk] = known[row.name.casefold()]
    return lists


def _merge_compared(guest: Cart, own: Cart) -> None:
    """What a guest compares joins, the newest first, as far as there is room."""
    rows = own.compared.values_list("product_id", "product__category")
    known: set[UUID] = set()
    room: defaultdict[int, int] = defaultdict(lambda: rules.MAX_COMPARED)
    for product_id, category_id in rows:
        known.add(product_id)
        room[category_id] -= 1
    joined: list[Compared] = []
    for row in guest.compared.select_related("product").order_by("-added_at", "-pk"):
        is_full = len(known) + len(joined) >= rules.MAX_COMPARED_OF_ALL
        if row.product_id in known or is_full or room[row.product.category_id] <= 0:
            continue
        room[row.product.category_id] -= 1
        joined.append(Compared(cart=own, product_id=row.product_id))
    Compared.objects.bulk_create(joined)


def _check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= rules.MAX_QUANTITY:
        raise Invalid(
            fields={
                "quantity": _("Choose between 1 and %(max)d pieces.") % {"max": rules.MAX_QUANTITY}
            }
        )


def forget_person(*, user_id: UUID) -> None:
    """Throw away what somebody gathered, in the caller's transaction."""
    Cart.objects.filter(user_id=user_id).delete()


@transaction.atomic
def move_favourites(*, survivor_id: UUID, duplicate_id: UUID) -> None:
    """Hearts and comparisons of a duplicate belong to the card that stayed; who has both keeps one.
    Again changes nothing."""
    for kept in (Favourite, Compared):
        rows = kept.objects.filter(product_id=duplicate_id)
        rows.filter(
            Exists(kept.objects.filter(product_id=survivor_id, cart=OuterRef("cart")))
        ).delete()
        rows.update(product_id=survivor_id)
