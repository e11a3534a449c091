"""The smallest valid goods."""

from decimal import Decimal

import factory
from django.utils import timezone

from apps.catalog.models import (
    CardDraft,
    Category,
    MovementKind,
    Offer,
    Product,
    ProductState,
    Stock,
    StockMovement,
    Variant,
)
from apps.catalog.services import refresh_products
from apps.media.tests.factories import ImageFactory
from apps.sellers.models import Warehouse
from apps.sellers.tests.factories import SellerFactory, WarehouseFactory


class CategoryFactory(factory.django.DjangoModelFactory):
    """A root of the tree."""

    class Meta:
        model = Category

    code = factory.Sequence(lambda n: f"category-{n}")
    name = factory.LazyAttribute(lambda node: {"en": node.code.capitalize()})

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs.pop("parent", None)
        objects = model_class.objects
        return objects.add_child(parent, kwargs) if parent else objects.add_root(kwargs)


class ProductFactory(factory.django.DjangoModelFactory):
    """A live card without offers."""

    class Meta:
        model = Product

    slug = factory.Sequence(lambda n: f"teapot-{n}")
    title = factory.Sequence(lambda n: {"en": f"Teapot {n}", "ru": f"Чайник {n}"})
    category = factory.SubFactory(CategoryFactory)
    author = factory.SubFactory(SellerFactory)
    weight_g = 900
    length_mm = 200
    width_mm = 200
    height_mm = 200
    state = ProductState.LIVE
    published_at = factory.LazyFunction(timezone.now)
    main_photo = factory.SubFactory(ImageFactory)


class VariantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Variant

    product = factory.SubFactory(ProductFactory)
    options = factory.LazyFunction(dict)
    options_key = factory.LazyAttribute(
        lambda variant: ";".join(f"{axis}:{code}" for axis, code in variant.options.items())
    )


class OfferFactory(factory.django.DjangoModelFactory):
    """An active offer with `stock` free pieces (ten) in its shop's default warehouse."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    seller = factory.SubFactory(SellerFactory)
    product = factory.SubFactory(ProductFactory, author=factory.SelfAttribute("..seller"))
    variant = factory.SubFactory(VariantFactory, product=factory.SelfAttribute("..product"))
    sku = factory.Sequence(lambda n: f"SKU-{n}")
    price = Decimal(100_000)

    @factory.post_generation
    def stock(self, create, extracted, **kwargs):
        pieces = 10 if extracted is None else extracted
        place = Warehouse.objects.filter(seller=self.seller, is_default=True).first()
        place = place or WarehouseFactory(seller=self.seller)
        Stock.objects.create(offer=self, warehouse=place, on_hand=pieces)
        StockMovement.objects.create(
            offer=self, warehouse=place, kind=MovementKind.RECEIVED, on_hand=pieces
        )
        refresh_products(product_ids=[self.product_id])


class CardDraftFactory(factory.django.DjangoModelFactory):
    """A card that somebody has begun to write."""

    class Meta:
        model = CardDraft

    seller = factory.SubFactory(SellerFactory)
    category = factory.SubFactory(CategoryFactory)
