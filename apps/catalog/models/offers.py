"""Offers and their stock: who sells a variant, for how much, and how many pieces are free."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.cards import Product, ProductState, Variant
from apps.core.fields import MoneyField
from apps.core.models import TimestampedModel, UUIDModel
from apps.sellers.models import Seller, SellerState, Warehouse


class OfferState(models.TextChoices):
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    BLOCKED = "blocked", _("blocked")


class MovementKind(models.TextChoices):
    RECEIVED = "received", _("received")
    COUNTED = "counted", _("counted")
    RESERVED = "reserved", _("reserved")
    RELEASED = "released", _("released")
    DISPATCHED = "dispatched", _("dispatched")
    RETURNED = "returned", _("returned")


class OfferQuerySet(models.QuerySet["Offer"]):
    def listed(self) -> Self:
        """Offers a shopper may see: active, of an open shop, on a live card."""
        return self.filter(
            state=OfferState.ACTIVE,
            seller__state=SellerState.APPROVED,
            product__state=ProductState.LIVE,
        )

    def buyable(self) -> Self:
        """Listed offers of which a free piece exists."""
        free = Stock.objects.filter(offer=OuterRef("pk"), reserved__lt=F("on_hand"))
        return self.listed().filter(Exists(free))

    def for_seller(self, seller_id: object) -> Self:
        """One shop's offers."""
        return self.filter(seller_id=seller_id)


class Offer(UUIDModel, TimestampedModel):
    """One seller's price (market's currency, VAT included) and handling time for a variant.

    `old_price` is what the seller says it cost before, `low_price` the lowest it did cost in the
    30 days before the present price; `rules.prices.struck_price` makes one of them.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="offers")
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="offers")
    seller = models.ForeignKey(
        Seller, models.PROTECT, related_name="offers", verbose_name=_("seller")
    )
    sku = models.CharField(_("SKU"), max_length=80)
    price = MoneyField(verbose_name=_("price"))
    old_price = MoneyField(null=True, blank=True)
    low_price = MoneyField(null=True, editable=False)
    handling_days = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=8, choices=OfferState, default=OfferState.ACTIVE
    )
    sold_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(fields=["seller", "sku"], name="offer_sku_once"),
            models.UniqueConstraint(fields=["variant", "seller"], name="offer_once_per_seller"),
            models.CheckConstraint(condition=Q(price__gt=0), name="offer_price_positive"),
            models.CheckConstraint(
                condition=Q(old_price=None) | Q(old_price__gt=F("price")),
                name="offer_old_price_higher",
            ),
        ]

    def __str__(self) -> str:
        return self.sku


class Stock(models.Model):
    """Pieces of one offer in one warehouse; `reserved` is a part of `on_hand`."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="stock")
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+")
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    reserved = models.PositiveIntegerField(_("reserved"), default=0)

    class Meta:
        verbose_name = _("stock")
        verbose_name_plural = _("stock")
        constraints = [
            models.UniqueConstraint(fields=["offer", "warehouse"], name="stock_one_row_per_place"),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("on_hand")), name="stock_never_oversold"
            ),
        ]


class Reservation(models.Model):
    """Pieces set aside for `reference` (opaque here) until a moment, or until dispatched.

    `until` is None once the sale is certain (paid, or cash on delivery): then only a dispatch or a
    release ends it. A row exists just as long as its pieces are reserved.
    """

    reference = models.CharField(_("reference"), max_length=64)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    until = models.DateTimeField(_("until"), null=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "offer", "warehouse"], name="reservation_once"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_of_something"),
        ]
        indexes = [
            models.Index(fields=["until"], name="reservation_due", condition=~Q(until=None)),
            models.Index(fields=["offer", "warehouse"], name="reservation_place"),
        ]


class StockMovement(models.Model):
    """Why a figure of Stock is what it is: append-only, the deltas sum to the figures."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+", db_index=False)
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("kind"), max_length=10, choices=MovementKind)
    on_hand = models.IntegerField(_("on hand"), default=0)
    reserved = models.IntegerField(_("reserved"), default=0)
    reference = models.CharField(_("reference"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        indexes = [models.Index(fields=["offer", "warehouse"], name="movement_place")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class DeliveryEstimate(models.Model):
    """A parcel's fee and days from a warehouse to the market's default city; set by shipping."""

    warehouse = models.OneToOneField(Warehouse, models.CASCADE, related_name="estimate")
    fee = MoneyField()
    days_min = models.PositiveSmallIntegerField()
    days_max = models.PositiveSmallIntegerField()
