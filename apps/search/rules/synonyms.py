"""Words that mean the same to a shopper: one typed finds goods called by any of them."""

from collections.abc import Iterable, Mapping, Sequence

from apps.search.rules.stems import stem

# One thing asked for, in every way it may be written; each way is words that are all needed.
Term = tuple[tuple[str, ...], ...]
Phrase = tuple[str, ...]


def expand(*, words: Sequence[str], synonyms: Mapping[Phrase, Term]) -> list[Term]:
    """What the words ask for, in order: the longest known phrase at each place with its synonyms,
    or the word alone. A phrase is known in any form of its words. What was typed comes first among
    the ways."""
    longest = max(map(len, synonyms), default=1)
    terms: list[Term] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            phrase = tuple(words[place : place + length])
            known = synonyms.get(stems_of(phrase))
            if known or length == 1:
                others = [way for way in known or () if way != phrase]
                terms.append((phrase, *others))
                place += length
                break
    return terms


def table(groups: Iterable[Iterable[Phrase]]) -> dict[Phrase, Term]:
    """Each phrase, by its words' stems, with all phrases that mean the same; one that stands in
    several groups means what any of them says, and its groups stay apart otherwise."""
    found: dict[Phrase, dict[Phrase, None]] = {}
    for group in groups:
        phrases = [phrase for phrase in dict.fromkeys(group) if phrase]
        for phrase in phrases:
            found.setdefault(stems_of(phrase), {}).update(dict.fromkeys(phrases))
    return {phrase: tuple(ways) for phrase, ways in found.items()}


def stems_of(phrase: Phrase) -> Phrase:
    """A phrase by its words' stems."""
    return tuple(map(stem, phrase))
