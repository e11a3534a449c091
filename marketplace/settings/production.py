"""Production: refuses to start on a missing or default secret."""

from base64 import urlsafe_b64decode

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings.base import *
from marketplace.settings.base import JWT_KEYS, PASSWORD_PEPPERS, env

REQUIRED = (
    *("SECRET_KEY", "SEALING_KEYS", "PASSWORD_PEPPERS", "JWT_KEYS"),
    *("DATABASE_URL", "REDIS_URL", "CACHE_URL", "ALLOWED_HOSTS", "SITE_URL"),
)
missing = [name for name in REQUIRED if not env.str(name, "")]
if missing:
    raise ImproperlyConfigured(f"Set these in the environment: {', '.join(missing)}.")
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("development", "tests", "django-insecure")):
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters.")
SEALING_KEYS = env.list("SEALING_KEYS")
if any(urlsafe_b64decode(key).startswith(b"development") for key in SEALING_KEYS):
    raise ImproperlyConfigured("SEALING_KEYS holds the development key, which everybody knows.")
if any(len(pepper) < 32 for pepper in PASSWORD_PEPPERS.values()):
    raise ImproperlyConfigured("Each of PASSWORD_PEPPERS must be at least 32 random characters.")
if any(len(key) < 32 or key.startswith("development") for key in JWT_KEYS.values()):
    raise ImproperlyConfigured("Each of JWT_KEYS must be at least 32 random characters.")
if SECRET_KEY in JWT_KEYS.values():
    raise ImproperlyConfigured("JWT_KEYS must be keys of their own, not SECRET_KEY.")
SANDBOX_BANK_URL = env.str("SANDBOX_BANK_URL", "")
if SANDBOX_BANK_URL:
    raise ImproperlyConfigured("The sandbox bank takes play money: unset SANDBOX_BANK_URL.")

# The providers' published test keys let everybody in.
if env.str("CAPTCHA_SECRET", "").startswith(("0x0000000000", "1x0000", "2x0000", "3x0000")):
    raise ImproperlyConfigured("CAPTCHA_SECRET is a test key: every robot would pass.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
