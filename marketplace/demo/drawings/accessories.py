"""What is worn beside clothes: watch, belt, glasses, jewellery."""

from math import cos, pi, sin

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, ring, stroke
from .colours import STEEL, darker, lighter, mix
from .ornaments import almond, star
from .outlines import rounded, soft, turned
from .staging import Shape, boxed, gift

GOLD = "#d9b25c"


def watch(ink: Ink) -> str:
    marks = "".join(
        stroke(
            (
                f"M{200 + 62 * sin(a):.1f} {196 - 62 * cos(a):.1f}L{200 + 70 * sin(a):.1f}"
                f" {196 - 70 * cos(a):.1f}"
            ),
            "#ffffff",
            5 if i % 3 == 0 else 2.4,
        )
        for i in range(12)
        for a in (i * pi / 6,)
    )
    return layers(
        path("M158 32H242C246 66 250 96 256 124H144C150 96 154 66 158 32Z", ink.body()),
        path(
            (
                "M144 268H256C250 298 246 328 242 356C230 364 170 364 158 356C154 328 150 298 144"
                " 268Z"
            ),
            ink.body(ink.dark(0.14)),
        ),
        stroke(
            (
                "M166 40C162 70 158 94 152 116M234 40C238 70 242 94 248 116M152 276C158 304 162"
                " 330 166 352M248 276C242 304 238 330 234 352"
            ),
            ink.light(0.55),
            2.2,
            dash="5 5",
        ),
        *(oval(200, y, 4.5, 3, ink.dark(0.6)) for y in (306, 322, 338)),
        path(almond(200, 78, 18), ink.light(0.25)),
        rect(286, 184, 20, 24, 6, ink.metal("#a7afbd", towards=DOWN)),
        disc(200, 196, 96, ink.metal(STEEL)),
        disc(200, 196, 88, darker(STEEL, 0.35)),
        disc(200, 196, 85, ink.round(ink.dark(0.5), depth=0.5)),
        path(star(200, 196, 50), ink.light(0.3), opacity=0.16),
        path(star(200, 196, 36, turn=22.5), ink.light(0.3), opacity=0.16),
        marks,
        disc(200, 230, 17, "#000000", opacity=0.3),
        stroke("M200 230L206 220", GOLD, 2),
        stroke("M200 196L176 156", "#ffffff", 7),
        stroke("M200 196L244 178", "#ffffff", 5),
        stroke("M192 210L226 130", GOLD, 2.4),
        disc(200, 196, 7, GOLD),
        path(
            "M134 152A85 85 0 0 1 214 112L150 264A85 85 0 0 1 118 214A85 85 0 0 1 134 152Z",
            "#ffffff",
            opacity=0.1,
        ),
    )


def belt(ink: Ink) -> str:
    """A coiled leather belt with a chased buckle."""
    rings = "".join(
        ring(214, 196, r, t, w)
        for r, t, w in (
            (96, ink.dark(0.34), 30),
            (96, ink.colour, 25),
            (96, ink.light(0.22), 10),
            (58, ink.dark(0.44), 28),
            (58, ink.dark(0.1), 23),
            (58, ink.light(0.1), 8),
            (22, ink.dark(0.5), 24),
            (22, ink.dark(0.2), 19),
        )
    )
    strap = "M60 268H246C290 268 306 250 310 196L338 196C338 270 306 326 246 326H60Z"
    return layers(
        disc(214, 196, 108, ink.dark(0.55)),
        rings,
        path(strap, ink.body()),
        path("M60 320H246C306 320 336 268 338 200V206C338 276 306 332 246 332H60Z", ink.dark(0.4)),
        stroke(
            "M96 276H246C286 276 312 256 316 206M96 318H246C300 318 328 262 330 206",
            ink.light(0.5),
            2.2,
            dash="6 6",
        ),
        *(
            path(almond(x, 298, 13, turn=62), ink.accent)
            + path(almond(x, 299, 6, turn=62), ink.dark(0.36))
            for x in (176, 212, 248)
        ),
        stroke(rounded(40, 260, 98, 74, 6), ink.metal(GOLD), 20),
        gloss("M38 253H140", 3, opacity=0.6),
        *(path(star(x, y, 6), darker(GOLD, 0.4)) for x in (44, 135) for y in (264, 297, 330)),
        rect(46, 292, 92, 10, 5, ink.metal(lighter(GOLD, 0.2), towards=DOWN)),
        rect(154, 262, 16, 70, 5, ink.body(ink.dark(0.26))),
    )


