"""Accounts elsewhere that people sign in with."""

import secrets
from datetime import datetime, timedelta

import structlog
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from apps.accounts.rules.signed import read_signed_request
from apps.core import audit
from apps.core.actors import SYSTEM
from apps.core.errors import Forbidden, NotAllowed

log = structlog.get_logger(__name__)

# An older request is a copy of one that was done.
REQUEST_TTL = timedelta(days=1)


@transaction.atomic
def forget_facebook(*, signed_request: str, now: datetime) -> str:
    """Delete what Facebook told us of a person who asked for that over there; their account here
    stays, and opens another way. Returns the code by which they can see that it is done. Raises
    NotAllowed while nobody signs in by Facebook here, Forbidden for what it didn't sign.
    """
    known = settings.SOCIALACCOUNT_PROVIDERS.get("facebook")
    if known is None:
        raise NotAllowed()
    facts = read_signed_request(text=signed_request, secret=known["APPS"][0]["secret"])
    if facts is None or not _is_recent(facts.get("issued_at"), now):
        raise Forbidden(reason="signed_request")
    code = secrets.token_hex(8)
    rows = SocialAccount.objects.filter(provider="facebook", uid=str(facts.get("user_id", "")))
    for row in rows.order_by("pk").select_for_update():
        audit.record(
            actor=SYSTEM,
            action="accounts.disconnected",
            subject=f"user:{row.user_id}",
            before={"provider": "facebook"},
        )
        row.delete()
    audit.record(actor=SYSTEM, action="accounts.facebook_forgotten", subject=f"deletion:{code}")
    log.info("accounts.facebook.forgotten", deletion=code)
    return code


def _is_recent(issued_at: object, now: datetime) -> bool:
    if not isinstance(issued_at, int | float):
        return False
    return abs(now.timestamp() - issued_at) < REQUEST_TTL.total_seconds()
