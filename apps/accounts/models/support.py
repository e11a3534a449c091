"""Support seeing the shop with a customer's eyes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.people import User
from apps.core.models import UUIDModel


class Impersonation(UUIDModel):
    """A member of staff looked at the shop as somebody, for a reason, from one session."""

    staff = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("staff"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    reason = models.TextField(_("reason"))
    started_at = models.DateTimeField(_("started"))
    # It ends by itself at `until`, earlier when the member of staff leaves.
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("impersonation")
        verbose_name_plural = _("impersonations")
        constraints = [
            models.UniqueConstraint(
                fields=["staff"],
                condition=models.Q(ended_at=None),
                name="impersonation_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
