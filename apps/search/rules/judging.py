"""How good a list is, measured against what people judged (R9.2)."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

# A list is looked at so far down.
TOP = 10
# Everything found so far down counts as found.
DEPTH = 96


class Marks(NamedTuple):
    """One list's or many lists' marks, each from 0 to 1."""

    ndcg: float
    reciprocal_rank: float
    recall: float
    is_empty: float


def mark(*, found: Sequence[str], grades: Mapping[str, int]) -> Marks:
    """The marks of one query's list. `grades` has 0 (wrong) to 3 (exactly that) by id; what nobody
    judged counts as wrong.

    NDCG@10 with gains 2^grade - 1 (Burges et al. 2005) against the best order of all that was
    judged; the reciprocal rank of the first hit that is at least related (grade 2 up), of the whole
    list; the share of those that were found within DEPTH, of at most DEPTH.
    """
    gains = [2 ** grades.get(each, 0) - 1 for each in found[:TOP]]
    best = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:TOP]
    right = {each for each, grade in grades.items() if grade >= 2}
    rank = next((place for place, each in enumerate(found, 1) if each in right), 0)
    reached = len(right.intersection(found[:DEPTH]))
    return Marks(
        ndcg=_discounted(gains) / _discounted(best) if any(best) else 0.0,
        reciprocal_rank=1 / rank if rank else 0.0,
        recall=reached / min(len(right), DEPTH) if right else 0.0,
        is_empty=float(not found),
    )


def mean(marks: Collection[Marks]) -> Marks:
    """The mean of many lists' marks; zeros for none."""
    count = len(marks) or 1
    return (
        Marks(*(sum(column) / count for column in zip(*marks, strict=True)))
        if marks
        else Marks(0.0, 0.0, 0.0, 0.0)
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
