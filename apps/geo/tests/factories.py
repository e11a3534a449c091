import factory

from apps.geo.models import City, Region


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "1726"
    name = factory.LazyFunction(lambda: {"en": "Tashkent", "ru": "Ташкент", "uz": "Toshkent"})


class CityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = City
        django_get_or_create = ("code",)

    code = "1726"
    region = factory.SubFactory(RegionFactory)
    name = factory.LazyFunction(lambda: {"en": "Tashkent", "ru": "Ташкент", "uz": "Toshkent"})
