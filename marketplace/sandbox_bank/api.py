"""The door for shops: JSON over HTTP, a bearer secret, a key on every change."""

import hmac
import json
import re
import sqlite3
import time

from marketplace.sandbox_bank.bank import Answer, Bank, Refused
from marketplace.sandbox_bank.control import Mischief
from marketplace.sandbox_bank.web import Request, Response, as_json

CHARGE = re.compile(r"/v1/charges/([\w-]+)")
CHANGE = re.compile(r"/v1/charges/([\w-]+)/(cancel|refunds)")
KEY_LIMIT = 200


class Api:
    """`/v1/…`."""

    def __init__(self, bank: Bank, *, secret: str, mischief: Mischief) -> None:
        self._bank = bank
        self._secret = secret
        self._mischief = mischief

    def answer(self, request: Request) -> Response:
        """One call; whoever doesn't know the secret learns nothing."""
        if not is_allowed(request, self._secret):
            return as_json(401, {"code": "unauthorized"})
        self._mischief.calls.append(f"{request.method} {request.path}")
        if self._mischief.statuses:
            return as_json(self._mischief.statuses.pop(0), {"code": "fault"})
        try:
            status, body = self._route(request)
        except Refused as refusal:
            status, body = refusal.status, {"code": refusal.code}
        if self._mischief.lost:
            # Done, but nobody hears of it.
            self._mischief.lost -= 1
            return as_json(503, {"code": "lost"})
        return as_json(status, body)

    def _route(self, request: Request) -> Answer:
        if request.method == "GET" and (found := CHARGE.fullmatch(request.path)):
            return 200, self._bank.charge(found[1], now=time.time())
        if request.method == "POST":
            return self._change(request)
        raise Refused(404, "not_found")

    def _change(self, request: Request) -> Answer:
        key = request.headers.get("idempotency-key", "")
        if not key or len(key) > KEY_LIMIT:
            raise Refused(400, "idempotency_key")
        asked, now = request.json(), time.time()
        change = CHANGE.fullmatch(request.path)

        def make(db: sqlite3.Connection) -> Answer:
            if request.path == "/v1/charges":
                return self._bank.open_charge(db, asked, now=now)
            if change is None:
                raise Refused(404, "not_found")
            if change[2] == "cancel":
                return self._bank.cancel(db, change[1])
            return self._bank.refund(db, change[1], asked, now=now)

        same = f"{request.path} {json.dumps(asked, sort_keys=True)}"
        return self._bank.keyed(key=key, request=same, make=make)


def is_allowed(request: Request, secret: str) -> bool:
    """Whether a caller knows the shop's secret."""
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {secret}".encode())
