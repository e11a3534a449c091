"""What the bank does with charges. Every change and the message about it are one transaction."""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from marketplace.sandbox_bank.rules import CODE_TRIES, Card
from marketplace.sandbox_bank.store import Store

Json = dict[str, Any]  # Any: JSON
Answer = tuple[int, Json]
TEXT_LIMIT = 500


class Refused(Exception):
    """The bank says no: a status and a code for the caller."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Bank:
    """The use cases; `url` is where payers reach its pages."""

    def __init__(self, store: Store, *, url: str) -> None:
        self._store = store
        self._url = url

    def keyed(
        self, *, key: str, request: str, make: Callable[[sqlite3.Connection], Answer]
    ) -> Answer:
        """Do it once for a key and give the same answer ever after; a refusal is an answer too.
        Raises Refused when the key came with another request before."""
        digest = hashlib.sha256(request.encode()).hexdigest()
        with self._store.transaction() as db:
            row = db.execute("SELECT * FROM answer WHERE key = ?", [key]).fetchone()
            if row is not None:
                if row["request"] != digest:
                    raise Refused(422, "key_reused")
                return row["status"], json.loads(row["body"])
            try:
                status, body = make(db)
            except Refused as refusal:
                status, body = refusal.status, {"code": refusal.code}
            db.execute(
                "INSERT INTO answer VALUES (?, ?, ?, ?)", [key, digest, status, json.dumps(body)]
            )
            return status, body

    def open_charge(self, db: sqlite3.Connection, asked: Json, *, now: float) -> Answer:
        """A sum somebody is to pay. Raises Refused for what isn't a charge."""
        charge_id = f"ch_{secrets.token_urlsafe(18)}"
        fields = {"id": charge_id, **_charge_fields(asked, now=now)}
        names, marks = ", ".join(fields), ", ".join("?" * len(fields))
        # The names are our own columns.
        db.execute(f"INSERT INTO charge ({names}) VALUES ({marks})", list(fields.values()))  # noqa: S608
        return 201, self._view(_row(db, charge_id))

    def cancel(self, db: sqlite3.Connection, charge_id: str) -> Answer:
        """Let an unpaid charge go. Raises Refused (not pending any more)."""
        row = _row(db, charge_id)
        if row["status"] != "pending":
            raise Refused(409, "not_pending")
        return 200, self._end(db, charge_id, "cancelled")

    def refund(self, db: sqlite3.Connection, charge_id: str, asked: Json, *, now: float) -> Answer:
        """Send a part back. Raises Refused (not a sum, more than was taken)."""
        row, minor = _row(db, charge_id), asked.get("amount_minor")
        if not _is_sum(minor):
            raise Refused(400, "amount_minor")
        if row["refunded_minor"] + minor > row["captured_minor"]:
            raise Refused(409, "too_much")
        db.execute(
            "UPDATE charge SET refunded_minor = refunded_minor + ? WHERE id = ?", [minor, charge_id]
        )
        refund = {
            "id": f"re_{secrets.token_urlsafe(18)}",
            "charge": charge_id,
            "amount_minor": minor,
            "status": "succeeded",
        }
        db.execute("INSERT INTO refund VALUES (:id, :charge, :amount_minor, :status)", refund)
        _announce(db, "refund.succeeded", refund, now=now)
        return 201, refund

    def charge(self, charge_id: str, *, now: float) -> Json:
        """A charge as it stands; one whose time is out has ended. Raises Refused (unknown)."""
        with self._store.transaction() as db:
            row = _row(db, charge_id)
            if row["status"] == "pending" and row["expires_at"] <= now:
                return self._end(db, charge_id, "expired", now=now)
            return self._view(row)

    def present_card(self, charge_id: str, card: Card, *, now: float) -> None:
        """The payer gives a card: paid, declined, or a code is asked for."""
        with self._store.transaction() as db:
            self._must_be_open(db, charge_id, now)
            if card.asks_code:
                db.execute(
                    "UPDATE charge SET card_end = ?, code = ?, wrong_codes = 0 WHERE id = ?",
                    [card.number[-4:], f"{secrets.randbelow(10**6):06}", charge_id],
                )
            elif card.decline_code:
                self._end(db, charge_id, "declined", now=now, decline_code=card.decline_code)
            else:
                self._end(db, charge_id, "captured", now=now)

    def secret_of(self, charge_id: str) -> tuple[str, str]:
        """The code a payer must repeat and the card's last digits; empty when none is asked."""
        with self._store.transaction() as db:
            row = _row(db, charge_id)
            return row["code"], row["card_end"]

    def present_code(self, charge_id: str, code: str, *, now: float) -> bool:
        """The payer repeats the code; False when it is wrong. Too many wrong ones decline."""
        with self._store.transaction() as db:
            row = self._must_be_open(db, charge_id, now)
            if not row["code"]:
                raise Refused(409, "no_code")
            if secrets.compare_digest(row["code"].encode(), code.encode()):
                self._end(db, charge_id, "captured", now=now)
                return True
            wrong = row["wrong_codes"] + 1
            db.execute("UPDATE charge SET wrong_codes = ? WHERE id = ?", [wrong, charge_id])
            if wrong >= CODE_TRIES:
                self._end(db, charge_id, "declined", now=now, decline_code="wrong_code")
            return False

    def decline(self, charge_id: str, *, now: float) -> None:
        """The payer says no."""
        with self._store.transaction() as db:
            self._must_be_open(db, charge_id, now)
            self._end(db, charge_id, "declined", now=now, decline_code="declined_by_payer")

    def settle(
        self, charge_id: str, *, status: str, captured_minor: int, decline_code: str, now: float
    ) -> Json:
        """For the control door: end a charge as said, whatever the payer does."""
        with self._store.transaction() as db:
            return self._end(
                db,
                charge_id,
                status,
                now=now,
                decline_code=decline_code,
                captured_minor=captured_minor,
            )

    def expire_due(self, *, now: float) -> int:
        """End charges that nobody paid in time; returns how many."""
        with self._store.transaction() as db:
            due = db.execute(
                "SELECT id FROM charge WHERE status = 'pending' AND expires_at <= ?", [now]
            ).fetchall()
            for row in due:
                self._end(db, row["id"], "expired", now=now)
            return len(due)

    def _must_be_open(self, db: sqlite3.Connection, charge_id: str, now: float) -> sqlite3.Row:
        row = _row(db, charge_id)
        if row["status"] != "pending" or row["expires_at"] <= now:
            raise Refused(409, "not_pending")
        return row

    def _end(
        self,
        db: sqlite3.Connection,
        charge_id: str,
        status: str,
        *,
        now: float | None = None,
        decline_code: str = "",
        captured_minor: int = 0,
    ) -> Json:
        """Close a charge and announce it; who asked for the end himself (`now` None) knows it."""
        row = _row(db, charge_id)
        taken = (captured_minor or row["amount_minor"]) if status == "captured" else 0
        db.execute(
            "UPDATE charge SET status = ?, captured_minor = ?, decline_code = ?, code = ''"
            " WHERE id = ?",
            [status, taken, decline_code, charge_id],
        )
        view = self._view(_row(db, charge_id))
        if now is not None:
            _announce(db, f"charge.{status}", view, now=now)
        return view

    def _view(self, row: sqlite3.Row) -> Json:
        """A charge as callers see it."""
        hidden = {"card_end", "code", "wrong_codes"}
        shown = {name: row[name] for name in row.keys() if name not in hidden}  # noqa: SIM118
        shown["expires_at"] = _moment(row["expires_at"])
        return {**shown, "pay_url": f"{self._url}/pay/{row['id']}"}


