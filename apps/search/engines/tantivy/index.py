"""The index on disk: its fields, who may write, what happens when it cannot be read.

Any number of processes read; Tantivy admits one writer, so writers stand in line at a lock file.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any
from uuid import uuid4

import structlog
import tantivy

from apps.search.engines.base import Document
from apps.search.engines.figures import FIGURES, facets_of

log = structlog.get_logger(__name__)

# The schema's version stands in the directory's name.
VERSION = 5
CURRENT = "current"
FILLED = "filled"
HEAP_BYTES = 128_000_000
# A whole index is written in few large pieces, which nobody then has to join; a small one takes
# what it needs of this.
REBUILD_HEAP_BYTES = 512_000_000
WRITER_THREADS = 2
STEMMED = ("title", "brand", "about", "description")
# Kept as they are, for what is like them.
COMPARED = ("title", "about")
PLAIN = ("latin", "codes")
NUMBERS = ("price", "discount", "rating", "promise", "in_stock", "sold", "ratings")
# What is read of a hit, and never searched by.
FACTS = ("published", "digest")
# Each order is one number: in stock first, then what it is about; the largest comes first.
ORDERS = ("popular", "by_rating", "cheapest", "dearest", "newest")
IN_STOCK = 1 << 61
MOST = (1 << 60) - 1
SOLD_BITS = 40


def schema() -> tantivy.Schema:
    """Which fields the index has; numbers are integers: hundredths of money and of stars."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facets", tokenizer_name="raw", fast=True, index_option="basic")
    for name in STEMMED:
        is_stored = name in COMPARED
        builder.add_text_field(name, is_stored, tokenizer_name="stems", index_option="freq")
    for name in PLAIN:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in (*FACTS, *ORDERS):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def stems() -> tantivy.TextAnalyzer:
    """Folded words to English and Russian stems; words that say nothing (`the`, `для`) fall out.
    Each stemmer leaves the other's letters alone."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    for language in ("english", "russian"):
        builder = builder.filter(tantivy.Filter.stopword(language))
    for language in ("english", "russian"):
        builder = builder.filter(tantivy.Filter.stemmer(language))
    return builder.build()


class View:
    """The index as one commit left it."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher

    @cached_property
    def figures(self) -> dict[str, Any]:  # Any: the engine's own language
        """Of everything there is, kept once counted: nothing takes longer, and any word that says
        nothing asks for it."""
        return self.searcher.aggregate(tantivy.Query.all_query(), FIGURES)


