"""Furniture and what makes a room: seats, light, shelves, textiles of the house."""

from .canvas import ACROSS, DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import WARM_WHITE, WOOD, darker, lighter
from .ornaments import diamond, petals, star
from .outlines import soft
from .staging import Shape, couple, mirrored, near


def _leg(ink: Ink, x1: float, y1: float, x2: float, y2: float) -> str:
    return path(f"M{x1 - 8} {y1}H{x1 + 8}L{x2 + 4} {y2}H{x2 - 4}Z", ink.body(WOOD, towards=ACROSS))


def armchair(ink: Ink) -> str:
    back = soft("108 250, 104 140, 130 84, 200 70, 270 84, 296 140, 292 250, 292 250, 108 250")
    arm = soft(
        "64 200, 84 184, 112 194, 122 226, 122 292, 122 306, 122 306, 90 306, 78 296, 60 236"
    )
    return layers(
        _leg(ink, 108, 296, 96, 344),
        _leg(ink, 292, 296, 304, 344),
        _leg(ink, 146, 306, 142, 336),
        _leg(ink, 254, 306, 258, 336),
        path(back, ink.body()),
        stroke(
            "M120 236C116 150 140 100 200 96C260 100 284 150 280 236",
            ink.dark(0.3),
            2.4,
            opacity=0.7,
        ),
        *(
            stroke(f"M{x1} 100C{x1} 150 {x2} 190 {x2} 236", ink.dark(0.34), 3, opacity=0.55)
            for x1, x2 in ((168, 160), (200, 200), (232, 240))
        ),
        *(
            disc(x, y, 4.6, ink.body(ink.dark(0.2)))
            for x, y in ((165, 150), (200, 146), (235, 150), (160, 196), (200, 194), (240, 196))
        ),
        gloss("M138 106C156 88 176 82 200 80", 8, opacity=0.3),
        rect(108, 268, 184, 42, 12, ink.body(ink.dark(0.24), towards=DOWN)),
        path(
            soft("112 246, 126 228, 200 222, 274 228, 288 246, 284 272, 200 280, 116 272"),
            ink.body(ink.light(0.16)),
        ),
        stroke("M118 258C160 268 240 268 282 258", ink.dark(0.22), 2.4, dash="5 5"),
        path(arm, ink.body(ink.light(0.04))),
        group(path(arm, ink.body(ink.dark(0.14))), transform="translate(400 0) scale(-1 1)"),
        oval(92, 210, 19, 15, ink.body(ink.light(0.2))),
        oval(308, 210, 19, 15, ink.body(ink.dark(0.05))),
        stroke(
            "M80 222C72 240 80 272 90 296M320 222C328 240 320 272 310 296",
            ink.dark(0.3),
            2.2,
            dash="5 5",
        ),
        group(
            rect(160, 168, 84, 78, 14, ink.body(ink.accent)),
            path(diamond(202, 207, 34, 32), WARM_WHITE),
            path(star(202, 207, 22), ink.dark(0.2)),
            path(star(202, 207, 10, turn=22.5), ink.accent),
            transform="rotate(-5 202 207)",
        ),
    )


