"""What keeps the index like the catalogue: marks, the worker's drain, the whole made anew."""

from apps.search.services.indexing import (
    drain_dirty,
    fill_new_index,
    mark_all_dirty,
    mark_dirty,
    reindex,
)

__all__ = ["drain_dirty", "fill_new_index", "mark_all_dirty", "mark_dirty", "reindex"]
