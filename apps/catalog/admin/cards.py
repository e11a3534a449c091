"""Cards: read here, hidden and shown by steps."""

from datetime import datetime

from django.contrib import admin
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.catalog import services
from apps.catalog.models import Offer, Product, ProductRevision, ProductState, Variant
from apps.core.actors import Actor
from apps.core.panel import ReadOnlyInline, StaffAdmin, state, step, text


class VariantInline(ReadOnlyInline):
    model = Variant
    fields = ("options", "barcode", "position")
    ordering = ("position", "id")
    show_change_link = False


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
        (_("Card"), {"fields": ("title", "description", "attributes", "published_at")}),
        (_("In lists"), {"fields": ("price", "old_price", "rating", "rating_count", "sold_count")}),
    )
    readonly_fields = ("shown_title",)
    inlines = (VariantInline, OfferInline, RevisionInline)
    shown_title = text("title", _("title"))
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

    @step(_("Show again"), offered=lambda product: product.state == ProductState.BLOCKED)
    def unblock(self, product: Product, *, by: Actor, now: datetime) -> str:
        services.block_product(product_id=product.pk, is_blocked=False, by=by)
        return _t("The card is on sale again.")
