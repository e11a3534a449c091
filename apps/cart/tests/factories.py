"""The smallest valid carts."""

import factory

from apps.accounts.tests.factories import UserFactory
from apps.cart.models import Cart, CartLine, Favourite
from apps.catalog.tests.factories import OfferFactory, ProductFactory


class CartFactory(factory.django.DjangoModelFactory):
    """A person's empty cart."""

    class Meta:
        model = Cart

    user = factory.SubFactory(UserFactory)


class GuestCartFactory(factory.django.DjangoModelFactory):
    """An empty cart of a visitor without an account."""

    class Meta:
        model = Cart

    token = factory.Sequence(lambda n: f"guest-{n:08}")


class CartLineFactory(factory.django.DjangoModelFactory):
    """One piece of an offer at today's price, to be bought now."""

    class Meta:
        model = CartLine

    cart = factory.SubFactory(CartFactory)
    offer = factory.SubFactory(OfferFactory)
    quantity = 1
    seen_price = factory.SelfAttribute("offer.price")


class FavouriteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Favourite

    cart = factory.SubFactory(CartFactory)
    product = factory.SubFactory(ProductFactory)
