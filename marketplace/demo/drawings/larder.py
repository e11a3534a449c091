"""Bread, nuts and dried fruit of the bazaar, in dishes and cloths of the chosen colour."""

from .canvas import Ink, disc, gloss, group, layers, oval, path, stroke
from .ornaments import dots, petals, star, zigzag
from .outlines import around, band, smooth, soft, turned
from .staging import Shape, couple, mirrored, near


def _dish(ink: Ink, *, w: float, top: float, foot: float) -> str:
    """A painted wooden dish, seen from the side."""
    body = turned((w, top), (w * 0.96, top + 20), (w * 0.7, foot - 10), (w * 0.5, foot), tilt=0.06)
    return layers(
        path(body, ink.body()),
        group(
            path(band(top + 12, 32, w=w, sag=8), ink.contrast, opacity=0.94),
            "".join(
                path(star(x, y, 13 * n**0.4), ink.dark(0.1))
                + path(star(x, y, 6 * n**0.4), ink.accent)
                for x, y, n in around(top + 22, w=w * 0.92, count=9, sag=7)
            ),
            path(band(top + 5, 4, w=w, sag=8), ink.accent),
            path(band(top + 50, 4, w=w, sag=8), ink.accent),
            path(
                f"M{200 + w * 0.6} {top - 10}H{200 + w + 10}V{foot + 20}H{200 + w * 0.3}Z",
                ink.dark(0.5),
                opacity=0.2,
            ),
            clip=ink.clip(body),
        ),
        gloss(
            (
                f"M{200 - w * 0.9} {top + 16}C{200 - w * 0.86} {top + 40} {200 - w * 0.74}"
                f" {foot - 30} {200 - w * 0.66} {foot - 18}"
            ),
            6,
        ),
    )


def dried_fruit(ink: Ink) -> str:
    """Apricots, raisins and figs heaped on a dish."""
    apricots = (
        (140, 206),
        (190, 196),
        (240, 204),
        (166, 168),
        (218, 164),
        (192, 136),
        (110, 226),
        (288, 226),
        (270, 186),
    )
    return layers(
        path(
            soft("70 244, 110 196, 160 150, 196 130, 238 154, 292 200, 330 244, 200 264"),
            "#8a4a1c",
        ),
        *(
            path(
                smooth(
                    (x - 27, y + 2),
                    (x - 14, y - 17),
                    (x + 12, y - 18),
                    (x + 27, y),
                    (x + 12, y + 17),
                    (x - 14, y + 17),
                ),
                ink.round(("#e88a2c", "#d9721f", "#efa03f")[i % 3]),
            )
            + stroke(
                f"M{x - 14} {y + 4}C{x - 4} {y - 6} {x + 6} {y - 4} {x + 14} {y + 2}",
                "#a54c12",
                2.4,
                opacity=0.7,
            )
            + oval(x - 9, y - 9, 6, 3, "#ffffff", opacity=0.45)
            for i, (x, y) in enumerate(apricots)
        ),
        *(
            oval(x, y, 9, 6.4, ink.round(t))
            for x, y, t in (
                (150, 232, "#3b2340"),
                (172, 226, "#7d8b34"),
                (214, 228, "#3b2340"),
                (232, 236, "#7d8b34"),
                (196, 234, "#5a2c22"),
                (256, 228, "#3b2340"),
                (122, 244, "#7d8b34"),
                (282, 246, "#5a2c22"),
                (164, 146, "#3b2340"),
                (220, 138, "#7d8b34"),
            )
        ),
        _dish(ink, w=142, top=244, foot=332),
    )


