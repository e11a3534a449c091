"""What people do with their accounts, and what staff decide about them."""

from apps.accounts.services.addresses import AddressFields, delete_address, save_address
from apps.accounts.services.factors import record_factor_change
from apps.accounts.services.profile import save_profile
from apps.accounts.services.staff import StaffRole, set_active, set_staff_role

__all__ = [
    "AddressFields",
    "StaffRole",
    "delete_address",
    "record_factor_change",
    "save_address",
    "save_profile",
    "set_active",
    "set_staff_role",
]
