"""Tests: the local stack's servers, fast hashing, mail kept in memory."""

import os

from marketplace.logs import logging_config
from marketplace.settings.base import *
from marketplace.settings.base import CACHES, DATABASES, STORAGES

SECRET_KEY = "tests-only"  # noqa: S105
LOGGING = logging_config(level="CRITICAL", as_json=False)
MAY_TRAVEL_IN_TIME = True
# As the web server asks (base.py), which takes the types of values more strictly.
DATABASES["default"].setdefault("OPTIONS", {})["server_side_binding"] = True
# Two test workers share one Valkey: each keeps to its own keys.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
CACHES["default"] |= {
    "BACKEND": "marketplace.tests.own_cache.OwnKeysCache",
    "KEY_PREFIX": f"test-{WORKER}",
}
DURABLE_PREFIX = f"test-{WORKER}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A test's rows vanish with its transaction; an index on disk would keep them.
SEARCH_ENGINE = "postgres"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
SANDBOX_BANK_URL = "http://127.0.0.1:9"
SANDBOX_BANK_SECRET = "sandbox-tests"  # noqa: S105
CELERY_TASK_ALWAYS_EAGER = False
AXES_ENABLED = False