def sunglasses(ink: Ink) -> str:
    left = soft(
        "48 150, 48 150, 90 138, 150 138, 182 152, 182 152, 178 204, 152 236, 106 240, 66"
        " 222, 50 186"
    )
    lens = ink.blend(
        ((0, ink.dark(0.72)), (0.55, ink.dark(0.5)), (1, lighter(ink.accent, 0.1))), towards=DOWN
    )

    def eye(paint: Ink, turn: str) -> str:
        return group(
            path(left, lens),
            path("M70 152L128 148L88 226C70 216 58 200 56 178Z", "#ffffff", opacity=0.2),
            path("M140 148H154L106 232L96 230Z", "#ffffff", opacity=0.14),
            stroke(left, paint.dark(0.34), 15),
            stroke(left, paint.body(), 11),
            transform=turn,
        )

    return layers(
        stroke("M52 204C58 168 92 140 146 134C156 133 160 140 156 146", ink.dark(0.4), 9),
        stroke("M348 204C342 168 308 140 254 134C244 133 240 140 244 146", ink.dark(0.46), 9),
        group(
            eye(ink, ""),
            eye(ink.flipped(), "translate(400 0) scale(-1 1)"),
            stroke("M182 162C190 150 210 150 218 162", ink.body(ink.dark(0.1)), 11),
            *(path(star(x, 158, 9), GOLD) for x in (50, 350)),
            transform="translate(0 46)",
        ),
        gloss("M84 184C104 178 130 177 150 180", 3, opacity=0.6),
    )


def necklace(ink: Ink) -> str:
    """A chain with stones in the chosen colour on a bust of velvet."""
    bust = soft(
        "162 52, 162 52, 168 92, 152 124, 112 148, 92 196, 108 262, 142 312, 142 312, 258 312,"
        " 258 312, 292 262, 308 196, 288 148, 248 124, 232 92, 238 52, 238 52"
    )
    chain = (
        "M162 98C150 130 136 168 141 205C150 224 176 236 200 236C224 236 250 224 259 205"
        "C264 168 250 130 238 98"
    )
    drops = [
        (200 + 84 * sin(a), 130 + 106 * cos(a)) for a in (-0.78, -0.5, -0.25, 0, 0.25, 0.5, 0.78)
    ]
    return layers(
        rect(190, 306, 20, 26, 0, ink.metal(GOLD)),
        path(turned((56, 330), (62, 342), tilt=0.16), ink.metal(GOLD)),
        path(bust, ink.body(mix(ink.colour, "#241f2c", 0.55))),
        oval(200, 52, 38, 8, mix(ink.colour, "#4a4454", 0.45)),
        stroke(chain, darker(GOLD, 0.3), 8),
        stroke(chain, GOLD, 7, dash="0 8"),
        *(
            stroke(f"M{x:.1f} {y:.1f}V{y + 14:.1f}", GOLD, 3)
            + disc(x, y + 20 + r, r + 5, ink.metal(GOLD))
            + disc(x, y + 20 + r, r, ink.round())
            + oval(x - r * 0.3, y + 20 + r * 0.64, r * 0.3, r * 0.2, "#ffffff", opacity=0.75)
            for (x, y), r in zip(drops, (8, 10, 12, 17, 12, 10, 8), strict=True)
        ),
        path(star(200, 302, 14), GOLD),
        disc(200, 302, 5, ink.round()),
        stroke("M200 290V282", GOLD, 3),
        gloss("M106 200C108 182 116 170 130 162", 7, opacity=0.2),
    )


SHAPES = (
    Shape(
        name="watch",
        paint=watch,
        floor=358,
        spread=58,
        height=324,
        angle=boxed,
        focus=(200, 120, 2.1),
    ),
    Shape(
        name="belt", paint=belt, floor=344, spread=140, height=250, angle=gift, focus=(130, 270, 2)
    ),
    Shape(
        name="sunglasses",
        paint=sunglasses,
        floor=292,
        spread=140,
        height=200,
        angle=gift,
        focus=(120, 226, 2.1),
    ),
    Shape(
        name="necklace",
        paint=necklace,
        floor=348,
        spread=70,
        height=304,
        angle=gift,
        focus=(200, 236, 2.2),
    ),
)
