"""Tokens of the API: made at a login, renewed one by one, refused as soon as they should be.

A login is a family: at any time one refresh token of it is alive, and each use makes the next.
PostgreSQL is the truth of what was revoked. Redis remembers the refusals for as long as an access
token can live, so that a request asks it once; when it lost its memory it is told everything again.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from redis.client import Pipeline

from apps.accounts.events import LoginMoved, RefreshTokenReused
from apps.accounts.models import Audience, RefreshToken, TokenFamily, User
from apps.accounts.rules.tokens import Claims, InvalidToken, Use, read, write
from apps.core import durable, limits, roles
from apps.core.errors import Conflict, DomainError, Forbidden
from apps.core.events import publish

log = structlog.get_logger(__name__)

# Stands in Redis as long as Redis remembers what it was told. It fades by itself, so that a refusal
# that could not be told is heard of a minute later at most.
MEMORY = "tokens-known"
MEMORY_S = 60


class TokenRefused(DomainError):
    """The token is not ours, is over, or was revoked: log in again."""

    code = "accounts.token_refused"
    status = 401
    message = _("You are signed out. Please sign in again.")


class AlreadyRefreshed(Conflict):
    """The same refresh token was used a moment ago; whoever did has the new one."""

    code = "accounts.already_refreshed"
    message = _("This sign-in was just renewed. Please use the newest token.")


class Pair(NamedTuple):
    """What a client keeps: both tokens, and how long the access token lives."""

    access_token: str
    refresh_token: str
    expires_in_s: int


class Caller(NamedTuple):
    """Where a request comes from, as the family remembers it."""

    ip: str
    user_agent: str


@transaction.atomic
def open_family(
    *, user: User, audience: str, session_key: str, label: str, caller: Caller, now: datetime
) -> Pair:
    """The tokens of a new login, made in the login pipeline's session `session_key`.

    `audience` is one of `Audience`. The person's row is locked: whoever closes the account or
    changes its password meanwhile comes before this login, which then is refused, or after it, and
    ends it. Raises Forbidden (no such role), TokenRefused (no longer their password).
    """
    present = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not present.is_active or present.password != user.password:
        raise TokenRefused(reason="changed")
    if not _holds_role(present, audience):
        raise Forbidden(_("Your account doesn't have this role."), audience=audience)
    family = TokenFamily.objects.create(
        user=user,
        audience=audience,
        session_key=session_key,
        label=label[:80],
        ip=caller.ip,
        user_agent=caller.user_agent[:200],
        last_used_at=now,
        expires_at=now + settings.REFRESH_TOKEN_TTL,
    )
    return _next_pair(family, now)


def refresh(*, token: str, caller: Caller, now: datetime) -> Pair:
    """Change a refresh token for the next pair; of several at once exactly one gets it.

    A token that was used before means that two hold it: its owner and a thief. So the family ends
    and the owner is told. Only within `REFRESH_GRACE` after its use the answer is AlreadyRefreshed
    and nothing ends: a phone that raced itself or lost the answer does that every day, and a thief
    gains nothing by it, since no token is given out. Raises TokenRefused, AlreadyRefreshed.
    """
    claims = _read(token, Use.REFRESH, now)
    with transaction.atomic():
        # Whoever ends the login waits for this row.
        family = (
            TokenFamily.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(pk=claims.family_id)
            .first()
        )
        if family is None or not _is_alive(family, now):
            raise TokenRefused()
        own = RefreshToken.objects.filter(pk=claims.jti, family_id=family.pk)
        # One conditional UPDATE decides who uses the token, whatever else is locked or not.
        if own.filter(used_at=None).update(used_at=now):
            _check_caller(family, caller)
            family.last_used_at, family.expires_at = now, now + settings.REFRESH_TOKEN_TTL
            family.ip, family.user_agent = caller.ip, caller.user_agent[:200]
            family.save(update_fields=["last_used_at", "expires_at", "ip", "user_agent"])
            return _next_pair(family, now)
        used = own.first()
        if used is None or used.used_at is None:
            raise TokenRefused()
        if now - used.used_at <= settings.REFRESH_GRACE:
            raise AlreadyRefreshed()
        publish(RefreshTokenReused(family.pk, family.user_id))
        _end([family], reason="reuse", now=now)
        log.warning("accounts.token.reused", family=str(family.pk))
    raise TokenRefused(reason="reuse")


def check_access(*, token: str, caller: Caller, now: datetime) -> tuple[User, Claims]:
    """Who calls with this access token: one round trip to Redis and 1 query.
    Raises TokenRefused."""
    claims = _read(token, Use.ACCESS, now)
    if _is_denied(claims.family_id, now):
        raise TokenRefused()
    user = User.objects.filter(pk=claims.user_id, is_active=True).first()
    if user is None:
        raise TokenRefused()
    if settings.DEVICE_BINDING == "refuse" and claims.binding != _binding(caller):
        raise TokenRefused(reason="binding")
    return user, claims


@transaction.atomic
def end_families(
    *, user_id: UUID, reason: str, now: datetime, only: Collection[UUID] | None = None
) -> int:
    """Sign a person's devices out of the API, or those that are named; effect at the next request.
    Returns how many were signed in."""
    rows = TokenFamily.objects.select_for_update().filter(user_id=user_id, revoked_at=None)
    if only is not None:
        rows = rows.filter(pk__in=only)
    families = list(rows.order_by("pk"))
    _end(families, reason=reason, now=now)
    return len(families)


def forget_old_families(*, now: datetime, batch: int = 1000) -> int:
    """Delete logins that ended or ran out a month ago; returns how many."""
    old = TokenFamily.objects.filter(expires_at__lt=now - timedelta(days=30)).order_by("pk")
    ids = list(old.values_list("pk", flat=True)[:batch])
    TokenFamily.objects.filter(pk__in=ids).delete()
    return len(ids)


def forget_old_refresh_tokens(*, now: datetime, batch: int = 5000) -> int:
    """Delete refresh tokens that are over, used or not: they are refused by their own date, so that
    nobody needs their rows to tell a replay; returns how many."""
    old = RefreshToken.objects.filter(expires_at__lt=now).order_by("expires_at", "pk")
    ids = list(old.values_list("pk", flat=True)[:batch])
    RefreshToken.objects.filter(pk__in=ids).delete()
    return len(ids)


def _next_pair(family: TokenFamily, now: datetime) -> Pair:
    jti = uuid4()
    RefreshToken.objects.create(jti=jti, family=family, expires_at=family.expires_at)
    claims = Claims(
        jti=jti,
        family_id=family.pk,
        user_id=family.user_id,
        audience=family.audience,
        binding=_binding(Caller(str(family.ip), family.user_agent)),
    )
    life = settings.ACCESS_TOKEN_TTL
    return Pair(
        _written(claims._replace(jti=uuid4()), use=Use.ACCESS, now=now, life=life),
        _written(claims, use=Use.REFRESH, now=now, life=settings.REFRESH_TOKEN_TTL),
        int(life.total_seconds()),
    )


def _written(claims: Claims, *, use: Use, now: datetime, life: timedelta) -> str:
    return write(
        claims, use=use, now=now, life=life, keys=settings.JWT_KEYS, issuer=settings.SITE_URL
    )


def _read(token: str, use: Use, now: datetime) -> Claims:
    try:
        return read(token, use=use, now=now, keys=settings.JWT_KEYS, issuer=settings.SITE_URL)
    except InvalidToken as error:
        raise TokenRefused() from error


def _is_alive(family: TokenFamily, now: datetime) -> bool:
    """Not ended, not over, of somebody who may come in and still has the role it was given for."""
    holds = family.revoked_at is None and family.expires_at > now
    return holds and family.user.is_active and _holds_role(family.user, family.audience)


def _holds_role(user: User, audience: str) -> bool:
    return audience == Audience.SHOPPER or roles.has_role(user=user, role=audience)


def _end(families: list[TokenFamily], *, reason: str, now: datetime) -> None:
    """Revoke families the caller has locked, here and, after the commit, in Redis."""
    ids = [family.pk for family in families]
    TokenFamily.objects.filter(pk__in=ids).update(revoked_at=now, revoked_for=reason)
    transaction.on_commit(lambda: _tell_ended(ids), robust=True)


def _tell_ended(family_ids: Collection[UUID]) -> None:
    try:
        _deny(family_ids)
    except durable.RedisError:
        # It hears of them when its memory is next renewed.
        log.warning("accounts.token.denials_unreachable")


def _deny(family_ids: Collection[UUID]) -> None:
    pipe = durable.store().pipeline()
    _write_denials(pipe, family_ids)
    pipe.execute()


def _write_denials(pipe: Pipeline, family_ids: Collection[UUID]) -> None:
    life_s = int(settings.ACCESS_TOKEN_TTL.total_seconds())
    for family_id in family_ids:
        pipe.set(durable.key("denied", str(family_id)), 1, ex=life_s)


def _is_denied(family_id: UUID, now: datetime) -> bool:
    try:
        remembers, denied = durable.store().mget(
            durable.key(MEMORY), durable.key("denied", str(family_id))
        )
        if remembers:
            return denied is not None
        _tell_again(now)
    except durable.RedisError:
        log.warning("accounts.token.denials_unreachable")
    # PostgreSQL always knows.
    return not TokenFamily.objects.filter(pk=family_id, revoked_at=None).exists()


def _tell_again(now: datetime) -> None:
    """Redis lost its memory: every refusal that still matters and the mark that it knows, at once,
    so that it never has the mark without them."""
    since = now - settings.ACCESS_TOKEN_TTL
    rows = TokenFamily.objects.filter(revoked_at__gte=since).order_by("pk")
    pipe = durable.store().pipeline()
    _write_denials(pipe, list(rows.values_list("pk", flat=True)))
    pipe.set(durable.key(MEMORY), 1, ex=MEMORY_S)
    pipe.execute()


def _check_caller(family: TokenFamily, caller: Caller) -> None:
    known = Caller(str(family.ip), family.user_agent)
    if settings.DEVICE_BINDING == "off" or _binding(known) == _binding(caller):
        return
    log.warning("accounts.token.moved", family=str(family.pk))
    if settings.DEVICE_BINDING == "refuse":
        raise TokenRefused(reason="binding")
    publish(LoginMoved(family.pk, family.user_id))


def _binding(caller: Caller) -> str:
    where = f"{limits.network_of(caller.ip)} {caller.user_agent[:200]}"
    return hashlib.sha256(where.encode()).hexdigest()[:16]
