"""Keys by which a shop's own programs keep its prices and stock in step with ours."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, DomainError, Forbidden, Invalid, NotAllowed
from apps.core.events import publish
from apps.sellers.events import ApiKeyMade
from apps.sellers.models import ApiKey, KeyScope, Member, MemberRole, Seller, SellerState

PREFIX = "bzr_"
SHOWN = len(PREFIX) + 6
MAX_KEYS = 10
# How exactly we know when a key was used last: a write for each request would cost more than it
# tells.
SEEN_EVERY = timedelta(minutes=1)


class KeyRefused(DomainError):
    """The key is unknown, ended or too old."""

    code = "sellers.key_refused"
    status = 401
    message = _t("This key is not valid. Please make a new one in the dashboard.")


@transaction.atomic
def make_key(
    *,
    seller_id: UUID,
    name: str,
    scopes: Collection[str],
    days: int | None,
    by: Actor,
    now: datetime,
) -> tuple[ApiKey, str]:
    """A new key and its secret, which nobody sees again: only its hash is kept. It ends after so
    many days (None: when it is ended). Owners are told. The door asks for a fresh proof.
    Raises NotAllowed, Forbidden (not an owner), Invalid (scopes), Conflict (too many keys)."""
    maker_id = _may_hold_keys(by, seller_id)
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(KeyScope.values):
        raise Invalid(fields={"scopes": _("Choose what the key is for.")})
    Seller.objects.select_for_update(no_key=True).get(pk=seller_id)
    if ApiKey.objects.for_seller(seller_id).living(now).count() >= MAX_KEYS:
        raise Conflict(
            _("A shop has at most %(max)d keys: end one that is not needed.") % {"max": MAX_KEYS}
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        seller_id=seller_id,
        name=name,
        shown=secret[:SHOWN],
        digest=digest_of(secret),
        scopes=wanted,
        made_by_id=maker_id,
        expires_at=now + timedelta(days=days) if days else None,
    )
    audit.record(
        actor=by,
        action="sellers.key_made",
        subject=f"seller:{seller_id}",
        after={"key": key.shown, "scopes": wanted},
    )
    publish(ApiKeyMade(key.pk, seller_id))
    return key, secret


@transaction.atomic
def end_key(*, seller_id: UUID, key_id: UUID, by: Actor, now: datetime) -> None:
    """A key opens nothing from now on; again changes nothing. Raises NotAllowed, Forbidden."""
    _may_hold_keys(by, seller_id)
    key = ApiKey.objects.for_seller(seller_id).select_for_update().filter(pk=key_id).first()
    if key is None:
        raise NotAllowed(key=str(key_id))
    if key.ended_at is None:
        _end(key, by=by, now=now)


def end_keys_of(*, seller_id: UUID, user_id: UUID, by: Actor, now: datetime) -> None:
    """The keys that somebody made for a shop they no longer work in end with that."""
    for key in ApiKey.objects.for_seller(seller_id).living(now).filter(made_by_id=user_id):
        _end(key, by=by, now=now)


def check_key(*, secret: str, now: datetime) -> ApiKey:
    """The living key with that secret, its shop at hand: 1 query, and once a minute a second that
    notes its use. Raises KeyRefused, Forbidden (the shop may not sell)."""
    # Whoever is no owner any more holds no keys either.
    owners = Member.objects.filter(
        seller=OuterRef("seller"), user=OuterRef("made_by"), role=MemberRole.OWNER
    )
    keys = ApiKey.objects.living(now).select_related("seller", "made_by")
    found = keys.filter(Exists(owners), digest=digest_of(secret), made_by__is_active=True)
    key = found.first()
    if key is None:
        raise KeyRefused()
    if key.seller.state != SellerState.APPROVED:
        raise Forbidden(_("This shop may not sell at present."), seller=str(key.seller_id))
    seen_before = Q(used_at=None) | Q(used_at__lt=now - SEEN_EVERY)
    if key.used_at is None or key.used_at < now - SEEN_EVERY:
        ApiKey.objects.filter(seen_before, pk=key.pk).update(used_at=now)
    return key


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is 256 random bits, so that a plain hash is no shorter way to it
    than guessing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _end(key: ApiKey, *, by: Actor, now: datetime) -> None:
    key.ended_at = now
    key.save(update_fields=["ended_at"])
    audit.record(
        actor=by,
        action="sellers.key_ended",
        subject=f"seller:{key.seller_id}",
        before={"key": key.shown},
    )


def _may_hold_keys(by: Actor, seller_id: UUID) -> UUID:
    """The person who acts."""
    if not by.acts_for(seller_id):
        raise NotAllowed(seller=str(seller_id))
    # Whoever is staff has the panel; a key of theirs in a shop's name would be nobody's.
    if by.role != "seller" or by.user_id is None or not by.may("keys"):
        raise Forbidden(right="keys")
    return by.user_id