def nuts(ink: Ink) -> str:
    """A cloth sack of walnuts and pistachios."""
    sack = soft(
        "96 190, 84 240, 78 300, 96 336, 200 344, 304 336, 322 300, 316 240, 304 190, 304"
        " 190, 96 190"
    )

    def walnut(x: float, y: float) -> str:
        return layers(
            path(
                smooth(
                    (x - 26, y),
                    (x - 16, y - 22),
                    (x + 14, y - 23),
                    (x + 27, y),
                    (x + 14, y + 22),
                    (x - 14, y + 22),
                ),
                ink.round("#b98a55"),
            ),
            stroke(
                (
                    f"M{x} {y - 23}C{x + 6} {y - 8} {x - 6} {y + 8} {x} {y + 22}M{x - 14}"
                    f" {y - 12}C{x - 6} {y - 6} {x - 16} {y + 4} {x - 8} {y + 12}M{x + 12}"
                    f" {y - 12}C{x + 6} {y - 4} {x + 18} {y + 2} {x + 10} {y + 12}"
                ),
                "#7d5630",
                2.2,
                opacity=0.75,
            ),
        )

    def pistachio(x: float, y: float, turn: float) -> str:
        nut = layers(
            oval(0, 0, 16, 11, ink.round("#e9d5ad")),
            path("M14 -2C6 -9 -8 -8 -12 -2C-4 2 6 2 14 -2Z", "#8fb04a"),
        )
        return group(nut, transform=f"translate({x} {y}) rotate({turn})")

    return layers(
        walnut(150, 150),
        walnut(204, 132),
        walnut(256, 152),
        pistachio(178, 160, 20),
        pistachio(232, 166, -30),
        walnut(124, 176),
        walnut(180, 178),
        walnut(236, 182),
        walnut(282, 176),
        pistachio(210, 184, 10),
        pistachio(152, 188, -20),
        pistachio(264, 190, 40),
        path(sack, ink.body()),
        group(
            path(star(200, 266, 52), ink.contrast),
            path(star(200, 266, 43, turn=22.5), ink.dark(0.2)),
            path(petals(200, 266, 36, count=12), ink.accent),
            disc(200, 266, 9, ink.contrast),
            *(
                stroke(f"M{x} 196C{x + d} 230 {x + d} 290 {x} 340", ink.dark(0.4), 5, opacity=0.2)
                for x, d in ((110, -14), (134, -8), (270, 8), (292, 14))
            ),
            stroke(zigzag(80, 324, 330, step=20, rise=12), ink.accent, 3),
            clip=ink.clip(sack),
        ),
        path(
            soft(
                "88 186, 106 174, 150 184, 200 188, 250 184, 294 174, 312 186, 308 204, 250"
                " 212, 200 216, 150 212, 92 204"
            ),
            ink.body(ink.light(0.2)),
        ),
        stroke("M100 196C160 208 240 208 300 196", ink.dark(0.2), 2, dash="5 5"),
        walnut(66, 326),
        pistachio(330, 334, 16),
        pistachio(100, 342, -14),
    )


def bread(ink: Ink) -> str:
    """Two rounds of stamped non on a cloth."""

    def loaf(x: float, y: float) -> str:
        return layers(
            oval(x, y + 10, 112, 42, "#9a5a20"),
            oval(x, y, 112, 42, ink.body("#dd9a45")),
            oval(x, y - 4, 104, 36, ink.body("#e9b162")),
            oval(x, y + 1, 72, 22, ink.body("#c98337")),
            oval(x, y + 2, 68, 20, ink.body("#efc888")),
            "".join(
                disc(u, y + 2 + (v - y) * 0.29, 2.6, "#94571f")
                for r, n in ((14, 5), (32, 12), (50, 18))
                for u, v in dots(x, y, r, count=n)
            ),
            *(
                oval(u, y - 4 + (v - y) * 0.34, 3, 1.8, "#fff6df")
                for u, v in dots(x, y, 88, count=22)
            ),
            gloss(
                f"M{x - 96} {y - 12}C{x - 70} {y - 32} {x - 30} {y - 36} {x} {y - 36}",
                5,
                opacity=0.4,
            ),
        )

    return layers(
        path("M40 306L104 246H300L360 306L200 352Z", ink.body()),
        stroke("M62 305L112 256H292L338 305L200 343Z", ink.contrast, 3),
        *(
            path(petals(x, y, 9, count=6), ink.accent)
            for x, y in ((78, 303), (112, 316), (156, 330), (244, 330), (288, 316), (322, 303))
        ),
        path("M360 306L368 314L200 362L32 314L40 306L200 352Z", ink.dark(0.2)),
        loaf(214, 262),
        group(loaf(0, 0), transform="translate(188 204) rotate(-5)"),
        stroke(
            "M196 150C186 134 206 126 196 108M232 152C222 134 242 126 230 106",
            "#ffffff",
            5,
            opacity=0.65,
        ),
    )


SHAPES = (
    Shape(
        name="dried-fruit",
        paint=dried_fruit,
        floor=334,
        spread=92,
        height=214,
        angle=mirrored,
        focus=(200, 236, 2.2),
    ),
    Shape(
        name="nuts",
        paint=nuts,
        floor=344,
        spread=130,
        height=236,
        angle=couple,
        focus=(200, 210, 2.1),
    ),
    Shape(
        name="non-bread",
        paint=bread,
        floor=346,
        spread=140,
        height=200,
        angle=near,
        focus=(180, 240, 2.1),
    ),
)
