"""R9.2: how good lists are, by ninety queries judged by hand over the real goods."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from apps.core.errors import Invalid
from apps.search import selectors, services
from apps.search.rules.judging import Marks, mark, mean
from apps.search.tests.clusters import CLUSTERS, in_engine
from apps.search.tests.factories import make_card
from apps.sellers.tests.factories import SellerFactory

JUDGED = Path(__file__).parent / "data" / "judged.jsonl"
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "catalog" / "goods.jsonl.gz"
grades = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 3))


def test_the_best_order_has_full_marks_and_the_worst_none():
    known = {"a": 3, "b": 2, "c": 1}

    assert mark(found=["a", "b", "c"], grades=known) == Marks(1.0, 1.0, 1.0, 0.0)
    assert mark(found=["x", "y"], grades=known) == Marks(0.0, 0.0, 0.0, 0.0)
    assert mark(found=[], grades=known) == Marks(0.0, 0.0, 0.0, 1.0)
    assert mark(found=["x", "b"], grades=known).reciprocal_rank == 0.5
    assert mark(found=["b"], grades=known).recall == 0.5
    # (2^2-1)/log2(3) against (2^3-1)/log2(2) + (2^2-1)/log2(3) + 1/log2(4)
    assert mark(found=["x", "b"], grades=known).ndcg == pytest.approx(1.8928 / 9.3928, abs=1e-4)


@given(grades, st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True))
def test_marks_lie_between_nothing_and_all(known, found):
    assert all(0 <= each <= 1 + 1e-9 for each in mark(found=found, grades=known))


def test_the_mean_of_no_marks_is_nothing():
    assert mean([]) == Marks(0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"query": "a"}', '{"query": "a", "grades": {"x": 4}}', '{"grades": {}}']
)
def test_a_line_that_is_no_judgement_is_named(line):
    with pytest.raises(Invalid) as error:
        selectors.read_judged(['{"query": "a", "grades": {}}', line])

    assert "2" in str(error.value.message)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError):
        call_command("search_eval", tmp_path / "none.jsonl")


@pytest.mark.django_db
def test_a_card_is_judged_by_any_sku_it_is_offered_under(tmp_path, capsys):
    card = make_card("Teapot")
    sku = card.offers.get().sku
    file = tmp_path / "judged.jsonl"
    file.write_text(f'{{"query": "teapot", "language": "en", "grades": {{"{sku}": 3}}}}\n')

    call_command("search_eval", file, "--each")

    assert capsys.readouterr().out.count("NDCG@10 1.000  MRR 1.000  recall 1.000  empty 0%") == 3


@pytest.mark.django_db
@pytest.mark.parametrize("engine", ["tantivy", *CLUSTERS])
def test_real_goods_are_found_as_people_judged(engine, settings, tmp_path, request):
    """A change that makes lists worse fails here: look at `search_eval … --each` for where."""
    if not REAL.exists():
        pytest.skip("The real goods are not beside this checkout.")
    in_engine(engine, settings=settings, folder=tmp_path, request=request)
    shop = SellerFactory(slug=f"real-{uuid4().hex[:6]}")
    rates = [f"--rate={code}=12600" for code in ("USD", "GBP", "EUR")]
    call_command("import_catalog", REAL, "--seller", shop.slug, *rates, verbosity=0)
    services.load_synonyms()
    services.reindex(tell=lambda _text: None)

    judged = selectors.read_judged(JUDGED.read_text().splitlines())
    verdicts = list(selectors.judge(judged=judged))

    every = mean([verdict.marks for verdict in verdicts])
    russian = mean([each.marks for each in verdicts if each.judged.language == "ru"])
    assert len(verdicts) >= 60
    assert every.ndcg > 0.88, every
    assert every.reciprocal_rank > 0.92, every
    assert every.recall > 0.87, every
    assert every.is_empty < 0.02, every
    assert russian.ndcg > 0.84, russian
