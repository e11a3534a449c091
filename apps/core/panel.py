"""What the panels of all apps are built from: read-only tables, and steps that call a service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from unfold.admin import ModelAdmin, TabularInline
from unfold.paginator import InfinitePaginator

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import DomainError
from apps.core.fields import TranslatedField
from apps.core.panel_columns import Row, Text, money, state, text, texts
from apps.core.panel_fields import ReasonForm, TranslatedFormField
from apps.core.staff import may_act
from apps.core.web.fresh import ask_for_proof, has_fresh_proof

__all__ = [
    "EditableAdmin",
    "EditableInline",
    "Look",
    "ReadOnlyInline",
    "ReasonForm",
    "StaffAdmin",
    "Step",
    "money",
    "staff_actor",
    "state",
    "step",
    "text",
    "texts",
]
StepMethod = Callable[..., Text]
M = TypeVar("M", bound=StepMethod)


@dataclass(frozen=True, slots=True)
class Step:
    """Something staff may do with a row. `offered` says for which rows it makes sense; the service
    behind it decides."""

    name: str
    label: Text
    explanation: Text
    offered: Callable[[Row], bool]
    is_grave: bool
    form: type[ReasonForm]
    needs_fresh_proof: Callable[[Row], bool]
    is_for_support: bool
    initial: Callable[[Row], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Look:
    """What staff see before a step is taken: a template and what it takes. `key` names what is
    shown; the step is taken only by a form that was sent from beside it."""

    template: str
    key: str
    context: Mapping[str, Any]  # Any: template context


def step(
    label: Text,
    *,
    explanation: Text = "",
    offered: Callable[[Row], bool] = lambda row: True,
    is_grave: bool = False,
    form: type[ReasonForm] | None = None,
    needs_fresh_proof: Callable[[Row], bool] = lambda row: False,
    is_for_support: bool = False,
    initial: Callable[[Row], Mapping[str, object]] = lambda row: {},
) -> Callable[[M], M]:
    """Make an admin's method a step: it takes the row, the staff actor with the reason given, the
    moment, and what else `form` asks, which begins with the row's `initial`; it calls one service
    and returns what to tell. For rows of which `needs_fresh_proof` is true the second factor is
    asked again (`apps.core.web.fresh`). Support, which changes nothing, may take it only where
    `is_for_support` says so."""

    def mark(method: M) -> M:
        known = Step(
            name=method.__name__,
            label=label,
            explanation=explanation,
            offered=offered,
            is_grave=is_grave,
            form=form or ReasonForm,
            needs_fresh_proof=needs_fresh_proof,
            is_for_support=is_for_support,
            initial=initial,
        )
        method.step = known  # type: ignore[attr-defined]  # read back by `StaffAdmin.steps`
        return method

    return mark


def staff_actor(request: HttpRequest, *, reason: str = "") -> Actor:
    """The member of staff behind a request."""
    return Actor(role="staff", user_id=request.user.pk, reason=reason)


class TranslatedTexts(BaseModelAdmin):
    """Content in several languages gets a box for each."""

    # Texts whose boxes have several lines.
    long_texts: ClassVar[tuple[str, ...]] = ()

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """Any: Django's own signature."""
        if not isinstance(db_field, TranslatedField):
            return super().formfield_for_dbfield(db_field, request, **options)
        return TranslatedFormField(
            is_long=db_field.name in self.long_texts,
            required=not db_field.blank,
            label=str(db_field.verbose_name).capitalize(),
        )


