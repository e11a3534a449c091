"""The sandbox bank: play money, real HTTP, signed messages. Protocol: its own README."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import httpx

from apps.payments.providers.base import (
    BadBody,
    BadSignature,
    Charge,
    ChargeRequest,
    Outcome,
    ProviderAway,
    ProviderFact,
    ProviderRefused,
    RefundAnswer,
    RefundRequest,
)

T = TypeVar("T")

TIMEOUT = httpx.Timeout(5, connect=2)
# Every call carries a key or only reads, so it may be repeated.
PAUSES_S = (0.2, 0.6)
PASSING = frozenset({429, 500, 502, 503, 504})
MAX_SKEW = timedelta(minutes=5)
CHARGE_OUTCOMES = {
    "pending": Outcome.PENDING,
    "captured": Outcome.CAPTURED,
    "declined": Outcome.DECLINED,
    "cancelled": Outcome.CANCELLED,
    "expired": Outcome.CANCELLED,
}
CHARGE_EVENTS = frozenset(
    {"charge.captured", "charge.declined", "charge.cancelled", "charge.expired"}
)
REFUND_EVENTS = frozenset({"refund.succeeded"})
REFUND_OUTCOMES = {
    "succeeded": Outcome.REFUNDED,
    "pending": Outcome.PENDING,
    "failed": Outcome.DECLINED,
}


class SandboxBank:
    """The bank that ships with the project."""

    code = "sandbox"
    label = "Sandbox Bank"

    def __init__(self, *, url: str, secret: str) -> None:
        derived = hmac.new(secret.encode(), b"webhook", hashlib.sha256).hexdigest()
        self._webhook_key = derived.encode()
        self._http = httpx.Client(
            base_url=url,
            timeout=TIMEOUT,
            headers={"Authorization": f"Bearer {secret}"},
            # Not through a proxy of the surroundings, and nowhere the bank didn't say at first.
            trust_env=False,
            follow_redirects=False,
        )

    def charge(self, request: ChargeRequest) -> Charge:
        body = {
            "amount_minor": _minor(request.amount),
            "currency": request.currency,
            "reference": str(request.reference),
            "description": request.description,
            "return_url": request.return_url,
            "locale": request.language,
            "expires_at": request.expires_at.isoformat(),
        }
        return self._call(_charge, "POST", "/v1/charges", key=request.key, body=body)

    def fetch(self, ref: str) -> Charge:
        return self._call(_charge, "GET", f"/v1/charges/{ref}")

    def cancel(self, ref: str) -> Charge:
        try:
            return self._call(_charge, "POST", f"/v1/charges/{ref}/cancel", key=f"cancel-{ref}")
        except ProviderRefused:
            # Paid or ended meanwhile: the charge itself says which.
            return self.fetch(ref)

    def refund(self, request: RefundRequest) -> RefundAnswer:
        path = f"/v1/charges/{request.charge_ref}/refunds"
        body = {"amount_minor": _minor(request.amount)}
        return self._call(_refund, "POST", path, key=request.key, body=body)

    def read_webhook(
        self, *, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> ProviderFact:
        known = {name.lower(): value for name, value in headers.items()}
        sent_at = known.get("x-bank-timestamp", "")
        wanted = hmac.new(self._webhook_key, f"{sent_at}.".encode() + body, hashlib.sha256)
        signature = known.get("x-bank-signature", "")
        if not hmac.compare_digest(wanted.hexdigest().encode(), signature.encode()):
            raise BadSignature(reason="signature")
        if (
            not sent_at.isdecimal()
            or abs(now.timestamp() - int(sent_at)) > MAX_SKEW.total_seconds()
        ):
            raise BadSignature(reason="timestamp")
        try:
            return _fact(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadBody(reason=type(error).__name__) from error

    def _call(
        self,
        translate: Callable[[Mapping[str, Any]], T],  # Any: JSON
        method: str,
        path: str,
        *,
        key: str = "",
        body: Mapping[str, object] | None = None,
    ) -> T:
        """One call, repeated over passing faults with the same key, and its answer in our words."""
        headers = {"Idempotency-Key": key} if key else {}
        for pause in (*PAUSES_S, None):
            try:
                answer = self._http.request(method, path, json=body, headers=headers)
            except httpx.TransportError as error:
                if pause is None:
                    raise ProviderAway(reason=type(error).__name__) from error
            else:
                if answer.status_code not in PASSING:
                    return _read(answer, translate)
                if pause is None:
                    raise ProviderAway(status=answer.status_code)
            time.sleep(pause)
        raise AssertionError("the last pause is None")


def _read(answer: httpx.Response, translate: Callable[[Mapping[str, Any]], T]) -> T:  # Any: JSON
    if not answer.is_success:
        raise ProviderRefused(status=answer.status_code)
    try:
        return translate(answer.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # It may have happened, but we cannot read it: like no answer.
        raise ProviderAway(reason="unreadable") from error


def _minor(amount: Decimal) -> int:
    """The bank counts in hundredths, soum too."""
    return int(amount * 100)


def _amount(minor: int) -> Decimal:
    return Decimal(minor) / 100


def _charge(raw: Mapping[str, Any]) -> Charge:  # Any: JSON
    outcome = CHARGE_OUTCOMES.get(raw["status"], Outcome.UNKNOWN)
    minor = raw["captured_minor"] if outcome is Outcome.CAPTURED else raw["amount_minor"]
    return Charge(
        ref=str(raw["id"]),
        reference=str(raw.get("reference") or ""),
        outcome=outcome,
        amount=_amount(minor),
        currency=str(raw.get("currency") or ""),
        pay_url=str(raw.get("pay_url") or ""),
        decline_code=str(raw.get("decline_code") or ""),
    )


def _refund(raw: Mapping[str, Any]) -> RefundAnswer:  # Any: JSON
    return RefundAnswer(
        ref=str(raw["id"]),
        outcome=REFUND_OUTCOMES.get(raw["status"], Outcome.UNKNOWN),
        amount=_amount(raw["amount_minor"]),
    )


def _fact(raw: Mapping[str, Any]) -> ProviderFact:  # Any: JSON
    """A kind of message that we don't know is about nothing: it waits for a person."""
    event_id, kind = str(raw["id"]), raw["type"]
    if kind in CHARGE_EVENTS:
        return ProviderFact(event_id, charge=_charge(raw["data"]), refund=None, raw=raw)
    if kind in REFUND_EVENTS:
        return ProviderFact(event_id, charge=None, refund=_refund(raw["data"]), raw=raw)
    return ProviderFact(event_id, charge=None, refund=None, raw=raw)
