"""R4.2: the index follows the catalogue, exactly and soon."""

from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from apps.catalog import services as catalog
from apps.catalog.events import CategoriesChanged
from apps.catalog.models import Product, ProductState
from apps.catalog.tests.factories import CategoryFactory, OfferFactory
from apps.core.actors import SYSTEM
from apps.core.events import publish
from apps.core.ids import uuid7
from apps.search import selectors, services, tasks
from apps.search.engines.tantivy import TantivyEngine
from apps.search.models import DirtyProduct, ProductDocument, TitleWord
from apps.search.query import Query
from apps.search.services import indexing, rebuilding
from apps.search.tests.factories import drain_all, index_again, make_card
from apps.sellers.models import SellerState
from apps.sellers.tests.factories import SellerFactory

pytestmark = pytest.mark.django_db


def found(text="", **fields):
    return list(selectors.find(query=Query(text=text, **fields)).hits)


def test_a_new_card_is_marked_by_its_fact_and_found_after_the_drain(deliver_events):
    card = make_card("Teapot", index=False)
    assert found("teapot") == []

    deliver_events()
    assert list(DirtyProduct.objects.values_list("product_id", flat=True)) == [card.pk]
    assert services.drain_dirty() is False  # nothing is left

    assert found("teapot") == [card.pk]
    assert not DirtyProduct.objects.exists()


def test_a_change_of_price_is_found_after_the_drain(deliver_events):
    card = make_card("Teapot", price=500)
    offer = card.offers.get()

    catalog.set_prices(changes=[catalog.PriceChange(offer.pk, price=100)], by=SYSTEM)
    deliver_events()
    drain_all()

    assert found(price_to=100) == [card.pk]


@pytest.mark.parametrize("state", [ProductState.GONE, ProductState.BLOCKED])
def test_a_card_that_is_no_longer_listed_vanishes(deliver_events, state):
    card = make_card("Teapot")

    if state == ProductState.GONE:
        catalog.remove_product(product_id=card.pk, by=SYSTEM)
    else:
        catalog.block_product(product_id=card.pk, is_blocked=True, by=SYSTEM)
    deliver_events()
    drain_all()

    assert found("teapot") == found() == []
    assert not ProductDocument.objects.exists()


def test_goods_of_a_suspended_shop_vanish():
    seller = SellerFactory()
    card = make_card("Teapot", seller=seller)

    type(seller).objects.filter(pk=seller.pk).update(state=SellerState.SUSPENDED)
    catalog.refresh_products(product_ids=[card.pk])
    index_again(card)

    assert found("teapot") == []


def test_a_deleted_product_takes_its_document_along():
    card = make_card("Teapot")
    services.mark_dirty(product_ids=[card.pk, uuid7()])

    connection.cursor().execute(
        "DELETE FROM search_productdocument WHERE product_id = %s", [card.pk]
    )
    Product.objects.filter(pk=card.pk).update(state=ProductState.DRAFT)
    drain_all()

    assert found() == []
    assert not DirtyProduct.objects.exists()


def test_marks_are_kept_once_and_drained_in_bounded_batches(monkeypatch):
    cards = [make_card("Teapot", index=False) for _ in range(5)]
    monkeypatch.setattr("apps.search.services.indexing.BATCH", 2)
    for _ in range(3):
        services.mark_dirty(product_ids=[card.pk for card in cards])

    left = []
    while services.drain_dirty():
        left.append(DirtyProduct.objects.count())

    assert left == [3, 1]
    assert not DirtyProduct.objects.exists()
    assert len(found("teapot")) == 5


def test_one_sellers_change_does_not_wait_for_an_imports_thousands():
    bulk = [uuid7() for _ in range(60)]
    card = make_card("Teapot", index=False)
    services.mark_dirty(product_ids=[*bulk, card.pk])
    assert services.drain_dirty() is False
    assert found("teapot") == []

    services.mark_dirty(product_ids=[card.pk])
    services.mark_dirty(product_ids=[*bulk, card.pk])
    services.drain_dirty()

    assert found("teapot") == [card.pk]
    assert DirtyProduct.objects.count() == 60
    drain_all()
    assert not DirtyProduct.objects.exists()


@pytest.mark.parametrize(("cards", "task"), [(1, "drain_dirty"), (60, "drain_bulk")])
def test_marking_wakes_the_worker_after_the_commit(
    monkeypatch, django_capture_on_commit_callbacks, cards, task
):
    woken = []
    monkeypatch.setattr(
        "apps.core.queueing.current_app.send_task", lambda name, **_options: woken.append(name)
    )

    with django_capture_on_commit_callbacks(execute=True):
        services.mark_dirty(product_ids=[uuid7() for _ in range(cards)])
        assert woken == []

    assert woken == [f"search.{task}"]


@pytest.mark.parametrize(("name", "kind"), [("drain_dirty", {}), ("drain_bulk", {"is_bulk": True})])
def test_the_worker_queues_itself_again_only_while_more_may_wait(monkeypatch, name, kind):
    task, asked, queued, more = getattr(tasks, name), [], [], [True, False]
    monkeypatch.setattr(services, "drain_dirty", lambda **kw: asked.append(kw) or more.pop(0))
    monkeypatch.setattr(task, "delay", lambda: queued.append(1))

    task(newer="argument")
    task()

    assert (asked, queued) == ([kind, kind], [1])


