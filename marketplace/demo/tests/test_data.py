"""The demo's files are whole: three languages, known places, drawable, prices that make sense."""

from decimal import Decimal

import pytest

from apps.reviews.rules import suspicions
from apps.sellers.rules import RIGHTS
from marketplace.demo import reading
from marketplace.demo.drawings import PALETTE, SHAPES
from marketplace.demo.loading.stories import Fate, stories

GOODS = reading.goods()
CATEGORIES = {row.code: row for row in reading.categories()}
ATTRIBUTES = {row.code: row for row in reading.attributes()}
# How the Latin script of Uzbek is written here: U+02BB in oʻ and gʻ, U+02BC elsewhere.
WRONG_APOSTROPHES = "'`‘’ʹ"


def _uses(category: str) -> set[str]:
    """The attributes a category has, its own and those from above."""
    codes: set[str] = set()
    while category:
        for use in reading.uses():
            if category in use.categories:
                codes |= {*use.axis, *use.filter, *use.also}
        category = CATEGORIES[category].parent
    return codes


def _axes(category: str) -> set[str]:
    codes: set[str] = set()
    while category:
        for use in reading.uses():
            if category in use.categories:
                codes |= set(use.axis)
        category = CATEGORIES[category].parent
    return codes


def test_the_shop_is_as_large_as_promised():
    """Issue 3, item 8"""
    tops = [row for row in CATEGORIES.values() if not row.parent]

    assert len(GOODS) >= 220
    assert len(CATEGORIES) >= 200
    assert len(tops) >= 8
    assert len([shop for shop in reading.shops() if not shop.is_waiting]) >= 5


def test_every_text_is_there_in_every_language():
    texts = [row.name for row in CATEGORIES.values()]
    texts += [row.name for row in ATTRIBUTES.values()]
    texts += [names for row in ATTRIBUTES.values() for _code, names in row.values]
    texts += [card.title for card in GOODS] + [card.description for card in GOODS]
    texts += [shop.about for shop in reading.shops()]
    texts += [text for _slug, title, body in reading.pages() for text in (title, body)]
    texts += [text for row in reading.banners() for text in (row.title, row.text)]

    assert [
        text for text in texts if set(text) != {"en", "ru", "uz"} or not all(text.values())
    ] == []


def test_uzbek_is_written_in_latin_with_its_own_letters():
    texts = [row.name["uz"] for row in CATEGORIES.values()]
    texts += [card.title["uz"] + card.description["uz"] for card in GOODS]
    texts += [body["uz"] for _slug, _title, body in reading.pages()]

    assert [text for text in texts if any(letter in text for letter in WRONG_APOSTROPHES)] == []
    assert [text for text in texts if any("а" <= letter <= "я" for letter in text)] == []


def test_categories_stand_below_known_ones():
    seen: set[str] = set()
    for row in CATEGORIES.values():
        assert not row.parent or row.parent in seen, row.code
        seen.add(row.code)
    assert {card.category for card in GOODS} <= seen


@pytest.mark.parametrize("card", GOODS, ids=lambda card: card.key)
def test_a_card_fits_its_category_and_can_be_drawn(card):
    uses, axes = _uses(card.category), _axes(card.category)

    assert card.shape in SHAPES
    assert card.colours
    assert set(card.colours) <= set(PALETTE)
    assert len(card.colours) == 1 or "colour" in axes
    assert bool(card.axis) == bool(card.choices)
    assert not card.axis or card.axis in axes
    assert not card.axis or set(card.choices) <= {code for code, _ in ATTRIBUTES[card.axis].values}
    assert set(card.sold_out) <= {*card.choices, *card.colours, "all"}
    assert set(card.steps) <= {*card.choices, *card.colours}
    for code, value in card.facts.items():
        assert code in uses, code
        kind = ATTRIBUTES[code].kind
        if kind == "choice":
            assert value in {known for known, _names in ATTRIBUTES[code].values}, (code, value)
        assert (kind == "boolean") == isinstance(value, bool), code
        assert (kind == "number") == (
            isinstance(value, int | float) and not isinstance(value, bool)
        )


@pytest.mark.parametrize("card", GOODS, ids=lambda card: card.key)
def test_a_card_has_a_price_and_a_parcel_that_make_sense(card):
    cheapest = card.price + min([Decimal(0), *card.steps.values()])

    assert Decimal(10_000) <= cheapest <= Decimal(25_000_000)
    assert card.was is None or card.price < card.was <= card.price * 2
    assert 10 <= card.weight_g <= 30_000
    assert all(10 <= side <= 1_200 for side in card.box_mm)
    assert all(rival.shop != card.shop and rival.price > 0 for rival in card.rivals)


def test_keys_shops_and_people_are_known_and_met_once():
    keys = [card.key.upper() for card in GOODS]
    people = {person.email for person in reading.people()}
    shops = reading.shops()

    assert len(set(keys)) == len(keys)
    assert {shop.owner for shop in shops} <= people
    assert {email for shop in shops for email in shop.team} <= people
    assert {role for shop in shops for role in shop.team.values()} <= set(RIGHTS)


def test_reviews_speak_every_language_of_every_kind_of_goods():
    texts = reading.reviews()
    tops = {row.code for row in CATEGORIES.values() if not row.parent}

    assert set(texts) == {*tops, "any", "reply"}
    for rows in texts.values():
        assert {language for language, _stars, _text in rows} == {"en", "ru", "uz"}
        assert all(1 <= stars <= 5 for _language, stars, _text in rows)
    kinds = {(language, stars > 3) for language, stars, _text in texts["reply"]}
    assert kinds == {(each, good) for each in ("en", "ru", "uz") for good in (True, False)}


def test_questions_speak_every_language_of_every_kind_of_goods_and_none_waits_for_staff():
    texts = reading.questions()
    tops = {row.code for row in CATEGORIES.values() if not row.parent}

    assert set(texts) == {*tops, "any"}
    for rows in texts.values():
        assert {row[0] for row in rows} == {"en", "ru", "uz"}
        assert not any(suspicions(text) for row in rows for text in row[1:])


def test_the_past_holds_orders_in_every_state_and_is_the_same_everywhere():
    people = reading.people()

    first = stories(goods=GOODS, people=people, is_small=False)
    again = stories(goods=GOODS, people=people, is_small=False)

    assert first == again
    assert {story.fate for story in first} == set(Fate)
    assert [story.hours_ago for story in first] == sorted(
        (story.hours_ago for story in first), reverse=True
    )
    assert {key for story in first for key in story.cards} == {
        card.key for card in GOODS if "all" not in card.sold_out and not card.waits
    }
