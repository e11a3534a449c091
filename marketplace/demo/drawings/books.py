"""Books and what is written with."""

from .canvas import ACROSS, DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import STEEL, WARM_WHITE, WOOD, darker, lighter
from .ornaments import almond, diamond, petals, star, zigzag
from .outlines import rounded, soft
from .staging import Shape, couple, family, mirrored, near, tilted


def book(ink: Ink) -> str:
    """A hardback with a girih sun over hills on its cover."""
    frame = rounded(118, 76, 158, 226, 5)
    thing = layers(
        path(
            (
                "M108 76H292C300 76 304 82 304 90V340H118C106 340 98 332 98 322V86C98 80 102 76"
                " 108 76Z"
            ),
            ink.body(ink.dark(0.38)),
        ),
        path("M114 322H298V334H116C104 334 104 322 114 322Z", "#f6efe0"),
        stroke("M112 326H298M112 330H298", "#d9cdb5", 1.2),
        path(
            (
                "M110 62H286C292 62 296 66 296 72V318H116C106 318 98 322 98 330V74C98 66 102 62"
                " 110 62Z"
            ),
            ink.body(),
        ),
        path("M98 74C98 66 102 62 110 62H112V318C104 318 98 324 98 330Z", ink.dark(0.24)),
        stroke("M113 62V318", ink.dark(0.36), 2.4, opacity=0.7),
        stroke(frame, ink.accent, 2.4),
        group(
            path(star(200, 198, 62), ink.accent),
            path(star(200, 198, 51, turn=22.5), ink.dark(0.3)),
            path(petals(200, 198, 42, count=12), ink.accent),
            disc(200, 198, 15, lighter(ink.accent, 0.5)),
            path(
                "M110 262C150 226 180 262 214 246C244 232 262 246 290 236V310H110Z",
                ink.dark(0.34),
            ),
            path("M110 284C150 262 200 290 290 262V310H110Z", ink.dark(0.5)),
            clip=ink.clip(frame),
        ),
        rect(142, 96, 112, 11, 5.5, ink.contrast),
        rect(162, 115, 72, 7, 3.5, ink.contrast, opacity=0.7),
        path("M112 62H180L112 210Z", "#ffffff", opacity=0.1),
    )
    return group(thing, transform="rotate(-6 200 200)")


def open_book(ink: Ink) -> str:
    lines = "".join(
        (
            f"M{226 + (i == 0) * 14} {150 + i * 17}C{256} {142 + i * 17} {290} {142 + i * 17}"
            f" {322 - (i == 7) * 40} {149 + i * 17}"
        )
        for i in range(8)
    )
    return layers(
        path(
            (
                "M40 112C92 92 160 100 200 124C240 100 308 92 360 112V312C308 296 240 302 200 326"
                "C160 302 92 296 40 312Z"
            ),
            ink.body(),
        ),
        path(
            (
                "M40 300C92 284 160 292 200 316C240 292 308 284 360 300V312C308 296 240 302 200"
                " 326C160 302 92 296 40 312Z"
            ),
            ink.body(ink.dark(0.3)),
        ),
        path(
            "M52 104C100 84 164 92 200 118V308C164 284 100 280 52 296Z",
            ink.blend(((0, "#fffdf6"), (0.75, "#f6efdf"), (1, "#d8cbb2")), towards=ACROSS),
        ),
        path(
            "M348 104C300 84 236 92 200 118V308C236 284 300 280 348 296Z",
            ink.blend(((0, "#d3c6ab"), (0.25, "#f4ecda"), (1, "#fdf9ee")), towards=ACROSS),
        ),
        stroke("M52 300C100 284 164 288 200 312C236 288 300 284 348 300", "#c9bb9e", 2),
        stroke(lines, "#8d8677", 2.4, opacity=0.75),
        group(
            path(star(126, 188, 54), ink.body()),
            path(star(126, 188, 43, turn=22.5), ink.contrast),
            path(petals(126, 188, 36, count=12), ink.accent),
            path(star(126, 188, 17), ink.dark(0.3)),
            disc(126, 188, 6, ink.contrast),
            rect(92, 256, 68, 6, 3, "#8d8677", opacity=0.7),
            transform="translate(0 -6) skewY(-3) translate(0 8)",
        ),
        path("M226 112C232 108 244 104 252 102V176L239 164L228 180Z", ink.body(ink.accent)),
    )


def notebook(ink: Ink) -> str:
    thing = layers(
        rect(110, 66, 204, 272, 14, ink.dark(0.4)),
        path("M114 70H302C308 70 312 74 312 80V326C312 332 308 334 302 334H114Z", "#f6efe0"),
        rect(104, 60, 202, 270, 13, ink.body()),
        path("M104 73C104 66 110 60 117 60H136V330H117C110 330 104 324 104 317Z", ink.dark(0.22)),
        rect(160, 96, 118, 74, 8, WARM_WHITE),
        *(
            rect(174, 112 + i * 17, w, 6, 3, t)
            for i, (w, t) in enumerate(((90, ink.dark(0.1)), (70, "#c4bfb2"), (82, "#c4bfb2")))
        ),
        stroke(zigzag(146, 302, 300, step=18, rise=16), ink.accent, 4),
        *(path(diamond(155 + i * 17.3, 308, 4, 5), ink.contrast) for i in range(9)),
        path(star(219, 232, 34), ink.contrast, opacity=0.92),
        path(star(219, 232, 26, turn=22.5), ink.dark(0.2)),
        path(petals(219, 232, 18), ink.accent),
        *(
            stroke(f"M{92} {y}C86 {y - 10} 112 {y - 12} 116 {y}", STEEL, 5)
            + disc(118, y, 4, ink.dark(0.6))
            for y in range(86, 320, 24)
        ),
        rect(286, 60, 9, 270, 0, ink.dark(0.5)),
        path("M222 330H238V366L230 358L222 366Z", ink.accent),
        path("M136 60H206L136 226Z", "#ffffff", opacity=0.1),
    )
    return group(thing, transform="rotate(5 200 200) translate(-4 -6)")


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
        name="book",
        paint=book,
        floor=346,
        spread=112,
        height=290,
        angle=family,
        focus=(196, 190, 2.2),
    ),
    Shape(
        name="open-book",
        paint=open_book,
        floor=322,
        spread=150,
        height=226,
        angle=near,
        focus=(132, 190, 2.2),
    ),
    Shape(
        name="notebook",
        paint=notebook,
        floor=340,
        spread=108,
        height=290,
        angle=couple,
        focus=(200, 190, 2.1),
    ),
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