def sofa(ink: Ink) -> str:
    cushions = ((112, ink.accent, -8), (288, lighter(ink.accent, 0.6), 8))
    return layers(
        *(_leg(ink, x, 300, x + d, 334) for x, d in ((70, -8), (330, 8), (150, 0), (250, 0))),
        path(
            soft("66 250, 64 168, 84 142, 200 136, 316 142, 336 168, 334 250, 334 250, 66 250"),
            ink.body(),
        ),
        stroke("M200 140V240", ink.dark(0.38), 3.4, opacity=0.7),
        stroke(
            "M80 158C120 148 170 148 194 150M206 150C240 148 290 148 320 158",
            ink.light(0.5),
            3,
            opacity=0.6,
        ),
        rect(56, 262, 288, 44, 14, ink.body(ink.dark(0.26), towards=DOWN)),
        rect(72, 226, 128, 48, 16, ink.body(ink.light(0.14))),
        rect(200, 226, 128, 48, 16, ink.body(ink.light(0.08))),
        stroke("M84 262H190M212 262H316", ink.dark(0.24), 2.2, dash="5 5"),
        path(
            soft("32 210, 44 190, 66 190, 80 210, 82 300, 82 308, 82 308, 46 308, 40 296"),
            ink.body(),
        ),
        path(
            soft("368 210, 356 190, 334 190, 320 210, 318 300, 318 308, 318 308, 354 308, 360 296"),
            ink.body(ink.dark(0.16)),
        ),
        stroke(
            "M44 216C46 250 48 280 52 300M356 216C354 250 352 280 348 300",
            ink.dark(0.3),
            2.2,
            dash="5 5",
        ),
        *(
            group(
                rect(x - 34, 168, 68, 66, 12, ink.body(tone)),
                path(star(x, 201, 24), ink.dark(0.24)),
                path(petals(x, 201, 20), tone),
                disc(x, 201, 5, ink.dark(0.3)),
                transform=f"rotate({a} {x} 201)",
            )
            for x, tone, a in cushions
        ),
        gloss("M78 170C80 156 90 150 110 147", 6, opacity=0.4),
    )


def table_lamp(ink: Ink) -> str:
    shade = "M150 62H250L304 196C270 212 130 212 96 196Z"
    return layers(
        oval(200, 214, 170, 128, ink.glow("#ffe9ad", strength=0.9)),
        path(
            soft(
                "186 216, 186 232, 166 262, 170 300, 190 330, 190 330, 210 330, 210 330, 230"
                " 300, 234 262, 214 232, 214 216"
            ),
            ink.tube(ink.dark(0.16)),
        ),
        path("M170 272C184 282 216 282 231 272L232 290C216 300 184 300 169 290Z", ink.accent),
        *(path(diamond(200 + d, 287 - abs(d) * 0.1, 5, 6), ink.dark(0.4)) for d in (-20, 0, 20)),
        rect(192, 196, 16, 28, 4, ink.metal("#d9b25c")),
        oval(200, 344, 62, 11, ink.dark(0.4)),
        oval(200, 338, 62, 11, ink.metal("#d9b25c")),
        oval(200, 334, 30, 6, "#a67c2d"),
        oval(200, 196, 104, 15, "#fff3cc"),
        path(shade, ink.body()),
        group(
            path("M146 50H182L150 216H80Z", ink.light(0.6), opacity=0.4),
            path(
                "M82 176C140 192 260 192 318 176V188C260 204 140 204 82 188Z",
                ink.contrast,
                opacity=0.9,
            ),
            *(
                path(diamond(x, 168 + (8 if 140 < x < 260 else 5), 9, 11), ink.accent)
                for x in range(120, 290, 27)
            ),
            *(
                stroke(f"M{200 + k * 12} 60L{200 + k * 25} 206", ink.dark(0.3), 1.6, opacity=0.35)
                for k in range(-4, 5)
            ),
            clip=ink.clip(shade),
        ),
        oval(200, 62, 50, 6, ink.dark(0.3)),
        oval(200, 62, 44, 4.4, "#fff6da"),
        stroke("M252 206V246", "#c79d52", 2),
        disc(252, 250, 5, ink.metal("#d9b25c")),
    )


def chair(ink: Ink) -> str:
    wood = ink.body(WOOD)
    return layers(
        path("M146 252L134 328H144L158 252ZM254 252L266 328H256L242 252Z", darker(WOOD, 0.3)),
        path("M116 262L96 346H108L134 262ZM284 262L304 346H292L266 262Z", wood),
        stroke("M112 312H288", darker(WOOD, 0.16), 6),
        path(
            "M132 56C128 52 140 48 144 56L150 240H134ZM268 56C272 52 260 48 256 56L250 240H266Z",
            wood,
        ),
        path(
            soft(
                "122 74, 140 56, 200 48, 260 56, 278 74, 276 136, 260 152, 200 158, 140 152,"
                " 124 136"
            ),
            ink.body(),
        ),
        stroke(
            "M134 80C150 66 250 66 266 80M134 136C160 148 240 148 266 136",
            ink.light(0.55),
            2.4,
            dash="5 5",
        ),
        path(star(200, 104, 32), ink.accent),
        path(star(200, 104, 25, turn=22.5), ink.dark(0.24)),
        path(petals(200, 104, 20), ink.contrast),
        disc(200, 104, 5, ink.accent),
        path("M134 190C160 200 240 200 266 190V204C240 214 160 214 134 204Z", wood),
        path("M104 252H296C304 252 306 272 296 274H104C94 272 96 252 104 252Z", darker(WOOD, 0.18)),
        path(
            soft("98 248, 112 228, 200 220, 288 228, 302 248, 290 262, 200 268, 110 262"),
            ink.body(ink.light(0.1)),
        ),
        stroke("M108 250C140 260 260 260 292 250", ink.dark(0.24), 2.4, dash="5 5"),
        gloss("M120 240C140 230 170 228 200 227", 5, opacity=0.4),
    )


