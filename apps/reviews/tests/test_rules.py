import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reviews.rules import bars, public_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dilnoza Karimova", "Dilnoza K."),
        ("Anvar", "Anvar"),
        ("  Ali  Vali ogli  Karimov ", "Ali K."),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_reviewer_is_shown_by_first_name_and_an_initial(name, shown):
    assert public_name(name) == shown


@given(st.text(max_size=120))
def test_a_public_name_never_shows_a_whole_surname(name):
    words = name.split()
    shown = public_name(name)
    if len(words) > 1:
        assert shown == f"{words[0]} {words[-1][0]}."
    else:
        assert shown == "".join(words)


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 10**6)))
def test_the_bars_hold_every_review_once(counts):
    drawn = bars(counts)

    assert [bar.stars for bar in drawn] == [5, 4, 3, 2, 1]
    assert sum(bar.count for bar in drawn) == sum(counts.values())
    assert all(0 <= bar.percent <= 100 for bar in drawn)


def test_no_reviews_are_five_empty_bars():
    assert {bar.percent for bar in bars({})} == {0}
