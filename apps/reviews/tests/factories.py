"""The smallest valid reviews."""

import factory
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.orders.models import State
from apps.orders.tests.factories import SellerOrderFactory
from apps.reviews.models import Review


def received(user=None, **part):
    """A line that somebody has bought and received."""
    owner = {"order__user": user} if user else {}
    return SellerOrderFactory(state=State.DELIVERED, **owner, **part).items.get()


class ReviewFactory(factory.django.DjangoModelFactory):
    """Five stars, no words, published."""

    class Meta:
        model = Review

    item = factory.LazyFunction(received)
    product = factory.SelfAttribute("item.product")
    user = factory.SubFactory(UserFactory)
    author_name = "Dilnoza K."
    rating = 5
    language = "en"
    written_at = factory.LazyFunction(timezone.now)
