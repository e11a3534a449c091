"""Search in an index on this machine's disk, by Tantivy: nothing runs beside the workers."""

from apps.search.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
