"""Pottery of Rishtan and Gijduvan: painted bowls, dishes and vessels."""

from .canvas import Ink, disc, gloss, group, layers, oval, path, stroke
from .colours import WARM_WHITE
from .ornaments import almond, diamond, dots, petals, star, zigzag
from .outlines import around, band, soft, turned
from .staging import Shape, couple, family, mirrored


def teapot(ink: Ink) -> str:
    body = turned((46, 142), (84, 164), (106, 206), (108, 246), (88, 296), (60, 322), tilt=0.14)
    light, deep, gold = ink.contrast, ink.dark(0.42), ink.accent
    return layers(
        stroke("M290 192C344 182 356 240 330 268C316 282 302 286 286 286", ink.dark(0.3), 20),
        stroke("M292 188C340 180 350 236 326 262C314 275 300 280 288 281", ink.body(), 14),
        path(
            "M118 250C84 240 74 204 50 180C42 170 52 158 66 162C98 172 112 196 132 208Z",
            ink.body(ink.dark(0.12)),
        ),
        oval(57, 170, 13, 7, ink.dark(0.45)),
        path(body, ink.body()),
        group(
            path(band(206, 70), deep),
            path(band(198, 6), gold),
            path(band(278, 6), gold),
            "".join(
                path(diamond(x, y, 17 * n + 1, 27), light)
                + path(diamond(x, y, 10 * n + 1, 17), ink.colour)
                + path(diamond(x, y, 4 * n + 1, 7), gold)
                for x, y, n in around(241, w=104, count=7)
            ),
            "".join(
                path(petals(x, y, 10, count=6), light)
                for x, y, _ in around(178, w=88, count=7, sag=13)
            ),
            "".join(disc(x, y, 4, light) for x, y, _ in around(302, w=92, count=11)),
            path(
                soft("232 130, 320 180, 320 300, 250 340, 290 260, 280 190"),
                deep,
                opacity=0.2,
            ),
            clip=ink.clip(body),
        ),
        oval(200, 142, 50, 11, ink.dark(0.4)),
        path(turned((14, 112), (34, 124), (46, 140), tilt=0.2), ink.body(ink.dark(0.08))),
        *(path(diamond(x, y, 5, 6), light) for x, y, _ in around(128, w=34, count=5, sag=6)),
        disc(200, 104, 15, ink.round()),
        gloss("M116 214C122 190 136 172 154 162", 9, opacity=0.5),
        gloss("M110 246C110 252 111 258 112 262", 8, opacity=0.4),
        disc(195, 99, 4.5, "#ffffff", opacity=0.6),
    )


def _bowl(ink: Ink, *, w: float, top: float, foot: float, tilt: float) -> str:
    """A painted bowl with its white inside."""
    light, deep, gold = ink.contrast, ink.dark(0.42), ink.accent
    h = foot - top
    body = turned(
        (w, top),
        (w * 0.97, top + h * 0.3),
        (w * 0.78, top + h * 0.66),
        (w * 0.4, foot - 10),
        (w * 0.4, foot),
        tilt=tilt,
    )
    sag = w * tilt
    return layers(
        path(body, ink.body()),
        group(
            path(band(top + h * 0.16, h * 0.36, w=w, sag=sag), light, opacity=0.95),
            "".join(
                path(star(x, y, 15 * n**0.5), deep) + path(star(x, y, 8 * n**0.5), gold)
                for x, y, n in around(top + h * 0.35, w=w * 0.93, count=7, sag=sag)
            ),
            path(band(top + h * 0.06, 4, w=w, sag=sag), gold),
            path(band(top + h * 0.6, 4, w=w, sag=sag), gold),
            "".join(
                path(petals(x, y, 9, count=5), light)
                for x, y, _ in around(top + h * 0.72, w=w * 0.7, count=7, sag=sag * 0.8)
            ),
            path(band(top - 40, h + 90, cx=200 + w * 0.86, w=w * 0.34, sag=0), deep, opacity=0.24),
            clip=ink.clip(body),
        ),
        oval(200, top, w, w * tilt, WARM_WHITE),
        oval(200, top, w - 4, w * tilt - 2, ink.light(0.2)),
        oval(
            200,
            top + 2,
            w - 8,
            w * tilt - 4,
            ink.blend(((0, "#d9dde0"), (0.6, "#f4f2ec"), (1, "#ffffff"))),
        ),
        gloss(
            (
                f"M{200 - w * 0.9:g} {top + h * 0.3:g}C{200 - w * 0.84:g} {top + h * 0.56:g}"
                f" {200 - w * 0.7:g} {top + h * 0.7:g} {200 - w * 0.6:g} {top + h * 0.76:g}"
            ),
            7,
        ),
    )


