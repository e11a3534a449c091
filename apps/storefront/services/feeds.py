"""Writing what others fetch: the goods as a feed, by night."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from tempfile import TemporaryFile
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import structlog
from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from apps.catalog import selectors as shelves
from apps.core.ids import short_code
from apps.core.private import private_files
from apps.storefront.models import FeedFile
from apps.storefront.rules.merchant import Fact, merchant_facts

log = structlog.get_logger(__name__)

# A file of so many items is far below the four gigabytes that are taken.
PART = 200_000
BATCH = 500
NAMESPACE = "http://base.google.com/ns/1.0"
PLAIN = AttributesImpl({})


@dataclass(frozen=True, slots=True)
class _Written:
    file: str
    digest: str
    count: int


def build_feeds(*, now: datetime, part: int = PART) -> int:
    """Write the goods anew in every language, in parts of at most `part` items, and take the old
    files away once the new ones are named; returns how many items. One part is held on disk, one
    batch of cards in memory."""
    total = 0
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            total += _build(language, now, part)
    log.info("storefront.feeds.built", items=total)
    return total


def _build(language: str, now: datetime, part: int) -> int:
    written: list[_Written] = []
    try:
        items = _items(language)
        for first in items:
            written.append(_write(chain([first], items), language, len(written) + 1, part))
        _name(written or [_write(iter(()), language, 1, part)], language, now)
    except BaseException:
        _delete([each.file for each in written])
        raise
    return sum(each.count for each in written)


def _name(written: list[_Written], language: str, now: datetime) -> None:
    """Let the address of each part lead to its new file."""
    with transaction.atomic():
        old = FeedFile.objects.select_for_update().filter(language=language)
        gone = [row.file for row in old.order_by("pk")]
        old.delete()
        FeedFile.objects.bulk_create(
            FeedFile(
                language=language,
                number=number,
                file=each.file,
                digest=each.digest,
                item_count=each.count,
                built_at=now,
            )
            for number, each in enumerate(written, start=1)
        )
        transaction.on_commit(lambda: _delete(gone), robust=True)


def _items(language: str) -> Iterator[list[Fact]]:
    after = None
    while True:
        batch, after = shelves.feed_items(after=after, limit=BATCH, language=language)
        for item in batch:
            facts = list(
                merchant_facts(
                    item,
                    site_url=settings.SITE_URL,
                    currency=settings.MARKET_CURRENCY,
                    country=settings.MARKET_COUNTRY,
                )
            )
            if facts:
                yield facts
        if after is None:
            return


def _write(items: Iterator[list[Fact]], language: str, number: int, part: int) -> _Written:
    with TemporaryFile() as scratch:
        with gzip.GzipFile(fileobj=scratch, mode="wb", mtime=0) as packed:
            count = _write_channel(packed, items, part)
        scratch.seek(0)
        digest = hashlib.file_digest(scratch, "sha256").hexdigest()[:32]
        scratch.seek(0)
        name = f"feeds/{language}-{number}-{short_code()}.xml.gz"
        return _Written(private_files().save(name, File(scratch)), digest, count)


def _write_channel(packed: gzip.GzipFile, items: Iterator[list[Fact]], part: int) -> int:
    xml = XMLGenerator(packed, encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("rss", AttributesImpl({"version": "2.0", "xmlns:g": NAMESPACE}))
    xml.startElement("channel", PLAIN)
    _element(xml, "title", settings.MARKET_NAME)
    _element(xml, "link", settings.SITE_URL)
    _element(xml, "description", _("Marketplace of Uzbekistan"))
    count = 0
    for facts in items:
        xml.startElement("item", PLAIN)
        for name, value in facts:
            if isinstance(value, str):
                _element(xml, f"g:{name}", value)
                continue
            xml.startElement(f"g:{name}", PLAIN)
            for inner, text in value:
                _element(xml, f"g:{inner}", text)
            xml.endElement(f"g:{name}")
        xml.endElement("item")
        count += 1
        if count == part:
            break
    xml.endElement("channel")
    xml.endElement("rss")
    xml.endDocument()
    return count


def _element(xml: XMLGenerator, name: str, text: str) -> None:
    xml.startElement(name, PLAIN)
    xml.characters(text)
    xml.endElement(name)


def _delete(names: list[str]) -> None:
    for name in names:
        private_files().delete(name)
