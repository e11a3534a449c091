"""The demo shop's data files as plain values; nothing is written here."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ru", "uz")
THOUSAND = 1000
# Sizes that many cards share.
SIZES: Mapping[str, tuple[str, ...]] = {
    "letters": ("s", "m", "l", "xl"),
    "all-letters": ("xs", "s", "m", "l", "xl", "xxl"),
    "women-shoes": ("36", "37", "38", "39", "40"),
    "men-shoes": ("40", "41", "42", "43", "44"),
    "all-shoes": ("36", "37", "38", "39", "40", "41", "42", "43"),
    "kids-shoes": ("26", "28", "30", "32", "34"),
}
Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category; `shape` is the drawing of its tile, empty for the lower ones."""

    code: str
    parent: str
    name: Texts
    shape: str


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """An attribute with its choices: (code, names)."""

    code: str
    kind: str
    name: Texts
    unit: str
    values: tuple[tuple[str, Texts], ...]


@dataclass(frozen=True, slots=True)
class UseRow:
    """What categories use: variant axes, filters, and what is only shown."""

    categories: tuple[str, ...]
    axis: tuple[str, ...]
    filter: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo; those with a role have an account that `make run` prints."""

    email: str
    name: str
    phone: str
    language: str
    role: str = ""
    password: str = ""
    totp_secret: str = ""
    note_for_start: str = ""
    city: str = ""
    street: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop; `second` is another warehouse, `is_waiting` an application staff haven't decided."""

    name: str
    owner: str
    city: str
    street: str
    legal: str
    tax: str
    handling: int
    about: Texts
    pays_vat: bool = False
    is_waiting: bool = False
    team: Mapping[str, str] = field(default_factory=dict)
    second: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another shop that sells the same card, for another price in UZS."""

    shop: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Goods:
    """A card. Prices in UZS; `steps` adds to the price by a choice's code; `sold_out` names choices
    that nobody has; `free` is the usual number of pieces of a variant; `fame` (0 to 5) how much of
    it was bought and reviewed; one that `waits` is a shop's own upload that staff haven't seen."""

    key: str
    shape: str
    category: str
    shop: str
    price: Decimal
    was: Decimal | None
    colours: tuple[str, ...]
    axis: str
    choices: tuple[str, ...]
    steps: Mapping[str, Decimal]
    sold_out: tuple[str, ...]
    free: int
    fame: int
    brand: str
    weight_g: int
    box_mm: tuple[int, int, int]
    facts: Mapping[str, Any]  # Any: text, number or boolean
    title: Texts
    description: Texts
    rivals: tuple[Rival, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class BannerRow:
    """A panel of the home page; without a shape it only says something."""

    tone: str
    path: str
    title: Texts
    text: Texts
    label: Texts
    shape: str
    colour: str


def categories() -> list[CategoryRow]:
    """All categories, parents first."""
    rows = json.loads((DATA / "categories.json").read_text(encoding="utf-8"))
    return [CategoryRow(r["code"], r["parent"], r["name"], r["shape"]) for r in rows]


def attributes() -> list[AttributeRow]:
    """All attributes but colour."""
    return [
        AttributeRow(
            code=row["code"],
            kind=row.get("kind", "choice"),
            name=_texts(row["name"]),
            unit=row.get("unit", ""),
            values=tuple((code, _texts(names)) for code, *names in row.get("values", [])),
        )
        for row in _toml("attributes.toml")["attribute"]
    ]


def uses() -> list[UseRow]:
    """How categories use attributes."""
    return [
        UseRow(
            categories=tuple(row["categories"]),
            axis=tuple(row.get("axis", ())),
            filter=tuple(row.get("filter", ())),
            also=tuple(row.get("also", ())),
        )
        for row in _toml("attributes.toml")["use"]
    ]


def people() -> list[Person]:
    """Everybody of the demo."""
    return [Person(**row) for row in _toml("people.toml")["person"]]


def shops() -> list[Shop]:
    """All shops."""
    return [
        Shop(about={code: row.pop(code) for code in LANGUAGES}, **row)
        for row in _toml("shops.toml")["shop"]
    ]


def goods() -> list[Goods]:
    """All cards, department by department."""
    sentences = _toml("sentences.toml")
    return [
        _goods(row, sentences=sentences, shop=file.get("shop", ""))
        for path in sorted((DATA / "goods").glob("*.toml"))
        for file in [_toml(f"goods/{path.name}")]
        for row in file["card"]
    ]


def few(cards: Sequence[Goods]) -> list[Goods]:
    """A small selection for tests: of each shop one card of every kind of variants."""
    chosen: dict[tuple[str, str], Goods] = {}
    for card in cards:
        chosen.setdefault((card.shop, card.axis), card)
    return list(chosen.values())


def reviews() -> dict[str, list[tuple[str, int, str]]]:
    """Texts of reviews by kind of goods: (language, stars, text)."""
    return {
        kind: [(language, stars, text) for language, stars, text in rows]
        for kind, rows in _toml("reviews.toml").items()
    }


def questions() -> dict[str, list[tuple[str, str, str, str]]]:
    """Questions by kind of goods: (language, question, the shop's answer, an owner's), answers
    perhaps empty."""
    return {
        kind: [(language, asked, answer, addition) for language, asked, answer, addition in rows]
        for kind, rows in _toml("questions.toml").items()
    }


def pages() -> Iterator[tuple[str, Texts, Texts]]:
    """Help and legal pages in their order: slug, title, body."""
    for path in sorted((DATA / "pages").glob("*.toml")):
        row = _toml(f"pages/{path.name}")
        title = {code: row[code]["title"] for code in LANGUAGES}
        body = {code: row[code]["body"].strip() for code in LANGUAGES}
        yield path.stem.split("-", 1)[1], title, body


def banners() -> list[BannerRow]:
    """The home page's panels, the large one first."""
    return [
        BannerRow(
            tone=row["tone"],
            path=row["path"],
            title=_texts(row["title"]),
            text=_texts(row["text"]),
            label=_texts(row["label"]) if "label" in row else {},
            shape=row.get("picture", ["", ""])[0],
            colour=row.get("picture", ["", ""])[1],
        )
        for row in _toml("banners.toml")["banner"]
    ]


