"""What changed between two texts, word by word. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
# Beyond so many words a comparison takes longer than a reader would: then the whole text is new.
MOST = 4000
# Texts that share less than this are read one after the other more easily than woven together.
LEAST_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text: `same`, `gone` or `new`."""

    kind: str
    text: str


def spans(before: str, after: str) -> list[Span]:
    """Two texts as one, whose `same` and `gone` spans make the first and whose `same` and `new`
    ones the second."""
    if before == after:
        return [Span("same", after)] if after else []
    old, new = WORDS.findall(before), WORDS.findall(after)
    if not old or not new or max(len(old), len(new)) > MOST:
        return [span for span in (Span("gone", before), Span("new", after)) if span.text]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return [Span("gone", before), Span("new", after)]
    found = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            found.append(Span("same", "".join(old[a:b])))
            continue
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        found += [span for span in (Span("gone", gone), Span("new", come)) if span.text]
    return found