def _announce(db: sqlite3.Connection, kind: str, data: Mapping[str, object], *, now: float) -> None:
    event_id = f"evt_{secrets.token_urlsafe(18)}"
    body = {"id": event_id, "type": kind, "created_at": _moment(now), "data": data}
    db.execute(
        "INSERT INTO message (id, kind, body, due_at) VALUES (?, ?, ?, ?)",
        [event_id, kind, json.dumps(body), now],
    )


def _row(db: sqlite3.Connection, charge_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM charge WHERE id = ?", [charge_id]
    ).fetchone()
    if row is None:
        raise Refused(404, "not_found")
    return row


def _charge_fields(asked: Json, *, now: float) -> Json:
    """The columns of a new charge. Raises Refused with the name of the first wrong field."""
    if not _is_sum(asked.get("amount_minor")):
        raise Refused(400, "amount_minor")
    texts = {}
    for name in ("currency", "reference", "description", "return_url", "locale", "expires_at"):
        text = asked.get(name)
        if not isinstance(text, str) or not text or len(text) > TEXT_LIMIT:
            raise Refused(400, name)
        texts[name] = text
    target = urlsplit(texts["return_url"])
    if target.scheme not in ("http", "https") or not target.netloc:
        raise Refused(400, "return_url")
    try:
        expires_at = datetime.fromisoformat(texts["expires_at"])
    except ValueError:
        raise Refused(400, "expires_at") from None
    if expires_at.tzinfo is None or expires_at.timestamp() <= now:
        raise Refused(400, "expires_at")
    return {**texts, "amount_minor": asked["amount_minor"], "expires_at": expires_at.timestamp()}


def _is_sum(minor: object) -> bool:
    return isinstance(minor, int) and not isinstance(minor, bool) and 0 < minor < 10**15


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()
