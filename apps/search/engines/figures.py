"""The figures beside a list, asked in the aggregation language that Tantivy shares with
Elasticsearch and OpenSearch, and read as `Result` has them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from apps.search import rules
from apps.search.query import DAY_STEPS, RATING_STEPS

MOST_FACETS = 3_000
CATEGORY, ABOVE = "category", ">"
STARS = sorted(int(step * 100) for step in RATING_STEPS)

FIGURES: dict[str, Any] = {  # Any: the engines' own language
    "tokens": {"terms": {"field": "facets", "size": MOST_FACETS}},
    "price": {"stats": {"field": "price"}},
    # Buckets may not overlap: each step's own part is counted, and summed afterwards.
    "rating": {
        "range": {
            "field": "rating",
            "ranges": [
                {"from": low, "to": high}
                for low, high in zip(STARS, [*STARS[1:], 501], strict=True)
            ],
        }
    },
    "days": {
        "range": {
            "field": "promise",
            "ranges": [
                {"from": low, "to": high}
                for low, high in zip(
                    [0, *(step + 1 for step in DAY_STEPS[:-1])],
                    [step + 1 for step in DAY_STEPS],
                    strict=True,
                )
            ],
        }
    },
    "stock": {"range": {"field": "in_stock", "ranges": [{"from": 1, "to": 2}]}},
    "sale": {"range": {"field": "discount", "ranges": [{"from": 1, "to": 101}]}},
}


def facets_of(tokens: Iterable[str]) -> list[str]:
    """A card's tokens as they are counted: its categories in one, the lowest with all above it, for
    each value of a card costs time in every search."""
    path, others = [], []
    for token in tokens:
        group, _colon, value = token.partition(":")
        if group == CATEGORY:
            path.append(value)
        else:
            others.append(token)
    return [rules.token(group=CATEGORY, value=ABOVE.join(path)), *others] if path else others


def own_figures(group: str) -> dict[str, Any]:  # Any: the engines' own language
    """What of a list's figures a group's own filter would shrink: the tokens of all attributes,
    brands and shops are the dear part."""
    name = group if group in FIGURES else "tokens"
    return {each: FIGURES[each] for each in dict.fromkeys((name, "price"))}


def counts_of(figures: Mapping[str, Any]) -> dict[str, int]:  # Any: an engine's answer
    """Each facet token's number, as `Result.counts` has them, of the figures that were asked."""
    counts: Counter[str] = Counter()
    for row in figures["tokens"]["buckets"] if "tokens" in figures else ():
        group, _colon, value = row["key"].partition(":")
        # A slug has no such sign, so any other group's value is one value.
        for each in value.split(ABOVE) if group == CATEGORY else [value]:
            counts[rules.token(group=group, value=each)] += row["doc_count"]
    if "rating" in figures:
        stars = _parts(figures["rating"], len(STARS))
        counts |= {
            f"rating:{step}": sum(stars[STARS.index(int(step * 100)) :]) for step in RATING_STEPS
        }
    if "days" in figures:
        days = _parts(figures["days"], len(DAY_STEPS))
        counts |= {f"days:{step}": sum(days[: place + 1]) for place, step in enumerate(DAY_STEPS)}
    for name in {"stock", "sale"} & figures.keys():
        counts[f"{name}:1"] = _parts(figures[name], 1)[0]
    return counts


def with_own(counts: Mapping[str, int], own: Mapping[str, int], *, group: str) -> dict[str, int]:
    """The counts, with a group's own in place: what is chosen in it doesn't shrink it."""
    others = {token: n for token, n in counts.items() if rules.group_of(token) != group}
    return others | {token: n for token, n in own.items() if rules.group_of(token) == group}


def money(hundredths: float | None) -> Decimal | None:
    """A price of the index in the market's currency."""
    return None if hundredths is None else Decimal(int(hundredths)) / 100


def _parts(answer: Mapping[str, Any], most: int) -> list[int]:
    """The counts of the buckets we named; Tantivy adds one below and one above them, and names none
    in an empty index."""
    named = [row["doc_count"] for row in answer["buckets"] if "from" in row and "to" in row]
    return named or [0] * most
