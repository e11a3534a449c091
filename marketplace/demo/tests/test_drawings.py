"""The demo's product pictures: whole, different in every colour, the same on every machine."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from marketplace.demo.drawings import FAMILIES, PALETTE, SHAPES, Ground, View, draw, rasterise

COBALT, CHERRY, BLACK, WHITE = (PALETTE[name][0] for name in ("cobalt", "cherry", "black", "white"))


def test_the_shop_has_at_least_sixty_things_each_with_a_name_of_its_own():
    names = [shape.name for family in FAMILIES for shape in family.SHAPES]

    assert len(names) == len(set(names)) == len(SHAPES) >= 60
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("colour", [COBALT, BLACK, WHITE])
def test_every_view_of_every_thing_is_a_sound_lean_drawing(view, colour):
    for name in SHAPES:
        svg = draw(name, colour=colour, view=view)

        ids = [element.get("id") for element in ElementTree.fromstring(svg).iter()]
        given = [one for one in ids if one]
        assert len(given) == len(set(given)), name
        assert set(re.findall(r"url\(#(\w+)\)", svg)) <= set(given), name
        assert not re.search(r"nan|inf|None|e-?\d{2}", _numbers(svg)), name
        assert len(svg) < 50_000, name


def test_the_same_thing_is_drawn_the_same_again():
    first = {(name, view): draw(name, colour=COBALT, view=view) for name in SHAPES for view in View}

    for name, view in reversed(first):
        assert draw(name, colour=COBALT, view=view) == first[name, view]


@pytest.mark.parametrize("name", SHAPES)
def test_choosing_a_colour_changes_the_thing_itself(name):
    blue, red = (_pixels(name, colour=colour, ground=Ground.CLEAR) for colour in (COBALT, CHERRY))

    solid = blue.getchannel("A").point(lambda a: 255 if a > 200 else 0)
    changes = ImageChops.difference(blue.convert("RGB"), red.convert("RGB")).convert("L")
    changed = ImageChops.multiply(changes.point(lambda value: 255 if value > 24 else 0), solid)
    assert changed.histogram()[255] > 0.05 * solid.histogram()[255] > 20


@pytest.mark.parametrize("name", SHAPES)
def test_a_thing_fits_its_front_picture(name):
    alpha = _pixels(name, colour=COBALT, ground=Ground.CLEAR).getchannel("A")

    width, height = alpha.size
    rim = [alpha.crop((0, 0, width, 1)), alpha.crop((0, 0, 1, height))]
    rim += [alpha.crop((0, height - 1, width, height)), alpha.crop((width - 1, 0, width, height))]
    assert max(side.getextrema()[1] for side in rim) < 20


def test_each_view_shows_something_else():
    for name in SHAPES:
        assert len({draw(name, colour=COBALT, view=view) for view in View}) == len(View), name


def test_a_round_ground_leaves_the_corners_free():
    round_, square = (_pixels("teapot", colour=COBALT, ground=g) for g in (Ground.CIRCLE, "tinted"))

    assert round_.getpixel((0, 0))[3] == 0
    assert square.getpixel((0, 0))[3] == 255
    assert round_.getpixel((4, 40)) == square.getpixel((4, 40))


def test_a_drawing_becomes_a_picture_of_the_wanted_size():
    png = rasterise(draw("teapot", colour=COBALT), size=48)

    with Image.open(BytesIO(png)) as picture:
        assert (picture.format, picture.size) == ("PNG", (48, 48))


def test_a_thing_we_cannot_draw_is_refused():
    with pytest.raises(KeyError):
        draw("spaceship", colour=COBALT)


def _numbers(svg: str) -> str:
    """What stands in attributes, colours and references left out."""
    return re.sub(r"#\w+|<\w+|[a-z][\w-]*=", " ", svg)


def _pixels(name: str, *, colour: str, ground: Ground) -> Image.Image:
    png = rasterise(draw(name, colour=colour, ground=ground), size=80)
    return Image.open(BytesIO(png)).convert("RGBA")
