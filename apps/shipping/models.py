"""Parcels, who carries them, and what that costs."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import MoneyField
from apps.core.models import TimestampedModel, UUIDModel
from apps.geo.models import City
from apps.sellers.models import Seller, Warehouse


class Distance(models.TextChoices):
    CITY = "city", _("within the city")
    REGION = "region", _("within the region")
    COUNTRY = "country", _("to another region")


class ShipmentState(models.TextChoices):
    CREATED = "created", _("being packed")
    READY = "ready", _("waiting for the courier")
    IN_TRANSIT = "in_transit", _("on its way")
    OUT_FOR_DELIVERY = "out_for_delivery", _("with the courier")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("delivery failed")
    RETURNED = "returned", _("returned to the seller")
    CANCELLED = "cancelled", _("cancelled")


class FailReason(models.TextChoices):
    NOBODY_HOME = "nobody_home", _("nobody is at home")
    NO_ANSWER = "no_answer", _("the phone does not answer")
    WRONG_ADDRESS = "wrong_address", _("the address is wrong")
    LATER = "later", _("the recipient asks for another day")
    REFUSED = "refused", _("the recipient does not take it")
    DAMAGED = "damaged", _("the parcel is damaged")


class Rate(models.Model):
    """The price of a parcel over a distance; the heavier of weight and volume counts.

    `base` covers the first kilogram, `per_kg` each further one begun. `free_from` is a sum of
    goods.
    """

    carrier = models.CharField(_("carrier"), max_length=30)
    distance = models.CharField(_("distance"), max_length=8, choices=Distance)
    base = MoneyField(verbose_name=_("base fee"))
    per_kg = MoneyField(verbose_name=_("per kilogram"))
    free_from = MoneyField(null=True, blank=True, verbose_name=_("free from"))
    days_min = models.PositiveSmallIntegerField(_("days, at least"))
    days_max = models.PositiveSmallIntegerField(_("days, at most"))
    max_weight_g = models.PositiveIntegerField(default=30_000)

    class Meta:
        verbose_name = _("delivery rate")
        verbose_name_plural = _("delivery rates")
        constraints = [
            models.UniqueConstraint(fields=["carrier", "distance"], name="rate_once_per_distance")
        ]


class Courier(models.Model):
    """A person who brings parcels in one city."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="courier", verbose_name=_("user")
    )
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("courier")
        verbose_name_plural = _("couriers")

    def __str__(self) -> str:
        return str(self.user)


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    def for_courier(self, courier_id: int) -> Self:
        """Parcels given to one courier."""
        return self.filter(courier_id=courier_id)

    def for_seller(self, seller_id: UUID) -> Self:
        """Parcels of one shop."""
        return self.filter(seller_id=seller_id)

    def standing(self) -> Self:
        """Parcels that were not called off or brought back: one a reference at most."""
        return self.exclude(state__in=[ShipmentState.CANCELLED, ShipmentState.RETURNED])


class Shipment(UUIDModel, TimestampedModel):
    """One parcel. `reference` is opaque here; `destination` is a copied address.

    `delivery_code` is what the recipient tells the courier; five wrong ones lock it.
    """

    reference = models.CharField(max_length=64, db_index=True)
    seller = models.ForeignKey(
        Seller, models.PROTECT, related_name="shipments", verbose_name=_("seller")
    )
    origin = models.ForeignKey(Warehouse, models.PROTECT, related_name="+")
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    carrier = models.CharField(max_length=30)
    number = models.CharField(_("number"), max_length=20, unique=True)
    destination = models.JSONField()
    recipient = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    weight_g = models.PositiveIntegerField()
    fee = MoneyField()
    currency = models.CharField(max_length=3)
    promised_on = models.DateField(_("promised on"))
    state = models.CharField(
        _("state"), max_length=16, choices=ShipmentState, default=ShipmentState.CREATED
    )
    courier = models.ForeignKey(
        Courier,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="shipments",
        verbose_name=_("courier"),
    )
    delivery_code = models.CharField(max_length=8)
    wrong_code_count = models.PositiveSmallIntegerField(_("wrong codes"), default=0)
    delivered_at = models.DateTimeField(null=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        indexes = [
            models.Index(fields=["courier", "state", "promised_on"], name="shipment_round"),
            models.Index(fields=["state", "city"], name="shipment_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ShipmentState.DELIVERED) | Q(delivered_at__isnull=False),
                name="shipment_delivered_when",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(state__in=[ShipmentState.CANCELLED, ShipmentState.RETURNED]),
                name="shipment_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ShipmentEvent(models.Model):
    """A step of a parcel's way as the carrier told it; `key` keeps a repeated word from
    counting."""

    shipment = models.ForeignKey(Shipment, models.CASCADE, related_name="events")
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=16, choices=ShipmentState)
    happened_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a shipment")
        verbose_name_plural = _("steps of shipments")
        constraints = [
            models.UniqueConstraint(fields=["shipment", "key"], name="shipment_event_once")
        ]