class StaffAdmin(TranslatedTexts, ModelAdmin):
    """A table staff look at. Nothing is added, edited or deleted here; what can be done is a step.

    Lists are bounded and uncounted, ordered by a unique key, and cost the same queries however many
    rows there are: name relations that columns show in `list_select_related`.
    """

    is_of_the_house = True
    show_full_result_count = False
    paginator = InfinitePaginator
    list_per_page = 50
    list_max_show_all = 0
    show_facets = ShowFacets.NEVER
    list_filter_submit = False
    list_disable_select_all = True
    actions: ClassVar[Any] = None  # Any: Django's own options
    change_form_before_template = "admin/_steps.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def steps(self) -> list[Step]:
        """This table's steps, in the order they are written."""
        names = [name for kind in reversed(type(self).__mro__) for name in vars(kind)]
        methods = (getattr(type(self), name, None) for name in dict.fromkeys(names))
        marked = (getattr(method, "step", None) for method in methods)
        return [each for each in marked if isinstance(each, Step)]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<path:object_id>/step/<slug:name>/", view, name=name), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,  # Any: Django's own signature
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        extra = {"steps": self._offers(request, row)} if row is not None else {}
        if row is not None:
            extra |= self.sheet(request, row)
        answer: HttpResponse = super().change_view(
            request, object_id, form_url, {**extra, **(extra_context or {})}
        )
        return answer

    def sheet(self, request: HttpRequest, row: Row) -> dict[str, Any]:  # Any: template context
        """What a row's page shows besides its fields."""
        return {}

    def called(self, row: Row) -> str:
        """What a row is called above its steps."""
        return str(row)

    def look_before(
        self, name: str, row: Row, asked: Mapping[str, Any]
    ) -> Look | None:  # Any: a form's answers
        """What staff must have seen before they take that step with those answers (none before the
        form was sent); None lets it be taken at once. May raise a DomainError."""
        return None

    def step_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Ask for the reason, show what must be seen, then take the step; a refusal is told and
        changes nothing."""
        row = self.get_object(request, object_id)
        known = next((each for each in self.steps() if each.name == name), None)
        if row is None or known is None:
            raise Http404
        if not (may_act(request) or known.is_for_support):
            raise PermissionDenied
        if known.needs_fresh_proof(row) and not has_fresh_proof(request):
            return ask_for_proof(request)
        back = _url(self, "change", row.pk)
        form = known.form(request.POST or None, initial=dict(known.initial(row)), row=row)
        is_sent = request.method == "POST" and form.is_valid()
        asked = dict(form.cleaned_data) if is_sent else {}
        reason = asked.pop("reason", "")
        try:
            look = self.look_before(name, row, asked)
            if is_sent and (look is None or request.POST.get("seen") == look.key):
                by = staff_actor(request, reason=reason)
                told = getattr(self, name)(row, by=by, now=timezone.now(), **asked)
                messages.success(request, str(told))
                return HttpResponseRedirect(back)
        except DomainError as error:
            messages.error(request, str(error.message))
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": known.label,
            "step": known,
            "called": self.called(row),
            "form": form,
            "look": look,
            "back": back,
        }
        status = 422 if form.is_bound and not is_sent else 200
        return TemplateResponse(request, "admin/step.html", context, status=status)

    def _offers(self, request: HttpRequest, row: Row) -> list[dict[str, Any]]:  # Any: context
        return [
            {"step": each, "url": _url(self, "step", row.pk, each.name)}
            for each in self.steps()
            if (may_act(request) or each.is_for_support) and each.offered(row)
        ]


class EditableAdmin(StaffAdmin):
    """A small table that administrators keep by hand; each change stands in the audit trail."""

    may_delete = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request) and may_act(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self.admin_site.has_permission(request) and may_act(request)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self.may_delete and self.has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        """Any: Django's own signature."""
        names = [name for name in form.changed_data if name in form.fields]
        before = {name: _plain(form.initial.get(name)) for name in names} if change else {}
        after = {name: _plain(form.cleaned_data.get(name)) for name in names}
        same = {name for name in names if change and before[name] == after[name]}
        super().save_model(request, obj, form, change)
        done = "changed" if change else "added"
        audit.record(
            actor=staff_actor(request),
            action=f"{self.opts.app_label}.{self.opts.model_name}_{done}",
            subject=f"{self.opts.model_name}:{obj.pk}",
            before={name: value for name, value in before.items() if name not in same},
            after={name: value for name, value in after.items() if name not in same},
        )
        self.after_change(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Any: Django's own signature."""
        super().save_formset(request, form, formset, change)
        touched = [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]
        if touched:
            audit.record(
                actor=staff_actor(request),
                action=f"{self.opts.app_label}.{formset.model._meta.model_name}s_changed",
                subject=f"{self.opts.model_name}:{form.instance.pk}",
                after={"rows": [str(row.pk) for row in touched]},
            )
            self.after_change(form.instance)

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        subject = f"{self.opts.model_name}:{obj.pk}"
        before = {"name": str(obj)}
        super().delete_model(request, obj)
        audit.record(
            actor=staff_actor(request),
            action=f"{self.opts.app_label}.{self.opts.model_name}_deleted",
            subject=subject,
            before=before,
        )
        self.after_change(obj)

    def after_change(self, row: Row) -> None:
        """What must be told that this table changed."""


class ReadOnlyInline(TabularInline):
    """Rows beside their parent, at most fifty of them."""

    extra = 0
    per_page = 50
    can_delete = False
    show_change_link = True

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """Any: Django's own signature."""
        return self.fields

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class EditableInline(TranslatedTexts, TabularInline):
    """Rows that belong to their parent and are kept with it; they are added, never taken away,
    since goods refer to them by code."""

    extra = 0
    per_page = 100
    can_delete = False

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """A cell's heading names its column to the eye only: the box says it itself. Any: Django's
        own signature."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and not isinstance(field.widget, forms.MultiWidget):
            field.widget.attrs.setdefault("aria-label", str(field.label or db_field.verbose_name))
        return field

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return may_act(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return may_act(request)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


def _url(admin: StaffAdmin, view: str, *arguments: object) -> str:
    opts = admin.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=arguments)


def _plain(value: Any) -> Any:  # Any: what a form's field holds
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple | set):
        return [_plain(each) for each in value]
    return value
