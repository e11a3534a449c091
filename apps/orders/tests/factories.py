"""The smallest valid orders: one piece of one seller's goods, paid and brought within the city."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog.tests.factories import OfferFactory
from apps.orders.models import Order, OrderItem, SellerOrder, State
from apps.sellers.models import Warehouse
from apps.sellers.tests.factories import SellerFactory


def address():
    return {
        "name": "Dilnoza Karimova",
        "phone": "+998901112233",
        "city_code": "1726",
        "city": {"en": "Tashkent", "ru": "Ташкент", "uz": "Toshkent"},
        "region": {"en": "Tashkent"},
        "street": "Yunusobod 4, 12, flat 31",
        "note": "",
    }


class OrderFactory(factory.django.DjangoModelFactory):
    """A paid order without parts; `payment_id` stays empty, so that no money has to move back."""

    class Meta:
        model = Order

    number = factory.Sequence(lambda n: f"{n:04d}-TEST")
    user = factory.SubFactory(UserFactory)
    access_key = factory.Sequence(lambda n: f"key-{n}")
    email = "dilnoza@example.com"
    phone = "+998901112233"
    language = "en"
    address = factory.LazyFunction(address)
    currency = "UZS"
    goods = Decimal(100_000)
    delivery = Decimal(17_000)
    total = Decimal(117_000)
    paid_at = factory.LazyFunction(timezone.now)
    placed_at = factory.LazyFunction(timezone.now)


class SellerOrderFactory(factory.django.DjangoModelFactory):
    """A new (paid) part with one line, to be shipped within a day."""

    class Meta:
        model = SellerOrder
        skip_postgeneration_save = True

    order = factory.SubFactory(OrderFactory)
    number = factory.LazyAttribute(lambda part: f"{part.order.number}-1")
    seller = factory.SubFactory(SellerFactory)
    warehouse = factory.LazyAttribute(
        lambda part: Warehouse.objects.get(seller=part.seller, is_default=True)
    )
    state = State.PAID
    goods = Decimal(100_000)
    delivery = Decimal(17_000)
    commission = Decimal(10_000)
    commission_vat = Decimal(1_200)
    carrier = "local_courier"
    weight_g = 900
    promised_from = factory.LazyFunction(timezone.localdate)
    promised_until = factory.LazyFunction(timezone.localdate)
    ship_by = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))

    @factory.post_generation
    def offer(self, create, extracted, **kwargs):
        sold = extracted or OfferFactory(seller=self.seller)
        OrderItem.objects.create(
            seller_order=self,
            offer=sold,
            product=sold.product,
            picture=sold.product.main_photo,
            sku=sold.sku,
            title=sold.product.title,
            quantity=1,
            unit_price=self.goods,
            total=self.goods,
            vat_rate=Decimal("0.12"),
            commission_rate=Decimal("0.10"),
            commission=self.commission,
        )
