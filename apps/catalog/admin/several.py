"""Several cards at once: chosen in the list, then what is to be done with them, and why."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.catalog import selectors, services
from apps.core.actors import Actor
from apps.core.errors import DomainError
from apps.core.panel import ReasonForm, staff_actor
from apps.core.web.cursors import uuid_or_none

SEVERAL = "admin/catalog/several.html"
LIST = "admin:catalog_product_changelist"


class SeveralForm(ReasonForm):
    """What is done with all of the chosen cards."""

    what = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("block", _("Block")),
            ("show", _("Show again")),
            ("move", _("Move to a category")),
            ("brand", _("Set the brand")),
        ],
        widget=UnfoldAdminRadioSelectWidget,
    )
    category = forms.ChoiceField(
        label=_("Category"), required=False, widget=UnfoldAdminSelectWidget
    )
    brand = forms.CharField(
        label=_("Brand"), max_length=120, required=False, widget=UnfoldAdminTextInputWidget
    )
    field_order = ("what", "category", "brand", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own arguments
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *selectors.category_choices()]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    def do(self, *, product_ids: list[UUID], by: Actor) -> int:
        """Do it; returns how many cards changed. Raises what the service behind it raises."""
        data = self.cleaned_data
        if data["what"] == "move":
            return services.move_products(
                product_ids=product_ids, category_code=data["category"], by=by
            )
        if data["what"] == "brand":
            return services.brand_products(product_ids=product_ids, brand=data["brand"], by=by)
        return services.block_products(
            product_ids=product_ids, is_blocked=data["what"] == "block", by=by
        )


def several(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page behind the list's action. Any: template context."""
    ids = [pk for pk in map(uuid_or_none, request.GET.getlist("id")) if pk is not None]
    form = SeveralForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = staff_actor(request, reason=form.cleaned_data["reason"])
        try:
            count = form.do(product_ids=ids, by=by)
        except DomainError as error:
            texts = [str(text) for text in getattr(error, "fields", {}).values()]
            form.add_error(None, " ".join(texts) or str(error.message))
        else:
            text = ngettext("%(n)d card changed.", "%(n)d cards changed.", count)
            messages.success(request, text % {"n": count})
            return redirect(LIST)
    page = {**context, "form": form, "cards": selectors.titles_of(product_ids=ids)}
    return TemplateResponse(request, SEVERAL, page, status=422 if form.is_bound else 200)