def bookshelf(ink: Ink) -> str:
    spines = (
        ink.accent,
        "#f4ead6",
        ink.dark(0.15),
        "#b3243f",
        "#2456b4",
        "#8fb573",
        "#e8904a",
        "#6b3566",
        ink.light(0.4),
    )
    rows = []
    for row in range(3):
        x, k, foot = 112.0, row * 4, 144 + row * 92
        while x < 210 + row * 22:
            w, h = 12 + (k * 7) % 9, 50 + (k * 13) % 17
            tone = spines[k % len(spines)]
            rows.append(rect(x, foot - h, w, h, 2, ink.body(tone, towards=ACROSS)))
            rows.append(
                rect(
                    x + 2,
                    foot - h + 9,
                    w - 4,
                    3,
                    1,
                    lighter(tone, 0.5) if k % 2 else darker(tone, 0.4),
                )
            )
            x, k = x + w + 1.5, k + 1
    return layers(
        path("M84 50H316V352H84Z", ink.body()),
        path("M98 64H302V336H98Z", ink.body(ink.dark(0.46), towards=DOWN)),
        *(rect(98, 64 + row * 92, 204, 16, 0, "#000000", opacity=0.18) for row in range(3)),
        *rows,
        path("M240 144C228 136 224 116 234 104H270C280 116 276 136 264 144Z", ink.tube("#1f93a0")),
        path(star(252, 122, 12), "#fff6da"),
        stroke(
            "M246 104C240 88 236 84 226 82M252 104V74M258 104C264 90 270 86 280 84", "#3f8f63", 5
        ),
        rect(240, 194, 52, 42, 4, ink.body("#d9b25c")),
        rect(245, 199, 42, 32, 2, "#eaf2f5"),
        path("M245 231L262 210L272 221L279 214L287 231Z", "#2f6b4d"),
        oval(278, 318, 18, 10, ink.round("#c9643c")),
        *(rect(84, y, 232, 12, 2, ink.body(ink.light(0.2), towards=DOWN)) for y in (144, 236, 328)),
        rect(78, 42, 244, 16, 4, ink.body(ink.light(0.26), towards=DOWN)),
        rect(84, 340, 232, 12, 2, ink.dark(0.3)),
        gloss("M90 70V320", 4, opacity=0.25),
    )


SHAPES = (
    Shape(
        name="armchair",
        paint=armchair,
        floor=340,
        spread=122,
        height=272,
        angle=mirrored,
        focus=(196, 196, 2.2),
    ),
    Shape(
        name="sofa",
        paint=sofa,
        floor=332,
        spread=160,
        height=198,
        angle=near,
        focus=(112, 200, 2.2),
    ),
    Shape(
        name="table-lamp",
        paint=table_lamp,
        floor=346,
        spread=80,
        height=288,
        angle=couple,
        focus=(170, 180, 2.1),
    ),
    Shape(
        name="chair",
        paint=chair,
        floor=344,
        spread=112,
        height=296,
        angle=couple,
        focus=(200, 110, 2.3),
    ),
    Shape(
        name="bookshelf",
        paint=bookshelf,
        floor=352,
        spread=130,
        height=310,
        angle=mirrored,
        focus=(200, 136, 2.1),
    ),
)
