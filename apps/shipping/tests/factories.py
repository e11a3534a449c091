"""The smallest valid parcels and who carries them."""

from datetime import date
from decimal import Decimal

import factory

from apps.accounts.models import User
from apps.core.ids import uuid7
from apps.geo.models import City, Region
from apps.sellers.models import CommissionPlan, Seller, SellerState, Warehouse
from apps.shipping.models import Courier, Rate, Shipment

# Two cities of one region, one of another: (code, region, name).
PLACES = {
    "1726": ("1726", "Tashkent"),
    "1726262": ("1726", "Chilonzor"),
    "1718401": ("1718", "Samarkand"),
}


def place(code="1726"):
    """A city of the little map above, with its region."""
    region_code, name = PLACES[code]
    region, _new = Region.objects.get_or_create(code=region_code, defaults={"name": {"en": name}})
    city, _new = City.objects.get_or_create(
        code=code, defaults={"region": region, "name": {"en": name}}
    )
    return city


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person-{n}@example.com")
    name = "Botir Karimov"


class CourierFactory(factory.django.DjangoModelFactory):
    """An active courier of Tashkent."""

    class Meta:
        model = Courier

    user = factory.SubFactory(UserFactory)
    city = factory.LazyFunction(place)


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommissionPlan

    name = factory.Sequence(lambda n: f"Plan {n}")
    rate = Decimal("0.1000")


class SellerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seller

    slug = factory.Sequence(lambda n: f"shop-{n}")
    name = factory.Sequence(lambda n: f"Shop {n}")
    legal_name = "Shop LLC"
    tax_number = "123456789"
    email = "shop@example.com"
    phone = "+998901234567"
    city = factory.LazyFunction(place)
    plan = factory.SubFactory(PlanFactory)
    state = SellerState.APPROVED


class WarehouseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Warehouse

    seller = factory.SubFactory(SellerFactory)
    name = "Main"
    city = factory.LazyFunction(place)
    street = "Amir Temur 1"
    is_default = True


class RateFactory(factory.django.DjangoModelFactory):
    """Within the city: 15 000 and 2 000 a kilogram, free from 300 000, today or tomorrow."""

    class Meta:
        model = Rate

    carrier = "courier"
    distance = "city"
    base = Decimal(15000)
    per_kg = Decimal(2000)
    free_from = Decimal(300000)
    days_min = 0
    days_max = 1


class ShipmentFactory(factory.django.DjangoModelFactory):
    """A parcel of 1.2 kg that is being packed, without a courier yet."""

    class Meta:
        model = Shipment

    reference = factory.LazyFunction(lambda: str(uuid7()))
    origin = factory.SubFactory(WarehouseFactory)
    seller = factory.SelfAttribute("origin.seller")
    city = factory.LazyFunction(place)
    carrier = "courier"
    number = factory.Sequence(lambda n: f"BZ{n:010}")
    destination = factory.LazyFunction(
        lambda: {"street": "Yunusobod 4, 12, flat 31", "note": "Blue door"}
    )
    recipient = "Dilnoza Karimova"
    phone = "+998901112233"
    weight_g = 1200
    fee = Decimal(15000)
    currency = "UZS"
    promised_on = date(2026, 11, 25)
    delivery_code = "314159"
