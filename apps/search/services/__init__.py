"""What keeps the index like the catalogue: marks, the worker's drain, the whole made anew."""

from apps.search.services.asking import (
    forget_searches,
    keep_searches,
    note_search,
    set_text_hidden,
)
from apps.search.services.indexing import (
    Drift,
    drain_dirty,
    fill_new_index,
    mark_all_dirty,
    mark_dirty,
    repair_drift,
)
from apps.search.services.rebuilding import reindex
from apps.search.services.synonyms import load_synonyms

__all__ = [
    "Drift",
    "drain_dirty",
    "fill_new_index",
    "forget_searches",
    "keep_searches",
    "load_synonyms",
    "mark_all_dirty",
    "mark_dirty",
    "note_search",
    "reindex",
    "repair_drift",
    "set_text_hidden",
]
