"""What a line of an import must be to become a card. Pure: no database, no clock.

A line is a JSON object as marketplaces exchange them: `sku`, `title`, `description`, `brand`,
`category_path`, `price` (decimal text), `currency`, `weight_g`, `image_urls`, `attributes` and
`variants` of `{sku, options, price, stock}`. `check_card` gives back a card or the reasons it isn't
one; a reason is a stable code that `MESSAGES` in the web room turns into words.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

MAX_TITLE = 300
MAX_DESCRIPTION = 20_000
MAX_DEPTH = 10
MAX_VARIANTS = 200
MAX_IMAGES = 20
MAX_PRICE = Decimal(1000000000)  # of the source's currency; far below what a column can hold
MAX_WEIGHT_G = 1_000_000
SKU = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.:#+-]{0,78}[A-Za-z0-9_#+-])?")
PRICE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
CURRENCY = re.compile(r"[A-Z]{3}")
OPTION = re.compile(r"[^\w]+")
C1 = re.compile("[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class ImportVariant:
    """A variant to sell: options by axis, price in the market's currency, pieces to put on sale."""

    sku: str
    options: dict[str, str]
    price: Decimal
    stock: int


@dataclass(frozen=True, slots=True)
class ImportCard:
    """A line that can become a card."""

    sku: str
    title: str
    description: str
    brand: str
    category_path: tuple[str, ...]
    weight_g: int
    attributes: dict[str, Any]  # Any: text, number or boolean, checked against the category later
    image_urls: tuple[str, ...]
    variants: tuple[ImportVariant, ...]


def check_card(
    raw: object, *, rates: Mapping[str, Decimal], unit: Decimal, default_stock: int
) -> tuple[ImportCard | None, list[str]]:
    """A parsed line as a card in the market's currency, or None and why not.

    `rates` says what one unit of each accepted currency costs in the market's; prices are rounded
    half up to `unit`. A line without variants becomes a card with one, of `default_stock` pieces.
    """
    if not isinstance(raw, dict):
        return None, ["not_object"]
    errors: list[str] = []
    sku = _sku(raw.get("sku"), errors)
    title = _title(raw.get("title"), errors)
    description = _description(raw.get("description"), errors)
    path = _category_path(raw.get("category_path"), errors)
    rate = _rate(raw.get("currency"), rates, errors)
    price = _price(raw.get("price"), rate, unit, errors)
    weight = _weight(raw.get("weight_g"), errors)
    images = _images(raw.get("image_urls"), errors)
    attributes = _attributes(raw.get("attributes"), errors)
    brand = _brand(raw.get("brand"), errors)
    variants = _variants(raw.get("variants"), sku, price, rate, unit, default_stock, errors)
    if errors:
        return None, list(dict.fromkeys(errors))
    card = ImportCard(
        sku, title, description, brand, path, weight, attributes, images, tuple(variants)
    )
    return card, []


def _axis_code(text: str) -> str:
    """The code of an axis; files come with either spelling of the commonest one."""
    code = option_code(text)
    return "colour" if code == "color" else code


def option_code(text: str) -> str:
    """The code of an option's value: `XS` → `xs`, `Dark Blue` → `dark-blue`."""
    return OPTION.sub("-", text.strip().casefold()).strip("-")[:60]


def _sku(value: object, errors: list[str]) -> str:
    if not isinstance(value, str) or not value.strip():
        errors.append("sku_missing")
        return ""
    if not SKU.fullmatch(value) or ".." in value:
        errors.append("sku_invalid")
        return ""
    return value


def _title(value: object, errors: list[str]) -> str:
    if value is None or value == "":
        errors.append("title_missing")
    elif not isinstance(value, str):
        errors.append("title_not_text")
    elif not value.strip():
        errors.append("title_missing")
    elif len(value) > MAX_TITLE:
        errors.append("title_too_long")
    elif _has_controls(value):
        errors.append("title_control_characters")
    else:
        return _plain(value)
    return ""


def _description(value: object, errors: list[str]) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        errors.append("description_not_text")
    elif len(value) > MAX_DESCRIPTION:
        errors.append("description_too_long")
    elif "\x00" in value:
        errors.append("description_control_characters")
    else:
        return value
    return ""


def _category_path(value: object, errors: list[str]) -> tuple[str, ...]:
    if not isinstance(value, list):
        errors.append("category_invalid")
    elif not value:
        errors.append("category_missing")
    elif len(value) > MAX_DEPTH:
        errors.append("category_too_deep")
    elif not all(isinstance(name, str) and name.strip() and len(name) <= 80 for name in value):
        errors.append("category_invalid")
    else:
        return tuple(name.strip() for name in value)
    return ()


