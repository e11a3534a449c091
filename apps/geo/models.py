"""Where people live: regions, and the cities, districts and towns in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import TranslatedField
from apps.core.texts import say


class Region(models.Model):
    """A first-level region; `code` is its SOATO code."""

    code = models.CharField(_("code"), max_length=16, primary_key=True)
    country = models.CharField(_("country"), max_length=2, default="UZ")
    name = TranslatedField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return str(say(self.name))


class City(models.Model):
    """A city, district or town of a region; `code` is SOATO. A town lies in a `district`, which is
    None for cities and districts: those are the finest places an address names."""

    code = models.CharField(_("code"), max_length=16, primary_key=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="cities")
    district = models.ForeignKey("self", models.PROTECT, null=True, related_name="towns")
    name = TranslatedField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("city or district")
        verbose_name_plural = _("cities and districts")
        indexes = [models.Index(fields=["region", "position"], name="city_in_region")]

    def __str__(self) -> str:
        return str(say(self.name))
