"""The engine this deployment searches with."""

from functools import cache

from apps.search.engines.base import SearchEngine
from apps.search.engines.postgres import PostgresEngine


@cache
def get_engine() -> SearchEngine:
    """The engine that lists, searches and is kept up to date."""
    return PostgresEngine()
