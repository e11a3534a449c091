import factory

from apps.accounts.models import Address, User
from apps.geo.tests.factories import CityFactory


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = "Dilnoza Karimova"
    password = factory.django.Password("correct-horse-9")


class AddressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Address

    user = factory.SubFactory(UserFactory)
    name = "Dilnoza Karimova"
    phone = "+998901234567"
    city = factory.SubFactory(CityFactory)
    street = "Amir Temur 1, 15"
