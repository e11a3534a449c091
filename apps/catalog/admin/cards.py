"""Cards: read here, hidden and shown by steps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.catalog import selectors, services
from apps.catalog.admin.duplicates import look_at
from apps.catalog.admin.several import several
from apps.catalog.models import Offer, Product, ProductRevision, ProductState, Variant
from apps.catalog.selectors.moderation import product_of_code
from apps.catalog.selectors.pairs import card_pair
from apps.core.actors import Actor
from apps.core.panel import Look, ReadOnlyInline, ReasonForm, StaffAdmin, state, step, text, texts
from apps.core.staff import may_act
from apps.core.texts import say


class MergeForm(ReasonForm):
    """Into which card, and why."""

    into = forms.CharField(
        label=_("Code of the card that stays"), max_length=8, widget=UnfoldAdminTextInputWidget
    )
    field_order = ("into", "reason")


class VariantInline(ReadOnlyInline):
    model = Variant
    fields = ("shown_options", "barcode", "position")
    ordering = ("position", "id")
    show_change_link = False

    @admin.display(description=_("options"))
    def shown_options(self, variant: Variant) -> str:
        return ", ".join(map(str, variant.options.values())) or "–"


class OfferInline(ReadOnlyInline):
    model = Offer
    fields = ("seller", "sku", "price", "old_price", "state")
    ordering = ("-id",)


class RevisionInline(ReadOnlyInline):
    model = ProductRevision
    fields = ("state", "reason", "created_at", "decided_at", "decided_by")
    ordering = ("-id",)


@admin.register(Product)
class ProductAdmin(StaffAdmin):
    list_display = ("code", "shown_title", "state", "author", "price", "is_in_stock")
    list_select_related = ("author",)
    list_filter = ("state", "is_in_stock")
    search_fields = ("code", "slug__startswith")
    search_help_text = _("By the code at the end of the address.")
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("code", "shown_title", "state", "category", "brand", "author")}),
        (_("Card"), {"fields": ("titles", "descriptions", "facts", "published_at")}),
        (_("In lists"), {"fields": ("price", "old_price", "rating", "rating_count", "sold_count")}),
    )
    readonly_fields = ("shown_title", "titles", "descriptions", "facts")
    inlines = (VariantInline, OfferInline, RevisionInline)
    shown_title = text("title", _("title"))
    titles = texts("title", _("title"))
    descriptions = texts("description", _("description"))
    shown_state = state(live="success", draft="info", blocked="danger", gone="danger")

    @step(
        _("Block"),
        explanation=_("Shoppers no longer see the card; its text stays."),
        offered=lambda product: product.state == ProductState.LIVE,
        is_grave=True,
    )
    def block(self, product: Product, *, by: Actor, now: datetime) -> str:
        services.block_product(product_id=product.pk, is_blocked=True, by=by)
        return _t("The card is blocked.")

    actions = ("change_several",)

    @admin.display(description=_("properties"))
    def facts(self, product: Product) -> str:
        """In the words of its category."""
        views = {
            each.code: each for each in selectors.attributes_of(category_path=product.category.path)
        }
        lines = [(name, value) for name, value in selectors.facts_of(product, views)]
        return format_html_join("", '<p class="staff-said"><b>{}</b> {}</p>', lines) or "–"

    def called(self, row: Product) -> str:
        return f"{say(row.title)} · {row.code}"

    def look_before(
        self, name: str, row: Product, asked: Mapping[str, Any]
    ) -> Look | None:  # Any: a form's answers
        """Both cards, once it is said into which one a card is to be merged."""
        if name != "merge" or not asked:
            return None
        survivor = product_of_code(code=asked["into"])
        if survivor.pk == row.pk:
            return None  # what the service says of it is all there is to see
        pair = card_pair(first_id=survivor.pk, second_id=row.pk)
        return look_at(pair, stays=survivor.pk)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.several_view)
        return [path("several/", view, name="catalog_product_several"), *super().get_urls()]

    @admin.action(description=_("Change the chosen ones …"))
    def change_several(
        self, request: HttpRequest, queryset: "QuerySet[Product]"
    ) -> HttpResponseRedirect:
        """On to the page that asks what is to be done."""
        query = {"id": [str(pk) for pk in queryset.values_list("pk", flat=True)]}
        return HttpResponseRedirect(reverse("admin:catalog_product_several", query=query))

    def several_view(self, request: HttpRequest) -> HttpResponse:
        """Several cards, and what is to be done with them."""
        if not may_act(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request)
        title = _t("Change the chosen cards")
        return several(request, {**context, "opts": self.opts, "title": title})

    @step(
        _("Merge into another card"),
        explanation=_(
            "Its offers, reviews and hearts go over to the other card, and its address leads there."
            " This cannot be undone."
        ),
        offered=lambda product: product.state != ProductState.GONE,
        is_grave=True,
        form=MergeForm,
    )
    def merge(self, product: Product, *, by: Actor, now: datetime, into: str) -> str:
        survivor = product_of_code(code=into)
        services.merge_products(survivor_id=survivor.pk, duplicate_id=product.pk, by=by)
        return _t("The cards are one now.")

    @step(_("Show again"), offered=lambda product: product.state == ProductState.BLOCKED)
    def unblock(self, product: Product, *, by: Actor, now: datetime) -> str:
        services.block_product(product_id=product.pk, is_blocked=False, by=by)
        return _t("The card is on sale again.")
