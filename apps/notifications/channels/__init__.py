"""The ways a message reaches a person, by name."""

from apps.notifications.channels.base import Channel
from apps.notifications.channels.email import Email

CHANNELS: dict[str, Channel] = {"email": Email()}
