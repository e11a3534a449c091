"""Opening shops, deciding on them, and who works in them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, InvalidTransition, NotAllowed
from apps.core.events import publish
from apps.geo.models import City
from apps.sellers import rules
from apps.sellers.events import (
    SellerApplied,
    SellerApproved,
    SellerRejected,
    SellerSuspended,
    WarehouseOpened,
)
from apps.sellers.models import (
    CommissionPlan,
    Member,
    MemberRole,
    Seller,
    SellerState,
    Warehouse,
)
from apps.sellers.services.keys import end_keys_of

log = structlog.get_logger(__name__)
STANDARD_PLAN = "Standard"
STANDARD_RATE = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody tells us who wants to sell; `phone` is E.164, `about` in `language`."""

    name: str
    legal_name: str
    tax_number: str
    email: str
    phone: str
    city_code: str
    street: str
    about: str
    language: str
    pays_vat: bool = False


def apply_to_sell(*, user: User, application: Application) -> Seller:
    """Ask to open a shop; staff decide. The person is its owner from the start, and its warehouse
    stands where the application says. Raises Conflict (name taken), Invalid (unknown city)."""
    city = City.objects.filter(pk=application.city_code).first()
    if city is None:
        raise Invalid(fields={"city": _("Choose a city or district from the list.")})
    try:
        with transaction.atomic():
            seller = Seller.objects.create(
                slug=_free_slug(application.name),
                name=application.name,
                about={application.language: application.about} if application.about else {},
                legal_name=application.legal_name,
                tax_number=application.tax_number,
                pays_vat=application.pays_vat,
                email=application.email,
                phone=application.phone,
                city=city,
                plan=standard_plan(),
            )
            Member.objects.create(seller=seller, user=user, role=MemberRole.OWNER)
            Warehouse.objects.create(
                seller=seller, name="Main", city=city, street=application.street, is_default=True
            )
            publish(SellerApplied(seller.pk))
    except IntegrityError as error:
        raise Conflict(_("A shop with this name exists already. Please choose another.")) from error
    log.info("sellers.shop.applied", seller=str(seller.pk))
    return seller


def approve_seller(*, seller_id: UUID, by: Actor, now: datetime) -> Seller:
    """Let a shop sell. Approving twice changes nothing. Raises NotAllowed, InvalidTransition."""
    return _decide(seller_id, SellerState.APPROVED, by=by, reason="", now=now)


def reject_seller(*, seller_id: UUID, by: Actor, reason: str, now: datetime) -> Seller:
    """Refuse an application, with a reason the shop reads. Raises as `approve_seller`."""
    return _decide(seller_id, SellerState.REJECTED, by=by, reason=reason, now=now)


def suspend_seller(*, seller_id: UUID, by: Actor, reason: str, now: datetime) -> Seller:
    """Take a shop off the shelf; open orders go on. Raises as `approve_seller`."""
    return _decide(seller_id, SellerState.SUSPENDED, by=by, reason=reason, now=now)


@transaction.atomic
def add_member(*, seller_id: UUID, email: str, role: str, by: Actor) -> Member:
    """Let a registered person work in a shop, or change what they may do there.
    Raises NotAllowed, Forbidden (not the owner), Invalid (nobody has that address)."""
    _may(by, seller_id, "team")
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise Invalid(fields={"email": _("Nobody with this address has an account yet.")})
    Seller.objects.select_for_update().get(pk=seller_id)
    member = Member.objects.filter(seller_id=seller_id, user=user).first()
    before = member.role if member else ""
    if before == MemberRole.OWNER and role != MemberRole.OWNER:
        _keep_an_owner(seller_id, member)
    member, _made = Member.objects.update_or_create(
        seller_id=seller_id, user=user, defaults={"role": role}
    )
    _record(by, "sellers.member_set", seller_id, {"role": before}, {"role": role, "of": user.pk})
    return member


