"""People, their addresses and their devices as pages show them."""

from apps.accounts.selectors.devices import (
    DeviceView,
    app_device_id,
    browser_device_id,
    devices,
)
from apps.accounts.selectors.impersonation import impersonation_of
from apps.accounts.selectors.keys import Keys, keys_of
from apps.accounts.selectors.people import (
    address,
    addresses,
    factor_names,
    find,
    is_staff_with_second_factor,
    new_people,
    person_by_phone,
)
from apps.accounts.selectors.privacy import (
    consents,
    facebook_forgotten_at,
    has_consented,
    latest_export,
    ready_export,
    records_of,
    waiting_exports,
)

__all__ = [
    "DeviceView",
    "Keys",
    "address",
    "addresses",
    "app_device_id",
    "browser_device_id",
    "consents",
    "devices",
    "facebook_forgotten_at",
    "factor_names",
    "find",
    "has_consented",
    "impersonation_of",
    "is_staff_with_second_factor",
    "keys_of",
    "latest_export",
    "new_people",
    "person_by_phone",
    "ready_export",
    "records_of",
    "waiting_exports",
]
