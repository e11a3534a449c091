"""Computers and what stands on the desk beside them."""

from .canvas import ACROSS, DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import darker
from .ornaments import star
from .outlines import rounded, soft
from .screens import evening
from .staging import Shape, boxed, couple, mirrored, near


def laptop(ink: Ink) -> str:
    keys = "".join(
        path(
            f"M{118 - row * 9 + k * (13.9 + row * 1.5):.1f} {274 + row * 8}"
            f"h{11 + row}l-1 5.6h-{12 + row}Z",
            ink.dark(0.62),
        )
        for row in range(4)
        for k in range(12)
    )
    return layers(
        path(
            "M92 72C92 64 98 60 106 60H294C302 60 308 64 308 72V262H92Z", ink.metal(ink.light(0.12))
        ),
        rect(96, 64, 208, 198, 9, "#0b0e18"),
        evening(ink, 104, 73, 192, 174, r=5),
        disc(200, 68.6, 1.8, "#3b4978"),
        rect(124, 100, 92, 11, 5.5, "#ffffff", opacity=0.9),
        rect(124, 118, 56, 7, 3.5, "#ffffff", opacity=0.5),
        path("M88 258H312L352 318H48Z", ink.body(ink.light(0.3))),
        path("M112 270H288L306 309H94Z", ink.dark(0.1), opacity=0.45),
        keys,
        path("M168 308H232L236 316H164Z", ink.dark(0.06), opacity=0.7),
        rect(88, 254, 224, 7, 3.5, ink.body(ink.dark(0.5), towards=DOWN)),
        path(
            "M48 318H352L350 326C348 332 342 334 336 334H64C58 334 52 332 50 326Z",
            ink.body(towards=DOWN),
        ),
        path("M168 318H232C230 325 226 326 222 326H178C174 326 170 325 168 318Z", ink.dark(0.3)),
        gloss("M58 320H160", 2, opacity=0.7),
    )


def monitor(ink: Ink) -> str:
    return layers(
        path("M176 262H224L232 322H168Z", ink.metal(ink.light(0.15))),
        oval(200, 328, 78, 13, ink.dark(0.35)),
        oval(200, 323, 78, 13, ink.body(ink.light(0.2))),
        rect(46, 76, 308, 202, 14, ink.body(ink.dark(0.1))),
        rect(50, 80, 300, 194, 11, "#0c0f1a"),
        evening(ink, 58, 88, 284, 164, r=4),
        rect(46, 258, 308, 20, 10, ink.body(ink.light(0.1), towards=DOWN)),
        path(star(200, 268, 7), ink.accent),
        disc(336, 268, 3, "#7df0a6"),
        rect(84, 112, 104, 84, 8, "#ffffff", opacity=0.14),
        rect(94, 124, 60, 9, 4.5, "#ffffff", opacity=0.9),
        *(
            rect(94, 144 + i * 14, w, 6, 3, "#ffffff", opacity=0.5)
            for i, w in enumerate((82, 70, 76))
        ),
        gloss("M56 92V150", 3, opacity=0.4),
    )


def keyboard(ink: Ink) -> str:
    caps = []
    tints = {
        (0, 0): ink.accent,
        (3, 11): ink.accent,
        (1, 0): ink.light(0.3),
        (2, 0): ink.light(0.3),
    }
    for row in range(4):
        for k in range(12):
            x, y = 66 + k * 22.5 - row * 1.2 * (1 - k / 6), 166 + row * 25
            tone = tints.get((row, k), "#f7f4ec" if 0 < k < 11 else ink.light(0.72))
            caps.append(rect(x, y, 20, 22, 5, darker(tone, 0.26)))
            caps.append(rect(x + 1.6, y, 16.8, 17, 4, ink.body(tone, towards=DOWN)))
    return layers(
        stroke("M286 150C292 110 340 126 330 88C324 68 300 70 290 52", ink.dark(0.4), 6),
        path(
            "M58 152C60 148 64 146 70 146H330C336 146 340 148 342 152L362 292C363 304 356"
            " 310 346 310H54C44 310 37 304 38 292Z",
            ink.body(ink.dark(0.16)),
        ),
        path("M62 156H338L352 294H48Z", ink.dark(0.45)),
        "".join(caps),
        rect(62, 268, 34, 20, 5, ink.light(0.5)),
        rect(102, 268, 34, 20, 5, ink.light(0.5)),
        rect(142, 268, 132, 22, 5, ink.dark(0.1)),
        rect(144, 268, 128, 17, 5, ink.body(ink.light(0.2), towards=DOWN)),
        rect(280, 268, 34, 20, 5, ink.light(0.5)),
        rect(318, 268, 24, 20, 5, ink.light(0.5)),
        path(
            "M38 296H362C363 306 356 310 346 310H54C44 310 37 306 38 296Z",
            ink.body(ink.light(0.1), towards=DOWN),
        ),
        gloss("M66 150H200", 3, opacity=0.5),
    )


