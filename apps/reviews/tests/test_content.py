"""What a person looks at before everybody reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reviews.rules import Suspicion, suspicions

NUMBERS = st.from_regex(r"\+?998[ -]?9[0-9][ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Call me on +998 90 123-45-67", [Suspicion.PHONE]),
        ("позвоните 8(916)123-45-67", [Suspicion.PHONE]),
        ("90 123 45 67 yozing", [Suspicion.PHONE]),
        ("\uff19\uff10 123 45 67", [Suspicion.PHONE]),
        ("90\u200b1234567", [Suspicion.PHONE]),
        ("write to ali@mail.example.uz", [Suspicion.EMAIL]),
        ("cheaper at teapots.uz", [Suspicion.LINK]),
        ("https://t.me/teapots", [Suspicion.LINK]),
        ("мой телеграм @choynak_uz", [Suspicion.HANDLE]),
        ("ali@mail.uz or 901234567", [Suspicion.PHONE, Suspicion.EMAIL]),
    ],
)
def test_ways_past_the_market_are_seen(text, why):
    """C15"""
    assert list(suspicions(text)) == why


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Does it hold 2.5 litres at 100 degrees?",
        "Sizes 120 60 75 90 80?",
        "It cost 1 200 000 soʻm on 12.05.2026.",
        "SM-G991B or SM-G996B?",
        "Хорошая вещь.Рекомендую всем!",
        "Yaxshi.Rahmat, 10/10",
        "Меня зовут Али. Ru.",
        "2 шт. @ 50 000",
    ],
)
def test_sizes_prices_and_names_are_not_taken_for_them(text):
    assert suspicions(text) == ()


@given(NUMBERS, st.text(alphabet="abc ", max_size=20))
def test_a_number_is_seen_wherever_it_stands(number, around):
    assert Suspicion.PHONE in suspicions(f"{around} {number} {around}")


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at(text):
    found = suspicions(text)

    assert list(found) == [each for each in Suspicion if each in found]
