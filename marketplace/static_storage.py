"""Static files under names that change with their content, so that browsers keep them for ever."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed

SITE_SHEET = "css/site.css"
IMPORT = re.compile(r'^@import url\("([^"]+)"\);$', re.MULTILINE)
ADDRESS = re.compile(r'url\("([^"/:]+/[^":]+)"\)')
Paths = dict[str, tuple[Storage, str]]


class ModuleStaticFilesStorage(Hashed):
    """Also renames what our JavaScript modules import, else they would load older versions, and
    makes one style sheet of those that every page has.

    Only our own modules: files of packages mention imports in comments and strings that lead
    nowhere.
    """

    patterns = (*Hashed.patterns, ("js/*.js", Hashed._js_module_import_aggregation_patterns[1]))

    def post_process(
        self,
        paths: Paths,
        *args: Any,
        **kwargs: Any,  # Any: Django's own
    ) -> Iterator[tuple[str, str | None, bool]]:
        if SITE_SHEET in paths:
            joined = InMemoryStorage()
            joined.save(SITE_SHEET, ContentFile(joined_sheet(paths, SITE_SHEET).encode()))
            paths = {**paths, SITE_SHEET: (joined, SITE_SHEET)}
        return super().post_process(paths, *args, **kwargs)


def joined_sheet(paths: Paths, name: str) -> str:
    """A style sheet with the sheets that it imports in place of its imports."""
    folder = PurePosixPath(name).parent

    def sheet(line: re.Match[str]) -> str:
        path = folder / line[1]
        text = _text(paths, str(path))
        # Addresses are relative to their sheet, which moves up into this one's folder.
        depth = "../" * (len(path.parent.parts) - len(folder.parts))
        return ADDRESS.sub(lambda found: f'url("{found[1].removeprefix(depth)}")', text)

    return IMPORT.sub(sheet, _text(paths, name))


def _text(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return bytes(file.read()).decode()
