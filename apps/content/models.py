"""Help and legal pages that staff edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import TranslatedField
from apps.core.models import TimestampedModel


class Page(TimestampedModel):
    """A page of text; `body` holds paragraphs, `## ` headings and `- ` lists in each language."""

    slug = models.SlugField(unique=True)
    title = TranslatedField()
    body = TranslatedField()
    is_published = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
