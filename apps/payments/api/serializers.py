"""Payments as JSON."""

from rest_framework import serializers

from apps.core.api.fields import MoneyOut


class AttemptOut(serializers.Serializer):
    """A try at the bank. Send the shopper to `pay_url` while it is pending; the bank sends them
    back to our page, and an app asks for the payment's state."""

    id = serializers.UUIDField()
    provider = serializers.CharField()
    state = serializers.CharField()
    pay_url = serializers.CharField()
    decline_code = serializers.CharField()


class PaymentOut(serializers.Serializer):
    """A sum that is owed and how far it is; `attempt` is the latest try."""

    id = serializers.UUIDField(source="payment.pk")
    state = serializers.CharField(source="payment.state")
    amount = MoneyOut(source="payment.amount")
    refunded = MoneyOut(source="payment.refunded")
    currency = serializers.CharField(source="payment.currency")
    description = serializers.CharField(source="payment.description")
    expires_at = serializers.DateTimeField(source="payment.expires_at")
    paid_at = serializers.DateTimeField(source="payment.paid_at", allow_null=True)
    attempt = AttemptOut(allow_null=True)
