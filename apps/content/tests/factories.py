"""The smallest valid pages and panels."""

import factory

from apps.content.models import Banner, Page


class PageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Page

    slug = factory.Sequence(lambda n: f"help-{n}")
    title = factory.LazyFunction(lambda: {"en": "Delivery", "ru": "Доставка", "uz": "Yetkazish"})
    body = factory.LazyFunction(lambda: {"en": "We bring it."})


class BannerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Banner

    title = factory.LazyFunction(lambda: {"en": "Made in Rishtan", "ru": "Сделано в Риштане"})
    path = "catalogue/"
