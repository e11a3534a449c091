"""The sandbox bank itself, held by its control door, and messages as it would sign them."""

import hashlib
import hmac
import json
import time
from itertools import count

SECRET = "sandbox-tests"


def sign(body, *, secret=SECRET, at=None):
    """The headers the bank sends with a webhook."""
    sent_at = str(int(at if at is not None else time.time()))
    key = hmac.new(secret.encode(), b"webhook", hashlib.sha256).hexdigest().encode()
    signature = hmac.new(key, f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Bank-Timestamp": sent_at, "X-Bank-Signature": signature, "X-Bank-Event": "any"}


class ControlledBank:
    """A bank process that sends nothing by itself: tests settle charges and take its messages."""

    def __init__(self, process):
        self._process = process
        self.url = process.url
        self._numbers = count(1)

    @property
    def charges(self):
        """What the bank has, by its reference."""
        return {charge["id"]: charge for charge in self._process.control()["charges"]}

    @property
    def refunds(self):
        return {refund["id"]: refund for refund in self._process.control()["refunds"]}

    @property
    def calls(self):
        """Method and path of each call so far."""
        return self._process.control()["calls"]

    def fail(self, *statuses):
        """Answer the next calls with these, doing nothing."""
        self._process.control(statuses=list(statuses))

    def lose(self, answers):
        """Do what the next calls ask, but answer 503."""
        self._process.control(lost=answers)

    def pay(self, charge, *, status="captured", captured_minor=None, code=""):
        """The payer decides on the bank's page; `charge` is brought up to date."""
        decision = {"status": status, "captured_minor": captured_minor, "decline_code": code}
        path = f"/control/charges/{charge['id']}/settle"
        charge.update(self._process.call("POST", path, decision)[1])

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
