"""What keeps the index like the catalogue: marks, the worker's drain, the whole made anew."""

from apps.search.services.indexing import BATCH, drain_dirty, mark_all_dirty, mark_dirty, reindex

__all__ = ["BATCH", "drain_dirty", "mark_all_dirty", "mark_dirty", "reindex"]
