"""The ways a message reaches a person, by name."""

from django.conf import settings

from apps.notifications.channels.base import Channel
from apps.notifications.channels.email import Email
from apps.notifications.channels.files import Files
from apps.notifications.channels.sms import Eskiz

SMS: dict[str, type[Channel]] = {"files": Files, "eskiz": Eskiz}


def channel_named(name: str) -> Channel:
    """The channel a message goes by: `email`, or `sms` through the provider settings name."""
    return Email() if name == "email" else SMS[settings.SMS_PROVIDER]()
