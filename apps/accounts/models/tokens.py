"""Tokens of the API: a login on a device is a family of refresh tokens, one of them alive."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.people import User
from apps.core.models import UUIDModel


class Audience(models.TextChoices):
    """Which of our apps a token is for; one for shoppers opens nothing of a courier's."""

    SHOPPER = "shopper", _("shopper")
    SELLER = "seller", _("seller")
    COURIER = "courier", _("courier")
    STAFF = "staff", _("staff")


class TokenFamily(UUIDModel):
    """A login of one device by the API. PostgreSQL is the truth of whether it still holds; Redis
    only remembers the refusals so that a request asks once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="token_families")
    audience = models.CharField(max_length=8, choices=Audience)
    # The session of the login pipeline that this login was made in; never leaves the server.
    session_key = models.CharField(max_length=40, unique=True)
    label = models.CharField(_("device"), max_length=80, blank=True)
    ip = models.GenericIPAddressField()
    user_agent = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_for = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("login by the API")
        verbose_name_plural = _("logins by the API")
        indexes = [
            models.Index(
                fields=["user", "-last_used_at"],
                name="token_family_alive",
                condition=Q(revoked_at=None),
            ),
            # What Redis is told again after it lost its memory.
            models.Index(
                fields=["revoked_at"],
                name="token_family_revoked",
                condition=Q(revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.pk)


class RefreshToken(models.Model):
    """One refresh token of a family; it is used once, and using it makes the next."""

    jti = models.UUIDField(primary_key=True)
    family = models.ForeignKey(TokenFamily, models.CASCADE, related_name="refresh_tokens")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(used_at=None), name="refresh_token_one_alive"
            )
        ]

    def __str__(self) -> str:
        return str(self.jti)
