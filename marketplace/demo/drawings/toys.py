"""Toys and what children need."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, ring, stroke
from .colours import NIGHT, STEEL, WARM_WHITE, darker, lighter
from .ornaments import almond, diamond, petals, star, zigzag
from .outlines import around, band, soft, turned
from .staging import Shape, boxed, couple, mirrored

RED = "#d1364b"


def bear(ink: Ink) -> str:
    """A teddy bear in a little skullcap."""
    pale = ink.light(0.5)
    return layers(
        *(disc(x, 96, 27, ink.round()) + disc(x, 98, 15, pale) for x in (144, 256)),
        path(soft("136 208, 104 226, 92 264, 106 286, 132 276, 150 248"), ink.round()),
        path(
            soft("264 208, 296 226, 308 264, 294 286, 268 276, 250 248"), ink.round(ink.dark(0.06))
        ),
        path(
            soft("200 190, 262 206, 284 262, 262 318, 200 332, 138 318, 116 262, 138 206"),
            ink.round(),
        ),
        oval(200, 272, 52, 48, pale),
        path(soft("84 322, 96 290, 130 286, 150 308, 146 336, 108 346"), ink.round()),
        path(
            soft("316 322, 304 290, 270 286, 250 308, 254 336, 292 346"), ink.round(ink.dark(0.06))
        ),
        *(
            oval(x, 318, 21, 20, pale)
            + "".join(disc(x + dx, 308, 4.4, ink.dark(0.2)) for dx in (-9, 0, 9))
            + oval(x, 324, 9, 7, ink.dark(0.2))
            for x in (116, 284)
        ),
        path(
            soft("200 74, 262 88, 282 138, 260 188, 200 204, 140 188, 118 138, 138 88"), ink.round()
        ),
        oval(200, 164, 40, 31, pale),
        oval(200, 150, 15, 10.5, NIGHT),
        oval(195, 146.5, 4.6, 2.6, "#ffffff", opacity=0.7),
        stroke("M200 160V172M182 174C190 184 210 184 218 174", NIGHT, 4),
        *(disc(x, 128, 9, NIGHT) + disc(x - 3, 125, 3, "#ffffff") for x in (166, 234)),
        *(oval(x, 156, 12, 8, RED, opacity=0.3) for x in (142, 258)),
        path(
            "M146 92C150 54 172 40 200 38C228 40 250 54 254 92C220 78 180 78 146 92Z",
            ink.body("#262936"),
        ),
        path("M144 84C180 70 220 70 256 84V98C220 84 180 84 144 98Z", "#343849"),
        *(path(almond(x, 62, 10, turn=t), WARM_WHITE) for x, t in ((178, -14), (222, 14))),
        stroke(zigzag(150, 250, 88, step=14, rise=7), ink.accent, 2.6),
        path(
            "M200 214L158 200C150 206 150 226 158 232ZM200 214L242 200C250 206 250 226 242 232Z",
            ink.body(ink.accent),
        ),
        disc(200, 215, 10, ink.round(darker(ink.accent, 0.16))),
        gloss("M132 122C138 104 148 94 160 90", 6, opacity=0.35),
    )


def blocks(ink: Ink) -> str:
    """Wooden cubes with carved ornaments."""

    def cube(x: float, y: float, tone: str, mark: str) -> str:
        return layers(
            path(
                f"M{x} {y}L{x + 24} {y - 20}H{x + 124}L{x + 100} {y}Z",
                ink.body(lighter(tone, 0.34)),
            ),
            path(
                f"M{x + 100} {y}L{x + 124} {y - 20}V{y + 80}L{x + 100} {y + 100}Z",
                ink.body(darker(tone, 0.2), towards=DOWN),
            ),
            rect(x, y, 100, 100, 3, ink.body(tone)),
            rect(x + 9, y + 9, 82, 82, 7, lighter(tone, 0.82)),
            group(mark, transform=f"translate({x + 50} {y + 50})"),
        )

    sun = (
        path(star(0, 0, 33), ink.dark(0.1))
        + path(star(0, 0, 22, turn=22.5), ink.accent)
        + disc(0, 0, 7, WARM_WHITE)
    )
    flower = (
        path(petals(0, 0, 33), RED)
        + path(petals(0, 0, 20, turn=22.5), "#f2c14e")
        + disc(0, 0, 6, WARM_WHITE)
    )
    leaf = path(almond(0, 2, 29), "#2c8a5f") + path(almond(1, 5, 15), WARM_WHITE)
    return layers(
        cube(64, 232, RED, flower),
        cube(186, 236, "#2c8a5f", leaf),
        cube(122, 130, ink.colour, sun),
        path("M140 112L176 58L212 112Z", ink.body(ink.accent)),
        path("M176 58L236 94L212 112Z", ink.body(darker(ink.accent, 0.22))),
        disc(338, 312, 24, ink.round("#2456b4")),
        oval(330, 303, 6, 4, "#ffffff", opacity=0.7),
    )


def toy_car(ink: Ink) -> str:
    body = soft(
        "42 268, 42 268, 46 226, 74 210, 112 204, 140 160, 172 144, 244 144, 282 166, 304"
        " 204, 346 216, 360 240, 360 268, 360 268"
    )
    return layers(
        stroke("M152 136H268", "#6d4327", 6),
        *(stroke(f"M{x} 134V148", "#6d4327", 6) for x in (166, 254)),
        rect(160, 104, 44, 30, 5, ink.body("#9a6a3f")),
        rect(206, 112, 52, 22, 5, ink.body(RED)),
        stroke("M160 118H204M230 112V134", "#f2c14e", 4),
        path(body, ink.body()),
        path("M132 204C146 170 158 158 180 156H204V204Z", "#dcecf4"),
        path("M214 204V156H242C264 158 278 176 292 204Z", "#c5dde9"),
        path("M140 204L166 160H180L154 204ZM226 204L238 156H248L240 204Z", "#ffffff", opacity=0.6),
        group(
            path("M40 226H364V250H40Z", ink.contrast, opacity=0.92),
            stroke(zigzag(44, 362, 245, step=20, rise=13), ink.dark(0.1), 4),
            path("M300 140H370V280H280C300 240 306 190 300 140Z", ink.dark(0.5), opacity=0.16),
            clip=ink.clip(body),
        ),
        stroke("M209 158V256", ink.dark(0.3), 2.4, opacity=0.7),
        rect(218, 212, 22, 6, 3, ink.metal(STEEL)),
        oval(350, 228, 10, 12, "#fff3c4"),
        oval(48, 236, 6, 10, RED),
        rect(34, 256, 54, 16, 8, ink.metal(STEEL, towards=DOWN)),
        rect(316, 256, 52, 16, 8, ink.metal(STEEL, towards=DOWN)),
        *(
            disc(x, 274, 42, ink.dark(0.4))
            + disc(x, 278, 38, "#23262f")
            + disc(x, 278, 24, ink.metal("#e8e4d8"))
            + path(star(x, 278, 17), ink.accent)
            + disc(x, 278, 6, ink.dark(0.3))
            for x in (112, 288)
        ),
        gloss("M152 152C164 146 200 145 238 147", 4, opacity=0.5),
        gloss("M58 222C70 214 90 211 108 210", 5, opacity=0.5),
    )


def stroller(ink: Ink) -> str:
    hood = "M96 192C96 120 150 74 220 74V192Z"
    cot = soft("92 190, 92 190, 324 190, 324 190, 306 244, 258 262, 150 260, 106 236")
    return layers(
        stroke("M324 196C346 160 350 132 372 116", "#5a6170", 8),
        stroke("M358 122L380 108", "#6d4327", 14),
        stroke("M136 256L262 312M264 256L134 312", "#8c95a4", 7),
        path(hood, ink.body()),
        group(
            *(
                path(
                    f"M220 192C{220 - k * 52} {150 - k * 4} {220 - k * 46} {110} 220 74",
                    ink.dark(0.3),
                    opacity=0.16,
                )
                for k in (0.6, 1.3, 2)
            ),
            path("M90 174H226V192H90Z", ink.accent),
            *(
                path(petals(x, y, 14), ink.contrast) + disc(x, y, 4, ink.accent)
                for x, y in ((136, 148), (176, 120), (192, 156), (152, 104))
            ),
            clip=ink.clip(hood),
        ),
        stroke("M96 192C96 120 150 74 220 74", ink.light(0.4), 4),
        path(
            soft("226 190, 240 160, 290 158, 312 190, 312 200, 226 200"), ink.body(ink.light(0.6))
        ),
        path(cot, ink.body(ink.dark(0.08))),
        group(
            path(band(206, 26, w=140, sag=6), ink.contrast, opacity=0.94),
            "".join(
                path(star(x, 224, 12), ink.colour) + path(star(x, 224, 6), ink.accent)
                for x in range(112, 320, 24)
            ),
            clip=ink.clip(cot),
        ),
        rect(84, 182, 246, 14, 7, ink.body(ink.light(0.24), towards=DOWN)),
        *(
            ring(x, 306, 38, "#2b2f3a", 9)
            + stroke(
                "".join(
                    f"M{x} 306L{x + dx} {306 + dy}"
                    for dx, dy in (
                        (34, 0),
                        (-34, 0),
                        (0, 34),
                        (0, -34),
                        (24, 24),
                        (-24, -24),
                        (24, -24),
                        (-24, 24),
                    )
                ),
                "#9aa3b2",
                2.4,
            )
            + disc(x, 306, 10, ink.round())
            for x in (126, 272)
        ),
        gloss("M110 160C116 128 138 104 164 92", 6, opacity=0.45),
    )


def stacking_rings(ink: Ink) -> str:
    rings = (
        (112, 300, ink.dark(0.12)),
        (98, 260, ink.accent),
        (84, 222, ink.light(0.1)),
        (70, 186, RED),
        (56, 152, ink.light(0.5)),
    )
    return layers(
        path(turned((120, 322), (122, 336), tilt=0.14), ink.body("#b98a55")),
        oval(200, 322, 120, 17, "#d9b27c"),
        *(
            path(
                turned((r - 10, y - 22), (r, y - 10), (r, y + 6), (r - 10, y + 18), tilt=0.08),
                ink.tube(tone),
            )
            + stroke(
                f"M{200 - r * 0.8} {y - 9}C{200 - r * 0.7} {y - 14} {200 - r * 0.5}"
                f" {y - 16} {200 - r * 0.3} {y - 17}",
                "#ffffff",
                5,
                opacity=0.5,
            )
            for r, y, tone in rings
        ),
        *(
            path(diamond(x, y, 6 * n + 1, 9), ink.contrast)
            for x, y, n in around(298, w=108, count=9, sag=6)
        ),
        *(
            path(petals(x, y, 10, count=6), WARM_WHITE)
            for x, y, _ in around(184, w=62, count=5, sag=4)
        ),
        disc(200, 102, 32, ink.round()),
        path(star(200, 104, 17), ink.contrast),
        path(star(200, 104, 9, turn=22.5), ink.accent),
        gloss("M180 92C184 82 192 77 200 76", 5, opacity=0.6),
    )


SHAPES = (
    Shape(
        name="teddy-bear",
        paint=bear,
        floor=340,
        spread=112,
        height=304,
        angle=couple,
        focus=(200, 130, 2.1),
    ),
    Shape(
        name="blocks",
        paint=blocks,
        floor=334,
        spread=144,
        height=276,
        angle=mirrored,
        focus=(180, 180, 2.2),
    ),
    Shape(
        name="toy-car",
        paint=toy_car,
        floor=316,
        spread=156,
        height=212,
        angle=boxed,
        focus=(270, 220, 2.1),
    ),
    Shape(
        name="stroller",
        paint=stroller,
        floor=346,
        spread=120,
        height=272,
        angle=mirrored,
        focus=(170, 170, 2.1),
    ),
    Shape(
        name="stacking-rings",
        paint=stacking_rings,
        floor=344,
        spread=112,
        height=272,
        angle=couple,
        focus=(200, 170, 2.1),
    ),
)
