"""The demo shop's product pictures, drawn from code: a shape, a colour, a view.

One light from the upper left, two or three tones of one hue, a soft contact shadow and a ground
tinted towards the thing. The same arguments always give the same SVG.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

import resvg_py

from . import (
    accessories,
    bags,
    beauty,
    books,
    clothing,
    computers,
    copper,
    furniture,
    groceries,
    harvest,
    headwear,
    kitchen,
    larder,
    outdoors,
    outerwear,
    phones,
    pottery,
    shoes,
    sport,
    stationery,
    textiles,
    tools,
    toys,
)
from .at_home import room, yard
from .canvas import Ink, coloured_ground, group, layers, podium, tinted_ground
from .colours import PALETTE, distance
from .staging import Shape, place

__all__ = ["FAMILIES", "PALETTE", "SHAPES", "Ground", "Shape", "View", "draw", "rasterise"]

FAMILIES: Final = (
    clothing,
    outerwear,
    headwear,
    shoes,
    bags,
    accessories,
    phones,
    computers,
    furniture,
    textiles,
    pottery,
    kitchen,
    copper,
    groceries,
    harvest,
    larder,
    beauty,
    sport,
    outdoors,
    books,
    stationery,
    toys,
    tools,
)

SHAPES: Final[Mapping[str, Shape]] = {
    shape.name: shape for family in FAMILIES for shape in family.SHAPES
}

# The whole picture as a circle.
ROUND: Final = "M400 200A200 200 0 1 1 0 200A200 200 0 1 1 400 200Z"

# Grounds of the scene view; the four farthest from the thing's colour compete for it.
SCENE_GROUNDS: Final = (
    "#1c4a94",
    "#a3253f",
    "#dba02f",
    "#157a83",
    "#2f6b4d",
    "#5c3a78",
    "#c9643c",
)


class View(StrEnum):
    """The pictures of one card; the last two are what buyers take at home."""

    FRONT = "front"
    ANGLE = "angle"
    DETAIL = "detail"
    SCENE = "scene"
    ROOM = "room"
    YARD = "yard"


AT_HOME: Final[Mapping[View, Callable[[Shape, Ink], str]]] = {View.ROOM: room, View.YARD: yard}


class Ground(StrEnum):
    """What lies behind the thing; a scene and a home always bring
    their own."""

    TINTED = "tinted"
    CIRCLE = "circle"
    CLEAR = "clear"


def draw(
    shape: str,
    *,
    colour: str,
    view: View = View.FRONT,
    ground: Ground = Ground.TINTED,
    size: int = 1200,
) -> str:
    """A complete SVG of the shape in a #rrggbb body colour; size is its width and height in px.

    Product pictures have the tinted ground; tiles and panels of a page may want it round, or see
    through to the page. Raises KeyError for a shape that SHAPES doesn't hold.
    """
    drawn = SHAPES[shape]
    ink = Ink(colour=colour.lower(), accent=drawn.accent)
    picture = _picture(drawn, ink, view=View(view), ground=Ground(ground))
    definitions = "".join(ink.definitions.values())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"'
        f' viewBox="0 0 400 400"><defs>{definitions}</defs>{picture}</svg>'
    )


def rasterise(svg: str, *, size: int) -> bytes:
    """The drawing as a PNG of size × size px."""
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True)
    )


def _picture(shape: Shape, ink: Ink, *, view: View, ground: Ground) -> str:
    if view is View.SCENE:
        return _scene(shape, ink)
    if view in AT_HOME:
        return AT_HOME[view](shape, ink)
    if view is View.ANGLE:
        thing = shape.angle(shape, ink)
    elif view is View.DETAIL:
        thing = _close_up(shape, ink)
    else:
        thing = place(shape, ink)
    if ground is Ground.CLEAR:
        return thing
    if ground is Ground.CIRCLE:
        return group(tinted_ground(ink), thing, clip=ink.clip(ROUND))
    return tinted_ground(ink) + thing


def _close_up(shape: Shape, ink: Ink) -> str:
    x, y, zoom = shape.focus
    move = f"translate(200 200) scale({zoom:g}) translate({-x:g} {-y:g})"
    return group(place(shape, ink), transform=move)


def _scene(shape: Shape, ink: Ink) -> str:
    far = sorted(SCENE_GROUNDS, key=lambda tone: -distance(tone, ink.colour))[:4]
    tone = far[sum(map(ord, shape.name)) % len(far)]
    step = min(max((270 - shape.height) * 0.5, 16), 76)
    return layers(
        coloured_ground(ink, tone),
        podium(ink, tone, top=366 - step, rx=max(shape.spread * 0.84, 76)),
        place(shape, ink, x=200 - shape.centre, y=368 - step - shape.floor, scale=0.76),
    )
