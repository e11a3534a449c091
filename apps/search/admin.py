"""What staff keep by hand for search, the words that mean the same, and what people search for."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.core.actors import Actor
from apps.core.panel import EditableAdmin, StaffAdmin, step
from apps.search import rules, selectors, services
from apps.search.models import SearchedText, SynonymGroup

MAX_PHRASES = 30


class Phrases(forms.CharField):
    """A phrase a line, as a list."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:  # Any: what a form was filled with
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:  # Any: Django's own signature
        lines = [line.strip() for line in super().clean(value).splitlines()]
        phrases = list(dict.fromkeys(line for line in lines if rules.words_of(line, most=1)))
        if not 2 <= len(phrases) <= MAX_PHRASES or any(len(each) > 80 for each in phrases):
            raise ValidationError(_("Please write 2 to 30 words or short phrases, one a line."))
        return phrases


@admin.register(SynonymGroup)
class SynonymGroupAdmin(EditableAdmin):
    list_display = ("__str__", "updated_at")
    search_fields = ("phrases",)
    ordering = ("-id",)
    fields = ("phrases",)
    may_delete = True

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """Any: Django's own signature."""
        if db_field.name == "phrases":
            return Phrases(label=_("Words and phrases"), help_text=_("One a line, any language."))
        return super().formfield_for_dbfield(db_field, request, **options)

    def after_change(self, obj: SynonymGroup) -> None:
        selectors.forget_synonyms()


class Found(admin.SimpleListFilter):
    """Whether the text finds anything: what is wanted and not there is worth a look."""

    title = _("goods found")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Any: Django's own signature."""
        return [("none", _("nothing")), ("some", _("something"))]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[SearchedText]
    ) -> models.QuerySet[SearchedText]:
        if self.value() == "none":
            return queryset.filter(found_count=0)
        return queryset.filter(found_count__gt=0) if self.value() == "some" else queryset


@admin.register(SearchedText)
class SearchedTextAdmin(StaffAdmin):
    list_display = ("shown", "language", "asked_count", "found_count", "asked_on", "is_hidden")
    list_filter = (Found, "language", "is_hidden")
    search_fields = ("text__startswith",)
    ordering = ("-asked_count", "-id")
    fields = ("shown", "language", "asked_count", "found_count", "asked_on", "is_hidden")

    @step(_("Offer it to nobody"), offered=lambda row: not row.is_hidden)
    def hide(self, row: SearchedText, *, by: Actor, now: datetime) -> str:
        services.set_text_hidden(text_id=row.pk, is_hidden=True, by=by)
        return _t("Nobody is offered this text now.")

    @step(_("Offer it again"), offered=lambda row: row.is_hidden)
    def show(self, row: SearchedText, *, by: Actor, now: datetime) -> str:
        services.set_text_hidden(text_id=row.pk, is_hidden=False, by=by)
        return _t("This text is offered again.")