class DiskIndex:
    """An index below `root`, in a directory that the file `current` names; opened when first used,
    shared by a process's threads.

    A whole new index is written into a directory of its own and put in place by one rename.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opening = RLock()
        self._index: tantivy.Index | None = None
        self._view: View | None = None
        self._path = root
        self._seen: tuple[int, int] = (0, 0)

    @property
    def path(self) -> Path:
        """The directory of the index in use."""
        self._open()
        return self._path

    @property
    def is_filled(self) -> bool:
        """Whether the whole catalogue was marked for this index since it was begun."""
        return (self.path / FILLED).exists()

    def mark_filled(self) -> None:
        """Remember that it was."""
        (self.path / FILLED).touch()

    def searcher(self) -> tantivy.Searcher:
        """What searches the newest view."""
        return self.view().searcher

    def view(self) -> View:
        """Of the newest commit of whichever process made it, the same one until there is a newer:
        a look at two files' times."""
        with self._opening:
            index, stamp = self._open(), self._stamp()
            if stamp[0] != self._seen[0]:
                self._index = None
                index, stamp = self._open(), self._stamp()
            if self._view is None or stamp != self._seen:
                index.reload()
                self._view, self._seen = View(index.searcher()), stamp
            return self._view

    @contextmanager
    def writing(self) -> Iterator[tantivy.IndexWriter]:
        """The writer, once others have finished; commits at the end, or changes nothing."""
        with ExitStack() as stack:
            # In this order, as a reader takes them that finds no index.
            with self._opening:
                stack.enter_context(self._in_line())
                # Whoever was before us may have put another directory in place.
                self._index = None
                index = self._open(is_in_line=True)
            yield stack.enter_context(_committed(index))

    @contextmanager
    def rebuilding(self) -> Iterator[tantivy.IndexWriter]:
        """The writer of a new, empty index beside the one in use, which it replaces at the end."""
        self.root.mkdir(parents=True, exist_ok=True)
        draft = self.root / f"draft-{uuid4().hex}"
        draft.mkdir()
        try:
            made = _known(tantivy.Index(schema(), str(draft)))
            with _committed(made, heap_bytes=REBUILD_HEAP_BYTES) as writer:
                yield writer
            (draft / FILLED).touch()
            with self._in_line():
                self._put_in_place(draft.rename(self._new_path()))
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _open(self, *, is_in_line: bool = False) -> tantivy.Index:
        with self._opening:
            if self._index is None:
                self.root.mkdir(parents=True, exist_ok=True)
                try:
                    self._index = self._read()
                except (ValueError, OSError):
                    # A rebuild may be putting a good one in its place just now.
                    with nullcontext() if is_in_line else self._in_line():
                        self._index = self._read_or_begin_anew()
                # A reader waits until `view` sees a newer commit.
                self._index.config_reader("manual")
            return self._index

    def _read(self) -> tantivy.Index:
        self._view, self._seen = None, (_changed_at(self.root / CURRENT), 0)
        self._path = self.root / (self.root / CURRENT).read_text()
        return _known(tantivy.Index.open(str(self._path)))

    def _read_or_begin_anew(self) -> tantivy.Index:
        """An empty index in place of none, of one that cannot be read, or of an older schema's.
        Everything in it can be made again from the catalogue, and will be: it isn't filled."""
        try:
            return self._read()
        except (ValueError, OSError) as error:
            log.warning("search.index.unreadable", error=str(error)[:200])
            path = self._new_path()
            path.mkdir()
            tantivy.Index(schema(), str(path))
            self._put_in_place(path)
            return self._read()

    def _new_path(self) -> Path:
        return self.root / f"v{VERSION}-{uuid4().hex}"

    def _put_in_place(self, path: Path) -> None:
        pointer = self.root / f"{CURRENT}.{path.name}"
        pointer.write_text(path.name)
        pointer.replace(self.root / CURRENT)
        # Whoever still reads one of these has its files open.
        for other in self.root.glob("v*-*"):
            if other != path:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def _in_line(self) -> Iterator[None]:
        """One writer at a time, of all processes."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "writer.lock").open("w") as line:
            fcntl.flock(line, fcntl.LOCK_EX)
            yield

    def _stamp(self) -> tuple[int, int]:
        return _changed_at(self.root / CURRENT), _changed_at(self._path / "meta.json")


@contextmanager
def _committed(
    index: tantivy.Index, *, heap_bytes: int = HEAP_BYTES
) -> Iterator[tantivy.IndexWriter]:
    writer = index.writer(heap_bytes, WRITER_THREADS)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def _known(index: tantivy.Index) -> tantivy.Index:
    """The index with our way of making words into stems, which isn't stored in it."""
    if index.schema != schema():
        raise ValueError("an older schema")
    index.register_tokenizer("stems", stems())
    return index


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def entry(document: Document) -> tantivy.Document:
    """A card as the index holds it."""
    stock = IN_STOCK if document.is_in_stock else 0
    price = min(int(document.price * 100), MOST)
    stars = int(document.rating * 100) if document.rating is not None else 0
    sold = min(document.sold_count, (1 << SOLD_BITS) - 1)
    made = tantivy.Document(
        id=str(document.product_id),
        tokens=list(document.tokens),
        facets=facets_of(document.tokens),
        price=price,
        discount=document.discount_percent,
        in_stock=int(document.is_in_stock),
        sold=sold,
        ratings=document.rating_count,
        published=int(document.published_at.timestamp()),
        digest=document.digest,
        popular=stock + sold,
        by_rating=stock + (stars << SOLD_BITS) + sold,
        cheapest=stock + MOST - price,
        dearest=stock + price,
        newest=stock + int(document.published_at.timestamp() * 1000),
        **{name: getattr(document, name) for name in (*STEMMED, *PLAIN)},
    )
    if document.rating is not None:
        made.add_integer("rating", stars)
    if document.is_in_stock and document.delivery_days is not None:
        made.add_integer("promise", document.delivery_days)
    return made