def piala(ink: Ink) -> str:
    return layers(
        _bowl(ink, w=122, top=186, foot=324, tilt=0.22),
        oval(200, 192, 106, 19, ink.blend(((0, "#b5611c"), (1, "#e3a03a")))),
        oval(170, 188, 40, 6, "#ffe9b8", opacity=0.5),
        stroke(
            (
                "M168 164C156 146 180 134 168 112M206 160C194 140 220 126 206 100M242 164C232 148"
                " 252 138 242 118"
            ),
            "#ffffff",
            6,
            opacity=0.7,
        ),
    )


def fruit_bowl(ink: Ink) -> str:
    fruits = (
        (146, 176, 42, "#c22744"),
        (254, 176, 42, "#d0304c"),
        (200, 148, 48, "#b51d3b"),
        (104, 202, 28, "#e7a13a"),
        (296, 202, 28, "#e9b04b"),
        (200, 206, 34, "#8fb04a"),
    )
    return layers(
        *(
            disc(x, y, r, ink.round(tone))
            + oval(x - r * 0.36, y - r * 0.4, r * 0.2, r * 0.14, "#ffffff", opacity=0.55)
            for x, y, r, tone in fruits
        ),
        *(
            path(
                (
                    f"M{x - 9} {y}L{x - 12} {y - 16}L{x - 4} {y - 8}L{x} {y - 19}L{x + 4} {y - 8}"
                    f"L{x + 12} {y - 16}L{x + 9} {y}Z"
                ),
                "#8a1630",
            )
            for x, y in ((200, 104), (140, 138), (260, 138))
        ),
        _bowl(ink, w=138, top=210, foot=330, tilt=0.05),
    )


def lagan(ink: Ink) -> str:
    light, deep, gold = ink.contrast, ink.dark(0.42), ink.accent
    plate = layers(
        disc(0, 0, 138, ink.dark(0.3)),
        disc(0, -3, 137, ink.body()),
        disc(0, -3, 131, light),
        disc(0, -3, 127, ink.body(ink.light(0.06))),
        "".join(
            path(almond(x, y, 12, turn=i * 18), light)
            for i, (x, y) in enumerate(dots(0, -3, 112, count=20))
        ),
        disc(0, -3, 98, gold),
        disc(0, -3, 95, deep),
        "".join(path(diamond(x, y, 5, 6), light) for x, y in dots(0, -3, 88, count=26)),
        disc(0, -3, 80, light),
        disc(0, -3, 77, ink.blend(((0, ink.dark(0.16)), (1, ink.light(0.12))))),
        path(star(0, -3, 74), light, opacity=0.95),
        path(star(0, -3, 66), ink.body(ink.dark(0.06))),
        path(petals(0, -3, 58, count=12), light),
        path(petals(0, -3, 44, count=12, turn=15), gold),
        disc(0, -3, 24, deep),
        path(star(0, -3, 20), light),
        disc(0, -3, 8, gold),
        gloss("M-118 -44C-108 -74 -88 -98 -60 -112", 9, opacity=0.45),
        gloss("M60 46A76 76 0 0 1 20 70", 6, opacity=0.35),
    )
    return layers(
        path("M120 330L140 268H152L138 330ZM280 330L260 268H248L262 330Z", "#7a4f2c"),
        group(plate, transform="translate(200 190)"),
        stroke("M104 330C128 336 138 322 148 312M296 330C272 336 262 322 252 312", "#9a6a3f", 10),
    )


