"""A judged set of queries run through the search as it stands."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from apps.catalog.models import Offer
from apps.core.errors import Invalid
from apps.search.query import MAX_TEXT, PAGE_SIZE, Query
from apps.search.rules.judging import DEPTH, Marks, mark
from apps.search.selectors.finding import find


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody would type, and how well each SKU fits: 0 wrong to 3 exactly that."""

    query: str
    language: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A query's marks, and the SKUs of its first hits."""

    judged: Judged
    marks: Marks
    first: list[str]
    took_ms: float


def read_judged(lines: Iterable[str]) -> list[Judged]:
    """A judged set: one JSON object a line, `{"query", "language", "grades": {sku: 0..3}}`.
    Raises Invalid with the line's number."""
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            grades = {str(sku): int(grade) for sku, grade in row["grades"].items()}
            judged = Judged(str(row["query"])[:MAX_TEXT], str(row.get("language", "")), grades)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Invalid(f"Line {number} is no judged query.") from error
        if not all(0 <= grade <= 3 for grade in grades.values()):
            raise Invalid(f"Line {number} has a grade that isn't 0 to 3.")
        rows.append(judged)
    return rows


def judge(*, judged: Iterable[Judged]) -> Iterator[Verdict]:
    """Each query's verdict. A card is named by any SKU it is offered under: 1 query more than the
    search's own per page."""
    for each in judged:
        ids: list[UUID] = []
        took_ms = 0.0
        for page in range(1, DEPTH // PAGE_SIZE + 1):
            result = find(query=Query(text=each.query, page=page))
            took_ms += result.took_ms
            if result.page == page:
                ids += result.hits
            if result.pages <= page:
                break
        found = _skus(ids, each.grades)
        yield Verdict(each, mark(found=found, grades=each.grades), found[:3], took_ms)


def _skus(ids: list[UUID], grades: dict[str, int]) -> list[str]:
    """Each card by the SKU that was judged, else by any. A variant's SKU begins with its card's."""
    names: dict[UUID, str] = {}
    offers = Offer.objects.filter(product_id__in=ids).order_by("-pk")
    for product_id, sku in offers.values_list("product_id", "sku"):
        parts = sku.split("-")
        beginnings = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
        judged = next((each for each in beginnings if each in grades), None)
        if judged is not None or product_id not in names:
            names[product_id] = judged or sku
    return [names.get(pk, str(pk)) for pk in ids]