def _rate(value: object, rates: Mapping[str, Decimal], errors: list[str]) -> Decimal | None:
    if not isinstance(value, str) or not CURRENCY.fullmatch(value):
        errors.append("currency_invalid")
        return None
    if value not in rates:
        errors.append("currency_without_rate")
        return None
    return rates[value]


def _price(value: object, rate: Decimal | None, unit: Decimal, errors: list[str]) -> Decimal:
    if isinstance(value, bool) or value is None:
        errors.append("price_missing")
        return Decimal(0)
    text = str(value) if isinstance(value, int | float) else value
    if not isinstance(text, str) or not PRICE.fullmatch(text):
        errors.append("price_invalid")
        return Decimal(0)
    try:
        price = Decimal(text)
    except InvalidOperation:
        errors.append("price_invalid")
        return Decimal(0)
    if price <= 0:
        errors.append("price_not_positive")
    elif price > MAX_PRICE:
        errors.append("price_too_high")
    elif rate is not None:
        return max(unit, (price * rate / unit).quantize(Decimal(1), "ROUND_HALF_UP") * unit)
    return Decimal(0)


def _weight(value: object, errors: list[str]) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int | float):
        errors.append("weight_invalid")
        return 0
    if not 0 <= value <= MAX_WEIGHT_G:
        errors.append("weight_out_of_bounds")
        return 0
    return round(value)


def _images(value: object, errors: list[str]) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_IMAGES:
        errors.append("images_invalid")
        return ()
    for url in value:
        if not isinstance(url, str) or len(url) > 2000 or urlsplit_or_none(url) is None:
            errors.append("image_url_invalid")
        elif not is_public_url(url):
            errors.append("image_url_forbidden")
    return () if errors else tuple(value)


def urlsplit_or_none(url: str) -> object | None:
    """The parts of an http(s) address with a host, else None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and host else None


def is_public_url(url: str) -> bool:
    """Whether an address names a host of the public internet, as far as its text tells."""
    host = (urlsplit(url).hostname or "").rstrip(".").casefold()
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".internal", ".localhost", ".lan"))


def _attributes(value: object, errors: list[str]) -> dict[str, Any]:  # Any: see ImportCard
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > 100:
        errors.append("attributes_invalid")
        return {}
    return value


def _brand(value: object, errors: list[str]) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 120 or _has_controls(value):
        errors.append("brand_invalid")
        return ""
    return _plain(value)


def _variants(
    value: object,
    sku: str,
    price: Decimal,
    rate: Decimal | None,
    unit: Decimal,
    default_stock: int,
    errors: list[str],
) -> list[ImportVariant]:
    if value is None or value == []:
        return [ImportVariant(sku, {}, price, default_stock)]
    if not isinstance(value, list) or len(value) > MAX_VARIANTS:
        errors.append("variants_invalid")
        return []
    found: list[ImportVariant] = []
    for raw in value:
        if not isinstance(raw, dict):
            errors.append("variants_invalid")
            return []
        options = raw.get("options")
        if not isinstance(options, dict) or not all(
            isinstance(k, str) and isinstance(v, str) and option_code(v) for k, v in options.items()
        ):
            errors.append("variant_options_missing")
            continue
        own = price if raw.get("price") is None else _price(raw["price"], rate, unit, errors)
        found.append(
            ImportVariant(
                _sku(raw.get("sku"), errors),
                {_axis_code(axis): option_code(text) for axis, text in options.items()},
                own,
                _stock(raw.get("stock"), default_stock, errors),
            )
        )
    if len({variant.sku for variant in found}) < len(found):
        errors.append("variant_sku_repeated")
    if len({tuple(sorted(variant.options.items())) for variant in found}) < len(found):
        errors.append("variant_options_repeated")
    return found


def _stock(value: object, default: int, errors: list[str]) -> int:
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        errors.append("stock_invalid")
        return 0
    return value


def _has_controls(text: str) -> bool:
    """Control characters, and the invisible ones that turn text around."""
    if text.isascii() and text.isprintable():
        return False
    return any(
        letter < " " or letter == "\x7f" or "\u202a" <= letter <= "\u202e" for letter in text
    )


def _plain(text: str) -> str:
    """One line; C1 controls, which only a wrong code page leaves behind, are dropped."""
    if not text.isascii():
        text = C1.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())
