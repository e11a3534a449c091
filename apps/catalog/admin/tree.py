"""The tree, its attributes, brands and tags."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from treebeard.forms import MoveNodeForm, movenodeform_factory
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.catalog import selectors, services
from apps.catalog.models import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Brand,
    Category,
    CategoryAttribute,
    Tag,
)
from apps.catalog.selectors.value_merges import value_merges
from apps.catalog.services.imports.places import brand_slug
from apps.core.actors import Actor
from apps.core.panel import EditableAdmin, EditableInline, ReasonForm, step, text
from apps.core.texts import say


class CategoryForm(MoveNodeForm):
    """A category and its place in the tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: the library's own signature
        super().__init__(*args, **kwargs)
        for name in ("treebeard_position", "treebeard_ref_node"):
            field = self.fields[name]
            field.widget = UnfoldAdminSelectWidget(choices=field.choices)


class CategoryAttributeInline(EditableInline):
    model = CategoryAttribute
    autocomplete_fields = ("attribute",)
    ordering = ("position", "id")


class MergeCategoryForm(ReasonForm):
    """Into which category, and why."""

    into = forms.ChoiceField(label=_("The category that stays"), widget=UnfoldAdminSelectWidget)
    field_order = ("into", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own arguments
        super().__init__(*args, **kwargs)
        own = self.row.code if self.row is not None else ""
        known = [choice for choice in selectors.category_choices() if choice[0] != own]
        self.fields["into"].choices = [("", "—"), *known]  # type: ignore[attr-defined]


@admin.register(Category)
class CategoryAdmin(EditableAdmin):
    list_display = ("shown_name", "code", "is_active")
    list_filter = ("is_active",)
    search_fields = ("code", "name__icontains")
    ordering = ("path",)
    list_per_page = 100
    form = movenodeform_factory(Category, form=CategoryForm)
    inlines = (CategoryAttributeInline,)

    def called(self, row: Category) -> str:
        return str(say(row.name))

    @admin.display(description=_("name"))
    def shown_name(self, category: Category) -> SafeString:
        """Indented as it lies in the tree; a class, since values are styled by the style sheet."""
        depth = min(category.depth, 6)
        return format_html('<span class="depth-{}">{}</span>', depth, say(category.name))

    @step(
        _("Merge into another category"),
        explanation=_(
            "Its goods and its own attributes go over to the other category, and its address leads"
            " there. This cannot be undone."
        ),
        offered=lambda category: category.numchild == 0,
        is_grave=True,
        form=MergeCategoryForm,
    )
    def merge(self, category: Category, *, by: Actor, now: datetime, into: str) -> str:
        survivor = selectors.category_by_code(code=into)
        count = services.merge_categories(survivor_id=survivor.pk, duplicate_id=category.pk, by=by)
        transaction.on_commit(selectors.forget_tree, robust=True)
        text = ngettext("%(n)d card moved.", "%(n)d cards moved.", count)
        return text % {"n": count}

    def _changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The tree makes room before Django has looked at the other forms: an error anywhere takes
        it back. Any: Django's own signature."""
        answer: HttpResponse = super()._changeform_view(*args, **kwargs)
        if (getattr(answer, "context_data", None) or {}).get("errors"):
            transaction.set_rollback(True)
        return answer

    def after_change(self, row: Category) -> None:
        services.tell_tree_changed()
        # Whoever saved it sees it on the next page, before the event is worked on.
        transaction.on_commit(selectors.forget_tree, robust=True)


class AttributeValueInline(EditableInline):
    model = AttributeValue
    ordering = ("position", "id")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[AttributeValue]":
        """Those that were merged into others are kept for old files only."""
        rows: QuerySet[AttributeValue] = super().get_queryset(request)
        return rows.filter(merged_into=None)


class MergeValuesForm(ReasonForm):
    """Which value becomes which, and why."""

    duplicate = forms.ChoiceField(label=_("The value that goes"), widget=UnfoldAdminSelectWidget)
    into = forms.ChoiceField(label=_("The value that stays"), widget=UnfoldAdminSelectWidget)
    field_order = ("duplicate", "into", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own arguments
        super().__init__(*args, **kwargs)
        choices = selectors.value_choices(attribute=self.row) if self.row is not None else []
        for name in ("duplicate", "into"):
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


@admin.register(Attribute)
class AttributeAdmin(EditableAdmin):
    list_display = ("code", "shown_name", "kind", "unit")
    list_filter = ("kind",)
    search_fields = ("code", "name__icontains")
    ordering = ("id",)
    inlines = (AttributeValueInline,)
    change_form_after_template = "admin/catalog/_value_merges.html"
    shown_name = text("name", _("name"))

    def called(self, row: Attribute) -> str:
        return str(say(row.name))

    @step(
        _("Merge two of its values"),
        explanation=_(
            "The first is offered no more, and goods that have it get the second instead: many"
            " goods take some minutes. This cannot be undone."
        ),
        offered=lambda attribute: attribute.kind == AttributeKind.CHOICE,
        is_grave=True,
        form=MergeValuesForm,
    )
    def merge(
        self, attribute: Attribute, *, by: Actor, now: datetime, duplicate: str, into: str
    ) -> str:
        services.merge_values(
            attribute_id=attribute.pk, survivor=into, duplicate=duplicate, by=by, now=now
        )
        transaction.on_commit(selectors.forget_tree, robust=True)
        return _t("The values are one now; goods that had the first follow.")

    def sheet(
        self, request: HttpRequest, row: Attribute
    ) -> dict[str, Any]:  # Any: template context
        return {"merges": value_merges(attribute=row)}

    def after_change(self, row: Attribute) -> None:
        services.tell_tree_changed()
        # Whoever saved it, and every editor, sees it at once, before the event is worked on.
        transaction.on_commit(selectors.forget_tree, robust=True)


class MergeBrandForm(ReasonForm):
    """Into which brand, and why."""

    into = forms.CharField(
        label=_("Name of the brand that stays"), max_length=120, widget=UnfoldAdminTextInputWidget
    )
    field_order = ("into", "reason")


@admin.register(Brand)
class BrandAdmin(EditableAdmin):
    list_display = ("name", "slug", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("name__istartswith", "slug")
    ordering = ("-id",)

    @step(
        _("Merge into another brand"),
        explanation=_("Its cards become the other brand's, and so does its name in imports."),
        offered=lambda brand: brand.merged_into_id is None,
        is_grave=True,
        form=MergeBrandForm,
    )
    def merge(self, brand: Brand, *, by: Actor, now: datetime, into: str) -> str:
        survivor = selectors.brand_by_slug(slug=brand_slug(into))
        services.merge_brands(survivor_id=survivor.pk, duplicate_id=brand.pk, by=by)
        return _t("The brands are one now.")

    def after_change(self, row: Brand) -> None:
        services.tell_brand_changed(brand_id=row.pk)


@admin.register(Tag)
class TagAdmin(EditableAdmin):
    list_display = ("slug", "shown_name")
    search_fields = ("slug",)
    ordering = ("-id",)
    shown_name = text("name", _("name"))
