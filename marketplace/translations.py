"""Translations without gettext's tools: Babel reads the texts, `.po` files are kept by hand.

python -m marketplace.translations update    bring locale/*/django.po up to date with the code
python -m marketplace.translations compile   write .mo files where the .po is newer
python -m marketplace.translations check     fail when a language lacks a text of the code
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.extract import extract_python as babel_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("apps", "marketplace", "templates")
LANGUAGES = ("en", "ru", "uz")
SOURCE_LANGUAGE = "en"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    # `gettext` beside a `gettext_lazy` that has the short name.
    "_t": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
}


def extract_template(
    source: Any,
    keywords: Any,
    comment_tags: Any,
    options: Any,  # Any: Babel's own signature
) -> Iterator[Any]:
    """Babel's extractor for Django templates: Django turns them into calls that Python reads."""
    calls = templatize(source.read().decode())
    # What isn't a call is filler; its indentation must not confuse Python's tokenizer.
    lines = "\n".join(line.strip() for line in calls.splitlines())
    yield from babel_python(io.BytesIO(lines.encode()), keywords, comment_tags, options)


def wanted() -> Catalog:
    """Every text of the code and the templates."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    catalog = Catalog(project="Bozor", fuzzy=False)
    for path in _files():
        method: Any = "python" if path.suffix == ".py" else extract_template
        for line, message, comments, context in extract_from_file(
            method, path, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            place = (str(path.relative_to(ROOT)), line)
            catalog.add(message, None, [place], auto_comments=comments, context=context)
    return catalog


def update() -> None:
    """Add new texts to each language's file and drop those the code has no more."""
    texts = wanted()
    for language in LANGUAGES:
        catalog = known(language)
        catalog.header_comment = f"# Bozor in {Locale.parse(language).english_name}."
        catalog.version = catalog.msgid_bugs_address = ""
        catalog.last_translator = catalog.language_team = "Bozor"
        # A file whose texts are the same stays the same.
        texts.creation_date = catalog.creation_date
        catalog.update(texts, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = _po(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file, catalog, sort_output=True, no_location=True, omit_header=False, width=100
            )


def compile_all() -> None:
    """Write `.mo` files beside the `.po` files that are newer."""
    for language in LANGUAGES:
        source, target = _po(language), _po(language).with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = target.with_suffix(".new")
        with fresh.open("wb") as file:
            write_mo(file, known(language))
        fresh.replace(target)


def missing(language: str) -> list[str]:
    """The texts of the code that a language lacks or has only a guess for."""
    have = known(language)
    lacking = []
    for message in wanted():
        if not message.id:
            continue
        own = have.get(message.id, message.context)
        parts = own.string if own and isinstance(own.string, tuple | list) else [own and own.string]
        # The source language needs no words of its own.
        if own is None or own.fuzzy or (language != SOURCE_LANGUAGE and not all(parts)):
            text = message.id if isinstance(message.id, str) else message.id[0]
            lacking.append(text)
    return lacking


def known(language: str) -> Catalog:
    """A language's file as it stands."""
    path = _po(language)
    if not path.exists():
        return Catalog(locale=language, project="Bozor", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _files() -> list[Path]:
    found = []
    for top in SOURCES:
        for path in (ROOT / top).rglob("*"):
            is_test = "tests" in path.parts or "migrations" in path.parts
            if path.suffix in (".py", ".html", ".txt") and not is_test:
                found.append(path)
    return sorted(found)


def _po(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        lacks = {language: texts for language in LANGUAGES if (texts := missing(language))}
        for language, texts in lacks.items():
            print(f"{language} lacks {len(texts)} texts:")
            for text in texts[:10]:
                print(f"    {text}")
        sys.exit(1 if lacks else 0)
    else:
        sys.exit(str(__doc__))


if __name__ == "__main__":
    main()
