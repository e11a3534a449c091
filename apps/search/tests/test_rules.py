"""R9.2: words are compared as people mean them, and a typing error is mended, not more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.search import rules
from apps.search.rules.plan import errors_between
from apps.search.rules.ranking import Facts, worth

LETTERS = "abcdefgoxyz абвгдеёжийклўқғҳ'ʻ’`-_.0123456789"
texts = st.text(alphabet=LETTERS, max_size=60)
short_words = st.text(alphabet="abcd", max_size=6)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Koʻylak", "koylak"),
        ("ko'ylak", "koylak"),
        ("KO`YLAK", "koylak"),
        ("ko‘ylak", "koylak"),
        ("ko´ylak", "koylak"),
        ("gʻilof", "gilof"),
        ("togʻ", "tog"),
        ("Ёлка", "елка"),
        ("women's", "womens"),
        ("ＩＫＡＴ", "ikat"),
        ("Straße", "strasse"),
    ],
)
def test_one_word_has_one_spelling(written, folded):
    assert rules.words_of(written, most=5) == [folded]


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("кўйлак", "koylak"),
        ("ғилоф", "gilof"),
        ("чойнак", "choynak"),
        ("ер", "yer"),
        ("қўл", "qol"),
    ],
)
def test_uzbek_in_either_script_is_the_same_word(cyrillic, latin):
    assert rules.latin(cyrillic) == latin


@given(texts)
def test_folded_words_stay_as_they_are(text):
    words = rules.words_of(text, most=50)
    assert rules.words_of(" ".join(words), most=50) == words


@given(st.text(max_size=300))
def test_any_text_at_all_gives_bounded_words(text):
    words = rules.words_of(text, most=7)
    assert len(words) <= 7
    assert all(0 < len(word) <= 40 and " " not in word for word in words)


@given(texts)
def test_a_word_in_latin_letters_has_no_other(text):
    for word in rules.words_of(text, most=50):
        assert all(letter < "\u0400" for letter in rules.latin(word))


def slow_distance(one, other):
    """The same distance by its definition, without bounds."""
    if not one or not other:
        return len(one) + len(other)
    found = min(
        slow_distance(one[1:], other) + 1,
        slow_distance(one, other[1:]) + 1,
        slow_distance(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if one[:2] == other[1::-1] and len(one) > 1 and len(other) > 1:
        found = min(found, slow_distance(one[2:], other[2:]) + 1)
    return found


@given(short_words, short_words, st.integers(0, 3))
def test_errors_are_counted_as_defined_up_to_the_limit(one, other, most):
    exact = slow_distance(one, other)
    found = errors_between(one, other, most=most)
    assert found == exact if exact <= most else found > most


@pytest.mark.parametrize(
    ("typed", "near", "mended"),
    [
        ("samsnug", ["samsung", "samson"], "samsung"),
        ("teapto", ["teapot"], "teapot"),
        ("teapott", ["teapot", "teapots"], "teapot"),
        ("tea", ["teas"], "tea"),
        ("lamp", ["ramps"], "lamp"),
        ("carpet", ["scarlets", "card"], "carpet"),
        ("zzzz", [], "zzzz"),
    ],
)
def test_only_a_near_word_mends_a_typing_error(typed, near, mended):
    assert rules.correct(words=[typed, "blue"], neighbours={typed: near}) == [mended, "blue"]


@pytest.mark.parametrize(
    ("value", "token"),
    [("red", "a.x:red"), (True, "a.x:1"), (False, "a.x:0"), (2.50, "a.x:2.5"), (41, "a.x:41")],
)
def test_an_attribute_value_has_one_token(value, token):
    assert rules.attribute_token(code="x", value=value) == token
    assert rules.group_of(token) == "a.x"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"),
        ("Rhjccjdrb", "кроссовки"),
        (",jnbyrb", "ботинки"),
        ("ыфьыгтп 55", "samsung 55"),
        ("samsung чайник", ""),
        ("12345", ""),
    ],
)
def test_the_same_keys_write_other_letters_in_the_other_layout(typed, meant):
    assert rules.other_layout(typed) == meant


@given(st.text(alphabet="qwertyuiop[]asdfghjkl;'zxcvbnm,.", min_size=1, max_size=20))
def test_switching_the_layout_twice_gives_what_was_typed(text):
    swapped = rules.other_layout(text)
    assert not swapped or rules.other_layout(swapped) == text


SYNONYMS = rules.table([[("mobile", "phone"), ("smartphone",)], [("smartphone",), ("телефон",)]])


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        (["blue"], [(("blue",),)]),
        (["mobile", "phone"], [(("mobile", "phone"), ("smartphone",))]),
        (["mobile", "home"], [(("mobile",),), (("home",),)]),
        (["smartphone"], [(("smartphone",), ("mobile", "phone"), ("телефон",))]),
        (["телефон", "blue"], [(("телефон",), ("smartphone",)), (("blue",),)]),
    ],
)
def test_the_longest_known_phrase_brings_its_synonyms(words, terms):
    assert rules.expand(words=words, synonyms=SYNONYMS) == terms


@given(st.lists(st.sampled_from(["mobile", "phone", "smartphone", "x"]), max_size=12))
def test_expanding_keeps_every_word_in_its_place(words):
    terms = rules.expand(words=words, synonyms=SYNONYMS)
    assert [word for term in terms for word in term[0]] == words


facts = st.builds(
    Facts,
    sold_count=st.integers(0, 10**7),
    rating=st.none() | st.floats(1, 5),
    rating_count=st.integers(0, 10**6),
    age_days=st.floats(-1, 5000),
)


@given(st.floats(0.01, 1000), facts)
def test_a_hit_is_worth_more_the_more_it_is_bought_liked_and_new(words, known):
    now = worth(words=words, facts=known)

    assert now > 0
    assert worth(words=words * 2, facts=known) > now
    assert worth(words=words, facts=known._replace(sold_count=known.sold_count + 100)) > now
    assert worth(words=words, facts=known._replace(age_days=known.age_days + 100)) <= now
    if known.rating is not None and known.rating_count and known.rating < 4:
        assert worth(words=words, facts=known._replace(rating=known.rating + 1)) > now


@given(facts)
def test_one_rating_says_less_than_a_hundred(known):
    few = worth(words=1, facts=known._replace(rating=5.0, rating_count=1))
    many = worth(words=1, facts=known._replace(rating=5.0, rating_count=100))

    assert many > few
