"""Help and legal pages, and the panels of the home page: what staff edit."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import TranslatedField
from apps.core.models import TimestampedModel
from apps.core.texts import say


class Page(TimestampedModel):
    """A page of text; `body` holds paragraphs, `## ` headings and `- ` lists in each language."""

    slug = models.SlugField(_("part of the address"), unique=True)
    title = TranslatedField()
    body = TranslatedField()
    is_published = models.BooleanField(_("is published"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.slug


class Tone(models.TextChoices):
    MAJOLICA = "majolica", _("majolica blue")
    ANOR = "anor", _("pomegranate")
    SAFFRON = "saffron", _("saffron")


class BannerQuerySet(models.QuerySet["Banner"]):
    def shown(self, *, now: datetime) -> Self:
        """Panels that visitors see at that moment."""
        begun = Q(shown_from=None) | Q(shown_from__lte=now)
        return self.filter(begun, Q(shown_until=None) | Q(shown_until__gt=now), is_published=True)


class Banner(TimestampedModel):
    """A panel of the home page; the first in order is the large one.

    `path` is an address of ours after the language (`c/shoes/`), empty for a panel that only tells.
    `image_id` names a picture of media, `label` is the button's text.
    """

    title = TranslatedField()
    text = TranslatedField(blank=True)
    label = TranslatedField(blank=True)
    path = models.CharField(max_length=200, blank=True)
    tone = models.CharField(_("tone"), max_length=10, choices=Tone, default=Tone.MAJOLICA)
    image_id = models.UUIDField(null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_published = models.BooleanField(_("is published"), default=True)
    shown_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("home page panel")
        verbose_name_plural = _("home page panels")

    def __str__(self) -> str:
        return str(say(self.title))
