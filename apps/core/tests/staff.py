"""A member of staff inside the panel."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django_otp import DEVICE_ID_SESSION_KEY


def enter(client, user, *, minutes_ago=0):
    """Log in as after a password and a second factor, which was shown so many minutes ago."""
    factor = Authenticator.objects.filter(user=user, type="totp").first()
    factor = factor or TOTP.activate(user, generate_totp_secret()).instance
    client.force_login(user)
    at = time.time() - minutes_ago * 60
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": at, "email": user.email},
        {"method": "mfa", "at": at, "id": factor.pk, "type": "totp"},
    ]
    session[DEVICE_ID_SESSION_KEY] = f"django_otp.secondfactor/{factor.pk}"
    session.save()
    return client
