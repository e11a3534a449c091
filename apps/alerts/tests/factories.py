"""The smallest valid wishes."""

import factory
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.alerts.models import Alert
from apps.catalog.tests.factories import OfferFactory


class AlertFactory(factory.django.DjangoModelFactory):
    """A person waits for a sold-out variant to come back."""

    class Meta:
        model = Alert

    kind = "stock"
    variant = factory.LazyFunction(lambda: OfferFactory(stock=0).variant)
    product = factory.SelfAttribute("variant.product")
    user = factory.SubFactory(UserFactory)
    language = "en"
    created_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.SelfAttribute("created_at")
