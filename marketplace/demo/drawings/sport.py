"""Balls, rackets and weights."""

from math import cos, pi, sin

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import NIGHT, STEEL, darker, lighter
from .ornaments import petals, star
from .staging import Shape, couple, family, mirrored, near


def basketball(ink: Ink) -> str:
    seam = ink.dark(0.62)
    pebbles = "".join(f"M{82 + (i * 37) % 236} {92 + (i * 53) % 236}h.1" for i in range(150))
    lines = (
        "M200 84V330M82 206C150 236 250 236 318 206M116 122C178 164 180 250 124 296M284 122"
        "C222 164 220 250 276 296"
    )
    circle = "M318 207A118 118 0 1 1 82 207A118 118 0 1 1 318 207Z"
    return layers(
        disc(200, 207, 118, ink.round(depth=0.42)),
        group(
            stroke(pebbles, ink.dark(0.4), 2, opacity=0.4),
            group(
                stroke(lines, seam, 6.5),
                stroke(lines, ink.light(0.4), 1.4, opacity=0.5),
                transform="rotate(-14 200 207)",
            ),
            oval(156, 140, 50, 30, ink.glow("#ffffff", strength=0.7)),
            clip=ink.clip(circle),
        ),
    )


def football(ink: Ink) -> str:
    centre = [(200 + 42 * sin(2 * pi * i / 5), 200 - 42 * cos(2 * pi * i / 5)) for i in range(5)]
    outer = [(200 + 82 * sin(2 * pi * i / 5), 200 - 82 * cos(2 * pi * i / 5)) for i in range(5)]
    circle = "M318 207A118 118 0 1 1 82 207A118 118 0 1 1 318 207Z"
    pentagon = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in centre) + "Z"
    edges = "".join(
        (f"M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}") for (x, y), (u, v) in zip(centre, outer, strict=True)
    )
    rim = []
    for i in range(5):
        angle = 2 * pi * i / 5
        at = [
            (200 + r * sin(angle + d), 200 - r * cos(angle + d))
            for r, d in ((82, 0), (104, 0.28), (130, 0.2), (130, -0.2), (104, -0.28))
        ]
        rim.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at) + "Z")
        one, two = (
            at[1],
            (
                200 + 104 * sin(angle + 2 * pi / 5 - 0.28),
                200 - 104 * cos(angle + 2 * pi / 5 - 0.28),
            ),
        )
        edges += f"M{one[0]:.1f} {one[1]:.1f}L{two[0]:.1f} {two[1]:.1f}"
    return layers(
        disc(200, 207, 118, ink.round("#f7f5f0", depth=0.3)),
        group(
            stroke(edges, ink.dark(0.3), 4),
            path(pentagon + "".join(rim), ink.round()),
            path(star(200, 200, 22), ink.accent),
            path(star(200, 200, 11, turn=22.5), ink.dark(0.2)),
            path("M330 120V340H120C240 320 310 240 330 120Z", NIGHT, opacity=0.16),
            oval(152, 138, 50, 30, ink.glow("#ffffff", strength=0.8)),
            clip=ink.clip(circle),
        ),
    )


def dumbbell(ink: Ink) -> str:
    def plate(x: float, r: float, w: float, tone: str) -> str:
        return layers(
            path(
                f"M{x} {210 - r}H{x + w}A{r * 0.36} {r} 0 0 1 {x + w} {210 + r}H{x}Z",
                ink.body(darker(tone, 0.2), towards=DOWN),
            ),
            oval(x, 210, r * 0.36, r, ink.body(tone)),
        )

    bar = ink.metal(STEEL, towards=DOWN)
    thing = layers(
        plate(292, 62, 22, ink.dark(0.16)),
        rect(310, 196, 40, 28, 6, bar),
        plate(262, 86, 24, ink.colour),
        rect(120, 192, 150, 36, 8, bar),
        *(
            stroke(f"M{x} 194l14 32M{x + 14} 194l-14 32", "#6d7686", 1.6, opacity=0.7)
            for x in range(150, 240, 15)
        ),
        plate(116, 86, 26, ink.colour),
        plate(84, 62, 24, ink.light(0.06)),
        rect(42, 196, 44, 28, 6, bar),
        oval(42, 210, 6, 14, "#e8ecf2"),
        oval(84, 210, 12, 30, ink.dark(0.34)),
        oval(84, 210, 8, 22, bar),
        gloss("M92 160C76 168 70 190 68 206", 4, opacity=0.5),
        gloss("M124 132C136 126 146 128 152 140", 5, opacity=0.35),
    )
    return group(thing, transform="translate(0 24) rotate(-10 200 210)")


