"""Where files lie: on this machine's disk, or in a store that speaks S3 (AWS, MinIO)."""

from pathlib import Path
from typing import Any

from environs import Env

LOCAL = "django.core.files.storage.FileSystemStorage"
S3 = "storages.backends.s3.S3Storage"
# A picture's name is the hash of its bytes: whoever has it never needs to ask again.
FOREVER = "public, max-age=31536000, immutable"
# How long an address of a private file opens it, for whoever was given one.
PRIVATE_LINK_S = 60


def storages_from(env: Env, *, base_dir: Path) -> dict[str, dict[str, Any]]:
    """`STORAGES["default"]` (pictures, for everybody) and `["private"]` (documents and archives).

    With `MEDIA_S3_BUCKET` both lie in S3, the private ones in a bucket of their own, which must be
    closed to the public: its addresses are signed and short-lived. Any: options of a backend.
    """
    if not env.str("MEDIA_S3_BUCKET", ""):
        private = env.str("PRIVATE_ROOT", str(base_dir / ".local" / "private"))
        return {
            "default": {"BACKEND": LOCAL},
            "private": {"BACKEND": LOCAL, "OPTIONS": {"location": private}},
        }
    shared = {
        # Empty ones are found where boto3 looks by itself: the machine's role.
        "access_key": env.str("S3_ACCESS_KEY", "") or None,
        "secret_key": env.str("S3_SECRET_KEY", "") or None,
        "endpoint_url": env.str("S3_ENDPOINT_URL", "") or None,
        "region_name": env.str("S3_REGION", "") or None,
        "addressing_style": env.str("S3_ADDRESSING_STYLE", "auto"),
        "signature_version": "s3v4",
        "default_acl": None,
    }
    pictures = {
        **shared,
        "bucket_name": env.str("MEDIA_S3_BUCKET"),
        "custom_domain": env.str("MEDIA_CDN_DOMAIN", "") or None,
        "querystring_auth": False,
        "file_overwrite": True,
        "object_parameters": {"CacheControl": FOREVER},
    }
    documents = {
        **shared,
        "bucket_name": env.str("PRIVATE_S3_BUCKET"),
        "querystring_auth": True,
        "querystring_expire": PRIVATE_LINK_S,
        "file_overwrite": False,
        "object_parameters": {"CacheControl": "private, no-store"},
    }
    return {
        "default": {"BACKEND": S3, "OPTIONS": pictures},
        "private": {"BACKEND": S3, "OPTIONS": documents},
    }


def media_origins(env: Env) -> list[str]:
    """Origins besides our own that pictures come from, for the content security policy."""
    if not env.str("MEDIA_S3_BUCKET", ""):
        url = env.str("MEDIA_URL", "")
        return ["/".join(url.split("/")[:3])] if "://" in url else []
    domain, endpoint = env.str("MEDIA_CDN_DOMAIN", ""), env.str("S3_ENDPOINT_URL", "")
    if domain:
        return [f"https://{domain}"]
    return [endpoint.rstrip("/") or f"https://{env.str('MEDIA_S3_BUCKET')}.s3.amazonaws.com"]
