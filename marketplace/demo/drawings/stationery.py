"""What one writes, paints and learns with."""

from .canvas import ACROSS, DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import STEEL, WARM_WHITE, WOOD, darker, lighter
from .ornaments import almond, diamond, petals, star
from .outlines import soft
from .staging import Shape, couple, mirrored, tilted


def pencils(ink: Ink) -> str:
    """A painted pot of coloured pencils."""
    tones = ("#b3243f", "#e5ae3c", ink.light(0.1), "#2c8a5f", "#2456b4", "#9a82c9", "#e8904a")
    stems = []
    for i, tone in enumerate(tones):
        a, x, top = (i - 3) * 7, 142 + i * 19.4, 66 + abs(i - 3) * 12 + (i % 2) * 12
        pencil = layers(
            rect(
                -9,
                34,
                18,
                170,
                0,
                ink.blend(
                    (
                        (0, lighter(tone, 0.3)),
                        (0.33, lighter(tone, 0.3)),
                        (0.34, tone),
                        (0.66, tone),
                        (0.67, darker(tone, 0.25)),
                        (1, darker(tone, 0.25)),
                    ),
                    towards=ACROSS,
                ),
            ),
            path("M-9 36L0 0L9 36L4.5 30L0 37L-4.5 30Z", "#ecd0a0"),
            path("M-3.2 13L0 0L3.2 13Z", tone),
        )
        stems.append(group(pencil, transform=f"translate({x:g} {top}) rotate({a} 0 190)"))
    pot = "M118 196H282L272 322C271 334 264 340 254 340H146C136 340 129 334 128 322Z"
    return layers(
        oval(200, 196, 82, 12, ink.dark(0.5)),
        *stems,
        path(pot, ink.tube()),
        group(
            path("M100 236H300V296H100Z", ink.contrast, opacity=0.94),
            *(
                path(star(x, 266, 21), ink.colour)
                + path(star(x, 266, 13, turn=22.5), ink.contrast)
                + path(petals(x, 266, 9), ink.accent)
                for x in (144, 200, 256)
            ),
            *(path(diamond(x, 266, 5, 14), ink.accent) for x in (172, 228)),
            path("M100 228H300V233H100ZM100 299H300V304H100Z", ink.accent),
            path("M250 190H300V350H244Z", ink.dark(0.5), opacity=0.2),
            clip=ink.clip(pot),
        ),
        path("M118 196H282L281 206H119Z", ink.light(0.4)),
        gloss("M134 216L142 322", 7, opacity=0.4),
    )


def globe(ink: Ink) -> str:
    circle = "M304 170A104 104 0 1 1 96 170A104 104 0 1 1 304 170Z"
    land = (
        soft(
            "110 110, 150 82, 196 84, 214 104, 250 96, 270 120, 240 136, 226 158, 196 150,"
            " 180 176, 150 160, 122 152"
        )
        + soft("150 192, 186 182, 212 200, 206 236, 182 262, 166 232")
        + soft("256 180, 290 170, 304 196, 280 226, 258 208")
    )
    return layers(
        path(
            "M128 326C128 312 160 306 200 306C240 306 272 312 272 326L282 342H118Z",
            ink.body(WOOD),
        ),
        stroke("M200 282V312", WOOD, 16),
        stroke("M284 62A128 128 0 1 1 118 268", ink.metal("#d4ab5a"), 11),
        disc(200, 170, 104, ink.round()),
        group(
            path(land, ink.body("#e8cf94")),
            path(land, ink.accent, opacity=0.14),
            stroke("M96 170H304M112 116H288M112 224H288", ink.light(0.6), 1.8, opacity=0.5),
            stroke(
                "M200 66C140 110 140 230 200 274M200 66C260 110 260 230 200 274M200 66V274",
                ink.light(0.6),
                1.8,
                opacity=0.5,
            ),
            path(star(206, 124, 12), "#b3243f"),
            disc(206, 124, 3.4, WARM_WHITE),
            path("M310 90V290H120C230 270 290 190 310 90Z", ink.dark(0.6), opacity=0.22),
            oval(158, 112, 44, 28, ink.glow("#ffffff", strength=0.65)),
            clip=ink.clip(circle),
        ),
        disc(281, 66, 10, ink.round("#d4ab5a")),
        disc(122, 270, 10, ink.round("#d4ab5a")),
        *(path(almond(x, 328, 7), "#d4ab5a") for x in (160, 200, 240)),
    )


def paints(ink: Ink) -> str:
    """A box of watercolours with its brush."""
    tones = (
        "#b3243f",
        "#e8904a",
        "#e5ae3c",
        "#8fb573",
        "#2c8a5f",
        "#1f93a0",
        "#2456b4",
        "#243257",
        "#9a82c9",
        "#6b3566",
        "#6b452f",
        "#f4f4f2",
    )
    thing = layers(
        path("M76 72H324C332 72 336 76 336 84V196H64V84C64 76 68 72 76 72Z", ink.body()),
        rect(78, 84, 244, 104, 8, ink.body("#f8f5ee")),
        path(
            soft("104 140, 130 110, 170 118, 190 142, 160 164, 122 162"),
            lighter(ink.colour, 0.35),
        ),
        path(
            soft("206 120, 240 102, 280 112, 296 140, 260 158, 222 150"),
            lighter(ink.accent, 0.25),
        ),
        path(soft("176 150, 200 138, 226 152, 214 172, 188 172"), "#d98a86"),
        rect(60, 192, 280, 138, 12, ink.body(ink.dark(0.12))),
        rect(66, 198, 268, 126, 8, "#fbf9f4"),
        *(
            rect(76 + (i % 6) * 42.4, 206 + (i // 6) * 44, 36, 36, 7, darker(tone, 0.25))
            + rect(78 + (i % 6) * 42.4, 209 + (i // 6) * 44, 32, 32, 6, ink.body(tone))
            + oval(88 + (i % 6) * 42.4, 217 + (i // 6) * 44, 6, 3.4, "#ffffff", opacity=0.5)
            for i, tone in enumerate(tones)
        ),
        rect(76, 296, 248, 20, 6, "#dcd8cd"),
        group(
            rect(92, -6, 150, 12, 6, ink.body("#9a6a3f", towards=DOWN)),
            rect(64, -8, 34, 16, 3, ink.metal(STEEL, towards=DOWN)),
            path("M66 -8H48C36 -8 30 -2 20 4C34 9 44 8 66 8Z", "#4a3326"),
            path("M36 -4C30 -1 26 1 20 4C28 7 34 7 40 6Z", ink.colour),
            transform="translate(80 306) rotate(-4)",
        ),
    )
    return group(thing, transform="rotate(-3 200 200)")


SHAPES = (
    Shape(
        name="pencils",
        paint=pencils,
        floor=342,
        spread=80,
        height=290,
        angle=couple,
        focus=(200, 240, 2.1),
    ),
    Shape(
        name="globe",
        paint=globe,
        floor=342,
        spread=88,
        height=290,
        angle=mirrored,
        focus=(190, 150, 2.1),
    ),
    Shape(
        name="paints",
        paint=paints,
        floor=332,
        spread=140,
        height=262,
        angle=tilted,
        focus=(150, 230, 2.2),
    ),
)
