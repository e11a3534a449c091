from decimal import Decimal

import factory

from apps.accounts.tests.factories import UserFactory
from apps.geo.tests.factories import CityFactory
from apps.sellers.models import (
    ApiKey,
    CommissionPlan,
    KeyScope,
    Member,
    MemberRole,
    Seller,
    SellerState,
    Warehouse,
)
from apps.sellers.services.keys import digest_of


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommissionPlan
        django_get_or_create = ("name",)

    name = "Standard"
    rate = Decimal("0.10")


class WarehouseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Warehouse

    seller = factory.SubFactory("apps.sellers.tests.factories.SellerFactory", warehouse=None)
    name = factory.Sequence(lambda n: f"Warehouse {n}")
    city = factory.SubFactory(CityFactory)
    is_default = True


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Member

    seller = factory.SubFactory("apps.sellers.tests.factories.SellerFactory", owner=None)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.OWNER


class SellerFactory(factory.django.DjangoModelFactory):
    """An approved shop with an owner and a default warehouse."""

    class Meta:
        model = Seller
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"shop-{n}")
    name = factory.Sequence(lambda n: f"Shop {n}")
    legal_name = "Shop LLC"
    tax_number = "301234567"
    email = factory.LazyAttribute(lambda shop: f"{shop.slug}@example.com")
    phone = "+998901234567"
    city = factory.SubFactory(CityFactory)
    plan = factory.SubFactory(PlanFactory)
    state = SellerState.APPROVED
    owner = factory.RelatedFactory(MemberFactory, factory_related_name="seller")
    warehouse = factory.RelatedFactory(WarehouseFactory, factory_related_name="seller")


class ApiKeyFactory(factory.django.DjangoModelFactory):
    """A living key for everything; its secret is `bzr_` and its name."""

    class Meta:
        model = ApiKey

    seller = factory.SubFactory(SellerFactory)
    name = factory.Sequence(lambda n: f"program-{n}")
    shown = "bzr_progra"
    digest = factory.LazyAttribute(lambda key: digest_of(f"bzr_{key.name}"))
    scopes = factory.LazyFunction(lambda: list(KeyScope.values))
    made_by = factory.LazyAttribute(lambda key: key.seller.members.earliest("pk").user)
