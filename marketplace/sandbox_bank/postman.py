"""Takes the bank's signed messages to the shop until they are received."""

import hashlib
import hmac
import http.client
import sqlite3
import sys
import threading
import time
from urllib.parse import urlsplit

from marketplace.sandbox_bank.bank import Bank
from marketplace.sandbox_bank.control import Mischief
from marketplace.sandbox_bank.rules import pause_s
from marketplace.sandbox_bank.store import Store

TIMEOUT_S = 10
LOOK_EVERY_S = 0.1
BATCH = 20
WAITING = "SELECT * FROM message WHERE delivered_at IS NULL AND due_at <= ?"


def sign(body: bytes, *, secret: str, sent_at: int) -> str:
    """HMAC-SHA256 over `<seconds>.<body>` under a key derived from the shop's secret."""
    key = hmac.new(secret.encode(), b"webhook", hashlib.sha256).hexdigest().encode()
    return hmac.new(key, f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()


class Postman:
    """One thread: sends what is due, and ends charges whose time is out."""

    def __init__(
        self, bank: Bank, store: Store, *, url: str, secret: str, mischief: Mischief
    ) -> None:
        self._bank = bank
        self._store = store
        self._target = urlsplit(url)
        self._secret = secret
        self._mischief = mischief
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="postman", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the message at hand and go."""
        self._stopped.set()
        self._thread.join(TIMEOUT_S)

    def _work(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_S):
            try:
                self._bank.expire_due(now=time.time())
                while self._send_due() == BATCH and not self._stopped.is_set():
                    pass
            except sqlite3.OperationalError as error:
                # A busy or full disk passes; the messages wait in the file.
                print(f"postman: {error}", file=sys.stderr, flush=True)

    def _send_due(self) -> int:
        if self._mischief.is_holding or not self._target.hostname:
            return 0
        due = self._due(time.time() - self._mischief.delay_s)
        for message in due:
            copies = [self._send(message) for _ in range(self._mischief.copies)]
            received = all(copies)
            self._record(message["id"], received=received, now=time.time())
        return len(due)

    def _due(self, now: float) -> list[sqlite3.Row]:
        order = "DESC" if self._mischief.newest_first else "ASC"
        with self._store.transaction() as db:
            return db.execute(
                f"{WAITING} ORDER BY position {order} LIMIT ?",  # one of two words
                [now, BATCH],
            ).fetchall()

    def _send(self, message: sqlite3.Row) -> bool:
        """Whether the shop said that it has the message; redirects are not followed."""
        if self._mischief.failing:
            self._mischief.failing -= 1
            return False
        body, sent_at = message["body"].encode(), int(time.time())
        headers = {
            "Content-Type": "application/json",
            "X-Bank-Event": message["kind"],
            "X-Bank-Timestamp": str(sent_at),
            "X-Bank-Signature": sign(body, secret=self._secret, sent_at=sent_at),
        }
        connection = self._connection()
        try:
            connection.request("POST", self._target.path or "/", body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            print(f"postman: {message['id']}: {type(error).__name__}", file=sys.stderr, flush=True)
            return False
        finally:
            connection.close()
        if not 200 <= status < 300:
            print(f"postman: {message['id']}: answered {status}", file=sys.stderr, flush=True)
        return 200 <= status < 300

    def _connection(self) -> http.client.HTTPConnection:
        secure = self._target.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        return kind(self._target.hostname or "", self._target.port, timeout=TIMEOUT_S)

    def _record(self, message_id: str, *, received: bool, now: float) -> None:
        with self._store.transaction() as db:
            if received:
                db.execute("UPDATE message SET delivered_at = ? WHERE id = ?", [now, message_id])
                return
            db.execute("UPDATE message SET attempts = attempts + 1 WHERE id = ?", [message_id])
            row = db.execute("SELECT attempts FROM message WHERE id = ?", [message_id]).fetchone()
            if row is not None:
                due_at = now + pause_s(row["attempts"])
                db.execute("UPDATE message SET due_at = ? WHERE id = ?", [due_at, message_id])
