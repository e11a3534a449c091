"""A stand-in for the bank: real HTTP, keys and signatures as its protocol says, no pages."""

import hashlib
import hmac
import json
import re
import time
from itertools import count

from werkzeug import Request, Response

SECRET = "sandbox-tests"


def sign(body, *, secret=SECRET, at=None):
    """The headers the bank sends with a webhook."""
    sent_at = str(int(at if at is not None else time.time()))
    key = hmac.new(secret.encode(), b"webhook", hashlib.sha256).hexdigest().encode()
    signature = hmac.new(key, f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Bank-Timestamp": sent_at, "X-Bank-Signature": signature, "X-Bank-Event": "any"}


class StandInBank:
    """Charges and refunds in memory. `faults` are status codes to answer with first; `lost` makes
    it do what was asked but answer 503."""

    def __init__(self, httpserver):
        self.url = httpserver.url_for("/").rstrip("/")
        self.charges, self.refunds, self.answers = {}, {}, {}
        self.faults, self.lost, self.calls = [], 0, []
        self._numbers = count(1)
        httpserver.expect_request("/v1/charges", method="POST").respond_with_handler(
            self._keyed(self._charge)
        )
        httpserver.expect_request(re.compile(r"/v1/.*")).respond_with_handler(
            self._keyed(self._rest)
        )

    def pay(self, charge, *, status="captured", captured_minor=None, code=""):
        """The payer decides on the bank's page."""
        charge["status"], charge["decline_code"] = status, code
        if status == "captured":
            charge["captured_minor"] = captured_minor or charge["amount_minor"]

    def message(self, data, kind, *, event_id=None, **signing):
        """A webhook's body and headers."""
        body = json.dumps(
            {
                "id": event_id or f"evt_{next(self._numbers)}",
                "type": kind,
                "created_at": "2026-11-24T12:00:00Z",
                "data": data,
            }
        ).encode()
        return body, sign(body, **signing)

    def _keyed(self, answer):
        def handler(request: Request) -> Response:
            if request.headers.get("Authorization") != f"Bearer {SECRET}":
                return Response(status=401)
            self.calls.append(f"{request.method} {request.path}")
            if self.faults:
                return Response(status=self.faults.pop(0))
            key = request.headers.get("Idempotency-Key")
            if request.method == "POST" and not key:
                return Response(status=400)
            stored = self.answers.get(key) if key else None
            if stored is None:
                stored = answer(request)
                if key:
                    self.answers[key] = stored[0], dict(stored[1])
            if self.lost:
                self.lost -= 1
                return Response(status=503)
            status, body = stored
            return Response(json.dumps(body), status=status, content_type="application/json")

        return handler

    def _charge(self, request):
        asked = request.get_json()
        ref = f"ch_{next(self._numbers):06}"
        self.charges[ref] = {
            "id": ref,
            "status": "pending",
            "pay_url": f"{self.url}/pay/{ref}",
            "captured_minor": 0,
            "refunded_minor": 0,
            "decline_code": "",
            **asked,
        }
        return 201, self.charges[ref]

    def _rest(self, request):
        parts = request.path.split("/")
        charge = self.charges.get(parts[3])
        if charge is None:
            return 404, {"code": "not_found"}
        if request.method == "GET":
            return 200, charge
        if parts[4] == "cancel":
            if charge["status"] != "pending":
                return 409, {"code": "not_pending"}
            charge["status"] = "cancelled"
            return 200, charge
        minor = request.get_json()["amount_minor"]
        if charge["refunded_minor"] + minor > charge["captured_minor"]:
            return 409, {"code": "too_much"}
        charge["refunded_minor"] += minor
        ref = f"re_{next(self._numbers):06}"
        self.refunds[ref] = {
            "id": ref,
            "charge": charge["id"],
            "status": "succeeded",
            "amount_minor": minor,
        }
        return 201, self.refunds[ref]
