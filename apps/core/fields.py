"""Model fields the house needs and Django lacks."""

from typing import Any

from django.db import models


class MoneyField(models.DecimalField):
    """An amount in the currency that stands on the aggregate: `numeric(18,2)`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's field options
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # Any: Django's own signature
        name, _path, args, kwargs = super().deconstruct()
        return name, "apps.core.fields.MoneyField", args, kwargs


class TranslatedField(models.JSONField):
    """Text by language, `{"en": "Shoes", "ru": "Обувь"}`; read it with `core.texts.say`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's field options
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # Any: Django's own signature
        name, _path, args, kwargs = super().deconstruct()
        return name, "apps.core.fields.TranslatedField", args, kwargs
