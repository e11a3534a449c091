"""Search in a cluster of Elasticsearch or OpenSearch: for shops of several machines."""

from apps.search.engines.elasticsearch.clients import ElasticsearchNode, OpenSearchNode
from apps.search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine", "ElasticsearchNode", "OpenSearchNode"]
