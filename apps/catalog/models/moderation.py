"""What moderation refuses cards for, in words that are kept once for all."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import TranslatedField


class Fault(models.Model):
    """Something that is wrong with a card: what, and how to mend it, for its seller to read."""

    code = models.SlugField(_("code"), unique=True, max_length=40)
    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reason to refuse a card")
        verbose_name_plural = _("reasons to refuse cards")

    def __str__(self) -> str:
        return self.code
