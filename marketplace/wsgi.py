"""The web process's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
# The pool belongs to web processes only: Celery forks, and a pool does not survive a fork.
os.environ.setdefault("DATABASE_POOL_SIZE", "8")
application = get_wsgi_application()
