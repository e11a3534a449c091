"""What buyers' own photos show: the thing where it lives, a little askew and not in the middle."""

from .canvas import DOWN, Ink, group, layers, oval, path, rect, stroke
from .colours import WOOD, darker, lighter
from .ornaments import diamond
from .staging import Shape, place

PLASTER, CURTAIN, LAMPLIGHT = "#e3d3bd", "#a8513d", "#ffdf9e"
SKY, LEAVES, CARPET = "#bcd9ea", "#5f8a4e", "#8e2f3a"


def room(shape: Shape, ink: Ink) -> str:
    """On a table by the window, in the evening's light."""
    wall = ink.blend(((0, lighter(PLASTER, 0.3)), (1, darker(PLASTER, 0.12))))
    pane = ink.blend(((0, "#f6c98f"), (1, "#e58f6a")), towards=DOWN)
    table = ink.blend(((0, lighter(WOOD, 0.22)), (1, darker(WOOD, 0.2))), towards=DOWN)
    return _askew(
        rect(-40, -40, 480, 480, 0, wall),
        rect(236, -30, 150, 196, 6, lighter(WOOD, 0.35)),
        rect(246, -20, 130, 176, 3, pane),
        path("M308 -20H314V156H308ZM246 62H376V68H246Z", lighter(WOOD, 0.35)),
        path("M214 -40H262C250 40 258 120 236 196H206C222 110 212 40 214 -40Z", CURTAIN),
        stroke("M228 -40C226 50 234 120 216 194", darker(CURTAIN, 0.25), 3, opacity=0.6),
        path("M-40 296H440V440H-40Z", table),
        path("M-40 296H440V300H-40Z", lighter(WOOD, 0.5), opacity=0.7),
        oval(306, 90, 240, 230, ink.glow(LAMPLIGHT, strength=0.55)),
        place(shape, ink, x=172 - shape.centre, y=346 - shape.floor, scale=0.92, turn=-2),
        turn=2.4,
    )


def yard(shape: Shape, ink: Ink) -> str:
    """On a carpet in the yard, at noon."""
    sky = ink.blend(((0, lighter(SKY, 0.3)), (1, lighter(SKY, 0.6))), towards=DOWN)
    clay = ink.blend(((0, "#d9b98c"), (1, "#b98f62")), towards=DOWN)
    carpet = ink.blend(((0, lighter(CARPET, 0.12)), (1, darker(CARPET, 0.2))), towards=DOWN)
    lozenges = "".join(diamond(x, 372, 26, 15) for x in range(-10, 440, 60))
    return _askew(
        rect(-40, -40, 480, 480, 0, sky),
        rect(-40, 168, 480, 120, 0, clay),
        oval(66, 130, 120, 92, LEAVES),
        oval(150, 96, 84, 60, lighter(LEAVES, 0.16)),
        oval(16, 70, 90, 62, darker(LEAVES, 0.14)),
        path("M-40 282H440V440H-40Z", carpet),
        path("M-40 290H440V296H-40ZM-40 332H440V336H-40Z", lighter("#d9a441", 0.15)),
        path(lozenges, lighter("#d9a441", 0.15), opacity=0.85),
        place(shape, ink, x=226 - shape.centre, y=340 - shape.floor, scale=0.94, turn=1.5),
        turn=-1.8,
    )


def _askew(*parts: str, turn: float) -> str:
    """As a hand holds a phone; the drawing reaches past the picture's edge."""
    return group(layers(*parts), transform=f"rotate({turn:g} 200 200)")
