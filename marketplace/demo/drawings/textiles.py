"""Textiles of the house: knotted, embroidered, hung."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, path, rect, stroke
from .colours import WOOD, darker
from .ornaments import almond, diamond, petals, star, zigzag
from .outlines import soft
from .staging import Shape, couple, family, near


def rug(ink: Ink) -> str:
    fringe = "".join(f"M{92 + i * 12} 52v20M{92 + i * 12} 328v20" for i in range(19))
    gold, deep, light = ink.accent, ink.dark(0.44), ink.contrast
    medallions = "".join(
        path(star(200, y, 40, inner=0.7), gold)
        + path(star(200, y, 33, inner=0.7), deep)
        + path(star(200, y, 24, turn=22.5), light)
        + path(petals(200, y, 19), ink.colour)
        + disc(200, y, 5, gold)
        for y in (136, 264)
    )
    corners = "".join(
        path(diamond(x, y, 22, 30), light)
        + path(diamond(x, y, 14, 20), deep)
        + path(diamond(x, y, 6, 9), gold)
        for x, y in ((138, 128), (262, 128), (138, 272), (262, 272), (138, 200), (262, 200))
    )
    thing = layers(
        stroke(fringe, "#f1e5cd", 3.6),
        rect(84, 66, 232, 268, 3, ink.body()),
        rect(90, 72, 220, 256, 0, "#f4ead6"),
        rect(94, 76, 212, 248, 0, deep),
        stroke(
            zigzag(98, 302, 88, step=12, rise=7) + zigzag(98, 302, 320, step=12, rise=7), gold, 2.6
        ),
        "".join(
            path(diamond(x, y, 5, 7), t)
            for x in (101, 299)
            for y, t in zip(range(104, 310, 16), (gold, light) * 7, strict=False)
        ),
        rect(108, 96, 184, 208, 0, gold),
        rect(112, 100, 176, 200, 0, ink.body()),
        corners,
        path(diamond(200, 200, 18, 14), light),
        medallions,
        path("M84 66H140L84 260Z", "#ffffff", opacity=0.1),
    )
    return group(thing, transform="rotate(-5 200 200)")


def cushion(ink: Ink) -> str:
    pad = soft(
        "70 92, 70 92, 130 108, 200 104, 270 108, 330 92, 330 92, 316 150, 320 210, 316 270,"
        " 330 330, 330 330, 270 316, 200 322, 130 316, 70 330, 70 330, 84 270, 80 210, 84 150"
    )
    gold, deep = ink.accent, ink.dark(0.42)
    vines = "".join(
        group(
            stroke("M200 150C214 128 236 122 252 130C246 142 232 148 222 144", deep, 5),
            path(almond(262, 140, 17, turn=38), gold),
            path(almond(262, 141, 8, turn=38), deep),
            transform=f"rotate({a} 200 210)",
        )
        for a in (0, 90, 180, 270)
    )
    return layers(
        *(
            stroke(f"M{x} {y}l{dx} {dy}", gold, 7)
            for x, y, dx, dy in (
                (68, 90, -12, -10),
                (332, 90, 12, -10),
                (68, 332, -12, 8),
                (332, 332, 12, 8),
            )
        ),
        path(pad, ink.body()),
        group(
            path(petals(200, 210, 66, count=12), ink.contrast),
            path(petals(200, 210, 50, count=12, turn=15), gold),
            disc(200, 210, 26, ink.contrast),
            path(star(200, 210, 22), ink.colour),
            disc(200, 210, 7, gold),
            vines,
            stroke(
                "M92 108C150 122 250 122 308 108M92 314C150 300 250 300 308 314M90 112"
                "C102 180 102 250 90 308M310 112C298 180 298 250 310 308",
                ink.contrast,
                3,
                dash="2 7",
            ),
            path("M340 80V340H80C200 330 310 260 340 80Z", deep, opacity=0.18),
            clip=ink.clip(pad),
        ),
        gloss("M92 112C124 122 150 124 180 122", 7, opacity=0.35),
    )


def curtains(ink: Ink) -> str:
    cloth = (
        "M84 72H196C196 130 184 180 130 226C118 236 118 246 128 256C150 280 160 312 164 348"
        "H70C84 250 86 160 84 72Z"
    )
    gold, deep = ink.accent, ink.dark(0.4)
    half = layers(
        path(cloth, ink.body()),
        group(
            *(
                stroke(
                    f"M{x} 72C{x} 150 {x - 6 - (x - 90) * 0.35:.0f} 200"
                    f" {104 + (x - 90) * 0.12:.0f} 240",
                    deep,
                    5,
                    opacity=0.28,
                )
                for x in range(100, 200, 18)
            ),
            *(
                stroke(
                    f"M{106 + i * 4} 250C{96 + i * 14} 290 {88 + i * 18} 320 {86 + i * 19} 350",
                    deep,
                    5,
                    opacity=0.28,
                )
                for i in range(4)
            ),
            *(
                path(petals(x, y, r, count=8), ink.contrast)
                + path(petals(x, y, r * 0.66, count=8, turn=22), gold)
                + disc(x, y, r * 0.26, ink.colour)
                for x, y, r in (
                    (116, 112, 21),
                    (164, 116, 21),
                    (108, 170, 18),
                    (150, 168, 16),
                    (104, 300, 18),
                    (140, 320, 15),
                )
            ),
            path("M60 334H180V348H60Z", gold),
            clip=ink.clip(cloth),
        ),
        path("M92 226C108 240 124 242 138 232L142 246C124 258 106 254 90 242Z", ink.body(gold)),
        stroke("M136 244C142 252 142 262 140 274", gold, 4),
        path("M134 272H146L149 296H131Z", ink.body(gold)),
    )
    return layers(
        rect(100, 76, 200, 268, 0, "#dfeaf2"),
        path("M100 344V262C150 226 210 262 300 230V344Z", "#b8cfc0"),
        disc(228, 160, 26, "#fff1c6"),
        stroke("M200 76V344M100 204H300", "#f8f6f0", 7),
        half,
        group(half, transform="translate(400 0) scale(-1 1)"),
        rect(56, 58, 288, 12, 6, ink.body(WOOD, towards=DOWN)),
        disc(54, 64, 11, ink.round(darker(WOOD, 0.12))),
        disc(346, 64, 11, ink.round(darker(WOOD, 0.12))),
        *(stroke(f"M{x} 56V74", "#d9b25c", 4) for x in (*range(92, 200, 20), *range(208, 312, 20))),
    )


SHAPES = (
    Shape(
        name="rug",
        paint=rug,
        floor=346,
        spread=124,
        height=300,
        angle=family,
        focus=(190, 170, 2.2),
    ),
    Shape(
        name="cushion",
        paint=cushion,
        floor=328,
        spread=132,
        height=250,
        angle=couple,
        focus=(236, 170, 2.2),
    ),
    Shape(
        name="curtains",
        paint=curtains,
        floor=350,
        spread=136,
        height=300,
        angle=near,
        focus=(126, 190, 2.2),
    ),
)
