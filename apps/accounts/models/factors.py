"""The second factor as django-otp sees it."""

from typing import ClassVar

from allauth.mfa.models import Authenticator
from django.db import models
from django_otp.models import Device

from apps.accounts.models.people import User


class FactorManager(models.Manager["SecondFactor"]):
    def devices_for_user(
        self, user: User, confirmed: bool | None = None
    ) -> "models.QuerySet[SecondFactor]":
        """Every factor of a person: allauth stores none before it was proved."""
        return self.filter(user=user)


class SecondFactor(Device):
    """allauth's own row (TOTP, recovery codes, a passkey), read by django-otp: there is one secret
    and one row, so a factor that is removed in one is gone in the other at that moment.

    It stands under django-otp's label: that app has no migrations, and this model no table to
    migrate.
    """

    # allauth's own key takes the row away with its person.
    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+")
    type = models.CharField(max_length=20, choices=Authenticator.Type.choices)
    confirmed = True
    objects: ClassVar[FactorManager] = FactorManager()

    class Meta:
        managed = False
        app_label = "django_otp"
        db_table = "mfa_authenticator"

    # django-otp's column, which this table hasn't.
    name = None

    def __str__(self) -> str:
        return self.get_type_display()

    def verify_token(self, token: str) -> bool:
        """Whether allauth accepts the code; a passkey has none."""
        row = Authenticator.objects.filter(pk=self.pk).first()
        if row is None or row.type == Authenticator.Type.WEBAUTHN:
            return False
        return bool(row.wrap().validate_code(token))
