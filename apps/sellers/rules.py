"""Who may do what in a shop, and what we keep of a sale. Pure."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from apps.core.money import round_money

RIGHTS: dict[str, frozenset[str]] = {
    "owner": frozenset({"orders", "products", "finance", "payouts", "settings", "team", "keys"}),
    "manager": frozenset({"orders", "products", "finance", "settings"}),
    "packer": frozenset({"orders"}),
}
# From state → those it may become.
MOVES: dict[str, frozenset[str]] = {
    "applied": frozenset({"approved", "rejected"}),
    "rejected": frozenset({"approved"}),
    "approved": frozenset({"suspended"}),
    "suspended": frozenset({"approved"}),
}


def commission_rate(
    *, rate: Decimal, by_category: Mapping[str, str], category_codes: Sequence[str]
) -> Decimal:
    """The share we keep: that of the nearest category with a rate of its own, else the plan's.
    `category_codes` goes from the card's own category up to its root."""
    for code in category_codes:
        if code in by_category:
            return Decimal(by_category[code])
    return rate


def seller_share(*, price: Decimal, rate: Decimal, vat_rate: Decimal, currency: str) -> Decimal:
    """What a shop gets of one piece sold: the price less our commission and the VAT on it, each
    rounded half up to the currency's unit. Orders count the VAT once for all lines of a shop, so
    that a statement may differ by a unit."""
    commission = round_money(price * rate, currency=currency)
    return price - commission - round_money(commission * vat_rate, currency=currency)


def compact(text: str) -> str:
    """A number as people copy it (`uz 20 1234-…`) without the spaces and dashes between."""
    return re.sub(r"[\s\u00a0-]+", "", text).upper()


def is_uz_account(account: str) -> bool:
    """Whether this is an account in Uzbekistan: 20 digits."""
    return re.fullmatch(r"[0-9]{20}", account) is not None


def is_bank_code(code: str) -> bool:
    """Whether this is a bank's code in Uzbekistan (MFO): 5 digits."""
    return re.fullmatch(r"[0-9]{5}", code) is not None


def is_iban(account: str) -> bool:
    """Whether the check digits of an IBAN fit the rest (ISO 13616: modulo 97 leaves 1)."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", account):
        return False
    turned = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
