"""The carriers this deployment has."""

from apps.core.errors import NotAllowed
from apps.shipping.carriers.base import Carrier
from apps.shipping.carriers.local_courier import LocalCourier

CARRIERS: dict[str, Carrier] = {LocalCourier.code: LocalCourier()}
DEFAULT_CARRIER = LocalCourier.code


def get_carrier(code: str) -> Carrier:
    """The carrier of that code. Raises NotAllowed for one we don't have."""
    if code not in CARRIERS:
        raise NotAllowed(carrier=code)
    return CARRIERS[code]