def yoga_mat(ink: Ink) -> str:
    spiral = "".join(
        oval(92, 238, 30 - i * 6, 62 - i * 12, (ink.light(0.3), ink.dark(0.12))[i % 2])
        for i in range(5)
    )
    return layers(
        path(
            "M92 300H310L352 322C356 330 350 334 342 334H110C96 334 84 320 82 306Z",
            ink.body(ink.light(0.2), towards=DOWN),
        ),
        path("M92 176H296C330 176 330 300 296 300H92Z", ink.body(towards=DOWN)),
        *(
            stroke(f"M{x} 178C{x + 30} 182 {x + 30} 296 {x} 299", ink.dark(0.25), 1.6, opacity=0.35)
            for x in range(116, 296, 12)
        ),
        path(
            (
                "M128 176H158C190 182 190 296 158 300H128C158 292 158 184 128 176ZM244 176H274"
                "C306 182 306 296 274 300H244C274 292 274 184 244 176Z"
            ),
            ink.body(ink.accent, towards=DOWN),
        ),
        stroke("M160 186C196 108 250 108 276 186", ink.accent, 10),
        stroke("M162 182C198 108 248 108 274 182", lighter(ink.accent, 0.5), 2, dash="5 5"),
        oval(92, 238, 32, 63, ink.dark(0.34)),
        spiral,
        path(star(214, 236, 22), ink.contrast, opacity=0.9),
        path(petals(214, 236, 13), ink.colour),
        gloss("M104 190H240", 5, opacity=0.35),
    )


def racket(ink: Ink) -> str:
    head = "M282 128A82 98 0 1 1 118 128A82 98 0 1 1 282 128Z"
    strings = "".join(f"M{x} 20V240" for x in range(126, 280, 11)) + "".join(
        f"M100 {y}H300" for y in range(36, 226, 11)
    )
    thing = layers(
        group(stroke(strings, "#fdfbf4", 1.8), clip=ink.clip(head)),
        stroke(
            "M150 196C176 226 188 240 190 268M250 196C224 226 212 240 210 268", ink.dark(0.2), 11
        ),
        stroke("M164 214C180 222 220 222 236 214", ink.dark(0.1), 8),
        stroke(head, ink.dark(0.34), 15),
        stroke(head, ink.body(), 11),
        stroke("M130 76C146 48 172 34 200 33", ink.light(0.75), 3.5, opacity=0.8),
        stroke("M270 160A82 98 0 0 1 246 202M130 160A82 98 0 0 0 154 202", ink.accent, 11),
        rect(186, 258, 28, 112, 8, ink.tube("#33384a")),
        *(stroke(f"M187 {y}L213 {y - 10}", "#596075", 3) for y in range(282, 366, 13)),
        rect(183, 360, 34, 14, 6, ink.colour),
        rect(184, 256, 32, 9, 3, ink.accent),
    )
    return layers(
        group(thing, transform="rotate(24 200 200) scale(.9) translate(18 2)"),
        disc(106, 312, 30, ink.round("#c8da3c")),
        stroke("M82 296C98 304 106 318 104 340M112 284C112 300 122 312 136 314", "#fbfbe6", 4),
    )


SHAPES = (
    Shape(
        name="basketball",
        paint=basketball,
        floor=326,
        spread=82,
        height=238,
        angle=couple,
        focus=(170, 180, 2.2),
    ),
    Shape(
        name="football",
        paint=football,
        floor=326,
        spread=82,
        height=238,
        angle=near,
        focus=(200, 190, 2.1),
    ),
    Shape(
        name="dumbbell",
        paint=dumbbell,
        floor=326,
        spread=130,
        height=190,
        angle=couple,
        focus=(110, 250, 2.2),
    ),
    Shape(
        name="yoga-mat",
        paint=yoga_mat,
        floor=334,
        spread=132,
        height=216,
        angle=family,
        focus=(170, 226, 2.1),
    ),
    Shape(
        name="racket",
        paint=racket,
        floor=344,
        spread=90,
        centre=170,
        height=310,
        angle=mirrored,
        focus=(240, 110, 2.1),
    ),
)
