"""What somebody wants to be told once: that a variant is back, or costs less."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, Variant
from apps.core.fields import MoneyField
from apps.core.models import UUIDModel


class AlertKind(models.TextChoices):
    STOCK = "stock", _("back in stock")
    PRICE = "price", _("a lower price")


IS_OPEN = Q(confirmed_at__isnull=False, told_at=None)


class AlertQuerySet(models.QuerySet["Alert"]):
    def open(self) -> Self:
        """Those that wait for their moment: confirmed and not yet told."""
        return self.filter(IS_OPEN)

    def of_person(self, *, user_id: UUID, email: str) -> Self:
        """A person's own, and those of their address."""
        return self.filter(Q(user_id=user_id) | Q(email=email, user=None) & ~Q(email=""))


class Alert(UUIDModel):
    """One wish of a person, or of an address whose owner has said yes by the link we sent.

    `price` is what a variant cost when its lower price was asked for. An alert ends with its one
    letter: goods that come and go all day are told of once.
    """

    kind = models.CharField(max_length=5, choices=AlertKind)
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", db_index=False)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    price = MoneyField(null=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(email=""), name="alert_of_person_or_address"
            ),
            models.CheckConstraint(
                condition=Q(kind=AlertKind.STOCK, price=None)
                | Q(kind=AlertKind.PRICE, price__isnull=False),
                name="alert_price_of_its_kind",
            ),
            models.UniqueConstraint(
                fields=["user", "variant", "kind"],
                condition=Q(told_at=None),
                name="alert_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["email", "variant", "kind"],
                condition=Q(told_at=None) & ~Q(email=""),
                name="alert_of_address_once",
            ),
        ]
        indexes = [
            models.Index(fields=["product"], name="alert_waiting", condition=IS_OPEN),
            models.Index(fields=["user", "-id"], name="alert_of_user"),
            models.Index(fields=["created_at"], name="alert_age"),
        ]

    def __str__(self) -> str:
        return self.kind