def _goods(row: Mapping[str, Any], *, sentences: Mapping[str, Any], shop: str) -> Goods:
    """One card. Any: TOML."""
    was = row.get("was")
    choices = row.get("choices", ())
    return Goods(
        key=row["key"],
        shape=row["shape"],
        category=row["category"],
        shop=row.get("shop", shop),
        price=_sum(row["price"]),
        was=_sum(was) if was else None,
        colours=tuple(row["colours"]),
        axis=row.get("axis", ""),
        choices=SIZES[choices] if isinstance(choices, str) else tuple(choices),
        steps={code: _sum(more) for code, more in row.get("steps", {}).items()},
        sold_out=tuple(row.get("sold_out", ())),
        free=row.get("free", 12),
        fame=row.get("fame", 2),
        brand=row.get("brand", ""),
        weight_g=row["weight"],
        box_mm=(row["box"][0] * 10, row["box"][1] * 10, row["box"][2] * 10),
        facts=row.get("facts", {}),
        title={code: row[code][0] for code in LANGUAGES},
        description={code: _told(row, code, sentences) for code in LANGUAGES},
        rivals=tuple(Rival(name, _sum(price)) for name, price in row.get("rivals", {}).items()),
        waits=row.get("waits", False),
    )


def _told(row: Mapping[str, Any], language: str, sentences: Mapping[str, Any]) -> str:
    """A description: what is said of this card alone, then the sentences it shares with others.
    Any: TOML."""
    shared = [sentences[key][LANGUAGES.index(language)] for key in row.get("notes", ())]
    return " ".join([*row[language][1:], *shared])


def _sum(thousands: float) -> Decimal:
    return Decimal(str(thousands)) * THOUSAND


def _texts(names: Sequence[str]) -> Texts:
    return dict(zip(LANGUAGES, names, strict=True))


def _toml(name: str) -> dict[str, Any]:  # Any: TOML
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
