"""Pictures that people uploaded or that we drew: sanitised originals and their renditions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel, UUIDModel


class ImageState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Image(UUIDModel, TimestampedModel):
    """A picture: a re-encoded original, renditions by width, and a colour to show meanwhile.

    `renditions` maps a width in pixels to a WebP's storage path, `avif` to a smaller AVIF's where
    there is one; a worker makes those of photos by `avif_at`. `source` says what a waiting picture
    will be made from (`drawing:sneaker:red:front`), so that making it again gives the same one.
    """

    original = models.FileField(upload_to="originals/", blank=True)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    colour = models.CharField(max_length=7, default="#e8e8e8")
    renditions = models.JSONField(default=dict)
    avif = models.JSONField(default=dict, db_default={})
    avif_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    source = models.CharField(_("made from"), max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=ImageState, default=ImageState.WAITING)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(
                fields=["id"], name="image_waiting", condition=models.Q(state=ImageState.WAITING)
            ),
            models.Index(
                fields=["id"],
                name="image_without_avif",
                condition=models.Q(state=ImageState.READY, avif_at=None, source=""),
            ),
            # Whether another picture has the same files.
            models.Index(fields=["original"], name="image_original"),
        ]
