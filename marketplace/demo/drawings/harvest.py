"""Fruit of the bazaar; cloths and dishes take the colour where the fruit has its own."""

from .canvas import Ink, disc, gloss, group, layers, oval, path, stroke
from .colours import WARM_WHITE, WOOD, darker
from .ornaments import diamond, dots
from .outlines import around, band, smooth, soft, turned
from .staging import Shape, couple, mirrored


def _cloth(ink: Ink) -> str:
    """A patterned cloth under the thing."""
    return layers(
        path("M60 316L120 274H290L348 316L200 350Z", ink.body()),
        stroke("M80 315L126 282H284L328 315L200 342Z", ink.contrast, 2.4, opacity=0.9),
        *(
            path(diamond(x, y, 7, 4), ink.accent)
            for x, y in ((98, 315), (130, 325), (166, 333), (234, 333), (270, 325), (308, 315))
        ),
    )


def _pomegranate(ink: Ink, x: float, y: float, r: float, tone: str) -> str:
    crown = (
        f"M{x - r * 0.26} {y - r * 0.86}L{x - r * 0.34} {y - r * 1.34}L{x - r * 0.1}"
        f" {y - r * 1.08}L{x} {y - r * 1.42}L{x + r * 0.1} {y - r * 1.08}L{x + r * 0.34}"
        f" {y - r * 1.34}L{x + r * 0.26} {y - r * 0.86}Z"
    )
    return layers(
        path(crown, darker(tone, 0.22)),
        path(
            smooth(
                (x, y - r * 0.96),
                (x + r * 0.66, y - r * 0.78),
                (x + r, y),
                (x + r * 0.7, y + r * 0.74),
                (x, y + r),
                (x - r * 0.7, y + r * 0.74),
                (x - r, y),
                (x - r * 0.66, y - r * 0.78),
            ),
            ink.round(tone),
        ),
        oval(x - r * 0.38, y - r * 0.4, r * 0.2, r * 0.13, "#ffffff", opacity=0.6),
    )


def pomegranates(ink: Ink) -> str:
    """Two whole fruits and an opened one on a cloth."""
    seeds = [
        (x, y)
        for r, count in ((0, 1), (15, 6), (31, 12), (46, 18))
        for x, y in dots(258, 270, r, count=count)
    ]
    return layers(
        _cloth(ink),
        _pomegranate(ink, 210, 168, 62, "#a81f3a"),
        _pomegranate(ink, 136, 236, 74, "#c22744"),
        disc(258, 270, 66, ink.round("#c22744")),
        disc(258, 270, 58, "#f6e3b4"),
        stroke(
            "".join(f"M258 270L{x:.0f} {y:.0f}" for x, y in dots(258, 270, 56, count=6)),
            "#fbf2d6",
            7,
        ),
        *(
            path(
                smooth((x - 6, y), (x - 2, y - 7), (x + 5, y - 5), (x + 6, y + 3), (x, y + 7)),
                "#c3163c" if i % 3 else "#e03a58",
            )
            + disc(x - 1.6, y - 2.4, 1.6, "#ffd3da")
            for i, (x, y) in enumerate(seeds)
        ),
        *(
            path(
                smooth((x - 7, y), (x - 2, y - 7), (x + 6, y - 5), (x + 7, y + 3), (x, y + 7)),
                "#d3203f",
            )
            + disc(x - 2, y - 3, 1.8, "#ffd3da")
            for x, y in ((176, 322), (196, 332), (160, 334), (318, 330))
        ),
    )


