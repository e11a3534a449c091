"""The queue of moderation, and what cards are refused for."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.catalog import services
from apps.catalog.models import Fault, ProductRevision, RevisionState
from apps.catalog.selectors.moderation import (
    fault_choices,
    is_others,
    revision_file,
    waiting_count,
    waiting_or_decided,
)
from apps.core.actors import Actor
from apps.core.errors import Conflict, DomainError, Invalid
from apps.core.panel import EditableAdmin, StaffAdmin, staff_actor, state, step, text
from apps.core.staff import may_act
from apps.core.texts import say

MODERATE = "admin/catalog/moderate.html"


class DecisionForm(forms.Form):
    """Why a version is refused: ticked reasons, own words, or both."""

    faults = forms.MultipleChoiceField(
        label=_("Reasons"), required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(
        label=_("In your own words, in the language of the card"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own arguments
        super().__init__(*args, **kwargs)
        self.fields["faults"].choices = fault_choices()  # type: ignore[attr-defined]

    def has_reason(self) -> bool:
        """Whether a valid form says why."""
        return bool(self.cleaned_data["faults"] or self.cleaned_data["comment"].strip())


@admin.register(Fault)
class FaultAdmin(EditableAdmin):
    list_display = ("code", "shown_title", "position", "is_active")
    search_fields = ("code",)
    ordering = ("position", "id")
    long_texts = ("text",)
    shown_title = text("title", _("title"))


def _waits(revision: ProductRevision) -> bool:
    return revision.state == RevisionState.WAITING


@admin.register(ProductRevision)
class ProductRevisionAdmin(StaffAdmin):
    """The queue of moderation; a version's page shows what it would change."""

    list_display = ("shown_title", "seller", "shown_state", "created_at", "decided_by")
    list_select_related = ("product__author", "decided_by")
    list_filter = ("state",)
    search_fields = ("product__code",)
    search_help_text = _("By the product's code.")
    ordering = ("-id",)
    fields = ("product", "author", "state", "reason", "created_at", "decided_by")
    change_form_after_template = "admin/catalog/_revision.html"
    list_before_template = "admin/catalog/_queue.html"
    shown_state = state(waiting="warning", approved="success", rejected="danger")
    actions = ("approve_chosen",)

    @admin.action(description=_("Approve the chosen ones of shops with a good record"))
    def approve_chosen(self, request: HttpRequest, queryset: "QuerySet[ProductRevision]") -> None:
        """Without a look at each; a shop without such a record is named and nothing is approved."""
        if not may_act(request):
            raise PermissionDenied
        ids = list(queryset.values_list("pk", flat=True))
        try:
            count = services.approve_several(
                revision_ids=ids,
                by=staff_actor(request, reason=_t("Good record")),
                now=timezone.now(),
            )
        except DomainError as error:
            messages.error(request, str(error.message))
            return
        text = ngettext("%(n)d version approved.", "%(n)d versions approved.", count)
        messages.success(request, text % {"n": count})

    @admin.display(description=_("title"))
    def shown_title(self, revision: ProductRevision) -> str:
        return str(say(revision.content.get("title") or revision.product.title))

    @admin.display(description=_("seller"))
    def seller(self, revision: ProductRevision) -> str:
        return revision.product.author.name

    def sheet(
        self, request: HttpRequest, row: ProductRevision
    ) -> dict[str, Any]:  # Any: template context
        return {"file": revision_file(revision=row)}

    def get_urls(self) -> list[URLPattern]:
        of = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("next/", wrap(self.next_view), name=f"{of}_next"),
            path("<int:pk>/moderate/", wrap(self.moderate_view), name=f"{of}_moderate"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def next_view(self, request: HttpRequest) -> HttpResponse:
        """Take the oldest version that nobody else looks at."""
        if not may_act(request):
            raise PermissionDenied
        revision = services.claim_next(by=staff_actor(request), now=timezone.now())
        if revision is None:
            messages.success(request, _t("Nothing waits for moderation."))
            return redirect("admin:catalog_productrevision_changelist")
        return redirect("admin:catalog_productrevision_moderate", revision.pk)

    def moderate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A version with all that is needed to decide on it; afterwards the next one."""
        revision = waiting_or_decided(revision_id=pk)
        form = DecisionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            if not may_act(request):
                raise PermissionDenied
            if self._decided(request, revision, form):
                return self.next_view(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.shown_title(revision),
            "revision": revision,
            "category": say(revision.product.category.name),
            "file": revision_file(revision=revision),
            "form": form,
            "may_act": may_act(request),
            "is_others": is_others(revision=revision, user_id=request.user.pk, now=timezone.now()),
            "waiting_count": waiting_count(),
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, MODERATE, context, status=status)

    def _decided(self, request: HttpRequest, revision: ProductRevision, form: DecisionForm) -> bool:
        """Whether the version is off this person's desk; what was refused stands on the form."""
        go, now, by = request.POST.get("go"), timezone.now(), staff_actor(request)
        if go == "later":
            services.put_aside(revision_id=revision.pk, by=by, now=now)
            return True
        if go not in ("approve", "reject"):
            form.add_error(None, _t("Approve it, reject it, or leave it for later."))
            return False
        if go == "reject" and not (form.is_valid() and form.has_reason()):
            form.add_error(None, _t("Tick what is wrong, or say it in your own words."))
            return False
        try:
            if go == "approve":
                services.approve_revision(revision_id=revision.pk, by=by, now=now)
                messages.success(request, _t("The version is what shoppers see now."))
            else:
                data = form.cleaned_data
                services.reject_revision(
                    revision_id=revision.pk,
                    reason=data["comment"],
                    faults=data["faults"],
                    by=by,
                    now=now,
                )
                messages.success(request, _t("The version is rejected."))
        except Conflict as error:
            messages.error(request, str(error.message))
        except Invalid as error:
            texts = [str(text) for text in error.fields.values()] or [str(error.message)]
            form.add_error(None, " ".join(texts))
            return False
        return True

    @step(
        _("Approve"),
        explanation=_("Shoppers see this version at once."),
        offered=_waits,
    )
    def approve(self, revision: ProductRevision, *, by: Actor, now: datetime) -> str:
        services.approve_revision(revision_id=revision.pk, by=by, now=now)
        return _t("The version is what shoppers see now.")

    @step(
        _("Reject"),
        explanation=_("A live card stays as it is. The seller reads the reason."),
        offered=_waits,
        is_grave=True,
    )
    def reject(self, revision: ProductRevision, *, by: Actor, now: datetime) -> str:
        services.reject_revision(revision_id=revision.pk, reason=by.reason, by=by, now=now)
        return _t("The version is rejected.")
