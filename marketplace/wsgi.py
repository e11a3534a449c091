"""The web process's entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
# The pool belongs to web processes only: Celery forks, and a pool does not survive a fork.
os.environ.setdefault("DATABASE_POOL_SIZE", "8")
application = get_wsgi_application()
# What the code itself takes stays as long as the process: the collector needn't walk it again.
# Loading the addresses loads all that answers them.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
