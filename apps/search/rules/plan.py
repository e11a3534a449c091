"""Typing errors: which word of the index a mistyped word most likely is."""

from collections.abc import Mapping, Sequence

SHORTEST = 4  # a shorter word has too many neighbours to guess


def correct(*, words: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> list[str]:
    """The words, each mistyped one replaced by its nearest neighbour where one is near enough: one
    error up to five letters, two from six on. `neighbours` has an entry for every unknown word."""
    return [_nearest(word, neighbours.get(word, ())) for word in words]


def _nearest(word: str, neighbours: Sequence[str]) -> str:
    if len(word) < SHORTEST:
        return word
    most = 1 if len(word) < 6 else 2
    near = [
        (errors, rank, other)
        for rank, other in enumerate(neighbours)
        if (errors := errors_between(word, other, most=most)) <= most
    ]
    return min(near)[2] if near else word


def errors_between(one: str, other: str, *, most: int) -> int:
    """Letters added, lost, changed or swapped with their neighbour between two words; any figure
    above `most` only says that it is more (optimal string alignment)."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, facing in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (not before or min(before) > most):
            return most + 1
    return row[-1]
