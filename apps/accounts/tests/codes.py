"""What a person's authenticator app shows."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_now(secret, *, steps=0):
    """The code of this half minute, or of one `steps` later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
