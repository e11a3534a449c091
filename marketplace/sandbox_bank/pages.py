"""The door for payers: a card, a code, a result, and the way back to the shop."""

import html
import importlib.util
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from marketplace.sandbox_bank.bank import Bank, Json, Refused
from marketplace.sandbox_bank.rules import CARDS, Card, card_errors, card_of, money
from marketplace.sandbox_bank.texts import TEXTS
from marketplace.sandbox_bank.web import Request, Response, go

HERE = Path(__file__).parent
PAGE = re.compile(r"/pay/(ch_[\w-]+)(?:/(card|code|decline))?")
FONT = re.compile(r"/static/(Inter-(?:Regular|Medium|SemiBold|Bold)\.woff2)")
FILES = {"bank.css": "text/css; charset=utf-8", "mark.svg": "image/svg+xml"}
# How a page of an ended charge looks; any other ending is a closed one.
ENDINGS = {"captured": "paid", "declined": "declined"}


class Pages:
    """`/pay/…` and `/static/…`."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    def answer(self, request: Request) -> Response:
        """A page, or a plain refusal that says what to do next."""
        if request.path.startswith("/static/"):
            return _static(request.path)
        found = PAGE.fullmatch(request.path)
        try:
            if found is None:
                raise Refused(404, "not_found")
            charge = self._bank.charge(found[1], now=time.time())
        except Refused:
            return _missing(request)
        step = found[2] or ""
        if request.method == "GET" and step in ("", "code"):
            return self._show(request, charge, step=step)
        if request.method != "POST" or not step:
            return _missing(request, status=405)
        if not request.is_own():
            return _missing(request, status=403)
        return self._post(request, charge, step=step)

    def _show(self, request: Request, charge: Json, *, step: str) -> Response:
        if charge["status"] != "pending":
            return _result(charge)
        code, card_end = self._bank.secret_of(charge["id"])
        if step == "code":
            return _code_page(charge, code, card_end) if code else go(_url(charge))
        chosen = next((card for card in CARDS if card.name == request.query.get("card")), None)
        return _card_page(charge, _filled(chosen) if chosen else {}, {})

    def _post(self, request: Request, charge: Json, *, step: str) -> Response:
        steps: dict[str, Callable[[Request, Json], Response]] = {
            "card": self._card,
            "code": self._code,
            "decline": self._decline,
        }
        try:
            return steps[step](request, charge)
        except Refused:
            # Paid, declined or out of time meanwhile: nothing was done, and the page says which.
            now_it_is = self._bank.charge(charge["id"], now=time.time())
            if now_it_is["status"] == "pending":
                return go(_url(charge))
            return _result(now_it_is, status=409)

    def _card(self, request: Request, charge: Json) -> Response:
        form, now = request.form(), time.time()
        card = card_of(form.get("number", ""))
        errors = card_errors(form, today=datetime.now(UTC).date())
        if card is None or errors:
            # Whatever was typed may be a real card: it isn't shown again.
            return _card_page(charge, {}, errors, status=422)
        self._bank.present_card(charge["id"], card, now=now)
        return go(_url(charge, "code") if card.asks_code else _url(charge))

    def _code(self, request: Request, charge: Json) -> Response:
        given = request.form().get("code", "").strip()
        if self._bank.present_code(charge["id"], given, now=time.time()):
            return go(_url(charge))
        code, card_end = self._bank.secret_of(charge["id"])
        if not code:
            return go(_url(charge))
        return _code_page(charge, code, card_end, error="wrong_code", status=422)

    def _decline(self, _request: Request, charge: Json) -> Response:
        self._bank.decline(charge["id"], now=time.time())
        return go(_url(charge))


class Html(str):
    """Text that is HTML already; anything else is escaped."""


def _render(name: str, values: Mapping[str, str]) -> Html:
    template = Template((HERE / "templates" / f"{name}.html").read_text(encoding="utf-8"))
    safe = {
        key: value if isinstance(value, Html) else html.escape(value)
        for key, value in values.items()
    }
    return Html(template.substitute(safe))


def _page(
    name: str, charge: Json, values: Mapping[str, str], *, title: str, status: int = 200
) -> Response:
    language = _language(charge["locale"])
    shown = {
        **{f"t_{key}": text for key, text in TEXTS[language].items()},
        "amount": money(charge["amount_minor"], currency=charge["currency"], language=language),
        "description": charge["description"],
        "shop": urlsplit(charge["return_url"]).netloc,
        "back": charge["return_url"],
        "page": _url(charge),
        "lang": language,
        "title": TEXTS[language][title],
    }
    body = _render(name, {**shown, **values})
    whole = _render("base", {**shown, "body": body})
    return Response(status, whole.encode())


def _card_page(
    charge: Json, filled: Mapping[str, str], errors: Mapping[str, str], *, status: int = 200
) -> Response:
    language = _language(charge["locale"])
    rows = [
        _render(
            "_test_card",
            {
                "name": card.name,
                "page": _url(charge),
                "number": _spaced(card.number),
                "what": TEXTS[language][f"card_{card.name}"],
            },
        )
        for card in CARDS
    ]
    values: dict[str, str] = {"cards": Html("".join(rows))}
    for name in ("number", "expiry", "cvc"):
        values[name] = filled.get(name, "")
        values[f"{name}_error"] = _error(name, errors.get(name, ""), language)
        values[f"{name}_invalid"] = "true" if name in errors else "false"
    return _page("card", charge, values, title="card_title", status=status)


def _code_page(
    charge: Json, code: str, card_end: str, *, error: str = "", status: int = 200
) -> Response:
    language = _language(charge["locale"])
    values = {
        "code": code,
        "sent": TEXTS[language]["code_sent"].format(card_end=card_end),
        "code_error": _error("code", error, language),
        "code_invalid": "true" if error else "false",
    }
    return _page("code", charge, values, title="code_title", status=status)


def _result(charge: Json, *, status: int = 200) -> Response:
    ending = ENDINGS.get(charge["status"], "closed")
    texts = TEXTS[_language(charge["locale"])]
    reason = texts.get(f"why_{charge['decline_code']}", "")
    values = {
        "ending": ending,
        "heading": texts[f"{ending}_title"],
        "text": reason or texts[f"{ending}_text"],
    }
    return _page("result", charge, values, title=f"{ending}_title", status=status)


def _missing(request: Request, *, status: int = 404) -> Response:
    """No such page: there is no charge to take the language from, the browser says it."""
    language = _language(request.headers.get("accept-language", "")[:2])
    texts = TEXTS[language]
    values = {"heading": texts["missing_title"], "text": texts["missing_text"]}
    body = _render("missing", values)
    whole = {
        **{f"t_{key}": text for key, text in texts.items()},
        "lang": language,
        "title": texts["missing_title"],
        "body": body,
    }
    return Response(status, _render("base", whole).encode())


def _error(field: str, code: str, language: str) -> Html:
    """The line under a field, or nothing."""
    if not code:
        return Html("")
    return _render("_error", {"field": field, "text": TEXTS[language][code]})


def _static(path: str) -> Response:
    font = FONT.fullmatch(path)
    # The shop's letters come with a package that is installed anyway.
    fonts = importlib.util.find_spec("unfold") if font else None
    if font and fonts and fonts.origin:
        file = Path(fonts.origin).parent / "static" / "unfold" / "fonts" / "inter" / font[1]
        return _file(file, "font/woff2")
    name = path.removeprefix("/static/")
    return _file(HERE / "static" / name, FILES[name]) if name in FILES else Response(404)


def _file(path: Path, kind: str) -> Response:
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        return Response(404)
    return Response(200, body, kind, {"Cache-Control": "max-age=3600"})


def _url(charge: Json, step: str = "") -> str:
    return f"/pay/{charge['id']}" + (f"/{step}" if step else "")


def _language(asked: str) -> str:
    return asked if asked in TEXTS else "en"


def _filled(card: Card) -> dict[str, str]:
    """A form that a payer only needs to send."""
    year = (datetime.now(UTC).year + 3) % 100
    return {"number": _spaced(card.number), "expiry": f"12/{year:02}", "cvc": "123"}


def _spaced(number: str) -> str:
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))
