"""What somebody pays, each try to pay it, and every word a provider said about it."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from apps.core.fields import MoneyField
from apps.core.models import TimestampedModel, UUIDModel
from apps.payments.models.ledger import Account, AccountKind


class PaymentState(models.TextChoices):
    OPEN = "open", _("waiting for payment")
    SUCCEEDED = "succeeded", _("paid")
    CANCELLED = "cancelled", _("cancelled")


class AttemptState(models.TextChoices):
    STARTED = "started", _("started")
    PENDING = "pending", _("with the bank")
    SUCCEEDED = "succeeded", _("paid")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")
    UNKNOWN = "unknown", _("needs a look")


class RefundState(models.TextChoices):
    PENDING = "pending", _("on its way")
    SUCCEEDED = "succeeded", _("refunded")
    FAILED = "failed", _("failed")


class ProviderEventState(models.TextChoices):
    RECEIVED = "received", _("received")
    APPLIED = "applied", _("applied")
    UNKNOWN = "unknown", _("needs a look")


class Payment(UUIDModel, TimestampedModel):
    """A sum somebody owes for `reference`, which is opaque here.

    `payer_id` is the person, or None for a guest, who comes with `access_key` instead.
    `return_url` is a path of ours where the payer goes on afterwards.
    """

    reference = models.CharField(_("reference"), max_length=64, db_index=True)
    amount = MoneyField()
    currency = models.CharField(max_length=3)
    description = models.CharField(_("description"), max_length=200)
    language = models.CharField(max_length=2)
    payer_id = models.UUIDField(_("payer"), null=True)
    access_key = models.CharField(max_length=64)
    return_url = models.CharField(max_length=300)
    expires_at = models.DateTimeField(_("expires at"))
    state = models.CharField(
        _("state"), max_length=10, choices=PaymentState, default=PaymentState.OPEN
    )
    refunded = MoneyField(default=0)
    paid_at = models.DateTimeField(_("paid at"), null=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("amount")),
                name="payment_never_overrefunded",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="payment_open", condition=Q(state=PaymentState.OPEN)
            )
        ]

    def __str__(self) -> str:
        return self.description


class PaymentAttempt(UUIDModel, TimestampedModel):
    """One try at one provider; at most one of a payment is under way."""

    payment = models.ForeignKey(
        Payment, models.PROTECT, related_name="attempts", verbose_name=_("payment")
    )
    provider = models.CharField(_("provider"), max_length=30)
    provider_ref = models.CharField(_("provider's reference"), max_length=80, blank=True)
    pay_url = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=AttemptState, default=AttemptState.STARTED)
    decline_code = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("attempt to pay")
        verbose_name_plural = _("attempts to pay")
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(state__in=[AttemptState.STARTED, AttemptState.PENDING]),
                name="attempt_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_ref"],
                condition=~Q(provider_ref=""),
                name="attempt_provider_ref_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["updated_at"],
                name="attempt_unfinished",
                condition=Q(state__in=[AttemptState.STARTED, AttemptState.PENDING]),
            )
        ]

    def __str__(self) -> str:
        return self.provider_ref or str(self.pk)


class ProviderEvent(models.Model):
    """A webhook as it came, kept once by the provider's own id."""

    provider = models.CharField(_("provider"), max_length=30)
    event_id = models.CharField(_("event"), max_length=80)
    body = models.JSONField()
    state = models.CharField(
        max_length=8, choices=ProviderEventState, default=ProviderEventState.RECEIVED
    )
    received_at = models.DateTimeField(_("received at"))
    applied_at = models.DateTimeField(_("applied at"), null=True)

    class Meta:
        verbose_name = _("provider's message")
        verbose_name_plural = _("providers' messages")
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="provider_event_once")
        ]

    def __str__(self) -> str:
        return self.event_id


class RefundQuerySet(models.QuerySet["Refund"]):
    def undecided(self) -> Self:
        """Refunds the provider would not send, whose money still lies with us."""
        held = Account.objects.filter(
            kind=AccountKind.HELD,
            owner=Cast(OuterRef("payment_id"), models.CharField()),
            balance__gt=0,
        )
        return self.filter(Exists(held), state=RefundState.FAILED)


class Refund(UUIDModel, TimestampedModel):
    """Money on its way back to the payer; `key` keeps one decision from paying twice.

    `attempt` is the try whose money goes back: a payment can have been paid twice.
    """

    payment = models.ForeignKey(
        Payment, models.PROTECT, related_name="refunds", verbose_name=_("payment")
    )
    attempt = models.ForeignKey(PaymentAttempt, models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=80, unique=True)
    amount = MoneyField()
    reason = models.CharField(_("reason"), max_length=200)
    provider_ref = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=RefundState, default=RefundState.PENDING)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something")
        ]
        indexes = [
            models.Index(
                fields=["updated_at"],
                name="refund_unfinished",
                condition=Q(state=RefundState.PENDING),
            )
        ]

    def __str__(self) -> str:
        return str(self.amount)
