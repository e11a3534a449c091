"""Production starts with real secrets only, and is as strict as Django's own check asks."""

import base64
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMPLETE = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "PASSWORD_PEPPERS": f"1:{secrets.token_urlsafe(48)}",
    "JWT_KEYS": f"1:{secrets.token_urlsafe(48)}",
    "SEALING_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "DATABASE_URL": "postgres://bozor@db/bozor",
    "REDIS_URL": "redis://redis:6379/1",
    "CACHE_URL": "redis://redis:6379/0",
    "ALLOWED_HOSTS": "bozor.example",
    "SITE_URL": "https://bozor.example",
}


def manage(*arguments, **environment):
    """A command under production settings, with no other environment than this."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "marketplace.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_check_of_a_deployment_finds_nothing():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **COMPLETE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMPLETE)
def test_production_does_not_start_without(name):
    done = manage("check", **{key: value for key, value in COMPLETE.items() if key != name})
    assert (done.returncode, name in done.stderr) == (1, True)


@pytest.mark.parametrize(
    "change",
    [
        {"SECRET_KEY": "development-only"},
        {"SECRET_KEY": "django-insecure-" + "x" * 60},
        {"SECRET_KEY": "short"},
        {"SEALING_KEYS": base64.urlsafe_b64encode(b"development-only-not-a-secret-00").decode()},
        {"PASSWORD_PEPPERS": "0:development-only"},
        {"JWT_KEYS": "0:development-only-development-only"},
        {"JWT_KEYS": f"1:{COMPLETE['SECRET_KEY']}"},
        {"SANDBOX_BANK_URL": "http://localhost:8001"},
    ],
    ids=[
        "default key",
        "generated key",
        "short key",
        "a known seal",
        "a known pepper",
        "a known signature",
        "a signature by the secret key",
        "play money",
    ],
)
def test_production_does_not_start_with(change):
    done = manage("check", **(COMPLETE | change))
    assert (done.returncode, next(iter(change)) in done.stderr) == (1, True)
