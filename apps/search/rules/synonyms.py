"""Words that mean the same to a shopper: one typed finds goods called by any of them."""

from collections.abc import Iterable, Mapping, Sequence

# One thing asked for, in every way it may be written; each way is words that are all needed.
Term = tuple[tuple[str, ...], ...]
Phrase = tuple[str, ...]


def expand(*, words: Sequence[str], synonyms: Mapping[Phrase, Term]) -> list[Term]:
    """What the words ask for, in order: the longest known phrase at each place with its synonyms,
    or the word alone. What was typed comes first among the ways."""
    longest = max(map(len, synonyms), default=1)
    terms: list[Term] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            phrase = tuple(words[place : place + length])
            if phrase in synonyms or length == 1:
                others = [way for way in synonyms.get(phrase, ()) if way != phrase]
                terms.append((phrase, *others))
                place += length
                break
    return terms


def table(groups: Iterable[Iterable[Phrase]]) -> dict[Phrase, Term]:
    """Each phrase with all phrases that mean the same; one that stands in several groups means what
    any of them says, and its groups stay apart otherwise."""
    found: dict[Phrase, dict[Phrase, None]] = {}
    for group in groups:
        phrases = [phrase for phrase in dict.fromkeys(group) if phrase]
        for phrase in phrases:
            found.setdefault(phrase, {}).update(dict.fromkeys(phrases))
    return {phrase: tuple(ways) for phrase, ways in found.items()}
