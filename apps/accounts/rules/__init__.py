"""What decides about keys, purely: how tokens are written, what a device is called."""

from apps.accounts.rules.devices import device_name

__all__ = ["device_name"]
