"""R9.1: an index in a cluster: what is sent, who has the alias, what happens when it is gone."""

import pytest
from elasticsearch.dsl.connections import connections

from apps.search.engines.base import Match
from apps.search.engines.elasticsearch import ElasticsearchEngine, ElasticsearchNode, OpenSearchNode
from apps.search.engines.elasticsearch.clients import NodeRefused
from apps.search.engines.elasticsearch.documents import CardDocument, index_body
from apps.search.query import PAGE_SIZE, Query
from apps.search.tests.clusters import CLUSTERS, empty_engine
from apps.search.tests.test_tantivy import ask, document

pytestmark = pytest.mark.django_db


@pytest.fixture(params=CLUSTERS)
def engine(request, tmp_path):
    return empty_engine(request.param, folder=tmp_path, request=request)


def indices(engine):
    return list(engine.node.call("GET", f"/{engine.alias}-*"))


def test_a_card_fills_every_field_of_the_index():
    """A registered document whose fields nobody prepares is silently empty."""
    sent = CardDocument().prepare(document(latin="choynak", brand="rishtan"))

    assert set(sent) == set(index_body()["mappings"]["properties"])
    assert (sent["title"], sent["latin"], sent["price"]) == ("teapot", "choynak", 10_000)


def test_the_mapping_takes_no_field_it_does_not_know():
    assert index_body()["mappings"]["dynamic"] is False


def test_a_shop_of_many_machines_says_how_its_index_is_spread(settings):
    settings.SEARCH_SHARDS, settings.SEARCH_REPLICAS = 3, 1

    made = index_body()["settings"]

    assert made == {"number_of_shards": 3, "number_of_replicas": 1}


def test_an_index_deleted_in_the_middle_of_a_write_is_not_made_again_by_a_guess(engine):
    engine.write(documents=[document()])
    for name in indices(engine):
        engine.node.call("DELETE", f"/{name}")

    with pytest.raises(NodeRefused):
        engine._put([document()], into=engine.alias)

    assert engine.node.call("GET", f"/{engine.alias}*") == {}


def test_a_deleted_index_is_begun_anew_and_says_that_it_is_not_filled(engine):
    engine.write(documents=[document()])
    engine.mark_filled()
    assert engine.is_filled()
    for name in indices(engine):
        engine.node.call("DELETE", f"/{name}")

    assert ask(engine).total == 0
    assert not engine.is_filled()
    engine.write(documents=[document()])
    assert ask(engine).total == 1


def test_a_rebuild_moves_the_alias_and_leaves_one_index(engine):
    engine.write(documents=[document()])
    before = indices(engine)
    kept = document()

    with engine.rebuild() as put:
        put([kept])
        assert len(indices(engine)) == 2

    assert ask(engine).hits == (kept.product_id,)
    assert engine.is_filled()
    assert len(indices(engine)) == 1
    assert indices(engine) != before


def test_a_rebuild_that_fails_takes_its_draft_with_it(engine):
    kept = document()
    engine.write(documents=[kept])
    before = indices(engine)

    def stopped():
        with engine.rebuild() as put:
            put([document()])
            raise RuntimeError("the worker was told to stop")

    with pytest.raises(RuntimeError):
        stopped()

    assert indices(engine) == before
    assert ask(engine).hits == (kept.product_id,)


def test_more_cards_than_a_request_carries_are_written_walked_and_taken_out(engine):
    cards = [document(sold_count=n) for n in range(1_100)]
    ids = {card.product_id for card in cards}

    assert engine.write(documents=cards) == ids
    assert sorted(engine.all_ids()) == sorted(ids)
    assert engine.digests(product_ids=ids) == {card.product_id: card.digest for card in cards}
    engine.remove(product_ids=ids)
    assert list(engine.all_ids()) == []


@pytest.mark.parametrize(("size", "last"), [(24, 14), (48, 7), (96, 4)])
def test_pages_past_the_best_hits_repeat_none(engine, size, last):
    engine.write(documents=[document(sold_count=n % 7) for n in range(14 * PAGE_SIZE)])

    pages = [ask(engine, page=page, size=size).hits for page in range(1, last + 1)]

    found = [pk for hits in pages for pk in hits]

    assert len(found) == len(set(found)) == 14 * PAGE_SIZE


@pytest.mark.parametrize("node", ["elasticsearch", "opensearch"])
def test_a_cluster_that_is_away_is_a_refusal_people_can_read(node):
    away = "http://127.0.0.1:9"
    if node == "elasticsearch":
        connections.create_connection(alias="away", hosts=[away], max_retries=0)
        made = ElasticsearchNode(using="away")
    else:
        made = OpenSearchNode(away)

    with pytest.raises(NodeRefused) as refused:
        ElasticsearchEngine(made, alias="none").search(query=Query(), terms=[], match=Match.ALL)

    assert (refused.value.status, refused.value.node_status) == (503, 0)
