"""The door for tests (`--control`): make the bank fail, and look inside. Never open in a demo."""

import re
import time
from dataclasses import asdict, dataclass, field

from marketplace.sandbox_bank.bank import Bank
from marketplace.sandbox_bank.store import Store
from marketplace.sandbox_bank.web import Request, Response, as_json

SETTLE = re.compile(r"/control/charges/([\w-]+)/settle")


@dataclass
class Mischief:
    """What goes wrong next. `statuses` answer the next calls; `lost` calls are done but answered
    503; `failing` deliveries come to nothing; every message goes out in `copies`, `delay_s` late,
    newest first when `newest_first`, and none while `is_holding`. `calls` is what was asked."""

    statuses: list[int] = field(default_factory=list)
    lost: int = 0
    failing: int = 0
    copies: int = 1
    delay_s: float = 0.0
    newest_first: bool = False
    is_holding: bool = False
    calls: list[str] = field(default_factory=list)


class Control:
    """`/control/…`."""

    def __init__(self, bank: Bank, store: Store, mischief: Mischief) -> None:
        self._bank = bank
        self._store = store
        self._mischief = mischief

    def answer(self, request: Request) -> Response:
        """GET /control shows, PATCH /control makes mischief, POST settles a charge, DELETE forgets
        everything."""
        settled = SETTLE.fullmatch(request.path)
        if settled and request.method == "POST":
            return as_json(200, self._settle(settled[1], request.json()))
        if request.path != "/control":
            return as_json(404, {"code": "not_found"})
        if request.method == "PATCH":
            known = asdict(self._mischief)
            for name, value in request.json().items():
                if name not in known or not isinstance(value, type(known[name])):
                    return as_json(400, {"code": name})
                setattr(self._mischief, name, value)
        elif request.method == "DELETE":
            self._forget()
        return as_json(200, self._shown())

    def _settle(self, charge_id: str, asked: dict[str, object]) -> dict[str, object]:
        minor = asked.get("captured_minor")
        return self._bank.settle(
            charge_id,
            status=str(asked["status"]),
            captured_minor=minor if isinstance(minor, int) else 0,
            decline_code=str(asked.get("decline_code") or ""),
            now=time.time(),
        )

    def _shown(self) -> dict[str, object]:
        with self._store.transaction() as db:
            charges = [row["id"] for row in db.execute("SELECT id FROM charge ORDER BY rowid")]
            refunds = [dict(row) for row in db.execute("SELECT * FROM refund ORDER BY rowid")]
            messages = [dict(row) for row in db.execute("SELECT * FROM message ORDER BY position")]
        now = time.time()
        return {
            **asdict(self._mischief),
            "charges": [self._bank.charge(charge_id, now=now) for charge_id in charges],
            "refunds": refunds,
            "messages": messages,
        }

    def _forget(self) -> None:
        with self._store.transaction() as db:
            for table in ("message", "answer", "refund", "charge"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
        for name, value in asdict(Mischief()).items():
            setattr(self._mischief, name, value)
