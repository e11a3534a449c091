"""What people do with their accounts, and what staff decide about them."""

from apps.accounts.services.addresses import AddressFields, delete_address, save_address
from apps.accounts.services.devices import (
    end_all_others,
    end_device,
    end_everything,
    list_as_app,
)
from apps.accounts.services.elsewhere import forget_facebook
from apps.accounts.services.factors import (
    record_email_change,
    record_factor_change,
    record_password_change,
    reseal_factors,
)
from apps.accounts.services.impersonation import end_impersonation, start_impersonation
from apps.accounts.services.phones import (
    forget_phone_code,
    forget_phone_codes,
    send_phone_code,
    set_phone,
    take_phone_code,
    tell_phone_of_account,
)
from apps.accounts.services.privacy import (
    CONSENTS,
    CannotErase,
    accept_terms,
    erase_person,
    forget_exports,
    hold_person,
    make_export,
    objections_to_erasure,
    record_consent,
    request_export,
)
from apps.accounts.services.profile import save_photo, save_profile
from apps.accounts.services.seen import note_seen
from apps.accounts.services.staff import (
    StaffRole,
    reset_factors,
    set_active,
    set_staff_role,
)
from apps.accounts.services.suspicion import CaptchaNeeded, captcha_for, is_person, note_try
from apps.accounts.services.tokens import (
    AlreadyRefreshed,
    Caller,
    Pair,
    TokenRefused,
    check_access,
    end_families,
    forget_old_families,
    forget_old_refresh_tokens,
    open_family,
    refresh,
)

__all__ = [
    "CONSENTS",
    "AddressFields",
    "AlreadyRefreshed",
    "Caller",
    "CannotErase",
    "CaptchaNeeded",
    "Pair",
    "StaffRole",
    "TokenRefused",
    "accept_terms",
    "captcha_for",
    "check_access",
    "delete_address",
    "end_all_others",
    "end_device",
    "end_everything",
    "end_families",
    "end_impersonation",
    "erase_person",
    "forget_exports",
    "forget_facebook",
    "forget_old_families",
    "forget_old_refresh_tokens",
    "forget_phone_code",
    "forget_phone_codes",
    "hold_person",
    "is_person",
    "list_as_app",
    "make_export",
    "note_seen",
    "note_try",
    "objections_to_erasure",
    "open_family",
    "record_consent",
    "record_email_change",
    "record_factor_change",
    "record_password_change",
    "refresh",
    "request_export",
    "reseal_factors",
    "reset_factors",
    "save_address",
    "save_photo",
    "save_profile",
    "send_phone_code",
    "set_active",
    "set_phone",
    "set_staff_role",
    "start_impersonation",
    "take_phone_code",
    "tell_phone_of_account",
]
