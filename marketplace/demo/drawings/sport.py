"""Sport and the open air."""

from math import cos, pi, sin

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, ring, stroke
from .colours import NIGHT, STEEL, darker, lighter
from .ornaments import petals, star, zigzag
from .outlines import band, soft, turned
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


def bicycle(ink: Ink) -> str:
    def wheel(cx: float) -> str:
        spokes = "".join(
            f"M{cx} 256L{cx + 66 * cos(i * pi / 8):.1f} {256 + 66 * sin(i * pi / 8):.1f}"
            for i in range(16)
        )
        return layers(
            ring(cx, 256, 72, "#23262f", 11),
            ring(cx, 256, 65, "#cfd5de", 4),
            stroke(spokes, "#8c95a4", 1.3),
            disc(cx, 256, 9, ink.metal(STEEL)),
        )

    frame = "M108 256L160 156L272 148L292 256M160 156L204 262L108 256M204 262L274 164"
    return layers(
        wheel(108),
        wheel(292),
        stroke("M112 248L204 254M112 264L204 272", "#4a505d", 2.6),
        stroke(frame, ink.dark(0.3), 12),
        stroke(frame, ink.body(), 9),
        stroke("M112 250L158 162L268 154", ink.light(0.6), 2.2, opacity=0.8),
        stroke("M160 156L152 132M272 148L264 112", "#8c95a4", 7),
        path(
            soft("116 126, 128 118, 160 120, 186 128, 184 136, 150 138, 126 138"),
            ink.body("#6d4327"),
        ),
        stroke("M264 112C250 100 262 92 288 96C304 98 306 116 292 118", "#3a3f4c", 7),
        stroke("M294 118H278", "#6d4327", 10),
        disc(204, 262, 20, ink.dark(0.4)),
        disc(204, 262, 14, ink.metal("#d4ab5a")),
        path(star(204, 262, 9), ink.dark(0.4)),
        stroke("M204 262L222 296", "#5a6170", 6),
        rect(208, 293, 30, 8, 3, "#23262f"),
        rect(284, 120, 58, 44, 6, ink.body("#b98a55")),
        *(stroke(f"M{290 + i * 11} 124V160", "#7a5330", 2) for i in range(5)),
        stroke("M284 134H342M284 148H342", "#7a5330", 2),
        *(
            disc(x, y, 9, ink.round(t))
            for x, y, t in ((298, 116, "#d1364b"), (314, 110, ink.accent), (330, 116, "#d1364b"))
        ),
    )


def tent(ink: Ink) -> str:
    front = "M148 330L206 96L304 330Z"
    return layers(
        stroke("M206 92L30 300M206 92L370 316", "#8c95a4", 2),
        path("M206 96L92 120L36 316L148 330Z", ink.body(ink.dark(0.2))),
        path("M206 96L92 120L84 148L200 126Z", ink.body(ink.dark(0.04))),
        stroke("M92 120C82 190 60 260 36 316", ink.light(0.4), 3, opacity=0.6),
        path(front, ink.body()),
        path("M206 96L304 330H360C310 270 240 180 206 96Z", ink.body(ink.dark(0.14))),
        group(
            path("M120 286H330V330H120Z", ink.accent),
            stroke(zigzag(130, 330, 312, step=22, rise=16), ink.dark(0.3), 4),
            path("M120 278H330V284H120Z", ink.contrast),
            clip=ink.clip(front),
        ),
        path(
            "M206 170L176 330H262Z",
            ink.blend(((0, ink.dark(0.7)), (1, ink.dark(0.45))), towards=DOWN),
        ),
        path(
            "M206 170C222 220 240 290 262 330L286 330C262 284 230 220 206 170Z",
            ink.body(ink.light(0.35)),
        ),
        path(
            "M206 170C198 230 186 290 176 330H156C174 284 196 230 206 170Z",
            ink.body(ink.light(0.25)),
        ),
        disc(214, 286, 26, ink.glow("#ffd98a")),
        rect(206, 278, 14, 26, 4, "#ffe9ad"),
        path("M203 276H223V281H203ZM203 303H223V308H203Z", "#3a3f4c"),
        *(
            stroke(f"M{x} {y}l{d} 12", "#8a5320", 5)
            for x, y, d in ((30, 296, -4), (370, 312, 4), (148, 326, -3), (304, 326, 3))
        ),
        path("M206 96L206 66L240 76L206 86", ink.accent),
        stroke("M206 98V64", "#8a5320", 4),
        gloss("M196 140L166 262", 5, opacity=0.3),
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


def flask(ink: Ink) -> str:
    """A steel water bottle with a loop."""
    body = turned((36, 118), (58, 142), (66, 176), (66, 330), (60, 350), tilt=0.12)
    return layers(
        stroke("M178 66C178 34 222 34 222 66", ink.dark(0.4), 11),
        rect(166, 62, 68, 44, 10, ink.tube("#343a49")),
        *(rect(172 + i * 8, 66, 2.4, 36, 1, "#565e72", opacity=0.8) for i in range(8)),
        rect(168, 102, 64, 20, 4, ink.metal(STEEL)),
        path(body, ink.tube()),
        group(
            path(band(196, 104, w=120, sag=8), ink.dark(0.3), opacity=0.55),
            path(band(188, 5, w=120, sag=8), ink.accent),
            path(band(303, 5, w=120, sag=8), ink.accent),
            path(star(200, 258, 42), ink.contrast),
            path(star(200, 258, 35), ink.dark(0.24)),
            path(star(200, 258, 26, turn=22.5), ink.accent),
            path(petals(200, 258, 20), ink.contrast),
            path(band(326, 40, w=120, sag=6), ink.metal(STEEL)),
            clip=ink.clip(body),
        ),
        gloss("M152 164C146 180 146 280 148 312", 8, opacity=0.4),
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
        name="bicycle",
        paint=bicycle,
        floor=332,
        spread=150,
        height=240,
        angle=mirrored,
        focus=(284, 150, 2),
    ),
    Shape(
        name="tent",
        paint=tent,
        floor=332,
        spread=158,
        height=270,
        angle=mirrored,
        focus=(216, 240, 2),
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
    Shape(
        name="flask",
        paint=flask,
        floor=354,
        spread=66,
        height=312,
        angle=family,
        focus=(200, 240, 2.1),
    ),
)
