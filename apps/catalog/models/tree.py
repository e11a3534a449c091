"""The category tree and the typed attributes a category's goods have."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from apps.core.fields import TranslatedField


class AttributeKind(models.TextChoices):
    CHOICE = "choice", _("choice")
    NUMBER = "number", _("number")
    TEXT = "text", _("text")
    BOOLEAN = "boolean", _("yes or no")


class Category(MP_Node):
    """A node of the tree. `code` stands in the address; siblings are shown in tree order."""

    code = models.SlugField(_("code"), unique=True, max_length=80)
    name = TranslatedField()
    icon = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(_("is active"), default=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.code

    @classmethod
    def paths_to(cls, path: str) -> list[str]:
        """The tree paths from the top down to `path`, itself included. No query."""
        return [path[:end] for end in range(cls.steplen, len(path) + 1, cls.steplen)]


class CategoryAlias(models.Model):
    """The code of a category that was merged into another: its old address leads there."""

    code = models.SlugField(unique=True, max_length=80)
    category = models.ForeignKey(Category, models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("old code of a category")
        verbose_name_plural = _("old codes of categories")

    def __str__(self) -> str:
        return self.code


class Attribute(models.Model):
    """A property goods may have; `unit` is shown after a number (`W`, `cm`)."""

    code = models.SlugField(_("code"), unique=True, max_length=60)
    kind = models.CharField(
        _("kind"), max_length=8, choices=AttributeKind, default=AttributeKind.CHOICE
    )
    name = TranslatedField()
    unit = models.CharField(_("unit"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")

    def __str__(self) -> str:
        return self.code


class AttributeValueQuerySet(models.QuerySet["AttributeValue"]):
    def offered(self) -> Self:
        """Values that goods can be given: those that were not merged into others."""
        return self.filter(merged_into=None)

    def moves(self) -> dict[tuple[str, str], str]:
        """The values that were merged, each as (attribute, value) with the code of the value that
        stands for it: 1 query."""
        merged = self.exclude(merged_into=None)
        rows = merged.values_list("attribute__code", "code", "merged_into__code")
        return {(attribute, old): new for attribute, old, new in rows}


class AttributeValue(models.Model):
    """One choice of a choice attribute; `colour` (`#rrggbb`) makes it a swatch.

    A value that was merged into another stays as its old name, for files and programs that still
    say it, and is offered no more; `settled_at` is when the last goods that had it were changed,
    `next_look_at` when to look for such goods again, should nobody have done so before.
    """

    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="values")
    code = models.SlugField(max_length=60)
    name = TranslatedField()
    colour = models.CharField(max_length=7, blank=True)
    position = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", models.RESTRICT, null=True, related_name="+", db_index=False, editable=False
    )
    merged_at = models.DateTimeField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    next_look_at = models.DateTimeField(null=True, editable=False)

    objects = AttributeValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("attribute value")
        verbose_name_plural = _("attribute values")
        constraints = [
            models.UniqueConstraint(fields=["attribute", "code"], name="attribute_value_once")
        ]

    def __str__(self) -> str:
        return self.code


class CategoryAttribute(models.Model):
    """How a category uses an attribute; its descendants inherit it."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="attributes")
    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="uses")
    is_required = models.BooleanField(default=False)
    is_filterable = models.BooleanField(default=False)
    is_variant_axis = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("category's attribute")
        verbose_name_plural = _("category's attributes")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "attribute"], name="category_attribute_once"
            )
        ]
