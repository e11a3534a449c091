"""Tools of the house and the garden."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import STEEL, WARM_WHITE, WOOD, darker, lighter
from .ornaments import petals, star, zigzag
from .outlines import around, band, rounded, soft, turned
from .staging import Shape, boxed, family, mirrored


def drill(ink: Ink) -> str:
    body = soft(
        "98 112, 98 112, 130 96, 240 96, 264 108, 264 108, 264 168, 264 168, 240 178, 176"
        " 180, 164 210, 158 276, 158 276, 104 276, 104 276, 112 200, 96 168"
    )
    return layers(
        path(
            "M84 274H184C194 274 198 280 198 290V322C198 332 192 338 182 338H82C70 338 64"
            " 330 66 318L72 286C74 278 78 274 84 274Z",
            ink.body("#2b2f3a"),
        ),
        rect(72, 300, 122, 16, 4, ink.body(ink.accent, towards=DOWN)),
        path(rounded(88, 282, 40, 10, 4), "#4a5063"),
        rect(262, 112, 30, 52, 6, ink.body("#3a3f4c", towards=DOWN)),
        path("M292 118L324 126V150L292 158Z", ink.metal("#7d8595", towards=DOWN)),
        path("M324 132H376L384 138L376 144H324Z", ink.metal(STEEL, towards=DOWN)),
        stroke("M332 132l8 12M346 132l8 12M360 132l8 12", "#6d7686", 2.4),
        path(body, ink.body()),
        group(
            path("M90 100H140V184H90Z", ink.dark(0.4)),
            *(rect(100, 112 + i * 12, 28, 5, 2.5, ink.dark(0.65)) for i in range(5)),
            path("M98 200L170 214V290H98Z", "#2b2f3a"),
            *(stroke(f"M104 {y}L160 {y + 8}", "#4a5063", 3) for y in range(216, 274, 12)),
            path("M130 160H270V190H130Z", ink.dark(0.5), opacity=0.2),
            clip=ink.clip(body),
        ),
        path("M174 184C190 186 196 196 192 212C188 222 176 222 168 216Z", ink.body(RED)),
        path(star(200, 136, 25), ink.contrast),
        path(star(200, 136, 19, turn=22.5), ink.dark(0.2)),
        path(star(200, 136, 10), ink.accent),
        rect(238, 104, 8, 66, 3, ink.accent),
        gloss("M146 104H232", 5, opacity=0.5),
    )


def hammer(ink: Ink) -> str:
    thing = layers(
        rect(188, 96, 26, 150, 6, ink.tube(WOOD)),
        path(
            soft(
                "184 236, 184 236, 216 236, 216 236, 222 290, 220 340, 214 356, 188 356,"
                " 180 340, 178 290"
            ),
            ink.tube(),
        ),
        *(
            stroke(f"M182 {y}C194 {y + 6} 206 {y + 6} 218 {y}", ink.dark(0.4), 3)
            for y in range(260, 340, 14)
        ),
        rect(182, 232, 36, 10, 4, ink.accent),
        path(star(200, 212, 9), ink.accent),
        path(
            "M168 70H250V122H168C160 122 158 118 158 112V80C158 74 160 70 168 70Z",
            ink.metal("#7d8595", towards=DOWN),
        ),
        rect(246, 76, 18, 40, 3, ink.metal("#6d7686", towards=DOWN)),
        rect(260, 64, 32, 64, 7, ink.metal("#a7afbd", towards=DOWN)),
        path(
            "M160 74C120 70 92 84 72 118C66 128 78 132 86 124C104 104 126 100 162 112Z",
            ink.metal("#8d95a4", towards=DOWN),
        ),
        path(
            "M160 92C124 90 100 100 82 122L86 124C104 104 126 100 162 112Z", "#5a6170", opacity=0.7
        ),
        rect(190, 64, 22, 8, 3, darker(WOOD, 0.2)),
        gloss("M174 80H240", 4, opacity=0.6),
    )
    nails = "".join(
        group(
            rect(-2, 0, 4, 40, 1, ink.metal(STEEL)),
            oval(0, 0, 9, 3.4, "#8d95a4"),
            transform=f"translate({x} {y}) rotate({a})",
        )
        for x, y, a in ((286, 300, 62), (312, 322, 80), (296, 336, 96))
    )
    return layers(group(thing, transform="translate(-10 -6) rotate(22 200 200)"), nails)


def watering_can(ink: Ink) -> str:
    body = turned((66, 184), (82, 196), (90, 310), (86, 330), cx=220, tilt=0.12)
    return layers(
        stroke("M284 196C352 176 372 262 306 300", ink.dark(0.34), 15),
        stroke("M284 192C346 174 364 256 304 294", ink.body(), 10),
        stroke("M170 178C172 110 268 110 270 178", ink.dark(0.3), 14),
        stroke("M173 174C176 118 264 118 267 174", ink.body(), 9),
        path(
            "M146 300C104 270 96 210 70 176L92 160C122 200 126 226 156 244Z",
            ink.body(ink.dark(0.1)),
        ),
        path("M40 176L96 134L104 146L62 192Z", ink.body(ink.dark(0.24))),
        path("M40 176C32 164 84 126 96 134C100 146 52 184 40 176Z", ink.body(ink.light(0.3))),
        *(
            disc(x, y, 2.6, ink.dark(0.5))
            for x, y in ((54, 168), (66, 160), (78, 150), (64, 168), (78, 158), (86, 144))
        ),
        path(body, ink.tube()),
        group(
            path(band(226, 64, cx=220, w=130, sag=10), ink.contrast, opacity=0.94),
            "".join(
                path(petals(x, y, 20 * n**0.4), ink.colour)
                + path(petals(x, y, 12 * n**0.4, turn=22.5), ink.accent)
                + disc(x, y, 3, WARM_WHITE)
                for x, y, n in around(248, w=86, count=5, cx=220, sag=10)
            ),
            path(band(218, 5, cx=220, w=130, sag=10), ink.accent),
            path(band(293, 5, cx=220, w=130, sag=10), ink.accent),
            clip=ink.clip(body),
        ),
        oval(220, 184, 66, 10, ink.light(0.36)),
        oval(220, 185, 58, 7, ink.dark(0.5)),
        gloss("M150 212C146 240 144 280 148 306", 8, opacity=0.42),
        *(
            path(
                f"M{x} {y}C{x - 7} {y + 12} {x - 5} {y + 18} {x} {y + 18}C{x + 5}"
                f" {y + 18} {x + 7} {y + 12} {x} {y}Z",
                "#6aa9dc",
            )
            for x, y in ((36, 204), (56, 218), (34, 244), (62, 256))
        ),
    )


def plant(ink: Ink) -> str:
    """A ficus in a painted pot."""
    pot = turned((78, 222), (74, 240), (60, 330), (56, 342), tilt=0.1)
    green = ("#2f6b4d", "#3f8f63", "#58a873", "#2c7a55")
    spots = (
        (200, 62, 0, 1),
        (150, 84, -36, 1),
        (250, 84, 36, 1),
        (116, 132, -66, 1),
        (284, 132, 66, 1),
        (176, 116, -18, 0.9),
        (226, 118, 20, 0.9),
        (136, 176, -84, 0.86),
        (266, 178, 84, 0.86),
        (200, 146, 4, 0.94),
        (166, 172, -46, 0.76),
        (236, 172, 46, 0.76),
    )
    leaf = "M0 -40C24 -24 26 12 0 40C-26 12 -24 -24 0 -40Z"
    return layers(
        stroke(
            "M200 226C196 180 204 130 200 90M200 210C180 180 160 160 140 140M200 206C222"
            " 178 240 160 262 140",
            "#7a5a35",
            6,
        ),
        *(
            group(
                path(leaf, ink.body(green[i % 4])),
                stroke("M0 -32V36", lighter(green[i % 4], 0.5), 2, opacity=0.8),
                path("M0 -40C24 -24 26 12 0 40Z", "#0f3a28", opacity=0.14),
                transform=f"translate({x} {y}) rotate({a}) scale({k})",
            )
            for i, (x, y, a, k) in enumerate(spots)
        ),
        path(pot, ink.tube()),
        group(
            path(band(258, 46, w=120, sag=8), ink.contrast, opacity=0.94),
            "".join(
                path(star(x, y, 19 * n**0.4), ink.colour)
                + path(star(x, y, 11 * n**0.4, turn=22.5), WARM_WHITE)
                + path(star(x, y, 6 * n**0.4), ink.accent)
                for x, y, n in around(274, w=66, count=5, sag=8)
            ),
            path(band(251, 4, w=120, sag=8), ink.accent),
            path(band(307, 4, w=120, sag=8), ink.accent),
            clip=ink.clip(pot),
        ),
        path(turned((86, 212), (86, 232), tilt=0.1), ink.tube(ink.light(0.06))),
        oval(200, 213, 86, 9, ink.light(0.4)),
        oval(200, 214, 78, 7, "#4a3326"),
        gloss("M138 250C138 280 144 310 148 326", 6, opacity=0.4),
    )


def toolbox(ink: Ink) -> str:
    return layers(
        stroke(
            "M138 160V124C138 112 146 106 158 106H242C254 106 262 112 262 124V160", "#343a49", 14
        ),
        rect(152, 96, 96, 20, 10, ink.body("#6d4327", towards=DOWN)),
        group(
            rect(-7, -64, 14, 84, 6, ink.tube(WOOD)),
            rect(-24, -84, 48, 24, 5, ink.metal("#7d8595", towards=DOWN)),
            transform="translate(106 168) rotate(-12)",
        ),
        group(
            rect(-4, -70, 8, 60, 1, ink.metal(STEEL)),
            rect(-9, -20, 18, 50, 7, ink.tube(RED)),
            transform="translate(300 168) rotate(10)",
        ),
        path("M64 164H336L348 196H52Z", ink.body(ink.dark(0.5), towards=DOWN)),
        rect(52, 188, 296, 144, 12, ink.body()),
        path(
            "M52 200C52 192 58 188 64 188H336C342 188 348 192 348 200V232H52Z",
            ink.body(ink.light(0.16), towards=DOWN),
        ),
        stroke("M52 233H348", ink.dark(0.45), 4),
        *(
            rect(x, 218, 36, 34, 5, ink.metal(STEEL)) + rect(x + 8, 232, 20, 12, 3, "#6d7686")
            for x in (96, 268)
        ),
        rect(146, 258, 108, 52, 8, WARM_WHITE),
        path(star(200, 284, 22), ink.colour),
        path(star(200, 284, 14, turn=22.5), WARM_WHITE),
        path(star(200, 284, 8), ink.accent),
        stroke(
            zigzag(66, 136, 300, step=17, rise=13) + zigzag(264, 334, 300, step=17, rise=13),
            ink.accent,
            4,
        ),
        *(rect(x, 320, 40, 16, 5, "#2b2f3a") for x in (70, 290)),
        gloss("M66 200H180", 5, opacity=0.5),
    )


RED = "#c22f45"

SHAPES = (
    Shape(
        name="drill",
        paint=drill,
        floor=338,
        spread=84,
        centre=150,
        height=242,
        angle=boxed,
        focus=(196, 150, 2.1),
    ),
    Shape(
        name="hammer",
        paint=hammer,
        floor=346,
        spread=104,
        height=290,
        angle=mirrored,
        focus=(220, 110, 2.1),
    ),
    Shape(
        name="watering-can",
        paint=watering_can,
        floor=338,
        spread=98,
        centre=216,
        height=228,
        angle=mirrored,
        focus=(216, 236, 2.1),
    ),
    Shape(
        name="plant-pot",
        paint=plant,
        floor=346,
        spread=64,
        height=322,
        angle=family,
        focus=(200, 240, 2.1),
    ),
    Shape(
        name="toolbox",
        paint=toolbox,
        floor=336,
        spread=146,
        height=250,
        angle=mirrored,
        focus=(150, 240, 2.1),
    ),
)
