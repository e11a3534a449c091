"""Books, printed and still empty."""

from .canvas import ACROSS, Ink, disc, group, layers, path, rect, stroke
from .colours import STEEL, WARM_WHITE, lighter
from .ornaments import diamond, petals, star, zigzag
from .outlines import rounded
from .staging import Shape, couple, family, near


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
)
