"""What is worn beside clothes: watch, skullcap, scarf, belt, glasses, jewellery."""

from math import cos, pi, sin

from .canvas import ACROSS, DOWN, Ink, disc, gloss, group, layers, oval, path, rect, ring, stroke
from .colours import STEEL, WARM_WHITE, darker, lighter, mix
from .ornaments import almond, diamond, dots, ikat, petals, star
from .outlines import rounded, soft, turned
from .staging import Shape, boxed, couple, gift, mirrored

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


def doppi(ink: Ink) -> str:
    """The four-sided skullcap with its almonds."""
    side = soft(
        "72 236, 72 236, 84 222, 200 210, 316 222, 328 236, 328 236, 318 306, 318 306, 262"
        " 326, 200 332, 138 326, 82 306, 82 306"
    )
    crown = soft(
        "76 234, 104 150, 160 104, 200 92, 240 104, 296 150, 324 234, 324 234, 262 216, 200"
        " 212, 138 216, 76 234"
    )
    deep, white = ink.dark(0.44), WARM_WHITE
    return layers(
        path(crown, ink.body()),
        path(
            "M200 92C240 104 290 140 324 234C290 222 246 214 208 212C214 170 212 130 200 92Z",
            ink.dark(0.4),
            opacity=0.3,
        ),
        stroke("M200 92C190 132 188 172 192 212", deep, 4),
        stroke(
            "M196 96C186 134 184 172 188 212M204 96C196 134 194 172 198 212",
            white,
            1.8,
            dash="3 4",
        ),
        *(
            group(
                path(almond(0, 0, 38), white),
                path(almond(1, 3, 26), ink.body()),
                path(almond(2, 5, 15), white),
                stroke("M-34 -22C-40 4 -30 30 -8 40", white, 2.4, dash="2 4"),
                *(disc(u, v, 3, ink.accent) for u, v in dots(0, 2, 50, count=9)),
                transform=f"translate({x} 164) rotate({t}) scale({s} 1)",
            )
            for x, t, s in ((140, -16, 0.94), (256, 18, 0.86))
        ),
        path(side, ink.body(ink.dark(0.08), towards=ACROSS)),
        group(
            *(
                path(star(x, 272 + abs(x - 200) * -0.05, 31, inner=0.72), white)
                + path(star(x, 272 - abs(x - 200) * 0.05, 24, inner=0.72), deep)
                + path(petals(x, 272 - abs(x - 200) * 0.05, 18), white)
                + disc(x, 272 - abs(x - 200) * 0.05, 5, ink.accent)
                for x in (104, 168, 232, 296)
            ),
            *(path(diamond(x, 272, 6, 18), ink.accent) for x in (136, 200, 264)),
            path("M60 306C140 342 260 342 340 306V344H60Z", deep),
            stroke("M72 312C140 340 260 340 328 312", ink.accent, 3, dash="6 4"),
            clip=ink.clip(side),
        ),
        stroke("M74 236C100 222 150 212 200 211C250 212 300 222 326 236", deep, 6),
        stroke(
            "M74 236C100 222 150 212 200 211C250 212 300 222 326 236", ink.accent, 2, dash="6 4"
        ),
        gloss("M100 204C112 166 136 134 168 116", 6, opacity=0.25),
    )


def scarf(ink: Ink) -> str:
    tail = "M150 176C140 230 124 280 112 336H196C204 284 210 236 214 190Z"
    other = "M208 188C222 232 240 276 250 318L316 298C296 252 272 210 258 170Z"

    def fringe(x1: float, y1: float, x2: float, y2: float) -> str:
        return "".join(
            f"M{x1 + (x2 - x1) * k / 10:.1f} {y1 + (y2 - y1) * k / 10:.1f}l{k * 0.4 - 2:.1f} 22"
            for k in range(11)
        )

    loop = soft(
        "96 122, 130 76, 200 62, 270 76, 304 122, 292 168, 250 196, 200 204, 150 196, 108 168"
    )
    light, deep = ink.contrast, ink.dark(0.42)
    return layers(
        stroke(fringe(252, 320, 312, 302), ink.light(0.3), 3),
        path(other, ink.body(ink.dark(0.16))),
        group(
            *(
                path(ikat(x, y, 18, 34), ink.accent)
                + path(ikat(x, y, 11, 22), light)
                + path(ikat(x, y, 5, 10, threads=4), deep)
                for x, y in ((244, 222), (272, 282))
            ),
            stroke("M240 306L318 282", light, 5),
            clip=ink.clip(other),
        ),
        stroke(fringe(116, 336, 192, 336), ink.light(0.3), 3),
        path(tail, ink.body()),
        group(
            *(
                path(ikat(x, y, 22, 38), ink.accent)
                + path(ikat(x, y, 14, 26), light)
                + path(ikat(x, y, 7, 13, threads=4), deep)
                for x, y in ((178, 226), (156, 290), (206, 290), (130, 236))
            ),
            stroke("M100 326H210M102 318H212", light, 3),
            path("M186 180C190 230 184 290 178 340H210L220 180Z", deep, opacity=0.2),
            clip=ink.clip(tail),
        ),
        path(loop, ink.body()),
        path(
            soft("138 118, 164 100, 200 96, 236 100, 262 118, 240 136, 200 142, 160 136"),
            ink.body(ink.dark(0.5), towards=DOWN),
        ),
        group(
            stroke(
                (
                    "M108 128C130 170 170 184 210 182M116 112C140 152 176 164 224 158M292 128C280"
                    " 160 256 180 226 188M270 90C286 112 282 134 266 148"
                ),
                deep,
                3.6,
                opacity=0.5,
            ),
            *(
                path(ikat(x, y, 14, 18), ink.accent) + path(ikat(x, y, 8, 10, threads=5), light)
                for x, y in ((132, 160), (176, 176), (262, 164), (114, 122), (288, 124))
            ),
            clip=ink.clip(loop),
        ),
        path(
            soft("196 150, 240 146, 262 168, 248 200, 212 210, 190 186"), ink.body(ink.light(0.1))
        ),
        stroke(
            "M204 160C224 166 240 182 244 198M200 178C212 184 222 194 226 204",
            deep,
            3,
            opacity=0.5,
        ),
        gloss("M112 106C128 88 152 76 180 72", 6, opacity=0.3),
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
        name="doppi",
        paint=doppi,
        floor=330,
        spread=118,
        height=236,
        angle=couple,
        focus=(160, 200, 2.1),
    ),
    Shape(
        name="scarf",
        paint=scarf,
        floor=356,
        spread=90,
        height=290,
        angle=mirrored,
        focus=(170, 210, 2.1),
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
