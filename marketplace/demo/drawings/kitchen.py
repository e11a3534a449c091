"""What stands on the fire."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .ornaments import star
from .outlines import around, band, smooth, soft, turned
from .staging import Shape, mirrored, near


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


def cauldron(ink: Ink) -> str:
    """A qozon of plov on its stand."""
    pot = turned((124, 196), (128, 220), (112, 274), (70, 312), (40, 318), tilt=0.22)
    rice = soft("86 196, 120 160, 164 140, 206 134, 250 144, 288 168, 314 196, 260 214, 140 214")
    carrots = (
        (136, 180, 20),
        (172, 156, -30),
        (214, 150, 14),
        (250, 168, 40),
        (196, 180, 64),
        (280, 186, -10),
        (158, 196, -40),
        (230, 196, 20),
        (110, 194, 40),
    )
    return layers(
        stroke("M112 300L92 350M288 300L308 350M200 316V352", "#3a3f4c", 9),
        path("M96 320C140 336 260 336 304 320V330C260 346 140 346 96 330Z", "#2b2f3a"),
        rect(54, 206, 38, 16, 8, ink.dark(0.3)),
        rect(308, 206, 38, 16, 8, ink.dark(0.44)),
        path(pot, ink.body()),
        group(
            path(band(232, 5, w=150, sag=24), ink.accent),
            path(
                soft("262 180, 350 180, 340 340, 220 340, 270 280"),
                ink.dark(0.5),
                opacity=0.28,
            ),
            clip=ink.clip(pot),
        ),
        oval(200, 198, 124, 28, ink.light(0.36)),
        oval(200, 198, 116, 24, ink.dark(0.55)),
        path(rice, ink.body("#f0c766")),
        *(
            group(rect(-11, -3.2, 22, 6.4, 2, tone), transform=f"translate({x} {y}) rotate({a})")
            for i, (x, y, a) in enumerate(carrots)
            for tone in (("#e0782a", "#efa03c")[i % 2],)
        ),
        *(
            path(
                smooth(
                    (x - 18, y), (x - 8, y - 12), (x + 12, y - 10), (x + 18, y + 4), (x, y + 12)
                ),
                ink.body("#8a4b26"),
            )
            for x, y in ((194, 140), (232, 158), (150, 172))
        ),
        *(disc(x, y, 4.4, "#7a2436") for x, y in ((178, 172), (262, 184), (126, 200), (214, 172))),
        oval(214, 128, 15, 17, ink.body("#f6eee0")),
        stroke("M204 116C212 124 214 132 212 142M220 114C216 124 218 136 220 142", "#cdbfa8", 1.8),
        gloss("M84 236C92 262 108 280 124 292", 8, opacity=0.35),
    )


SHAPES = (
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
    Shape(
        name="qozon",
        paint=cauldron,
        floor=350,
        spread=116,
        height=236,
        angle=mirrored,
        focus=(180, 220, 2),
    ),
)
