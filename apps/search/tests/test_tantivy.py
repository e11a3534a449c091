"""R9.1: the index on disk: many readers, one writer at a time, and what happens when it breaks."""

import fcntl
import threading
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from apps.search.engines.base import Document, Match
from apps.search.engines.tantivy import TantivyEngine
from apps.search.engines.tantivy.index import entry
from apps.search.query import PAGE_SIZE, Query

pytestmark = pytest.mark.django_db


def document(title="teapot", **fields):
    made = {
        "product_id": uuid4(),
        "tokens": (),
        "title": title,
        "latin": title,
        "brand": "",
        "about": "",
        "codes": "",
        "description": "",
        "price": Decimal(100),
        "discount_percent": 0,
        "rating": None,
        "rating_count": 0,
        "sold_count": 0,
        "is_in_stock": True,
        "delivery_days": None,
        "published_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return Document(**(made | fields))


def ask(engine, text="teapot", **fields):
    return engine.search(query=Query(text=text, **fields), terms=[((text,),)], match=Match.ALL)


def test_what_one_process_writes_another_finds_at_once(tmp_path):
    writer, reader = TantivyEngine(tmp_path), TantivyEngine(tmp_path)
    assert ask(reader).total == 0

    writer.write(documents=[document()])

    assert ask(reader).total == 1


def test_the_figures_of_everything_are_those_of_the_newest_commit(tmp_path):
    writer, reader = TantivyEngine(tmp_path), TantivyEngine(tmp_path)
    for count in (1, 2):
        writer.write(documents=[document(price=Decimal(count * 100), tokens=("brand:sahro",))])

        for _ in range(2):
            found = reader.search(query=Query(), terms=[], match=Match.ALL)
            assert (found.total, found.matched, found.counts["brand:sahro"]) == (count,) * 3
            assert found.most_price == count * 100


def test_a_view_is_the_same_until_somebody_commits(tmp_path):
    engine = TantivyEngine(tmp_path)
    engine.write(documents=[document()])
    first = engine.index.view()

    assert engine.index.view() is first
    TantivyEngine(tmp_path).write(documents=[document()])
    assert engine.index.view() is not first


def test_whoever_finds_no_index_waits_for_the_one_being_put_in_place(tmp_path):
    TantivyEngine(tmp_path).write(documents=[document()])
    current = tmp_path / "current"
    name = current.read_text()
    found = []
    reader = threading.Thread(target=lambda: found.append(ask(TantivyEngine(tmp_path)).total))

    with (tmp_path / "writer.lock").open("w") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        current.write_text("v0-gone")
        reader.start()
        reader.join(0.3)
        assert reader.is_alive()
        current.write_text(name)
    reader.join(10)

    assert found == [1]


def test_two_writers_stand_in_line_and_lose_nothing(tmp_path):
    engines = [TantivyEngine(tmp_path), TantivyEngine(tmp_path)]
    engines[0].index.searcher()
    errors = []

    def write(engine):
        try:
            for _ in range(4):
                with engine.index.writing() as writer:
                    writer.add_document(entry(document()))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert ask(TantivyEngine(tmp_path)).total == 8


def test_a_writer_that_fails_in_the_middle_leaves_the_index_as_it_was(tmp_path):
    engine = TantivyEngine(tmp_path)
    kept = document()
    engine.write(documents=[kept])

    def stopped():
        with engine.index.writing() as writer:
            writer.delete_documents_by_term("id", str(kept.product_id))
            raise RuntimeError("the worker was told to stop")

    with pytest.raises(RuntimeError):
        stopped()

    assert ask(engine).hits == (kept.product_id,)
    assert engine.write(documents=[document()])


@pytest.mark.parametrize("victim", ["meta.json", "segment"])
def test_an_index_that_cannot_be_read_is_begun_anew_and_says_so(tmp_path, victim):
    engine = TantivyEngine(tmp_path)
    engine.write(documents=[document()])
    engine.mark_filled()
    path = engine.index.path / "meta.json"
    if victim == "segment":
        path = next(engine.index.path.glob("*.term"))
    path.write_bytes(b"not an index")

    again = TantivyEngine(tmp_path)

    assert ask(again).total == 0
    assert not again.is_filled()
    again.write(documents=[document()])
    assert ask(again).total == 1


@pytest.mark.parametrize(("size", "last"), [(24, 14), (48, 7), (96, 4)])
def test_pages_past_the_best_hits_repeat_none(tmp_path, size, last):
    engine = TantivyEngine(tmp_path)
    engine.write(documents=[document(sold_count=n % 7) for n in range(14 * PAGE_SIZE)])

    pages = [ask(engine, page=page, size=size).hits for page in range(1, last + 1)]

    found = [pk for hits in pages for pk in hits]
    assert len(found) == len(set(found)) == 14 * PAGE_SIZE
    assert all(isinstance(pk, UUID) for pk in found)
