"""What decides about people and their keys, purely: tokens, devices' names, points on a map."""

from apps.accounts.rules.devices import device_name
from apps.accounts.rules.points import parse_point, show_point

__all__ = ["device_name", "parse_point", "show_point"]
