"""What every search engine can do, in our words. Engines match; they decide nothing."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from apps.search.query import Query, Result
from apps.search.rules import Term


class Match(StrEnum):
    """Whether a card must have all that is asked for, all but one thing of it (of two, one), or any
    one thing. With MOST and ANY cards that have all of it come first."""

    ALL = "all"
    MOST = "most"
    ANY = "any"


class Document(NamedTuple):
    """A card as engines index it. Texts are folded words with spaces between: `title` and `brand`
    in the languages' own letters, `latin` the title in Uzbek's Latin ones, `about` its category and
    attribute values, `codes` SKUs and barcodes, `description` the first thousands of letters."""

    product_id: UUID
    tokens: tuple[str, ...]
    title: str
    latin: str
    brand: str
    about: str
    codes: str
    description: str
    price: Decimal
    discount_percent: int
    rating: Decimal | None
    rating_count: int
    sold_count: int
    is_in_stock: bool
    delivery_days: int | None
    published_at: datetime

    @property
    def digest(self) -> int:
        """What tells one form of a card from another: 56 bits of all it says."""
        _pk, tokens, *others = self
        said = "\n".join((*tokens, *map(str, others)))
        return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=7).digest())


class SearchEngine(Protocol):
    """An index of cards. Words come folded (`rules.words_of`), what is searched as terms with their
    synonyms (`rules.expand`); every answer is bounded.

    Facets: a token's count ignores its own group's filter. Orders put sold-out cards last and end
    in the card's id, so that no card stands on two pages. By relevance cards are ordered as
    `rules.ranking.worth` says; a sold-out card with all of the words comes before others with some.
    """

    def search(self, *, query: Query, terms: Sequence[Term], match: Match) -> Result:
        """The page of hits with total and facets. `terms` are searched in place of the query's
        text; none at all lists everything."""
        ...

    def neighbours(self, *, words: Collection[str]) -> Mapping[str, list[str]]:
        """For each word no title uses, the words most like it, the most alike first."""
        ...

    def suggest(self, *, words: Sequence[str], limit: int) -> list[UUID]:
        """Cards in stock whose words begin with these, the most sold first."""
        ...

    def similar(self, *, product_id: UUID, limit: int) -> list[UUID]:
        """Other cards in stock whose titles and categories say much of what this card's do, the
        most alike of those people buy first; none for a card that isn't in the index."""
        ...

    def write(self, *, documents: Sequence[Document]) -> set[UUID]:
        """Put cards into the index or in place of their older form; found at once. Returns those
        that weren't in it before."""
        ...

    def remove(self, *, product_ids: Collection[UUID]) -> None:
        """Take cards out of the index; unknown ones do no harm."""
        ...

    def digests(self, *, product_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """The `Document.digest` of those of these cards that are in the index."""
        ...

    def all_ids(self) -> Iterator[UUID]:
        """Every card in the index."""
        ...

    def rebuild(self) -> AbstractContextManager[Callable[[Sequence[Document]], None]]:
        """A whole index anew beside the one that answers: cards are put with what it gives, and at
        its end they and no others are found."""
        ...

    def forget_words(self) -> None:
        """Forget words that were learnt from cards; `write` learns them anew."""
        ...

    def is_filled(self) -> bool:
        """Whether the catalogue was marked for this index since it was begun; one that had to be
        begun anew is not."""
        ...

    def mark_filled(self) -> None:
        """Remember that it was."""
        ...
