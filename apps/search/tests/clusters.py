"""Every engine behind the port, the ones of a cluster where a cluster is."""

import os
from uuid import uuid4

import pytest

from apps.search import engines
from apps.search.engines.elasticsearch import (
    ElasticsearchEngine,
    ElasticsearchNode,
    OpenSearchNode,
)
from apps.search.engines.postgres import PostgresEngine
from apps.search.engines.tantivy import TantivyEngine

URLS = {"elasticsearch": "ELASTICSEARCH_URL", "opensearch": "OPENSEARCH_URL"}
CLUSTERS = [pytest.param(name, marks=getattr(pytest.mark, name)) for name in URLS]
ENGINES = ["postgres", "tantivy", *CLUSTERS]


def node_of(name):
    """The cluster of this product; the test is skipped where there is none."""
    url = os.environ.get(URLS[name])
    if not url:
        pytest.skip(f"{URLS[name]} names no server: `make test-search` starts one.")
    return ElasticsearchNode() if name == "elasticsearch" else OpenSearchNode(url)


def own_alias():
    """A name in the cluster that no other test uses."""
    return f"bozor-test-{uuid4().hex}"


def forget(node, alias):
    """Leave nothing of a test in the cluster."""
    for name in node.call("GET", f"/{alias}-*"):
        node.call("DELETE", f"/{name}")


def empty_engine(name, *, folder, request):
    """A new engine of this kind, whose index goes with the test."""
    if name == "postgres":
        return PostgresEngine()
    if name == "tantivy":
        return TantivyEngine(folder)
    node, alias = node_of(name), own_alias()
    request.addfinalizer(lambda: forget(node, alias))
    return ElasticsearchEngine(node, alias=alias)


def in_engine(name, *, settings, folder, request):
    """Search with this engine from here on."""
    settings.SEARCH_INDEX_ROOT, settings.SEARCH_ENGINE = folder, name
    settings.SEARCH_ALIAS = own_alias()
    if name in URLS:
        node, alias = node_of(name), settings.SEARCH_ALIAS
        request.addfinalizer(lambda: forget(node, alias))
    engines.get_engine.cache_clear()
    request.addfinalizer(engines.get_engine.cache_clear)
