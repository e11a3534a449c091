"""Parcels and their way, couriers, what delivery costs."""

from datetime import datetime

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core.actors import Actor
from apps.core.panel import (
    EditableAdmin,
    ReadOnlyInline,
    ReasonForm,
    StaffAdmin,
    money,
    state,
    step,
)
from apps.shipping import services
from apps.shipping.models import Courier, Rate, Shipment, ShipmentEvent


class AssignForm(ReasonForm):
    courier = forms.ModelChoiceField(
        Courier.objects.filter(is_active=True).select_related("user").order_by("pk"),
        label=_("Courier"),
        widget=UnfoldAdminSelectWidget,
    )


class EventInline(ReadOnlyInline):
    model = ShipmentEvent
    fields = ("happened_at", "state", "place", "note")
    ordering = ("-happened_at", "-id")
    show_change_link = False


@admin.register(Shipment)
class ShipmentAdmin(StaffAdmin):
    list_display = ("number", "seller", "state", "courier", "promised_on", "wrong_code_count")
    list_select_related = ("seller", "courier__user")
    list_filter = ("state",)
    search_fields = ("number", "reference", "phone")
    search_help_text = _("By the whole tracking number, phone or id of the seller's order.")
    ordering = ("-id",)
    # The code that hands a parcel over is the recipient's alone.
    exclude = ("delivery_code", "fee", "currency")
    readonly_fields = ("shown_fee",)
    inlines = (EventInline,)
    shown_fee = money("fee", _("fee"))
    shown_state = state(
        created="info",
        ready="warning",
        in_transit="info",
        out_for_delivery="info",
        delivered="success",
        failed="danger",
        returned="danger",
        cancelled="danger",
    )

    @step(
        _("Give to another courier"),
        offered=lambda parcel: parcel.delivered_at is None,
        form=AssignForm,
    )
    def assign(self, parcel: Shipment, *, by: Actor, now: datetime, courier: Courier) -> str:
        services.assign_courier(shipment_id=parcel.pk, courier_id=courier.pk, by=by)
        return _t("The parcel is the other courier's now.")

    @step(
        _("New delivery code"),
        explanation=_(
            "Unlocks a parcel after too many wrong codes; its recipient sees the new one."
        ),
        offered=lambda parcel: parcel.delivered_at is None,
    )
    def renew_code(self, parcel: Shipment, *, by: Actor, now: datetime) -> str:
        services.renew_code(shipment_id=parcel.pk, by=by)
        return _t("The recipient has a new code.")


@admin.register(Courier)
class CourierAdmin(EditableAdmin):
    list_display = ("user", "city_code", "is_active")
    list_select_related = ("user",)
    list_filter = ("is_active",)
    search_fields = ("user__email__istartswith",)
    autocomplete_fields = ("user", "city")
    ordering = ("-id",)

    @admin.display(description=_("city"))
    def city_code(self, courier: Courier) -> str:
        return courier.city_id


@admin.register(Rate)
class RateAdmin(EditableAdmin):
    """Orders keep the fee they were placed at; the shelves' promises follow a change."""

    list_display = ("carrier", "distance", "base", "per_kg", "free_from", "days_min", "days_max")
    ordering = ("id",)

    def after_change(self, row: Rate) -> None:
        transaction.on_commit(lambda: services.refresh_estimates(now=timezone.now()), robust=True)
