"""The two products behind one door: a request of their shared HTTP language, and its answer."""

import json
from collections.abc import Sequence
from typing import Any, Protocol

import elasticsearch
import opensearchpy
from django.utils.translation import gettext_lazy as _
from elasticsearch.dsl.connections import get_connection

from apps.core.errors import DomainError

MISSING = 404


class NodeRefused(DomainError):
    """The cluster is away or refuses a request."""

    code = "search.away"
    status = 503
    message = _("Search is resting for a moment. Please try again.")

    def __init__(self, said: str, *, node_status: int) -> None:
        super().__init__()
        self.said, self.node_status = said, node_status


class Node(Protocol):
    """A cluster."""

    # Any: the cluster's own language.
    def call(
        self, method: str, path: str, body: Any = None, **params: str
    ) -> Any:  # Any: parsed JSON
        """Send a request; a list is sent as lines. Raises NodeRefused, whose `node_status` is the
        cluster's, 0 when there was no answer."""
        ...


class ElasticsearchNode:
    """Elasticsearch 9, by a connection that django-elasticsearch-dsl keeps under a name."""

    def __init__(self, *, using: str = "default") -> None:
        self._using = using

    # Any: parsed JSON.
    def call(self, method: str, path: str, body: Any = None, **params: str) -> Any:
        """As the port says."""
        kind = "application/x-ndjson" if isinstance(body, list) else "application/json"
        headers = {"accept": "application/json"} | ({"content-type": kind} if body else {})
        try:
            answer = get_connection(self._using).perform_request(
                method, path, params=params, headers=headers, body=body
            )
        except elasticsearch.ApiError as error:
            raise NodeRefused(str(error), node_status=error.status_code) from error
        except elasticsearch.TransportError as error:
            raise NodeRefused(str(error), node_status=0) from error
        return answer.body


class OpenSearchNode:
    """OpenSearch 3."""

    def __init__(self, url: str) -> None:
        self._client = opensearchpy.OpenSearch(url, timeout=10)

    # Any: parsed JSON.
    def call(self, method: str, path: str, body: Any = None, **params: str) -> Any:
        """As the port says."""
        sent = _lines(body) if isinstance(body, list) else body
        try:
            return self._client.transport.perform_request(method, path, params=params, body=sent)
        except opensearchpy.TransportError as error:
            code = error.status_code if isinstance(error.status_code, int) else 0
            raise NodeRefused(str(error), node_status=code) from error


def _lines(rows: Sequence[Any]) -> str:  # Any: parsed JSON
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
