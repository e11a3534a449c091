"""The engine this deployment searches with."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from apps.search.engines.base import SearchEngine
from apps.search.engines.elasticsearch import (
    ElasticsearchEngine,
    ElasticsearchNode,
    OpenSearchNode,
)
from apps.search.engines.postgres import PostgresEngine
from apps.search.engines.tantivy import TantivyEngine


@cache
def get_engine() -> SearchEngine:
    """The engine that lists, searches and is kept up to date: settings' `SEARCH_ENGINE`."""
    match settings.SEARCH_ENGINE:
        case "tantivy":
            return TantivyEngine(Path(settings.SEARCH_INDEX_ROOT))
        case "postgres":
            return PostgresEngine()
        case "elasticsearch":
            return ElasticsearchEngine(ElasticsearchNode(), alias=settings.SEARCH_ALIAS)
        case "opensearch":
            node = OpenSearchNode(settings.OPENSEARCH_URL)
            return ElasticsearchEngine(node, alias=settings.SEARCH_ALIAS)
    raise ImproperlyConfigured("SEARCH_ENGINE is tantivy, postgres, elasticsearch or opensearch.")
