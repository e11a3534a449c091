"""Wiring of the marketplace: settings, URLs, Celery, the local stack. No business here."""
