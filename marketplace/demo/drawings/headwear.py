"""What is worn on the head and round the neck."""

from .canvas import ACROSS, DOWN, Ink, disc, gloss, group, layers, path, stroke
from .colours import WARM_WHITE
from .ornaments import almond, diamond, dots, ikat, petals, star
from .outlines import soft
from .staging import Shape, couple, mirrored

GOLD = "#d9b25c"


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
        group(
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
            clip=ink.clip(crown),
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


SHAPES = (
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
)
