"""People and their addresses."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField

from apps.core.models import TimestampedModel, UUIDModel
from apps.geo.models import City
from apps.media.models import Image


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who logs in with `email`. Any: the model's own fields."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator. Any: the model's own fields."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(UUIDModel, AbstractBaseUser, PermissionsMixin):
    """A person. Everyone is a customer; a seller is one through a shop's membership, a courier
    through a courier's row, staff through `is_staff` and groups.

    A phone opens the account only when it is verified, and then it is nobody else's. Of an erased
    person only the row remains, without even an `email`.
    """

    email = models.EmailField(_("e-mail"), max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=120, blank=True)
    phone = PhoneNumberField(_("phone"), blank=True)
    phone_verified_at = models.DateTimeField(_("phone verified"), null=True, blank=True)
    photo = models.ForeignKey(
        Image, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_one_per_email"),
            models.UniqueConstraint(
                fields=["phone"],
                condition=Q(phone_verified_at__isnull=False),
                name="user_one_per_verified_phone",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.name or self.email or str(self.phone)


class Address(TimestampedModel):
    """A place somebody has goods brought to; orders copy it, they never refer to it.

    In the market's country it names a city we know, elsewhere it has the lines that country writes.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="addresses")
    label = models.CharField(_("label"), max_length=40, blank=True)
    name = models.CharField(_("recipient"), max_length=120)
    phone = PhoneNumberField(_("phone"))
    country = models.CharField(_("country"), max_length=2, db_default="UZ")
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("city or district")
    )
    region_name = models.CharField(_("region"), max_length=100, blank=True, db_default="")
    city_name = models.CharField(_("city"), max_length=100, blank=True, db_default="")
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True, db_default="")
    street = models.CharField(_("street, house, flat"), max_length=200)
    note = models.CharField(_("note for the courier"), max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    is_default = models.BooleanField(_("use first"), default=False)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default=True), name="address_one_default"
            ),
            models.CheckConstraint(
                condition=Q(city=None) | Q(region_name="", city_name="", postal_code=""),
                name="address_names_its_place_once",
            ),
        ]
