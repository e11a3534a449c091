"""Which orders the demo's past holds: who bought, when, how far it came; everywhere the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from marketplace.demo.reading import Goods, Person

MAX_LINES = 6
MAX_SHOPS = 2
CHEAP = 400_000
# How often a card of each fame is bought beside the others.
WEIGHTS = (1, 2, 4, 7, 12, 20)


class Fate(StrEnum):
    """How far an order came."""

    UNPAID = "unpaid"
    PAID = "paid"
    ACCEPTED = "accepted"
    PACKED = "packed"
    WAITING = "waiting for the courier"
    ON_THE_WAY = "with the courier"
    FAILED = "nobody was at home"
    DELIVERED = "delivered"
    EXPIRED = "never paid"
    CALLED_OFF = "cancelled by the shopper"
    REFUSED = "a part cancelled by its seller"


@dataclass(frozen=True, slots=True)
class Story:
    """One order: placed so many hours ago by somebody, of those cards, so many pieces of each."""

    hours_ago: float
    buyer: str
    cards: tuple[str, ...]
    quantities: tuple[int, ...]
    fate: Fate
    is_declined_first: bool = False


# The last days: (hours ago, fate, how many cards, whether the demo's own shopper is the buyer).
Recent = tuple[float, Fate, int, bool]
RECENT: tuple[Recent, ...] = (
    (150, Fate.DELIVERED, 3, True),
    (140, Fate.EXPIRED, 1, False),
    (131, Fate.DELIVERED, 4, False),
    (122, Fate.CALLED_OFF, 2, True),
    (110, Fate.DELIVERED, 2, False),
    (98, Fate.REFUSED, 3, False),
    (90, Fate.DELIVERED, 3, False),
    (75, Fate.FAILED, 1, False),
    (70, Fate.CALLED_OFF, 1, False),
    (66, Fate.REFUSED, 2, True),
    (60, Fate.PACKED, 2, False),
    (55, Fate.PAID, 2, False),
    (50, Fate.ON_THE_WAY, 2, False),
    (47, Fate.ON_THE_WAY, 3, True),
    (44, Fate.ON_THE_WAY, 1, False),
    (40, Fate.ACCEPTED, 3, False),
    (33, Fate.WAITING, 2, False),
    (30, Fate.WAITING, 2, False),
    (26, Fate.PACKED, 3, False),
    (22, Fate.ACCEPTED, 2, True),
    (18, Fate.EXPIRED, 2, False),
    (15, Fate.WAITING, 1, False),
    (12, Fate.PACKED, 1, False),
    (9, Fate.ACCEPTED, 2, False),
    (7, Fate.PAID, 3, False),
    (5, Fate.PAID, 2, False),
    (3, Fate.PAID, 2, True),
    (2, Fate.PAID, 4, False),
    (0.6, Fate.PAID, 1, False),
    (0.1, Fate.UNPAID, 2, True),
    (0.05, Fate.UNPAID, 1, False),
)
# Before that, one order after another that was delivered and whose money is the seller's.
FIRST_DAY_AGO, LAST_DAY_AGO = 76, 8
# A few cards that many have bought, so that people's words on them can be compared.
BEST_KNOWN, FEW_BUYERS = 4, 3
# What goes together, as some found out: enough of them for others to be told.
SETS = (
    ("teapot-rishtan", "piala-set", "tea-95"),
    ("qozon-8", "spices-plov", "oil-cotton"),
    ("book-plov", "lagan-32"),
    ("ikat-dress-shirin", "belt-silk", "doppi-chust"),
    ("nova-12", "earbuds-mini", "speaker-mini"),
    ("laptop-samo-14", "mouse-tosh", "backpack-city"),
    ("runner-everyday", "tee-basic", "bottle-water"),
    ("serum-rose", "cream-apricot", "soap-olive"),
)
SET_BUYERS = 4


def stories(*, goods: Sequence[Goods], people: Sequence[Person], is_small: bool) -> list[Story]:
    """All orders, the oldest first."""
    random = Random("a bazaar's year")  # noqa: S311  # repeatable on purpose
    buyers = [person.email for person in people if person.street]
    own = next(person.email for person in people if person.role == "shopper")
    near = [person.email for person in people if person.city.startswith("1726") and person.street]
    deck = _deck(goods, random)
    past = []
    count = 4 if is_small else 44
    for number in range(count):
        days = FIRST_DAY_AGO - (FIRST_DAY_AGO - LAST_DAY_AGO) * number / count
        cards = _draw(deck, random.randint(3, MAX_LINES), random)
        hours = days * 24 + random.uniform(-9, 9)
        buyer = buyers[number % len(buyers)]
        past.append(_story(hours, buyer, cards, Fate.DELIVERED, number % 9 == 4))
    best = _best_known(goods)
    for number, buyer in enumerate(buyers[:FEW_BUYERS] if is_small else buyers):
        cards = (best[number % len(best)], best[(number + 1) % len(best)])
        hours = random.uniform(LAST_DAY_AGO, FIRST_DAY_AGO) * 24
        past.append(_story(hours, buyer, cards, Fate.DELIVERED))
    recent = []
    for hours, fate, size, is_own in _first_of_each(RECENT) if is_small else RECENT:
        buyer = own if is_own else random.choice([email for email in near if email != own])
        recent.append(_story(hours, buyer, _draw(deck, size, random), fate))
    past += _sets(deck, buyers, random)
    return sorted([*past, *recent], key=lambda story: -story.hours_ago)


def _sets(deck: Sequence[Goods], buyers: Sequence[str], random: Random) -> Iterator[Story]:
    """Orders of what goes together, each set by several people."""
    known = {card.key for card in deck}
    for number, keys in enumerate(SETS):
        if not known.issuperset(keys):
            continue
        for step in range(SET_BUYERS):
            hours = random.uniform(LAST_DAY_AGO, FIRST_DAY_AGO) * 24
            buyer = buyers[(number + step) % len(buyers)]
            yield Story(hours, buyer, keys, (1,) * len(keys), Fate.DELIVERED)


def _story(
    hours_ago: float, buyer: str, cards: Sequence[Goods], fate: Fate, is_declined: bool = False
) -> Story:
    """Of small things that everybody likes people take several."""
    quantities = tuple(1 + card.fame // 2 if card.price < CHEAP else 1 for card in cards)
    keys = tuple(card.key for card in cards)
    return Story(hours_ago, buyer, keys, quantities, fate, is_declined)


def _first_of_each(recent: Sequence[Recent]) -> list[Recent]:
    """One order of every fate."""
    found: dict[Fate, Recent] = {}
    for row in recent:
        found.setdefault(row[1], row)
    return list(found.values())


def _deck(goods: Sequence[Goods], random: Random) -> list[Goods]:
    """Cards by how often they are bought; every card comes up before any comes twice."""
    once = [card for card in goods if "all" not in card.sold_out and not card.waits]
    more = [card for card in once for _ in range(WEIGHTS[card.fame])]
    random.shuffle(once)
    random.shuffle(more)
    return [*more, *once]


def _best_known(goods: Sequence[Goods]) -> list[Goods]:
    """The most famous cards that have no choice which could be sold out."""
    once = [card for card in goods if not card.sold_out and not card.waits]
    return sorted(once, key=lambda card: (-card.fame, card.key))[:BEST_KNOWN]


def _draw(deck: list[Goods], count: int, random: Random) -> tuple[Goods, ...]:
    """Take different cards of at most two shops, the nearest to the deck's end; they go back to its
    beginning."""
    shops: list[str] = []
    taken: list[Goods] = []
    for card in reversed(deck):
        if len(taken) == count:
            break
        if card in taken or (card.shop not in shops and len(shops) == MAX_SHOPS):
            continue
        taken.append(card)
        shops = list({*shops, card.shop})
    for card in taken:
        deck.reverse()
        deck.remove(card)
        deck.reverse()
        deck.insert(0, card)
    random.shuffle(taken)
    return tuple(taken)
