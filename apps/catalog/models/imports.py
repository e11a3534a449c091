"""A seller's import: the file, its staged rows, how far it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel, UUIDModel
from apps.sellers.models import Seller


class ImportState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    STAGING = "staging", _("reading the file")
    CHECKED = "checked", _("checked")
    PUBLISHING = "publishing", _("publishing")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class RowState(models.TextChoices):
    STAGED = "staged", _("waiting")
    BAD = "bad", _("has errors")
    PUBLISHED = "published", _("published")


class ImportRun(UUIDModel, TimestampedModel):
    """One file of one seller. `rates` says what one unit of each accepted currency costs in the
    market's; `default_stock` is put on sale where a line names no stock; `language` is the texts'.

    `by_staff` makes new cards live at once and missing categories on the way; a seller's cards wait
    for moderation, and what has no category of ours lands in the unsorted one. `keep_good`
    publishes the good rows of a file that also has bad ones; `is_trial` stops after the check.
    Counters are of cards, not of variants.
    """

    seller = models.ForeignKey(
        Seller, models.CASCADE, related_name="imports", verbose_name=_("seller")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    file = models.FileField(upload_to="imports/", blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(max_length=8)
    language = models.CharField(max_length=2, default="en")
    rates = models.JSONField(default=dict)
    default_stock = models.PositiveIntegerField(default=0)
    by_staff = models.BooleanField(default=False)
    keep_good = models.BooleanField(default=False)
    is_trial = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.WAITING)
    total_count = models.PositiveIntegerField(_("lines"), default=0)
    bad_count = models.PositiveIntegerField(_("lines with mistakes"), default=0)
    published_count = models.PositiveIntegerField(_("cards published"), default=0)
    failure = models.CharField(max_length=60, blank=True)
    # The names of a table's columns when they are not ours, and what the seller says they hold.
    heading = models.JSONField(default=list, db_default=[])
    columns = models.JSONField(default=dict, db_default={})
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["seller", "-id"], name="import_by_seller")]


class ImportRow(models.Model):
    """One card of a file, checked and waiting for its chunk. `errors` is a list of error codes."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", db_index=False)
    line = models.PositiveIntegerField()
    sku = models.CharField(max_length=80, blank=True)
    card = models.JSONField(null=True)
    errors = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=RowState, default=RowState.STAGED)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="import_line_once")]
        indexes = [models.Index(fields=["run", "state", "line"], name="import_rows_by_state")]
