"""A developer's machine and the demo: real servers of the local stack, plain HTTP on loopback."""

from marketplace.settings.base import *
from marketplace.settings.base import CACHES, env

DEBUG = env.bool("DEBUG", False)
if DEBUG:
    # A template that is being written is drawn anew each time.
    CACHES["drawn"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
# Mail is readable as files; nothing leaves the machine.
MAY_TRAVEL_IN_TIME = True
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
# Nobody waits for bytes on loopback, but everybody waits for Brotli at the first start.
if not env.bool("COMPRESS_STATIC", False):
    WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("css", "html", "js", "json", "map", "md", "svg", "txt")
