"""Shops, their members and warehouses, as pages and higher apps ask for them."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.actors import Actor
from apps.core.errors import Forbidden, NotAllowed
from apps.core.people import Record
from apps.core.queues import Found, Queue, measure
from apps.core.sealing import unseal
from apps.sellers import rules
from apps.sellers.models import (
    ApiKey,
    CommissionPlan,
    Member,
    MemberRole,
    PayoutDetails,
    Seller,
    SellerState,
    Warehouse,
)


def actor_for(*, user: Any, shop: str) -> Actor:  # Any: request.user, perhaps anonymous
    """The person as a member of a shop: 1 query. Raises NotAllowed for everybody else."""
    member = (
        Member.objects.filter(seller__slug=shop, user_id=user.pk, user__is_active=True)
        .select_related("seller")
        .first()
    )
    if member is None:
        raise NotAllowed(shop=shop)
    return Actor(
        role="seller",
        user_id=member.user_id,
        seller_id=member.seller_id,
        rights=rules.RIGHTS[member.role],
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """A member at work in a shop: who acts, where, and the other shops they may turn to."""

    by: Actor
    seller: Seller
    role: str
    shops: list[Seller]

    @property
    def seller_id(self) -> UUID:
        return self.seller.pk

    @property
    def shop(self) -> str:
        return self.seller.slug


def desk_of(*, user: Any, shop: str, right: str = "") -> Desk:  # Any: see actor_for
    """A member's desk in a shop: 1 query. Raises NotAllowed (no member), Forbidden (a member
    without that right)."""
    rows = memberships(user=user)
    member = next((row for row in rows if row.seller.slug == shop), None)
    if member is None or not user.is_active:
        raise NotAllowed(shop=shop)
    by = Actor(
        role="seller",
        user_id=member.user_id,
        seller_id=member.seller_id,
        rights=rules.RIGHTS[member.role],
    )
    if right and not by.may(right):
        raise Forbidden(right=right)
    return Desk(by, member.seller, member.role, [row.seller for row in rows])


def is_member(*, user: User) -> bool:
    """Whether somebody works in any shop: 1 query."""
    return Member.objects.filter(user=user).exists()


def memberships(*, user: User) -> list[Member]:
    """The shops a person works in: 1 query."""
    return list(Member.objects.filter(user=user).select_related("seller").order_by("pk"))


def members_of(*, seller_id: UUID) -> list[Member]:
    """Who works in a shop, owners first by time: 1 query."""
    return list(Member.objects.filter(seller_id=seller_id).select_related("user").order_by("pk"))


def seller_by_slug(*, slug: str) -> Seller:
    """A shop in any state: 1 query. Raises NotAllowed."""
    seller = Seller.objects.select_related("logo", "city", "plan").filter(slug=slug).first()
    if seller is None:
        raise NotAllowed(shop=slug)
    return seller


def open_seller(*, slug: str) -> Seller:
    """A shop that may sell: 1 query. Raises NotAllowed."""
    seller = Seller.objects.open().select_related("logo", "city").filter(slug=slug).first()
    if seller is None:
        raise NotAllowed(shop=slug)
    return seller


def default_warehouses(*, seller_ids: Collection[UUID]) -> dict[UUID, Warehouse]:
    """Where each shop ships from: 1 query."""
    rows = Warehouse.objects.filter(seller_id__in=seller_ids, is_default=True)
    return {row.seller_id: row for row in rows.select_related("city")}


def commission_rate(*, plan: CommissionPlan, category_codes: Sequence[str]) -> Decimal:
    """What we keep of goods of a category (codes from the leaf up): no query."""
    return rules.commission_rate(
        rate=plan.rate, by_category=plan.by_category, category_codes=category_codes
    )


@dataclass(frozen=True, slots=True)
class PayoutDestination:
    """Where a payout may go; `held_until` says from when, `is_held` that this is still to come."""

    way: str
    holder: str
    account: str
    bank_code: str
    held_until: datetime
    is_held: bool


def payout_destination(*, seller_id: UUID, now: datetime) -> PayoutDestination | None:
    """The account a shop's money goes to, unsealed: for payouts only, never for a page. None when
    the shop has named none: 1 query. `now` is aware UTC."""
    details = payout_details(seller_id=seller_id)
    if details is None:
        return None
    account = json.loads(unseal(details.sealed))
    return PayoutDestination(
        **account, held_until=details.held_until, is_held=now < details.held_until
    )


def payout_details(*, seller_id: UUID) -> PayoutDetails | None:
    """The row as pages show it, by its last four characters: 1 query."""
    rows = PayoutDetails.objects.filter(seller_id=seller_id, replaced_at=None)
    return rows.select_related("saved_by").first()


def queues() -> list[Queue]:
    """Applications that wait for a decision: 1 query."""
    waiting = Seller.objects.filter(state=SellerState.APPLIED)
    count, oldest = measure(waiting, since="created_at")
    view = "admin:sellers_seller_changelist"
    return [Queue(_("Applications to sell"), count, oldest, view, "state__exact=applied")]


def find(*, text: str) -> list[Found]:
    """Shops whose name begins so, for staff: 1 query."""
    rows = Seller.objects.filter(name__istartswith=text).order_by("pk")[:5]
    return [Found(row.name, _("Seller"), "admin:sellers_seller_change", row.pk) for row in rows]


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """Where somebody works, for their archive."""
    rows = Member.objects.filter(user_id=user_id).select_related("seller").order_by("pk")
    for member in rows.iterator():
        yield {"shop": member.seller.name, "role": member.role, "since": member.joined_at}


def objections_to_erasure(*, user_id: UUID) -> list[str]:
    """Whether a shop would be left without an owner: 1 query."""
    others = Member.objects.filter(seller=OuterRef("seller"), role=MemberRole.OWNER).exclude(
        user_id=user_id
    )
    own = Member.objects.filter(~Exists(others), user_id=user_id, role=MemberRole.OWNER)
    names = own.order_by("pk").values_list("seller__name", flat=True)
    text = _t("You are the only owner of the shop %(name)s: first give it to somebody else.")
    return [text % {"name": name} for name in names]


def keys_of(*, seller_id: UUID, now: datetime) -> list[ApiKey]:
    """A shop's keys that work, the newest first: 1 query."""
    return list(ApiKey.objects.for_seller(seller_id).living(now).order_by("-pk"))
