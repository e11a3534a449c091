"""A shop, somebody who works in it, and a category to sell in."""

import pytest

from apps.catalog.models import (
    Attribute,
    AttributeValue,
    CategoryAttribute,
)
from apps.catalog.tests.factories import CategoryFactory
from apps.sellers.tests.factories import SellerFactory


@pytest.fixture
def shop(db):
    return SellerFactory()


@pytest.fixture
def seller(client, shop):
    client.force_login(shop.members.get().user)
    return client


@pytest.fixture
def dresses(db):
    """A category with a required material, a length in cm, and sizes as the axis of variants."""
    category = CategoryFactory(code="dresses")
    for code, kind, is_axis, is_required in (
        ("material", "choice", False, True),
        ("length", "number", False, False),
        ("size", "choice", True, True),
    ):
        attribute = Attribute.objects.create(code=code, kind=kind, name={"en": code.capitalize()})
        for value in {"material": ("silk", "cotton"), "size": ("s", "m")}.get(code, ()):
            AttributeValue.objects.create(
                attribute=attribute, code=value, name={"en": value.upper()}
            )
        CategoryAttribute.objects.create(
            category=category,
            attribute=attribute,
            is_variant_axis=is_axis,
            is_required=is_required,
        )
    return category
