"""A member of staff inside the panel."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY


def enter(client, user):
    """Log in as after a password and a second factor."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": 1_790_000_000, "email": user.email},
        {"method": "mfa", "at": 1_790_000_010, "type": "totp"},
    ]
    session.save()
    return client
