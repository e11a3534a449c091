"""Use cases about delivery."""

from apps.shipping.services.parcels import (
    assign_courier,
    cancel_shipment,
    create_shipment,
    mark_ready,
    renew_code,
)
from apps.shipping.services.pricing import load_rates, quote, refresh_estimates
from apps.shipping.services.rounds import (
    CodeLocked,
    WrongCode,
    deliver,
    fail_delivery,
    pick_up,
)

__all__ = [
    "CodeLocked",
    "WrongCode",
    "assign_courier",
    "cancel_shipment",
    "create_shipment",
    "deliver",
    "fail_delivery",
    "load_rates",
    "mark_ready",
    "pick_up",
    "quote",
    "refresh_estimates",
    "renew_code",
]
