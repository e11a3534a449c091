"""Offers, their stock, and imports."""

from datetime import datetime

from django.contrib import admin
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.catalog import services
from apps.catalog.models import ImportRun, Offer, OfferState, Reservation, Stock, StockMovement
from apps.core.actors import Actor
from apps.core.panel import ReadOnlyInline, StaffAdmin, state, step
from apps.core.texts import say


class StockInline(ReadOnlyInline):
    model = Stock
    fields = ("warehouse", "on_hand", "reserved")
    ordering = ("id",)
    show_change_link = False


@admin.register(Offer)
class OfferAdmin(StaffAdmin):
    list_display = ("sku", "seller", "shown_product", "price", "state")
    list_select_related = ("seller", "product")
    list_filter = ("state",)
    search_fields = ("sku", "product__code")
    search_help_text = _("By the whole SKU or the product's code.")
    ordering = ("-id",)
    inlines = (StockInline,)
    shown_state = state(active="success", paused="info", blocked="danger")

    @admin.display(description=_("product"))
    def shown_product(self, offer: Offer) -> str:
        return str(say(offer.product.title))

    @step(
        _("Block"),
        explanation=_("The offer leaves the shelf; the seller cannot bring it back."),
        offered=lambda offer: offer.state != OfferState.BLOCKED,
        is_grave=True,
    )
    def block(self, offer: Offer, *, by: Actor, now: datetime) -> str:
        services.set_offer_state(offer_id=offer.pk, state=OfferState.BLOCKED, by=by)
        return _t("The offer is blocked.")

    @step(_("Lift the block"), offered=lambda offer: offer.state == OfferState.BLOCKED)
    def unblock(self, offer: Offer, *, by: Actor, now: datetime) -> str:
        services.set_offer_state(offer_id=offer.pk, state=OfferState.ACTIVE, by=by)
        return _t("The offer is on sale again.")


class PlaceAdmin(StaffAdmin):
    """Tables of an offer in a warehouse."""

    list_select_related = ("offer", "warehouse__seller")
    search_fields = ("offer__sku",)
    search_help_text = _("By the whole SKU.")
    ordering = ("-id",)

    @admin.display(description=_("SKU"))
    def sku(self, row: Stock | StockMovement | Reservation) -> str:
        return row.offer.sku

    @admin.display(description=_("warehouse"))
    def place(self, row: Stock | StockMovement | Reservation) -> str:
        return f"{row.warehouse.seller.name}: {row.warehouse.name}"


@admin.register(Stock)
class StockAdmin(PlaceAdmin):
    list_display = ("sku", "place", "on_hand", "reserved")


@admin.register(StockMovement)
class StockMovementAdmin(PlaceAdmin):
    list_display = ("created_at", "kind", "sku", "place", "on_hand", "reserved", "reference")
    list_filter = ("kind",)


@admin.register(Reservation)
class ReservationAdmin(PlaceAdmin):
    list_display = ("sku", "place", "quantity", "until", "reference")


@admin.register(ImportRun)
class ImportRunAdmin(StaffAdmin):
    list_display = (
        "created_at",
        "seller",
        "file_name",
        "shown_state",
        "published_count",
        "bad_count",
        "total_count",
    )
    list_select_related = ("seller",)
    list_filter = ("state", "is_trial")
    search_fields = ("seller__name__istartswith",)
    ordering = ("-id",)
    exclude = ("file",)
    shown_state = state(done="success", failed="danger", publishing="info", waiting="warning")
