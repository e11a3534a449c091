"""Opening shops and deciding on them, who works in them, and where their money is sent."""

from apps.sellers.services.keys import (
    KeyRefused,
    check_key,
    end_key,
    make_key,
)
from apps.sellers.services.payouts import (
    PayoutFields,
    reseal_payout_details,
    save_payout_details,
)
from apps.sellers.services.shops import (
    STANDARD_PLAN,
    STANDARD_RATE,
    Application,
    add_member,
    apply_to_sell,
    approve_seller,
    forget_person,
    open_warehouse,
    reject_seller,
    remove_member,
    save_settings,
    set_rating,
    standard_plan,
    suspend_seller,
)

__all__ = [
    "STANDARD_PLAN",
    "STANDARD_RATE",
    "Application",
    "KeyRefused",
    "PayoutFields",
    "add_member",
    "apply_to_sell",
    "approve_seller",
    "check_key",
    "end_key",
    "forget_person",
    "make_key",
    "open_warehouse",
    "reject_seller",
    "remove_member",
    "reseal_payout_details",
    "save_payout_details",
    "save_settings",
    "set_rating",
    "standard_plan",
    "suspend_seller",
]
