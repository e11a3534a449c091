"""The table: pottery of Rishtan and what stands beside it."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import WARM_WHITE
from .ornaments import almond, diamond, dots, petals, star, zigzag
from .outlines import around, band, soft, turned
from .staging import Shape, couple, family, mirrored, near


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


def kettle(ink: Ink) -> str:
    body = turned((58, 158), (96, 184), (122, 240), (128, 300), (122, 322), tilt=0.08)
    return layers(
        stroke("M104 196C84 60 316 60 296 196", ink.metal("#8d95a4"), 9),
        stroke("M142 104C168 84 232 84 258 104", "#3d2a1e", 22),
        gloss("M150 100C172 86 214 84 236 92", 4, opacity=0.35),
        path(
            "M290 236C316 222 322 190 344 168L366 184C350 206 346 258 304 284Z",
            ink.body(ink.dark(0.1)),
        ),
        path("M340 168L352 156L372 174L366 186Z", ink.metal("#b9c0cc")),
        path(body, ink.body()),
        group(
            path(band(236, 46, w=160, sag=10), ink.contrast, opacity=0.94),
            "".join(
                path(star(x, y, 16 * n**0.4), ink.colour) + path(star(x, y, 8 * n**0.4), ink.accent)
                for x, y, n in around(258, w=118, count=9, sag=10)
            ),
            path(band(300, 30, w=160, sag=8), ink.metal("#aab1bd")),
            path(
                soft("262 150, 350 200, 350 330, 280 330, 300 260"),
                ink.dark(0.5),
                opacity=0.22,
            ),
            clip=ink.clip(body),
        ),
        oval(200, 158, 62, 11, ink.dark(0.4)),
        path(turned((16, 136), (44, 144), (58, 157), tilt=0.14), ink.body(ink.light(0.1))),
        disc(200, 126, 14, ink.round("#3d2a1e")),
        gloss("M98 252C104 222 118 200 138 188", 10, opacity=0.45),
    )


def pan(ink: Ink) -> str:
    """A frying pan with the breakfast in it."""
    return layers(
        group(
            rect(128, -13, 96, 26, 13, ink.body("#5b3c28", towards=DOWN)),
            rect(78, -9, 64, 18, 5, ink.metal("#b9c0cc", towards=DOWN)),
            disc(208, 0, 5, "#2a1b12"),
            transform="translate(186 226) rotate(-30)",
        ),
        path(turned((136, 222), (128, 262), (104, 300), (96, 312), cx=172, tilt=0.2), ink.body()),
        oval(172, 222, 136, 58, ink.light(0.4)),
        oval(172, 222, 130, 54, ink.dark(0.3)),
        oval(172, 230, 116, 44, ink.blend(((0, "#2b2e38"), (1, "#4c515f")))),
        path(
            soft("92 226, 120 206, 156 214, 176 202, 206 216, 204 240, 170 246, 140 258, 108 248"),
            "#fffdf6",
        ),
        oval(146, 228, 26, 13, ink.round("#f2a81f")),
        oval(140, 224, 7, 3, "#fff4cf"),
        *(
            oval(x, y, 20, 10, ink.round("#d1364b"))
            + oval(x - 5, y - 3, 5, 2, "#ffffff", opacity=0.6)
            for x, y in ((232, 236), (204, 256))
        ),
        *(
            stroke(d, "#4f9a4a", 3)
            for d in ("M110 216l10 5", "M186 222l9-4", "M132 250l10 2", "M222 214l8 5")
        ),
        gloss("M46 240C54 268 74 286 96 298", 8, opacity=0.4),
        stroke(
            "M128 176C118 160 140 150 128 130M176 168C164 150 190 138 176 114",
            "#ffffff",
            6,
            opacity=0.6,
        ),
    )


SHAPES = (
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
    Shape(
        name="kettle",
        paint=kettle,
        floor=328,
        spread=124,
        height=240,
        angle=mirrored,
        focus=(170, 236, 2.2),
    ),
    Shape(
        name="frying-pan",
        paint=pan,
        floor=326,
        spread=116,
        centre=180,
        height=180,
        angle=near,
        focus=(150, 240, 2),
    ),
)