def test_the_sweep_wakes_both_drains(monkeypatch):
    queued = []
    for name in ("drain_dirty", "drain_bulk"):
        monkeypatch.setattr(getattr(tasks, name), "delay", lambda name=name: queued.append(name))

    tasks.sweep_dirty()

    assert queued == ["drain_dirty", "drain_bulk"]


def test_new_names_of_categories_make_every_document_anew(deliver_events):
    category = CategoryFactory(code="pots", name={"en": "Pots"})
    card = make_card("Teapot", category=category)

    type(category).objects.filter(pk=category.pk).update(name={"en": "Samovars"})
    with transaction.atomic():
        publish(CategoriesChanged())
    deliver_events()
    drain_all()

    assert found("samovar") == [card.pk]
    assert found("pots", is_exact=True) == []


def test_reindexing_makes_the_whole_index_anew_and_drops_what_is_gone(capsys):
    kept, gone = make_card("Teapot"), make_card("Samovar")
    fresh = make_card("Carpet", index=False)
    Product.objects.filter(pk=gone.pk).update(state=ProductState.GONE)
    TitleWord.objects.create(text="nonsense")

    call_command("reindex", processes=1)
    call_command("reindex", processes=1)

    assert set(found()) == {kept.pk, fresh.pk}
    assert not TitleWord.objects.filter(text__in=["nonsense", "samovar"]).exists()
    assert "cards in" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_several_processes_make_the_index_from_batches_in_turn(monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    cards = [make_card("Teapot", index=False) for _ in range(11)]
    told = []

    assert services.reindex(tell=told.append, processes=2) == 11

    assert told[-2:] == ["10 cards", "11 cards"]
    assert set(found("teapot")) == {card.pk for card in cards}


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_whose_reading_fails_leaves_the_index_in_use_and_can_be_repeated(monkeypatch):
    card = make_card("Teapot")

    def fail(*, product_ids):
        raise ValueError("unreadable")

    monkeypatch.setattr(rebuilding, "documents_of", fail)
    with pytest.raises(ValueError, match="unreadable"):
        services.reindex(tell=lambda _text: None, processes=2)
    assert found("teapot") == [card.pk]

    monkeypatch.undo()
    assert services.reindex(tell=lambda _text: None, processes=2) == 1


@pytest.mark.parametrize("cards", [1, 12])
def test_a_drain_costs_the_same_queries_for_one_card_and_for_many(
    cards, django_assert_max_num_queries
):
    made = [make_card("Teapot", brand="sahro", index=False) for _ in range(cards)]
    services.mark_dirty(product_ids=[card.pk for card in made])

    with django_assert_max_num_queries(14):
        services.drain_dirty()
    assert len(found("teapot")) == cards


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("others", [0, 60])
def test_a_change_that_commits_while_its_card_is_drained_is_drained_again(monkeypatch, others):
    """The mark, alone or an import's, waits for the drain and outlives it."""
    card = make_card("Teapot")
    real, threads = indexing.documents_of, []

    def change_meanwhile(*, product_ids):
        documents = real(product_ids=product_ids)
        if not threads:
            threads.append(Thread(target=rename))
            threads[0].start()
            threads[0].join(0.5)
        return documents

    def rename():
        Product.objects.filter(pk=card.pk).update(title={"en": "Samovar"})
        services.mark_dirty(product_ids=[card.pk, *(uuid7() for _ in range(others))])
        connection.close()

    monkeypatch.setattr(indexing, "documents_of", change_meanwhile)
    services.mark_dirty(product_ids=[card.pk])
    services.drain_dirty()
    threads[0].join()

    assert DirtyProduct.objects.count() == 1 + others
    drain_all()
    assert found("samovar") == [card.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_drain_different_cards():
    cards = [make_card("Teapot", index=False) for _ in range(6)]
    services.mark_dirty(product_ids=[card.pk for card in cards])
    taken = []

    with transaction.atomic():
        list(DirtyProduct.objects.select_for_update().order_by("pk")[:3])

        def drain():
            services.drain_dirty()
            taken.append(ProductDocument.objects.count())
            connection.close()

        other = Thread(target=drain)
        other.start()
        other.join(10)

    assert taken == [3]
    services.drain_dirty()
    assert len(found("teapot")) == 6


def test_an_offer_of_a_second_shop_makes_the_card_that_shops_too(deliver_events):
    nova = SellerFactory(slug="nova")
    card = make_card("Teapot")
    OfferFactory(product=card, variant=card.variants.get(), seller=nova)

    deliver_events()
    drain_all()

    assert found(shop="nova") == [card.pk]


def test_an_index_that_was_begun_anew_is_filled_from_the_catalogue(monkeypatch, tmp_path):
    card = make_card("Teapot")
    engine = TantivyEngine(tmp_path)
    monkeypatch.setattr(indexing, "get_engine", lambda: engine)

    assert services.fill_new_index()
    assert not services.fill_new_index()
    drain_all()

    assert list(engine.all_ids()) == [card.pk]
