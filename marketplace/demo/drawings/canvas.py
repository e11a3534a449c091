"""What all drawings share: the light from the upper left, the pens, the ink and the ground."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .colours import (
    NIGHT,
    POMEGRANATE,
    SAFFRON,
    WARM_WHITE,
    darker,
    distance,
    ground,
    lighter,
    lightness,
)
from .ornaments import lattice

# Directions of a gradient in the thing's own box: where the light comes from, where it ends.
DIAGONAL: Final = (0.0, 0.0, 1.0, 1.0)
ACROSS: Final = (0.0, 0.0, 1.0, 0.0)
DOWN: Final = (0.0, 0.0, 0.0, 1.0)

Direction = tuple[float, float, float, float]


def path(d: str, fill: str, *, opacity: float = 1) -> str:
    """A filled outline."""
    return f'<path d="{d}" fill="{fill}"{_fill_opacity(opacity)}/>'


def stroke(d: str, colour: str, width: float, *, opacity: float = 1, dash: str = "") -> str:
    """A line with round ends; `dash` in drawing units makes stitches."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}"'
        f' stroke-linecap="round" stroke-linejoin="round"{dashed}{_stroke_opacity(opacity)}/>'
    )


def gloss(d: str, width: float, *, opacity: float = 0.4) -> str:
    """A streak of reflected light."""
    return stroke(d, "#ffffff", width, opacity=opacity)


