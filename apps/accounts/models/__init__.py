"""People, their keys, and what the law wants us to remember of them."""

from apps.accounts.models.codes import PhoneCode
from apps.accounts.models.factors import SecondFactor
from apps.accounts.models.people import Address, User, UserManager
from apps.accounts.models.privacy import Consent, DataExport, ExportState
from apps.accounts.models.support import Impersonation
from apps.accounts.models.tokens import Audience, RefreshToken, TokenFamily

__all__ = [
    "Address",
    "Audience",
    "Consent",
    "DataExport",
    "ExportState",
    "Impersonation",
    "PhoneCode",
    "RefreshToken",
    "SecondFactor",
    "TokenFamily",
    "User",
    "UserManager",
]
