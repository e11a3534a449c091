"""Orders: one checkout, its sellers' parts, and the frozen lines of each."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Offer, Product
from apps.core.fields import MoneyField
from apps.core.models import TimestampedModel, UUIDModel
from apps.media.models import Image
from apps.sellers.models import Seller, Warehouse


class State(models.TextChoices):
    """Where a seller's part stands; `orders.rules.MOVES` says what may follow what."""

    CREATED = "created", _("waiting for payment")
    PAID = "paid", _("new")
    ACCEPTED = "accepted", _("being packed")
    PACKED = "packed", _("packed")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")


class Order(UUIDModel, TimestampedModel):
    """One checkout of one shopper. Sums are in `currency`, VAT included; `total` is what is paid.

    A guest reads it with `access_key`. `payment_id` is the payment that paid it. `address` is a
    copy: name, phone, city code, city, region, street, note.
    Its own state is derived from its parts (`orders.rules.order_state`).
    """

    number = models.CharField(_("number"), max_length=12, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="orders"
    )
    access_key = models.CharField(max_length=64)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    address = models.JSONField()
    currency = models.CharField(max_length=3)
    goods = MoneyField()
    delivery = MoneyField()
    total = MoneyField()
    payment_id = models.UUIDField(null=True)
    paid_at = models.DateTimeField(_("paid at"), null=True)
    placed_at = models.DateTimeField(_("placed at"))

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(total=models.F("goods") + models.F("delivery")), name="order_sums_up"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="order_by_user"),
            models.Index(fields=["placed_at"], name="order_by_time"),
        ]

    def __str__(self) -> str:
        return self.number


class SellerOrderQuerySet(models.QuerySet["SellerOrder"]):
    def for_seller(self, seller_id: object) -> Self:
        """One shop's parts."""
        return self.filter(seller_id=seller_id)

    def unpaid(self, *, now: datetime) -> Self:
        """Parts whose payment should have come or whose goods should be free again."""
        return self.filter(state=State.CREATED, created_at__lt=now - settings.RESERVATION_TTL)

    def late(self, *, now: datetime) -> Self:
        """Paid parts that should be with the carrier by now."""
        return self.filter(state__in=[State.PAID, State.ACCEPTED, State.PACKED], ship_by__lt=now)

    def placed(self) -> Self:
        """Parts that a seller should see: paid, or to be paid in cash."""
        return self.exclude(state=State.CREATED)


class SellerOrder(UUIDModel, TimestampedModel):
    """One seller's part: its own delivery, state and commission. `number` ends in `-1`, `-2` …"""

    order = models.ForeignKey(Order, models.PROTECT, related_name="parts")
    number = models.CharField(_("number"), max_length=16, unique=True)
    seller = models.ForeignKey(
        Seller, models.PROTECT, related_name="seller_orders", verbose_name=_("seller")
    )
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CREATED)
    goods = MoneyField()
    delivery = MoneyField()
    commission = MoneyField()
    commission_vat = MoneyField()
    carrier = models.CharField(max_length=30)
    weight_g = models.PositiveIntegerField()
    promised_from = models.DateField()
    promised_until = models.DateField()
    ship_by = models.DateTimeField(_("to be shipped by"), null=True)
    accepted_at = models.DateTimeField(null=True)
    packed_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    release_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = SellerOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("seller's order")
        verbose_name_plural = _("sellers' orders")
        constraints = [
            models.UniqueConstraint(fields=["order", "seller"], name="seller_order_one_part")
        ]
        indexes = [
            models.Index(fields=["seller", "state", "-id"], name="seller_order_board"),
            models.Index(
                fields=["release_at"],
                name="seller_order_to_release",
                condition=Q(released_at=None) & ~Q(release_at=None),
            ),
            models.Index(
                fields=["created_at"],
                name="seller_order_unpaid",
                condition=Q(state=State.CREATED),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderItem(models.Model):
    """A line as it was when bought; later changes of the card do not touch it."""

    seller_order = models.ForeignKey(SellerOrder, models.PROTECT, related_name="items")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    picture = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    sku = models.CharField(max_length=80)
    title = models.JSONField()
    options = models.JSONField(default=list)
    quantity = models.PositiveIntegerField()
    unit_price = MoneyField()
    total = MoneyField()
    vat_rate = models.DecimalField(max_digits=5, decimal_places=4)
    commission_rate = models.DecimalField(max_digits=5, decimal_places=4)
    commission = MoneyField()

    class Meta:
        verbose_name = _("order item")
        verbose_name_plural = _("order items")
        constraints = [
            models.CheckConstraint(
                condition=Q(total=models.F("unit_price") * models.F("quantity")),
                name="order_item_sums_up",
            ),
            models.UniqueConstraint(fields=["seller_order", "offer"], name="order_item_once"),
        ]
