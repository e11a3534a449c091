"""The smallest valid payments."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from apps.core.ids import uuid7
from apps.payments import services
from apps.payments.models import AttemptState, Payment, PaymentAttempt, PaymentState
from apps.payments.rules import Leg


class PaymentFactory(factory.django.DjangoModelFactory):
    """An open payment of 500 000 soʻm by a guest, good for half an hour."""

    class Meta:
        model = Payment

    reference = factory.LazyFunction(lambda: str(uuid7()))
    amount = Decimal("500000.00")
    currency = "UZS"
    description = "Order 7K2M-49QX"
    language = "en"
    payer_id = None
    access_key = factory.Sequence(lambda n: f"key-{n:08}")
    return_url = "/en/"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=30))


class AttemptFactory(factory.django.DjangoModelFactory):
    """A try that waits at the bank."""

    class Meta:
        model = PaymentAttempt

    payment = factory.SubFactory(PaymentFactory)
    provider = "sandbox"
    provider_ref = factory.Sequence(lambda n: f"ch_{n:08}")
    pay_url = "http://bank.example/pay/1"
    state = AttemptState.PENDING


def paid_payment(**fields):
    """A payment whose money is here: attempt, ledger and all."""
    payment = PaymentFactory(state=PaymentState.SUCCEEDED, paid_at=timezone.now(), **fields)
    attempt = AttemptFactory(payment=payment, state=AttemptState.SUCCEEDED)
    services.post(
        key=f"capture:{attempt.pk}",
        kind="capture",
        reference=payment.reference,
        legs=[
            Leg("clearing", "sandbox", -payment.amount),
            Leg("held", str(payment.pk), payment.amount),
        ],
        currency=payment.currency,
        now=timezone.now(),
    )
    return payment
