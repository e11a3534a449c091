"""Accounts elsewhere as a way in: allauth's settings for each site whose keys are there."""

from typing import Any

from environs import Env

Options = dict[str, Any]  # Any: allauth's own settings


def providers_from(env: Env) -> dict[str, Options]:
    """`SOCIALACCOUNT_PROVIDERS` of the sites that the environment holds keys of."""
    known: dict[str, tuple[Options, Options]] = {
        "google": (
            {"client_id": env.str("GOOGLE_ID", ""), "secret": env.str("GOOGLE_SECRET", "")},
            {"SCOPE": ["openid", "email", "profile"], "OAUTH_PKCE_ENABLED": True},
        ),
        "github": (
            {"client_id": env.str("GITHUB_ID", ""), "secret": env.str("GITHUB_SECRET", "")},
            {"SCOPE": ["read:user", "user:email"], "OAUTH_PKCE_ENABLED": True},
        ),
        "apple": (
            {
                "client_id": env.str("APPLE_SERVICES_ID", ""),
                # allauth's names for what Apple calls the key's id and the team's.
                "secret": env.str("APPLE_KEY_ID", ""),
                "key": env.str("APPLE_TEAM_ID", ""),
                "settings": {"certificate_key": env.str("APPLE_KEY", "").replace("\\n", "\n")},
            },
            {"SCOPE": ["name", "email"]},
        ),
        "facebook": (
            {"client_id": env.str("FACEBOOK_ID", ""), "secret": env.str("FACEBOOK_SECRET", "")},
            {"METHOD": "oauth2", "SCOPE": ["email", "public_profile"]},
        ),
    }
    return {
        name: {"APPS": [keys], **options}
        for name, (keys, options) in known.items()
        if keys["client_id"]
    }
