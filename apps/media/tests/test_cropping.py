"""The part of a picture that a crop names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.media.rules import Crop, crop_box


@pytest.mark.parametrize(
    ("size", "crop", "box"),
    [
        ((400, 200), Crop(1.0, 1, 50, 50), (100, 0, 300, 200)),
        ((400, 200), Crop(1.0, 2, 0, 100), (0, 100, 100, 200)),
        ((400, 200), Crop(None, 1, 50, 50), (0, 0, 400, 200)),
        ((400, 200), Crop(0.75, 1, 100, 0), (250, 0, 400, 200)),
        ((1, 1), Crop(1.0, 4, 50, 50), (0, 0, 1, 1)),
    ],
)
def test_a_crop_is_the_largest_part_of_its_ratio_made_smaller(size, crop, box):
    assert crop_box(*size, crop=crop) == box


@given(
    st.integers(1, 4000),
    st.integers(1, 4000),
    st.sampled_from([None, 1.0, 0.75]),
    st.floats(1, 4),
    st.floats(0, 100),
    st.floats(0, 100),
)
def test_a_crop_never_leaves_its_picture_and_is_never_empty(width, height, ratio, zoom, x, y):
    left, top, right, bottom = crop_box(width, height, crop=Crop(ratio, zoom, x, y))

    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
