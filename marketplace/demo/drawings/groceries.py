"""Groceries in bottles, jars and packs."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import WARM_WHITE, WOOD, darker, lighter
from .ornaments import diamond, petals, star
from .outlines import around, band, smooth, soft, turned
from .staging import Shape, couple, family, mirrored


def oil(ink: Ink) -> str:
    body = turned(
        (20, 84), (21, 116), (34, 142), (66, 172), (68, 206), (68, 326), (58, 348), tilt=0.1
    )
    return layers(
        rect(172, 40, 56, 44, 8, ink.tube("#2b2f3d")),
        *(rect(176 + i * 7, 46, 2, 32, 1, "#4a5063") for i in range(7)),
        rect(178, 82, 44, 12, 3, ink.metal("#d4ab5a")),
        path(body, ink.tube()),
        group(
            path("M150 120C176 140 224 140 250 120V170H150Z", "#ffffff", opacity=0.12),
            rect(130, 204, 140, 112, 0, WARM_WHITE),
            path("M130 198H270V204H130ZM130 316H270V322H130Z", ink.accent),
            path(star(200, 246, 34), ink.body()),
            path(star(200, 246, 26, turn=22.5), WARM_WHITE),
            path(petals(200, 246, 20, count=12), ink.accent),
            disc(200, 246, 7, ink.dark(0.3)),
            rect(164, 288, 72, 7, 3.5, ink.dark(0.24)),
            rect(178, 301, 44, 4, 2, ink.light(0.3)),
            path("M244 170H280V350H244Z", ink.dark(0.6), opacity=0.18),
            clip=ink.clip(body),
        ),
        gloss("M150 182C142 196 144 300 148 332", 9, opacity=0.42),
        gloss("M188 98C188 116 182 128 176 138", 5, opacity=0.4),
    )


def honey(ink: Ink) -> str:
    jar = turned((70, 140), (92, 160), (100, 196), (100, 300), (84, 332), tilt=0.14)
    cells = "".join(
        path(star(x, y, 15, points=3, inner=1), darker(ink.accent, 0.1), opacity=0.5)
        for y, row in ((190, 0), (213, 1), (305, 0), (326, 1))
        for x in range(100 + row * 13, 310, 26)
    )
    return layers(
        path(jar, ink.tube("#eaa22a")),
        group(
            path(band(120, 50, w=140, sag=8), "#fff2cf", opacity=0.75),
            cells,
            path(band(212, 78, w=140, sag=12), WARM_WHITE),
            path(band(206, 6, w=140, sag=12), ink.colour),
            path(band(288, 6, w=140, sag=12), ink.colour),
            path(star(200, 258, 33), ink.body()),
            path(petals(200, 258, 24), WARM_WHITE),
            disc(200, 258, 8, "#eaa22a"),
            *(
                rect(x, 246, 38, 6, 3, ink.dark(0.2)) + rect(x, 260, 28, 4, 2, ink.light(0.3))
                for x in (118, 246)
            ),
            path("M272 150H310V340H262C280 300 280 200 272 150Z", "#7a3f08", opacity=0.2),
            clip=ink.clip(jar),
        ),
        path(
            (
                "M112 146C112 108 140 84 200 84C260 84 288 108 288 146L300 168C284 160 276 172"
                " 262 166C246 160 238 174 222 168C208 162 196 176 180 168C166 162 152 174 138 166"
                "C124 160 116 172 100 168Z"
            ),
            ink.body(),
        ),
        *(
            path(petals(x, y, 10, count=6), ink.contrast) + disc(x, y, 3, ink.accent)
            for x, y in ((150, 116), (200, 100), (250, 116), (174, 134), (226, 134))
        ),
        stroke("M112 146C150 160 250 160 288 146", "#d4ab5a", 7),
        path(
            soft("196 152, 176 146, 168 162, 190 162") + soft("204 152, 224 146, 232 162, 210 162"),
            "#d4ab5a",
        ),
        stroke("M198 160L188 186M203 160L214 184", "#d4ab5a", 5),
        gloss("M116 186C110 210 110 270 116 306", 8, opacity=0.5),
    )


def tea(ink: Ink) -> str:
    """A pack of tea with a folded top and a tag."""
    body = "M106 106L118 88H282L294 106L302 332C302 338 298 342 292 342H108C102 342 98 338 98 332Z"
    return layers(
        path(
            "M122 56H278C282 56 284 60 284 64L282 92H118L116 64C116 60 118 56 122 56Z",
            ink.body(ink.dark(0.2)),
        ),
        rect(114, 68, 172, 11, 4, ink.metal("#d4ab5a", towards=DOWN)),
        path(body, ink.body()),
        group(
            path("M90 88H310V112C240 124 160 124 90 112Z", ink.dark(0.4), opacity=0.25),
            path("M260 80H310V350H274Z", ink.dark(0.4), opacity=0.2),
            stroke("M90 308H310M90 318H310", ink.accent, 3),
            path("".join(diamond(106 + i * 17, 329, 5, 5) for i in range(12)), ink.accent),
            clip=ink.clip(body),
        ),
        path("M140 214C140 166 168 146 200 124C232 146 260 166 260 214V290H140Z", WARM_WHITE),
        stroke(
            "M147 214C147 172 172 152 200 133C228 152 253 172 253 214V283H147Z", ink.accent, 2.4
        ),
        path("M164 226H236C236 258 222 270 200 270C178 270 164 258 164 226Z", ink.body()),
        stroke("M236 232C254 230 252 256 228 254", ink.dark(0.1), 5),
        oval(200, 226, 36, 7, "#b5611c"),
        stroke(
            "M188 214C182 202 194 196 188 182M206 214C200 200 214 194 206 178", ink.light(0.3), 4
        ),
        path(soft("176 250, 200 238, 224 250, 200 260"), ink.light(0.6), opacity=0.6),
        gloss("M120 124L114 290", 6, opacity=0.3),
        path(soft("62 336, 74 316, 100 322, 112 338, 80 344"), "#3d2d1e"),
        *(
            oval(x, y, 8, 3, t)
            for x, y, t in (
                (76, 332, "#5d6b2f"),
                (94, 328, "#2c2217"),
                (88, 338, "#5d6b2f"),
                (320, 338, "#2c2217"),
                (330, 334, "#5d6b2f"),
            )
        ),
    )


def jam(ink: Ink) -> str:
    """A jar of preserve in the colour of its fruit, with a checked lid."""
    jar = turned((84, 132), (100, 150), (102, 190), (102, 300), (88, 332), tilt=0.12)
    fruit = (
        (140, 190),
        (186, 182),
        (236, 192),
        (266, 212),
        (124, 300),
        (168, 312),
        (214, 306),
        (260, 300),
    )
    return layers(
        path(jar, ink.tube()),
        group(
            *(disc(x, y + 4, 22, ink.round(ink.dark(0.1)), opacity=0.8) for x, y in fruit),
            path(band(126, 34, w=140, sag=8), "#ffffff", opacity=0.5),
            path(band(214, 74, w=140, sag=10), WARM_WHITE),
            path(band(208, 5, w=140, sag=10), ink.accent),
            path(band(287, 5, w=140, sag=10), ink.accent),
            disc(178, 254, 19, ink.round()),
            disc(220, 258, 19, ink.round(ink.dark(0.08))),
            stroke(
                "M178 236C186 224 200 222 206 220M220 240C214 228 208 222 206 220", "#5d7a34", 3
            ),
            path(soft("206 220, 222 208, 240 214, 226 226"), "#6f9440"),
            path("M272 130H310V340H262C280 300 280 200 272 130Z", ink.dark(0.7), opacity=0.2),
            clip=ink.clip(jar),
        ),
        path(turned((92, 88), (96, 94), (96, 134), tilt=0.1), ink.tube("#f4efe4")),
        *(rect(108 + i * 20, 92, 9, 46, 0, ink.accent, opacity=0.75) for i in range(10)),
        rect(104, 112, 192, 8, 0, ink.accent, opacity=0.5),
        oval(200, 90, 92, 11, ink.body("#fdf9ef")),
        path(star(200, 90, 8), ink.accent),
        gloss("M114 172C108 200 108 270 114 306", 8, opacity=0.5),
    )


def spices(ink: Ink) -> str:
    """Three heaps of spice in painted bowls."""
    heaps = ((112, 214, "#d7702a"), (288, 214, "#e5ae3c"), (200, 244, "#8f2233"))
    out = []
    for x, y, tone in heaps:
        bowl = turned((72, y), (68, y + 28), (44, y + 64), (30, y + 74), cx=x, tilt=0.2)
        out.append(
            layers(
                path(bowl, ink.body()),
                group(
                    path(band(y + 14, 22, cx=x, w=80, sag=13), ink.contrast, opacity=0.94),
                    "".join(
                        path(diamond(u, v, 7 * n + 1, 9), ink.dark(0.2))
                        for u, v, n in around(y + 26, w=68, count=7, cx=x, sag=12)
                    ),
                    path(band(y + 42, 4, cx=x, w=80, sag=11), ink.accent),
                    clip=ink.clip(bowl),
                ),
                oval(x, y, 72, 15, ink.light(0.55)),
                oval(x, y, 66, 12, ink.dark(0.2)),
                path(
                    smooth(
                        (x - 64, y),
                        (x - 40, y - 28),
                        (x - 8, y - 62),
                        (x, y - 68),
                        (x + 8, y - 62),
                        (x + 42, y - 26),
                        (x + 64, y),
                        (x + 30, y + 10),
                        (x - 30, y + 10),
                    ),
                    ink.body(tone),
                ),
                "".join(
                    disc(
                        x - 40 + (i * 29) % 80,
                        y - 6 - (i * 17) % 26,
                        1.7,
                        lighter(tone, 0.4) if i % 2 else darker(tone, 0.3),
                    )
                    for i in range(22)
                ),
            )
        )
    scoop = group(
        rect(20, -5, 96, 10, 5, ink.body(WOOD, towards=DOWN)),
        oval(8, 0, 26, 14, ink.body(lighter(WOOD, 0.2))),
        oval(6, -2, 20, 9, "#8f2233"),
        transform="translate(216 196) rotate(-34)",
    )
    return layers(*out, scoop)


SHAPES = (
    Shape(
        name="oil-bottle",
        paint=oil,
        floor=352,
        spread=68,
        height=312,
        angle=couple,
        focus=(200, 250, 2.2),
    ),
    Shape(
        name="honey",
        paint=honey,
        floor=338,
        spread=84,
        height=256,
        angle=family,
        focus=(200, 236, 2.1),
    ),
    Shape(
        name="tea",
        paint=tea,
        floor=344,
        spread=116,
        height=290,
        angle=couple,
        focus=(200, 220, 2.1),
    ),
    Shape(
        name="jam", paint=jam, floor=338, spread=86, height=256, angle=family, focus=(200, 240, 2.1)
    ),
    Shape(
        name="spices",
        paint=spices,
        floor=322,
        spread=120,
        height=150,
        angle=mirrored,
        focus=(186, 236, 2.1),
    ),
)
