"""The table of variants: its combinations, codes and filled cells."""

from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.rules.lines import combinations, filled, sku_for


def test_combinations_change_the_last_axis_fastest_and_skip_axes_nobody_chose():
    assert combinations({"colour": ["red", "blue"], "cut": [], "size": ["s", "m", "s"]}) == [
        {"colour": "red", "size": "s"},
        {"colour": "red", "size": "m"},
        {"colour": "blue", "size": "s"},
        {"colour": "blue", "size": "m"},
    ]


def test_a_code_is_made_of_its_stem_and_the_options():
    assert sku_for(stem="DR", options=["light blue", "xl"]) == "DR-LIGHT-BLUE-XL"
    assert sku_for(stem=" ", options=["xl"]) == ""
    assert sku_for(stem="DR", options=["синий", "xl"]) == "DR-XL"


words = st.dictionaries(st.sampled_from(["price", "stock", "sku"]), st.text(max_size=5))


@given(words, words)
def test_filling_only_empty_cells_never_changes_a_filled_one(line, values):
    after = filled(line, values=values, only_empty=True)

    assert all(after[name] == text for name, text in line.items() if text.strip())
