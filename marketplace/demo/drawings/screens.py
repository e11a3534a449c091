"""What glows on phones, tablets, laptops and monitors: an evening over dunes in the thing's hue."""

from .canvas import DOWN, Ink, disc, group, layers, path, rect
from .colours import darker, lighter, mix
from .ornaments import star
from .outlines import rounded


def evening(ink: Ink, x: float, y: float, w: float, h: float, *, r: float) -> str:
    """A lit screen of w by h: sky, moon, three rows of dunes, a slant of reflected light."""
    sky = ink.blend(
        ((0, darker(ink.colour, 0.66)), (0.55, darker(ink.colour, 0.4)), (1, ink.light(0.2))),
        towards=DOWN,
    )
    unit = min(w, h)
    far = "M0 74C14 60 26 66 40 58C58 48 70 66 100 50V100H0Z"
    middle = "M0 84C22 70 34 88 56 76C72 68 84 72 100 66V100H0Z"
    near = "M0 96C26 82 52 98 72 88C84 82 94 82 100 80V100H0Z"
    small = ((0.2, 0.2), (0.36, 0.1), (0.5, 0.27), (0.86, 0.12), (0.12, 0.42))
    return group(
        rect(x, y, w, h, 0, sky),
        "".join(
            path(star(x + u * w, y + v * h, unit * 0.022, inner=0.4), "#ffffff", opacity=0.7)
            for u, v in small
        ),
        disc(x + w * 0.68, y + h * 0.33, unit * 0.26, ink.glow(ink.accent, strength=0.6)),
        disc(x + w * 0.68, y + h * 0.33, unit * 0.12, lighter(ink.accent, 0.25)),
        group(
            path(far, mix(ink.colour, ink.accent, 0.3)),
            path(middle, ink.body(ink.light(0.18), towards=DOWN)),
            path(near, ink.body(ink.light(0.55), towards=DOWN)),
            transform=f"translate({x:g} {y:g}) scale({w / 100:g} {h / 100:g})",
        ),
        path(
            f"M{x:g} {y:g}H{x + w * 0.52:g}L{x + w * 0.16:g} {y + h:g}H{x:g}Z",
            "#ffffff",
            opacity=0.09,
        ),
        clip=ink.clip(rounded(x, y, w, h, r)),
    )


def lens(ink: Ink, cx: float, cy: float, r: float) -> str:
    """A camera's eye."""
    return layers(
        disc(cx, cy, r, ink.metal("#9aa3b2")),
        disc(cx, cy, r * 0.86, "#0b0e18"),
        disc(cx, cy, r * 0.62, ink.round("#20305c")),
        disc(cx, cy, r * 0.34, "#060912"),
        disc(cx - r * 0.3, cy - r * 0.32, r * 0.17, "#cfe0ff"),
        disc(cx + r * 0.28, cy + r * 0.3, r * 0.09, "#8fb0ff", opacity=0.8),
    )
