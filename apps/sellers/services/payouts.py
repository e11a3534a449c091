"""Where a shop's money is sent. Whoever holds an owner's session must not be able to empty the
balance: a change is announced to every owner, and for a while nothing is paid out to it."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Forbidden, Invalid, NotAllowed
from apps.core.events import publish
from apps.core.sealing import is_current, reseal, seal, unseal
from apps.sellers import rules
from apps.sellers.events import PayoutDetailsChanged
from apps.sellers.models import PayoutDetails, PayoutWay, Seller

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PayoutFields:
    """An account as a seller writes it down; `bank_code` (MFO) belongs to an account in Uzbekistan,
    an IBAN carries its own."""

    way: str
    holder: str
    account: str
    bank_code: str = ""


@transaction.atomic
def save_payout_details(
    *, seller_id: UUID, fields: PayoutFields, by: Actor, now: datetime
) -> PayoutDetails:
    """Send the shop's money to this account from `PAYOUT_COOL_OFF` after `now` (aware UTC) on; the
    first account waits as well. Saving the present one again changes nothing. The door asks for a
    fresh proof. Raises NotAllowed (another shop), Forbidden (not an owner), Invalid.
    """
    if not by.acts_for(seller_id):
        raise NotAllowed(seller=str(seller_id))
    # Support must not be able to turn a shop's money aside, so being staff is not enough.
    if by.role != "seller" or by.user_id is None or not by.may("payouts"):
        raise Forbidden(right="payouts")
    clean = _checked(fields)
    Seller.objects.select_for_update().get(pk=seller_id)
    present = PayoutDetails.objects.filter(seller_id=seller_id, replaced_at=None).first()
    if present is not None and json.loads(unseal(present.sealed)) == asdict(clean):
        return present
    PayoutDetails.objects.filter(seller_id=seller_id, replaced_at=None).update(replaced_at=now)
    made = PayoutDetails.objects.create(
        seller_id=seller_id,
        way=clean.way,
        sealed=seal(json.dumps(asdict(clean))),
        last_four=clean.account[-4:],
        held_until=now + settings.PAYOUT_COOL_OFF,
        saved_by_id=by.user_id,
    )
    audit.record(
        actor=by,
        action="sellers.payout_details_saved",
        subject=f"seller:{seller_id}",
        before={"account": f"•• {present.last_four}"} if present else {},
        after={"account": f"•• {made.last_four}", "held_until": made.held_until},
    )
    publish(PayoutDetailsChanged(made.pk, seller_id))
    log.info("sellers.payout_details.saved", seller=str(seller_id), way=made.way)
    return made


def _checked(fields: PayoutFields) -> PayoutFields:
    account, bank_code = rules.compact(fields.account), rules.compact(fields.bank_code)
    holder = " ".join(fields.holder.split())
    wrong: dict[str, str] = {}
    if not 2 <= len(holder) <= 120:
        wrong["holder"] = _("Write the holder's name as the bank knows it.")
    if fields.way == PayoutWay.UZ:
        if not rules.is_uz_account(account):
            wrong["account"] = _("An account has 20 digits.")
        if not rules.is_bank_code(bank_code):
            wrong["bank_code"] = _("A bank's code (MFO) has 5 digits.")
    elif fields.way != PayoutWay.IBAN:
        wrong["way"] = _("Choose one of these.")
    elif not rules.is_iban(account):
        wrong["account"] = _("This is not a valid IBAN. Please compare it digit by digit.")
    if wrong:
        raise Invalid(fields=wrong)
    bank_code = bank_code if fields.way == PayoutWay.UZ else ""
    return PayoutFields(way=fields.way, holder=holder, account=account, bank_code=bank_code)


@transaction.atomic
def reseal_payout_details(*, ids: Collection[UUID]) -> int:
    """Seal accounts anew with the newest key; returns how many needed it."""
    rows = PayoutDetails.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    old = [row for row in rows if not is_current(row.sealed)]
    for row in old:
        row.sealed = reseal(row.sealed)
    PayoutDetails.objects.bulk_update(old, ["sealed"])
    return len(old)