def rect(x: float, y: float, w: float, h: float, r: float, fill: str, *, opacity: float = 1) -> str:
    """A rounded rectangle."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{r:g}" fill="{fill}"'
        f"{_fill_opacity(opacity)}/>"
    )


def disc(cx: float, cy: float, r: float, fill: str, *, opacity: float = 1) -> str:
    """A filled circle."""
    return f'<circle cx="{cx:g}" cy="{cy:g}" r="{r:g}" fill="{fill}"{_fill_opacity(opacity)}/>'


def ring(cx: float, cy: float, r: float, colour: str, width: float) -> str:
    """The line of a circle."""
    return (
        f'<circle cx="{cx:g}" cy="{cy:g}" r="{r:g}" fill="none" stroke="{colour}"'
        f' stroke-width="{width:g}"/>'
    )


def oval(cx: float, cy: float, rx: float, ry: float, fill: str, *, opacity: float = 1) -> str:
    """A filled ellipse."""
    return (
        f'<ellipse cx="{cx:g}" cy="{cy:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"'
        f"{_fill_opacity(opacity)}/>"
    )


def group(*parts: str, transform: str = "", clip: str = "", opacity: float = 1) -> str:
    """Parts moved, clipped or faded together."""
    moved = f' transform="{transform}"' if transform else ""
    clipped = f' clip-path="{clip}"' if clip else ""
    faded = "" if opacity == 1 else f' opacity="{opacity:g}"'
    return f"<g{moved}{clipped}{faded}>{''.join(parts)}</g>"


def layers(*parts: str) -> str:
    """Parts from back to front."""
    return "".join(parts)


# An outline's own fill or stroke fades cheaply; `opacity` would cost a layer to draw it in.


def _fill_opacity(opacity: float) -> str:
    return "" if opacity == 1 else f' fill-opacity="{opacity:g}"'


def _stroke_opacity(opacity: float) -> str:
    return "" if opacity == 1 else f' stroke-opacity="{opacity:g}"'


@dataclass(frozen=True, kw_only=True)
class Ink:
    """The colour a thing is drawn in, its tones, and the gradients one picture has used so far."""

    colour: str
    accent: str = SAFFRON
    mirrored: bool = False
    definitions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if distance(self.colour, self.accent) < 0.14:
            other = POMEGRANATE if distance(self.colour, POMEGRANATE) > 0.2 else SAFFRON
            object.__setattr__(self, "accent", other)

    def light(self, amount: float) -> str:
        return lighter(self.colour, amount)

    def dark(self, amount: float) -> str:
        return darker(self.colour, amount)

    @property
    def contrast(self) -> str:
        """What an ornament on the thing is painted in: cream on a dark body, deep on a pale one."""
        return WARM_WHITE if lightness(self.colour) < 0.8 else darker(self.colour, 0.45)

    def dyed(self, colour: str) -> "Ink":
        """The same picture in another colour."""
        return replace(self, colour=colour)

    def flipped(self) -> "Ink":
        """For a thing drawn mirrored: the light stays at the upper left."""
        return replace(self, mirrored=not self.mirrored)

    def body(self, colour: str = "", *, towards: Direction = DIAGONAL, depth: float = 0.26) -> str:
        """A surface under the common light: lit, own tone, shade."""
        own = colour or self.colour
        stops = ((0, lighter(own, 0.24)), (0.5, own), (1, darker(own, depth)))
        return self.blend(stops, towards=towards)

    def round(self, colour: str = "", *, depth: float = 0.34) -> str:
        """A ball under the common light."""
        own = colour or self.colour
        stops = ((0, lighter(own, 0.42)), (0.5, own), (1, darker(own, depth)))
        cx, fx = (0.64, 0.68) if self.mirrored else (0.36, 0.32)
        return self.define(
            "radialGradient",
            f'cx="{cx}" cy=".32" fx="{fx}" fy=".26" r=".78"',
            "".join(_stop(at, tone) for at, tone in stops),
        )

    def tube(self, colour: str = "", *, depth: float = 0.34) -> str:
        """An upright cylinder: shade, light a third in, own tone, deep shade, a rim of light."""
        own = colour or self.colour
        stops = (
            (0, darker(own, depth * 0.4)),
            (0.1, lighter(own, 0.08)),
            (0.28, lighter(own, 0.32)),
            (0.52, own),
            (0.88, darker(own, depth)),
            (1, darker(own, depth * 0.7)),
        )
        return self.blend(stops, towards=ACROSS)

    def metal(self, colour: str, *, towards: Direction = ACROSS) -> str:
        """Polished metal: bands of light and shade."""
        stops = (
            (0, darker(colour, 0.12)),
            (0.18, lighter(colour, 0.65)),
            (0.42, colour),
            (0.62, darker(colour, 0.22)),
            (0.82, lighter(colour, 0.3)),
            (1, darker(colour, 0.3)),
        )
        return self.blend(stops, towards=towards)

    def glow(self, colour: str, *, strength: float = 1) -> str:
        """Light or shadow that fades to nothing at the edge of its oval."""
        fade = ((0, 1.0), (0.3, 0.78), (0.55, 0.4), (0.8, 0.1), (1, 0.0))
        stops = "".join(_stop(at, colour, share * strength) for at, share in fade)
        return self.define("radialGradient", "", stops)

    def blend(self, stops: Sequence[tuple[float, str]], *, towards: Direction = DIAGONAL) -> str:
        """A straight gradient through the given tones."""
        x1, y1, x2, y2 = towards
        if self.mirrored:
            x1, x2 = 1 - x1, 1 - x2
        return self.define(
            "linearGradient",
            f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"',
            "".join(_stop(at, tone) for at, tone in stops),
        )

    def clip(self, d: str) -> str:
        """A clip to the outline, for `group(clip=…)`."""
        return self.define("clipPath", "", f'<path d="{d}"/>')

    def define(self, element: str, attributes: str, content: str) -> str:
        """A paint or clip of this picture, shared by all who ask for the same."""
        key = f"{element} {attributes}|{content}"
        if key not in self.definitions:
            name = f"d{len(self.definitions)}"
            self.definitions[key] = f'<{element} id="{name}" {attributes}>{content}</{element}>'
        name = f"d{list(self.definitions).index(key)}"
        return f"url(#{name})"


def _stop(at: float, colour: str, opacity: float = 1) -> str:
    faded = "" if opacity == 1 else f' stop-opacity="{opacity:g}"'
    return f'<stop offset="{at:g}" stop-color="{colour}"{faded}/>'


def shadow(ink: Ink, cx: float, cy: float, rx: float, *, strength: float = 1) -> str:
    """The soft contact shadow: a wide breath and a darker core, lying a little to the right."""
    tone = darker(ink.colour, 0.75) if lightness(ink.colour) < 0.8 else NIGHT
    wide, core = ink.glow(tone, strength=0.34 * strength), ink.glow(tone, strength=0.4 * strength)
    ry = 10 + rx * 0.1
    return layers(
        oval(cx + 8, cy + 3, rx * 1.3, ry, wide),
        oval(cx + 3, cy, rx * 1.02, ry * 0.55, core),
    )


def tinted_ground(ink: Ink) -> str:
    """The paper-calm ground of most pictures."""
    tone = ground(ink.colour)
    stops = _stop(0, lighter(tone, 0.45)) + _stop(1, tone)
    paint = ink.define("radialGradient", 'cx=".38" cy=".3" r=".9"', stops)
    return f'<rect width="400" height="400" fill="{paint}"/>'


def coloured_ground(ink: Ink, tone: str) -> str:
    """The festive ground: saturated, with the lattice faint on it and a lit niche."""
    wall = ink.blend(((0, lighter(tone, 0.1)), (1, darker(tone, 0.22))))
    niche = ink.blend(((0, lighter(tone, 0.34)), (1, lighter(tone, 0.12))), towards=DOWN)
    arch = "M76 400 V186 C76 116 136 74 200 34 C264 74 324 116 324 186 V400Z"
    rim = "M64 400 V184 C64 108 130 64 200 20 C270 64 336 108 336 184 V400"
    return layers(
        f'<rect width="400" height="400" fill="{wall}"/>',
        stroke(lattice(size=80), lighter(tone, 0.75), 1.2, opacity=0.2),
        path(arch, niche),
        stroke(rim, lighter(tone, 0.6), 1.6, opacity=0.5),
        path("M0 338 H400 V400 H0Z", darker(tone, 0.16)),
        path("M0 338 H400 V341 H0Z", lighter(tone, 0.3), opacity=0.6),
    )


def podium(ink: Ink, tone: str, *, top: float, rx: float) -> str:
    """A round step for the thing to stand on; its foot is always at the same height."""
    ry, foot = rx * 0.13, 382
    side = f"M{200 - rx} {top} V{foot} A{rx} {ry} 0 0 0 {200 + rx} {foot} V{top}Z"
    return layers(
        oval(206, foot + 4, rx * 1.12, ry * 1.3, ink.glow(darker(tone, 0.7), strength=0.5)),
        path(side, ink.tube(lighter(tone, 0.3))),
        oval(200, top, rx, ry, ink.body(lighter(tone, 0.5))),
        oval(200, top + 1.5, rx * 0.94, ry * 0.9, lighter(tone, 0.56)),
    )
