"""The smallest valid messages."""

import factory
from django.utils import timezone

from apps.core.ids import uuid7
from apps.notifications.models import Message


class MessageFactory(factory.django.DjangoModelFactory):
    """A letter that waits to be sent now."""

    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"order_paid:{n}")
    kind = "order_paid"
    recipient = "dilnoza@example.com"
    language = "en"
    subject_id = factory.LazyFunction(uuid7)
    next_attempt_at = factory.LazyFunction(timezone.now)