def mug(ink: Ink) -> str:
    body = turned((86, 122), (86, 180), (84, 280), (72, 322), tilt=0.16)
    return layers(
        stroke("M276 168C340 158 346 270 270 268", ink.dark(0.3), 22),
        stroke("M278 164C334 156 338 262 272 262", ink.body(), 15),
        path(body, ink.tube()),
        group(
            path(band(190, 66, w=120), ink.contrast, opacity=0.95),
            stroke(zigzag(110, 290, 236, step=22, rise=18), ink.colour, 5),
            "".join(
                path(petals(x, y, 13, count=8), ink.accent) + disc(x, y, 4, ink.dark(0.3))
                for x, y, _ in around(214, w=80, count=5, sag=10)
            ),
            path(band(176, 5, w=120), ink.accent),
            path(band(265, 5, w=120), ink.accent),
            clip=ink.clip(body),
        ),
        oval(200, 122, 86, 15, ink.light(0.5)),
        oval(200, 123, 80, 12, ink.dark(0.4)),
        oval(200, 127, 74, 9, "#8a4b20"),
        gloss("M132 150C130 190 132 250 138 290", 8, opacity=0.45),
        stroke(
            "M176 98C164 82 188 70 176 48M216 96C204 78 230 66 216 42", "#ffffff", 6, opacity=0.65
        ),
    )


def vase(ink: Ink) -> str:
    body = turned(
        (34, 74), (26, 96), (32, 132), (72, 176), (84, 226), (68, 288), (44, 332), tilt=0.12
    )
    light, deep, gold = ink.contrast, ink.dark(0.42), ink.accent
    return layers(
        path(body, ink.tube()),
        group(
            path(band(176, 86, w=120, sag=10), deep, opacity=0.9),
            path(band(168, 5, w=120, sag=10), gold),
            path(band(265, 5, w=120, sag=10), gold),
            *(
                path(star(x, y, 30 * n**0.4), light)
                + path(star(x, y, 23 * n**0.4, turn=22.5), ink.colour)
                + path(petals(x, y, 19 * n**0.4), gold)
                + disc(x, y, 4, deep)
                for x, y, n in around(214, w=80, count=3, sag=10)
            ),
            *(path(diamond(x, y, 5, 12), gold) for x, y in ((170, 224), (230, 224))),
            *(
                path(almond(x, y, 11 * n**0.3), light)
                for x, y, n in around(146, w=48, count=5, sag=7)
            ),
            *(path(petals(x, y, 9, count=6), light) for x, y, _ in around(296, w=58, count=5)),
            path(band(112, 5, w=60, sag=5), gold),
            clip=ink.clip(body),
        ),
        oval(200, 74, 36, 8, ink.light(0.4)),
        oval(200, 75, 29, 5.5, ink.dark(0.5)),
        gloss("M126 228C124 206 132 188 146 176", 8, opacity=0.45),
    )


SHAPES = (
    Shape(
        name="vase",
        paint=vase,
        floor=336,
        spread=62,
        height=266,
        angle=couple,
        focus=(190, 214, 2.2),
    ),
    Shape(
        name="teapot",
        paint=teapot,
        floor=330,
        spread=104,
        height=240,
        angle=mirrored,
        focus=(168, 226, 2.2),
    ),
    Shape(
        name="piala",
        paint=piala,
        floor=328,
        spread=70,
        height=210,
        angle=couple,
        focus=(176, 240, 2.2),
    ),
    Shape(
        name="fruit-bowl",
        paint=fruit_bowl,
        floor=332,
        spread=84,
        height=250,
        angle=mirrored,
        focus=(180, 236, 2.2),
    ),
    Shape(
        name="lagan",
        paint=lagan,
        floor=332,
        spread=104,
        height=280,
        angle=family,
        focus=(166, 158, 2.2),
    ),
    Shape(
        name="mug", paint=mug, floor=332, spread=84, height=240, angle=couple, focus=(186, 214, 2.2)
    ),
)