def melon(ink: Ink) -> str:
    """A whole melon and a slice on a painted dish."""
    fruit = soft("70 216, 96 156, 170 122, 250 128, 316 166, 334 210, 308 254, 200 276, 96 258")
    net = "".join(
        (f"M{x} 110C{x - 26} 160 {x - 26} 240 {x + 4} 290") for x in range(80, 360, 22)
    ) + "".join(f"M60 {y}C140 {y - 22} 260 {y - 18} 340 {y + 4}" for y in range(150, 280, 20))
    dish = turned((152, 292), (140, 312), (88, 330), (76, 338), tilt=0.08)
    return layers(
        path(dish, ink.body()),
        group(
            path(band(303, 14, sag=10), ink.contrast, opacity=0.94),
            *(
                path(diamond(x, y, 6 * n + 1, 6), ink.dark(0.2))
                for x, y, n in around(310, w=138, count=13, sag=10)
            ),
            clip=ink.clip(dish),
        ),
        oval(200, 292, 152, 14, ink.light(0.3)),
        oval(200, 292, 142, 11, WARM_WHITE),
        group(
            path(fruit, ink.round("#e3b23e", depth=0.3)),
            group(
                stroke(net, "#f6dfa0", 2, opacity=0.75),
                *(
                    path(
                        smooth((x, 110), (x + 22, 200), (x + 8, 290), (x - 10, 290), (x - 4, 200)),
                        "#8f9a3a",
                        opacity=0.5,
                    )
                    for x in (110, 176, 246, 306)
                ),
                clip=ink.clip(fruit),
            ),
            stroke("M70 214C54 208 46 196 50 182", "#7a6a34", 8),
            gloss("M116 168C146 142 186 134 220 136", 9, opacity=0.5),
            transform="translate(0 16)",
        ),
        group(
            path(
                "M96 236C120 308 240 322 306 250C296 296 250 322 198 320C146 318 108 286 96 236Z",
                ink.body("#8f9a3a"),
            ),
            path(
                "M100 236C128 298 236 308 302 248C284 284 246 304 200 304C150 304 114 276 100 236Z",
                "#f4ecc4",
            ),
            path(
                "M104 236C134 286 230 294 300 248C262 236 236 258 198 254C158 252 138 228 104 236Z",
                ink.body("#f7d98d", depth=0.12),
            ),
            *(
                path(smooth((x - 6, y), (x, y - 3), (x + 6, y), (x, y + 3)), "#b98a3a")
                for x, y in ((150, 250), (176, 258), (204, 262), (232, 260), (258, 254))
            ),
            transform="translate(40 80) scale(.76)",
        ),
    )


def grapes(ink: Ink) -> str:
    """A bunch in the chosen colour."""
    rows = (
        (138, (128, 164, 200, 236, 272)),
        (166, (110, 146, 182, 218, 254, 288)),
        (194, (128, 164, 200, 236, 272)),
        (222, (146, 182, 218, 254)),
        (250, (164, 200, 236)),
        (278, (182, 218)),
        (304, (200,)),
    )
    berries = [(x, y) for y, xs in rows for x in xs]
    return layers(
        stroke("M200 122C200 96 214 84 206 60", WOOD, 9),
        stroke("M206 96C236 84 240 66 262 76C274 82 268 96 258 92", "#6f9440", 4),
        path(
            soft(
                "196 110, 150 118, 118 96, 104 104, 108 74, 90 56, 130 50, 148 30, 166 54,"
                " 196 58, 190 84"
            ),
            ink.body("#5f9a3f"),
        ),
        stroke(
            "M194 104C168 88 146 72 128 66M160 82L148 50M148 78L112 92", "#d8e8b4", 2, opacity=0.8
        ),
        *(
            disc(x, y, 22, ink.round(ink.colour if (x + y) % 4 else ink.dark(0.1)))
            + oval(x - 7, y - 8, 5, 4, "#ffffff", opacity=0.6)
            for x, y in berries
        ),
    )


SHAPES = (
    Shape(
        name="pomegranates",
        paint=pomegranates,
        floor=340,
        spread=130,
        height=262,
        angle=mirrored,
        focus=(230, 260, 2.1),
    ),
    Shape(
        name="melon",
        paint=melon,
        floor=336,
        spread=92,
        height=216,
        angle=mirrored,
        focus=(180, 260, 2.1),
    ),
    Shape(
        name="grapes",
        paint=grapes,
        floor=326,
        spread=60,
        height=290,
        angle=couple,
        focus=(200, 190, 2),
    ),
)