def mouse(ink: Ink) -> str:
    shell = soft(
        "200 92, 262 104, 294 160, 298 230, 276 296, 200 322, 124 296, 102 230, 106 160, 138 104"
    )
    thing = layers(
        path(shell, ink.body(ink.dark(0.4))),
        group(
            path(shell, ink.body()),
            path("M90 90H310V196C262 176 138 176 90 196Z", ink.body(ink.light(0.12))),
            path("M270 60H330V340H236C286 260 296 160 270 60Z", ink.dark(0.5), opacity=0.16),
            stroke("M92 198C140 178 260 178 308 198M200 92V184", ink.dark(0.45), 3.6),
            transform="translate(0 -10)",
            clip=ink.clip(shell),
        ),
        rect(184, 108, 32, 62, 16, ink.dark(0.6)),
        rect(190, 116, 20, 46, 10, ink.body(ink.accent, towards=ACROSS)),
        *(rect(190, y, 20, 2.4, 1, darker(ink.accent, 0.35)) for y in range(122, 160, 7)),
        path(star(200, 256, 24), ink.light(0.5)),
        path(star(200, 256, 17, turn=22.5), ink.dark(0.12)),
        path(star(200, 256, 9), ink.accent),
        gloss("M122 164C126 136 138 116 160 106", 8, opacity=0.45),
    )
    return layers(
        stroke("M226 96C250 60 300 96 318 66C326 52 320 40 306 34", ink.dark(0.5), 6),
        group(thing, transform="translate(-4 14) rotate(16 200 210) scale(1 .96)"),
    )


def printer(ink: Ink) -> str:
    sheet = rounded(118, 66, 164, 110, 4)
    return layers(
        path(sheet, ink.body("#ffffff", towards=DOWN)),
        *(rect(136, 84 + i * 14, w, 6, 3, "#c9cdd6") for i, w in enumerate((128, 108, 120, 84))),
        path("M92 168H308L330 214H70Z", ink.body(ink.dark(0.36))),
        path("M112 170H288L296 190H104Z", ink.dark(0.6)),
        rect(52, 196, 296, 118, 24, ink.body()),
        rect(60, 202, 280, 40, 18, ink.light(0.3), opacity=0.5),
        rect(86, 256, 228, 40, 10, ink.dark(0.5)),
        path("M104 270H296L318 330H82Z", ink.body("#fdfcf8", towards=DOWN)),
        *(
            rect(128, 284 + i * 13, w, 6, 3, t)
            for i, (w, t) in enumerate(((144, ink.accent), (110, "#c9cdd6"), (128, "#c9cdd6")))
        ),
        rect(238, 212, 76, 26, 6, "#0f1424"),
        path(star(256, 225, 8), ink.accent),
        rect(270, 220, 34, 4, 2, "#dfe6f5"),
        rect(270, 228, 22, 3, 1.5, "#8e9bbd"),
        disc(88, 224, 8, ink.light(0.7)),
        disc(112, 224, 5, "#7df0a6"),
        gloss("M62 232C62 216 68 206 82 204", 4, opacity=0.6),
    )


SHAPES = (
    Shape(
        name="laptop",
        paint=laptop,
        floor=334,
        spread=146,
        height=274,
        angle=boxed,
        focus=(136, 262, 2.2),
    ),
    Shape(
        name="monitor",
        paint=monitor,
        floor=334,
        spread=100,
        height=260,
        angle=mirrored,
        focus=(220, 250, 2.1),
    ),
    Shape(
        name="keyboard",
        paint=keyboard,
        floor=310,
        spread=156,
        height=190,
        angle=near,
        focus=(132, 214, 2.3),
    ),
    Shape(
        name="mouse",
        paint=mouse,
        floor=334,
        spread=124,
        height=190,
        angle=couple,
        focus=(200, 190, 2),
    ),
    Shape(
        name="printer",
        paint=printer,
        floor=322,
        spread=142,
        height=250,
        angle=mirrored,
        focus=(250, 244, 2.2),
    ),
)
