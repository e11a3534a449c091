"""The index on disk: its fields, who may write, what happens when it cannot be read.

Any number of processes read; Tantivy admits one writer, so writers stand in line at a lock file.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import structlog
import tantivy

from apps.search.engines.base import Document

log = structlog.get_logger(__name__)

# A changed schema gets a directory of its own, which is filled before anybody misses the old one.
VERSION = 1
HEAP_BYTES = 128_000_000
WRITER_THREADS = 2
STEMMED = ("title", "brand", "about", "description")
PLAIN = ("latin", "codes")
NUMBERS = ("price", "discount", "rating", "promise", "in_stock", "sold")
# Each order is one number: in stock first, then what it is about; the largest comes first.
ORDERS = ("popular", "by_rating", "cheapest", "dearest", "newest")
IN_STOCK = 1 << 61
MOST = (1 << 60) - 1
SOLD_BITS = 40


def schema() -> tantivy.Schema:
    """Which fields the index has; numbers are integers: hundredths of money and of stars."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", tokenizer_name="raw", fast=True, index_option="basic")
    for name in STEMMED:
        builder.add_text_field(name, tokenizer_name="stems", index_option="freq")
    for name in PLAIN:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ORDERS:
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


class DiskIndex:
    """One directory with the index in it; opened when first used, shared by a process's threads."""

    def __init__(self, root: Path) -> None:
        self.path = root / f"v{VERSION}"
        self.lock_path = root / "writer.lock"
        self._opening = Lock()
        self._index: tantivy.Index | None = None
        self._seen = 0

    def searcher(self) -> tantivy.Searcher:
        """A view of the newest commit of whichever process made it: one look at a file's time."""
        index = self._open()
        stamp = self._stamp()
        if stamp != self._seen:
            index.reload()
            self._seen = stamp
        return index.searcher()

    @contextmanager
    def writing(self) -> Iterator[tantivy.IndexWriter]:
        """The writer, once others have finished; commits at the end, or changes nothing."""
        index = self._open()
        with self.lock_path.open("w") as line:
            fcntl.flock(line, fcntl.LOCK_EX)
            writer = index.writer(HEAP_BYTES, WRITER_THREADS)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()

    @property
    def is_filled(self) -> bool:
        """Whether the whole catalogue was marked for this index since it was begun."""
        return self._filled.exists()

    def mark_filled(self) -> None:
        """Remember that it was."""
        self._filled.touch()

    @property
    def _filled(self) -> Path:
        return self.path / "filled"

    def _open(self) -> tantivy.Index:
        with self._opening:
            if self._index is None:
                self.path.mkdir(parents=True, exist_ok=True)
                with self.lock_path.open("w") as line:
                    fcntl.flock(line, fcntl.LOCK_EX)
                    self._index = self._open_or_begin()
                self._index.register_tokenizer("stems", stems())
                self._index.config_reader("manual")
            return self._index

    def _open_or_begin(self) -> tantivy.Index:
        try:
            return tantivy.Index(schema(), str(self.path))
        except (ValueError, OSError) as error:
            # Everything in it can be made again from the catalogue, and will be: it isn't filled.
            log.error("search.index.unreadable", path=str(self.path), error=str(error)[:200])
            shutil.rmtree(self.path)
            self.path.mkdir()
            return tantivy.Index(schema(), str(self.path))

    def _stamp(self) -> int:
        try:
            return (self.path / "meta.json").stat().st_mtime_ns
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
        price=price,
        discount=document.discount_percent,
        in_stock=int(document.is_in_stock),
        sold=sold,
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
