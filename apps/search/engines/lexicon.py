"""The words titles use, kept in PostgreSQL for whichever engine matches: what a mistyped word is
compared with."""

from collections.abc import Collection, Iterable, Mapping, Set

from django.db import connection

from apps.search import rules
from apps.search.engines.base import Document
from apps.search.models import TitleWord

NEIGHBOURS = 12
LIKE = """
SELECT asked.word, near.text
FROM unnest(%s::text[]) AS asked (word), LATERAL (
    SELECT text, similarity(text, asked.word) AS likeness
    FROM search_titleword WHERE text %% asked.word
    ORDER BY likeness DESC, text LIMIT %s
) AS near
ORDER BY asked.word, near.likeness DESC, near.text
"""


class Lexicon:
    """The part of an engine that knows words; mixed into each."""

    def neighbours(self, *, words: Collection[str]) -> Mapping[str, list[str]]:
        """As the port says: 2 queries at most."""
        forms = {form for word in words for form in (word, rules.latin(word))}
        known = set(TitleWord.objects.filter(text__in=forms).values_list("text", flat=True))
        unknown = [word for word in words if not known & {word, rules.latin(word)}]
        if not unknown:
            return {}
        asked = {word: (word, rules.latin(word)) for word in unknown}
        spellings = sorted({form for forms in asked.values() for form in forms})
        with connection.cursor() as cursor:
            cursor.execute(LIKE, [spellings, NEIGHBOURS])
            rows = cursor.fetchall()
        return {
            word: [near for form in dict.fromkeys(forms) for of, near in rows if of == form]
            for word, forms in asked.items()
        }

    def forget_words(self) -> None:
        """As the port says: 1 query."""
        TitleWord.objects.all().delete()

    def learn(self, documents: Iterable[Document], *, known: Set[str] = frozenset()) -> set[str]:
        """Remember the words of these cards' titles and brands, but for those `known` to be
        remembered; returns the others. 1 query."""
        said = {
            word
            for document in documents
            for text in (document.title, document.latin, document.brand)
            for word in text.split()
        }
        words = {word for word in said - known if not word.isdigit()}
        # In one order, so that two writers never wait for each other in a ring.
        TitleWord.objects.bulk_create(
            [TitleWord(text=word) for word in sorted(words)], ignore_conflicts=True
        )
        return words
