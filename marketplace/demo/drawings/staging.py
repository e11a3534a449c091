"""A shape and the ways to set it up for its second picture: a pair, a carton, a hanger, a pile."""

from collections.abc import Callable
from dataclasses import dataclass

from .canvas import ACROSS, DOWN, Ink, group, layers, oval, path, rect, shadow, stroke
from .colours import SAFFRON, WOOD, darker, lighter, lightness
from .ornaments import star

Paint = Callable[[Ink], str]
Arrangement = Callable[["Shape", Ink], str]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A thing that can be drawn in any colour, on a square of 400 by 400.

    `floor` is the height at which it touches the ground, `spread` half the width of its contact
    shadow, `height` how far it rises above the floor, `focus` the centre and the zoom of its
    close-up, `angle` sets up its second picture.
    """

    name: str
    paint: Paint
    angle: Arrangement
    focus: tuple[float, float, float]
    floor: float = 330
    spread: float = 110
    centre: float = 200
    height: float = 280
    accent: str = SAFFRON


def place(
    shape: Shape,
    ink: Ink,
    *,
    x: float = 0,
    y: float = 0,
    scale: float = 1,
    turn: float = 0,
    mirror: bool = False,
) -> str:
    """The thing on its shadow, scaled and turned about the point where it stands, then moved."""
    transform = (
        f"translate({shape.centre + x:g} {shape.floor + y:g}) rotate({turn:g})"
        f" scale({-scale if mirror else scale:g} {scale:g})"
        f" translate({-shape.centre:g} {-shape.floor:g})"
    )
    under = shadow(ink, shape.centre + x, shape.floor + y, shape.spread * scale)
    thing = shape.paint(ink.flipped() if mirror else ink)
    return under + group(thing, transform=transform)


def beside(ink: Ink) -> Ink:
    """The ink of a second piece: the same hue, a tone apart."""
    return ink.dyed(ink.dark(0.2) if lightness(ink.colour) > 0.6 else ink.light(0.28))


def pair(shape: Shape, ink: Ink) -> str:
    """Two of a kind, the second mirrored and a step behind."""
    return layers(
        place(shape, ink, x=34, y=-48, scale=0.72, mirror=True),
        place(shape, ink, x=-26, y=14, scale=0.8),
    )


def couple(shape: Shape, ink: Ink) -> str:
    """Two upright pieces side by side, the one behind a tone apart."""
    return layers(
        place(shape, beside(ink), x=62, y=-18, scale=0.74),
        place(shape, ink, x=-48, y=8, scale=0.86),
    )


def family(shape: Shape, ink: Ink) -> str:
    """Three in a row, the middle one in front."""
    return layers(
        place(shape, ink.dyed(ink.light(0.3)), x=-96, y=-26, scale=0.55),
        place(shape, ink.dyed(ink.dark(0.22)), x=96, y=-26, scale=0.55),
        place(shape, ink, y=10, scale=0.72),
    )


def mirrored(shape: Shape, ink: Ink) -> str:
    """Seen from the other side."""
    return place(shape, ink, scale=0.94, mirror=True)


def tilted(shape: Shape, ink: Ink) -> str:
    """Leaning, as it is shown in a window."""
    return place(shape, ink, x=-8, y=-8, scale=0.86, turn=-14)


def near(shape: Shape, ink: Ink) -> str:
    """A large crop from the other side."""
    return place(shape, ink, x=-70, y=58, scale=1.42, mirror=True)


def boxed(shape: Shape, ink: Ink) -> str:
    """In front of the carton it is sold in."""
    return layers(
        _carton(ink, x=176, y=96, w=156, h=204),
        place(shape, ink, x=-56, y=340 - shape.floor, scale=0.74),
    )


def gift(shape: Shape, ink: Ink) -> str:
    """On top of a low box with a lid: small things."""
    card = lighter(ink.accent, 0.35)
    return layers(
        shadow(ink, 200, 334, 132),
        rect(84, 262, 232, 74, 8, ink.body(card)),
        rect(76, 246, 248, 28, 7, ink.body(lighter(card, 0.25))),
        rect(84, 274, 232, 7, 0, darker(card, 0.3), opacity=0.3),
        path(star(200, 306, 18), darker(card, 0.28)),
        path(star(200, 306, 9), lighter(card, 0.5)),
        place(shape, ink, x=200 - shape.centre, y=254 - shape.floor, scale=0.64),
    )


def hung(shape: Shape, ink: Ink) -> str:
    """A garment on a hanger on a rail, turned a little."""
    wood = ink.body(WOOD, towards=DOWN)
    return layers(
        rect(-10, 30, 420, 9, 4, ink.body("#c9a15e", towards=DOWN)),
        rect(-10, 39, 420, 7, 0, ink.dark(0.5), opacity=0.1),
        stroke("M200 82 C200 66 216 62 216 46 C216 28 190 24 186 42", "#8a8f9b", 5),
        path(
            "M200 76 C212 76 262 98 268 108 C272 118 262 124 254 120 L200 100 L146 120"
            " C138 124 128 118 132 108 C138 98 188 76 200 76Z",
            wood,
        ),
        group(
            shape.paint(ink),
            transform="translate(200 96) rotate(2.5) scale(.92) translate(-200 -72)",
        ),
    )


def folded(shape: Shape, ink: Ink) -> str:
    """A pile of three folded pieces, the chosen colour on top."""
    rows = ((290, ink.dyed(ink.dark(0.24))), (242, ink.dyed(ink.light(0.34))), (194, ink))
    return shadow(ink, 200, 336, 128) + "".join(_fold(dye, y) for y, dye in rows)


def _fold(ink: Ink, y: float) -> str:
    d = (
        f"M84 {y} C74 {y} 68 {y + 12} 70 {y + 24} C72 {y + 40} 82 {y + 46} 96 {y + 46} H306"
        f" C322 {y + 46} 332 {y + 38} 332 {y + 22} C332 {y + 8} 322 {y} 310 {y}"
        f" C240 {y - 12} 150 {y - 12} 84 {y}Z"
    )
    return layers(
        path(d, ink.body()),
        stroke(
            f"M92 {y + 15} C160 {y + 8} 240 {y + 8} 318 {y + 13}", ink.dark(0.3), 2.4, opacity=0.55
        ),
        stroke(
            f"M88 {y + 30} C160 {y + 25} 250 {y + 25} 322 {y + 29}",
            ink.dark(0.3),
            2.4,
            opacity=0.45,
        ),
        stroke(f"M96 {y + 38} H300", ink.light(0.6), 2, opacity=0.6, dash="5 6"),
        stroke(
            f"M104 {y + 5} C150 {y - 2} 200 {y - 3} 240 {y - 2}", ink.light(0.6), 5, opacity=0.35
        ),
    )


def _carton(ink: Ink, *, x: float, y: float, w: float, h: float) -> str:
    """A printed carton: lit front, shaded side, a star in the accent."""
    print_, side = ink.light(0.72), ink.light(0.42)
    cx, cy = x + w / 2, y + h * 0.42
    return layers(
        shadow(ink, x + w / 2 + 10, y + h + 6, w * 0.66),
        path(
            f"M{x + w} {y} L{x + w + 26} {y + 16} V{y + h - 10} L{x + w} {y + h + 4}Z",
            ink.body(side, towards=DOWN),
        ),
        rect(x, y, w, h + 4, 4, ink.body(print_)),
        rect(x, y + h * 0.74, w, h * 0.26 + 4, 0, ink.body(towards=ACROSS)),
        path(star(cx, cy, w * 0.24), ink.colour),
        path(star(cx, cy, w * 0.15, turn=22.5), print_),
        path(star(cx, cy, w * 0.09), ink.accent),
        rect(x + w * 0.2, y + h * 0.84, w * 0.6, 6, 3, ink.contrast, opacity=0.9),
        rect(x + w * 0.32, y + h * 0.9, w * 0.36, 5, 2.5, ink.contrast, opacity=0.6),
        rect(x, y, 10, h + 4, 4, "#ffffff", opacity=0.3),
    )


def plate_of(ink: Ink, *, cy: float, rx: float) -> str:
    """An empty plate to set food on."""
    ry = rx * 0.24
    return layers(
        shadow(ink, 200, cy + ry * 0.9, rx * 0.9),
        oval(200, cy + 7, rx, ry, "#cfd6df"),
        oval(200, cy, rx, ry, ink.body("#f6f4ee")),
        oval(200, cy + 2, rx * 0.74, ry * 0.68, "#e3e2dc"),
        oval(200, cy + 4, rx * 0.72, ry * 0.64, "#f3f1ea"),
    )
