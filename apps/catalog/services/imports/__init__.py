"""Imports: a file is staged by line, checked, then published in chunks, each all or nothing.

A crash at any moment is harmless: staging starts over, publishing goes on after the last chunk.
"""

from apps.catalog.services.imports.growing import grow_catalog
from apps.catalog.services.imports.runs import (
    confirm_import,
    import_file,
    name_columns,
    resume_imports,
    run_import,
    start_import,
)

__all__ = [
    "confirm_import",
    "grow_catalog",
    "import_file",
    "name_columns",
    "resume_imports",
    "run_import",
    "start_import",
]
