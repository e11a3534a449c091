"""What somebody agreed to, and what they asked to take along."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models.people import User
from apps.core.models import TimestampedModel, UUIDModel
from apps.core.private import private_files


class Consent(models.Model):
    """A person said yes or no to something at a moment; a new answer is a new row."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    kind = models.CharField(_("what"), max_length=40)
    # Which text was shown: its date, as in `terms 2026-11-01`.
    document = models.CharField(_("document"), max_length=80, blank=True)
    is_given = models.BooleanField(_("given"))
    ip = models.GenericIPAddressField(_("address"), null=True)
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["user", "kind", "-id"], name="consent_latest")]

    def __str__(self) -> str:
        return self.kind


class ExportState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", pgettext_lazy("export", "expired")


class DataExport(UUIDModel, TimestampedModel):
    """An archive of all we hold about a person, kept privately until `expires_at`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="exports")
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.WAITING)
    file = models.FileField(storage=private_files, upload_to="exports/", blank=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state=ExportState.WAITING),
                name="export_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
