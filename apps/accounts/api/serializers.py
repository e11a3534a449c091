"""What the API's doors take and answer."""

from django.conf import settings
from rest_framework import serializers

from apps.accounts.models import Audience


class DeviceIn(serializers.Serializer):
    """What every door wants to know besides: which of our apps opens, on which device."""

    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.SHOPPER)
    device = serializers.CharField(max_length=80, default="", allow_blank=True)
    # Only when the door answered `accounts.captcha_needed`.
    captcha = serializers.CharField(max_length=4000, default="", allow_blank=True)


class RegisterIn(DeviceIn):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=128, trim_whitespace=False)
    name = serializers.CharField(max_length=120)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class LoginIn(DeviceIn):
    """By e-mail or by a verified phone (E.164)."""

    email = serializers.EmailField(max_length=254, required=False)
    phone = serializers.CharField(max_length=20, required=False)
    password = serializers.CharField(max_length=128, trim_whitespace=False)

    def validate(self, attrs: dict[str, str]) -> dict[str, str]:
        return one_of(attrs)


class CodeRequestIn(DeviceIn):
    """Where the code is sent to."""

    email = serializers.EmailField(max_length=254, required=False)
    phone = serializers.CharField(max_length=20, required=False)

    def validate(self, attrs: dict[str, str]) -> dict[str, str]:
        return one_of(attrs)


class StepIn(serializers.Serializer):
    """The next step of a login that isn't finished; it goes on for the app that began it."""

    login_token = serializers.CharField(max_length=64)
    code = serializers.CharField(max_length=20)


class RefreshIn(serializers.Serializer):
    refresh_token = serializers.CharField(max_length=2000)


class TokensOut(serializers.Serializer):
    access_token = serializers.CharField()
    refresh_token = serializers.CharField()
    expires_in_s = serializers.IntegerField()


class StepOut(serializers.Serializer):
    """What is still wanted: `verify_email` (the code in the letter), `code` (the code by phone or
    e-mail) or `second_step` (an app's or a recovery code). `login_token` names this login."""

    next = serializers.ChoiceField(choices=["verify_email", "code", "second_step"])
    login_token = serializers.CharField()


class DeviceOut(serializers.Serializer):
    """A sign-in: a browser's session or an app's tokens."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=["browser", "app"])
    name = serializers.CharField()
    ip = serializers.CharField()
    signed_in_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField()
    is_current = serializers.BooleanField()


def one_of(attrs: dict[str, str]) -> dict[str, str]:
    """Exactly one of e-mail and phone. Raises ValidationError."""
    if bool(attrs.get("email")) == bool(attrs.get("phone")):
        raise serializers.ValidationError(
            {"email": ["Either an e-mail address or a phone number."]}
        )
    return attrs