@transaction.atomic
def remove_member(*, seller_id: UUID, member_id: int, by: Actor) -> None:
    """Somebody works in the shop no more; the keys they made end. Raises NotAllowed, Forbidden,
    Conflict (last owner)."""
    _may(by, seller_id, "team")
    Seller.objects.select_for_update().get(pk=seller_id)
    member = Member.objects.filter(seller_id=seller_id, pk=member_id).first()
    if member is None:
        raise NotAllowed(member=member_id)
    if member.role == MemberRole.OWNER:
        _keep_an_owner(seller_id, member)
    member.delete()
    end_keys_of(seller_id=seller_id, user_id=member.user_id, by=by, now=timezone.now())
    _record(
        by, "sellers.member_removed", seller_id, {"role": member.role, "of": member.user_id}, {}
    )


@transaction.atomic
def save_settings(
    *, seller_id: UUID, about: dict[str, str], phone: str, handling_days: int, by: Actor
) -> None:
    """Change what a shop says of itself and how fast it packs. Raises NotAllowed, Forbidden."""
    _may(by, seller_id, "settings")
    Seller.objects.filter(pk=seller_id).update(
        about={language: text for language, text in about.items() if text},
        phone=phone,
        handling_days=handling_days,
    )


@transaction.atomic
def open_warehouse(
    *, seller_id: UUID, name: str, city_code: str, street: str, by: Actor
) -> Warehouse:
    """A further place a shop ships from. Raises NotAllowed, Forbidden, Invalid."""
    _may(by, seller_id, "settings")
    if not City.objects.filter(pk=city_code).exists():
        raise Invalid(fields={"city": _("Choose a city or district from the list.")})
    place = Warehouse.objects.create(
        seller_id=seller_id, name=name, city_id=city_code, street=street
    )
    publish(WarehouseOpened(place.pk))
    return place


def set_rating(*, seller_id: UUID, rating: Decimal | None, count: int) -> None:
    """Pushed down by reviews: the mean of stars for the shop's goods."""
    Seller.objects.filter(pk=seller_id).update(rating=rating, rating_count=count)


def standard_plan() -> CommissionPlan:
    """The plan of a shop that has none of its own."""
    return CommissionPlan.objects.get_or_create(
        name=STANDARD_PLAN, defaults={"rate": STANDARD_RATE}
    )[0]


@transaction.atomic
def _decide(
    seller_id: UUID, state: SellerState, *, by: Actor, reason: str, now: datetime
) -> Seller:
    if by.role not in ("staff", "system"):
        raise NotAllowed()
    seller = Seller.objects.select_for_update().filter(pk=seller_id).first()
    if seller is None:
        raise NotAllowed(seller=str(seller_id))
    if seller.state == state:
        return seller
    if state not in rules.MOVES[seller.state]:
        raise InvalidTransition(seller=str(seller_id), state=seller.state)
    before, seller.state = seller.state, state
    seller.decision_reason, seller.decided_at = reason, now
    seller.save(update_fields=["state", "decision_reason", "decided_at", "updated_at"])
    _record(by, f"sellers.{state}", seller_id, {"state": before}, {"state": str(state)})
    if state == SellerState.APPROVED:
        for warehouse_id in seller.warehouses.values_list("pk", flat=True):
            publish(WarehouseOpened(warehouse_id))
        publish(SellerApproved(seller_id))
    elif state == SellerState.REJECTED:
        publish(SellerRejected(seller_id))
    else:
        publish(SellerSuspended(seller_id))
    return seller


def _may(by: Actor, seller_id: UUID, right: str) -> None:
    if not by.acts_for(seller_id):
        raise NotAllowed(seller=str(seller_id))
    if not by.may(right):
        raise Forbidden(right=right)


def _keep_an_owner(seller_id: UUID, member: Member | None) -> None:
    others = Member.objects.filter(seller_id=seller_id, role=MemberRole.OWNER)
    if member is not None and not others.exclude(pk=member.pk).exists():
        raise Conflict(_("A shop needs an owner: name another one first."))


def _record(
    by: Actor, action: str, seller_id: UUID, before: dict[str, object], after: dict[str, object]
) -> None:
    audit.record(actor=by, action=action, subject=f"seller:{seller_id}", before=before, after=after)


def _free_slug(name: str) -> str:
    base = slugify(name)[:40].strip("-") or "shop"
    taken = set(Seller.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def forget_person(*, user_id: UUID) -> None:
    """Somebody works in no shop any more, in the caller's transaction."""
    Member.objects.filter(user_id=user_id).delete()
