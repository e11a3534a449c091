"""Fields several apps' answers have."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import to_python
from rest_framework import serializers

from apps.core.texts import say


class MoneyOut(serializers.DecimalField):
    """A sum as a string with two decimals; its currency stands beside it."""

    def __init__(self, *, allow_null: bool = False, source: str | None = None) -> None:
        super().__init__(
            max_digits=18,
            decimal_places=2,
            read_only=True,
            allow_null=allow_null,
            source=source,
        )


class MoneyIn(serializers.DecimalField):
    """A sum somebody sends: not negative, at most two decimals."""

    def __init__(self) -> None:
        super().__init__(max_digits=18, decimal_places=2, min_value=Decimal(0))


class MarketCurrency(serializers.CharField):
    """The market's currency (ISO 4217), beside a sum that has no aggregate to carry it."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: object) -> str:
        return str(settings.MARKET_CURRENCY)


class Phone(serializers.CharField):
    """A phone number, international or of the market's country; comes out as E.164."""

    def __init__(self) -> None:
        super().__init__(max_length=32, help_text="E.164, for example +998901234567")

    def to_internal_value(self, data: Any) -> str:  # Any: JSON
        number = to_python(super().to_internal_value(data))
        if number is None or not number.is_valid():
            raise serializers.ValidationError(_("Enter a valid phone number."), code="invalid")
        return str(number.as_e164)


class TextOut(serializers.CharField):
    """Content kept in several languages, in the reader's one."""

    def to_representation(self, value: Any) -> str:  # Any: texts by language, or None
        return str(say(value))
