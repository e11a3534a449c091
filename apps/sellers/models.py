"""Shops, who works in them, what they owe us, and where their goods lie."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField

from apps.core.fields import TranslatedField
from apps.core.models import TimestampedModel, UUIDModel
from apps.geo.models import City
from apps.media.models import Image


class SellerState(models.TextChoices):
    APPLIED = "applied", pgettext_lazy("shop", "applied")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SUSPENDED = "suspended", _("suspended")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("owner")
    MANAGER = "manager", _("manager")
    PACKER = "packer", _("packer")


class CommissionPlan(models.Model):
    """What we keep of a sale: a rate for everything, and other rates by category code."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    rate = models.DecimalField(_("rate"), max_digits=5, decimal_places=4)
    by_category = models.JSONField(_("rates by category"), default=dict, blank=True)

    class Meta:
        verbose_name = _("commission plan")
        verbose_name_plural = _("commission plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lt=1), name="commission_is_a_share"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SellerQuerySet(models.QuerySet["Seller"]):
    def open(self) -> Self:
        """Shops that may sell."""
        return self.filter(state=SellerState.APPROVED)


class Seller(UUIDModel, TimestampedModel):
    """A shop. `rating` is set from above (reviews); `None` until somebody has rated its goods."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    about = TranslatedField()
    logo = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
    legal_name = models.CharField(_("legal name"), max_length=160)
    tax_number = models.CharField(_("tax number"), max_length=20)
    pays_vat = models.BooleanField(_("pays VAT"), default=False)
    email = models.EmailField(_("e-mail"))
    phone = PhoneNumberField(_("phone"))
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))
    handling_days = models.PositiveSmallIntegerField(_("days to pack"), default=1)
    plan = models.ForeignKey(CommissionPlan, models.PROTECT, related_name="sellers")
    state = models.CharField(
        _("state"), max_length=10, choices=SellerState, default=SellerState.APPLIED
    )
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    rating = models.DecimalField(_("rating"), max_digits=3, decimal_places=2, null=True)
    rating_count = models.PositiveIntegerField(default=0)

    objects = SellerQuerySet.as_manager()

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person who works in a shop; the role decides the rights (`rules.RIGHTS`)."""

    seller = models.ForeignKey(
        Seller, models.CASCADE, related_name="members", verbose_name=_("seller")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=8, choices=MemberRole)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["seller", "user"], name="member_once_per_shop")
        ]


class PayoutWay(models.TextChoices):
    UZ = "uz", _("Account in Uzbekistan")
    IBAN = "iban", _("IBAN")


class PayoutDetails(UUIDModel):
    """The account a shop's money goes to: sealed, of which people see the last four characters.
    A change is a new row, so that each can be announced; the one not replaced holds, and nothing is
    paid out to it before `held_until`."""

    seller = models.ForeignKey(Seller, models.CASCADE, related_name="payout_details")
    way = models.CharField(max_length=4, choices=PayoutWay)
    # JSON: way, holder, account, bank_code.
    sealed = models.TextField()
    last_four = models.CharField(max_length=4)
    held_until = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("payout details")
        verbose_name_plural = _("payout details")
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=Q(replaced_at=None), name="payout_details_one_holds"
            )
        ]

    def __str__(self) -> str:
        return f"•• {self.last_four}"


class Warehouse(models.Model):
    """A place a seller ships from."""

    seller = models.ForeignKey(
        Seller, models.CASCADE, related_name="warehouses", verbose_name=_("seller")
    )
    name = models.CharField(_("name"), max_length=80)
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))
    street = models.CharField(_("street"), max_length=200, blank=True)
    is_default = models.BooleanField(_("is default"), default=False)

    class Meta:
        verbose_name = _("warehouse")
        verbose_name_plural = _("warehouses")
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=Q(is_default=True), name="warehouse_one_default"
            ),
            models.UniqueConstraint(fields=["seller", "name"], name="warehouse_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class KeyScope(models.TextChoices):
    OFFERS_READ = "offers:read", _("read offers")
    PRICES_WRITE = "prices:write", _("write prices")
    STOCK_WRITE = "stock:write", _("write pieces")


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def for_seller(self, seller_id: object) -> Self:
        """One shop's keys."""
        return self.filter(seller_id=seller_id)

    def living(self, now: datetime) -> Self:
        """Keys that open something."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), ended_at=None)


class ApiKey(UUIDModel):
    """A key by which a shop's program works in its name. `shown` is how its secret begins, for
    people to tell keys apart; of the secret itself only a hash is kept."""

    seller = models.ForeignKey(Seller, models.CASCADE, related_name="keys")
    name = models.CharField(_("name"), max_length=60)
    shown = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")

    def __str__(self) -> str:
        return f"{self.name} ({self.shown}…)"

    @property
    def scope_names(self) -> list[str]:
        """What the key is for, in words."""
        return [str(KeyScope(scope).label) for scope in self.scopes]

    @property
    def limited_as(self) -> str:
        """Whom its requests are counted for."""
        return f"key:{self.pk}"
