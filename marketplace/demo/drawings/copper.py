"""Coppersmiths', cutlers' and bakers' things."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .ornaments import almond, diamond, dots, petals, star, zigzag
from .outlines import around, band, turned
from .staging import Shape, boxed, mirrored, near


def samovar(ink: Ink) -> str:
    urn = turned((44, 110), (82, 124), (88, 180), (70, 242), (46, 270), tilt=0.1)
    gold, deep = ink.accent, ink.dark(0.46)
    return layers(
        path(turned((30, 270), (34, 292), (56, 312), tilt=0.1), ink.tube(ink.dark(0.1))),
        path("M128 312H272L284 336H116Z", ink.tube(ink.dark(0.2))),
        *(
            path(f"M{x} 334H{x + 26}L{x + 20} 350H{x + 6}Z", ink.body(ink.dark(0.3)))
            for x in (118, 187, 256)
        ),
        stroke("M116 150C82 148 78 194 110 196", ink.tube(), 11),
        stroke("M284 150C318 148 322 194 290 196", ink.dark(0.2), 11),
        rect(82, 156, 14, 32, 7, "#3d2a1e"),
        rect(304, 156, 14, 32, 7, "#3d2a1e"),
        path(urn, ink.tube()),
        group(
            path(band(142, 58, w=130, sag=8), deep, opacity=0.6),
            "".join(
                path(petals(x, y, 20 * n**0.4), gold) + disc(x, y, 4, deep)
                for x, y, n in around(164, w=84, count=5, sag=8)
            ),
            path(band(136, 4, w=130, sag=8), gold),
            path(band(202, 4, w=130, sag=8), gold),
            "".join(path(almond(x, y, 8), gold) for x, y, _ in around(220, w=72, count=5, sag=6)),
            clip=ink.clip(urn),
        ),
        rect(186, 224, 28, 18, 6, ink.metal("#d9b25c")),
        path(
            "M190 238H210V262C210 274 218 274 226 276V286C208 288 194 280 192 262Z",
            ink.metal("#d9b25c"),
        ),
        path("M178 222C186 212 214 212 222 222L216 228H184Z", ink.metal("#d9b25c")),
        oval(200, 110, 48, 8, ink.dark(0.36)),
        path(turned((26, 84), (36, 92), (46, 106), tilt=0.12), ink.tube(ink.light(0.06))),
        path(turned((18, 62), (16, 72), (26, 84), tilt=0.12), ink.tube(ink.dark(0.14))),
        oval(200, 62, 22, 5, ink.dark(0.4)),
        path(turned((8, 34), (22, 42), (18, 58), tilt=0.1), ink.tube(ink.light(0.1))),
        gloss("M128 138C124 168 130 206 142 232", 6, opacity=0.4),
    )


def qumgon(ink: Ink) -> str:
    body = turned((20, 132), (28, 156), (74, 204), (86, 254), (58, 308), (44, 322), tilt=0.12)
    gold, deep = ink.accent, ink.dark(0.46)
    return layers(
        stroke("M224 112C296 92 324 164 280 228", ink.dark(0.3), 15),
        stroke("M226 108C290 92 316 160 276 222", ink.body(), 10),
        path(
            "M126 258C92 236 112 172 72 120L90 108C124 150 118 200 150 220Z",
            ink.body(ink.dark(0.06)),
        ),
        path("M62 122L92 100L96 110L72 130Z", ink.body(ink.dark(0.3))),
        path(body, ink.tube()),
        group(
            path(band(216, 66, w=120, sag=10), deep, opacity=0.55),
            "".join(
                path(star(x, y, 25 * n**0.4), gold)
                + path(star(x, y, 15 * n**0.4, turn=22.5), deep)
                + path(petals(x, y, 11 * n**0.4), ink.light(0.5))
                for x, y, n in around(244, w=78, count=3, sag=8)
            ),
            path(band(208, 5, w=120, sag=10), gold),
            path(band(286, 5, w=120, sag=10), gold),
            "".join(path(almond(x, y, 8), gold) for x, y, _ in around(190, w=56, count=5, sag=7)),
            clip=ink.clip(body),
        ),
        path(turned((30, 100), (18, 112), (18, 136), tilt=0.16), ink.tube(ink.dark(0.08))),
        oval(200, 100, 32, 6, ink.dark(0.4)),
        path(turned((9, 66), (24, 80), (29, 98), tilt=0.16), ink.tube()),
        disc(200, 58, 10, ink.round(gold)),
        stroke("M228 104L238 108", ink.dark(0.2), 8),
        path(turned((46, 318), (60, 334), tilt=0.12), ink.tube(ink.dark(0.2))),
        gloss("M132 252C130 232 138 212 152 200", 7, opacity=0.45),
    )


def pichoq(ink: Ink) -> str:
    """A knife of Chust above its sheath."""
    blade = "M62 96C120 76 216 92 250 118L246 156C186 170 110 150 62 96Z"
    knife = layers(
        path(blade, ink.blend(((0, "#f6f8fb"), (0.5, "#c3cad6"), (1, "#8d97a8")), towards=DOWN)),
        path(
            "M62 96C110 142 186 164 246 150L246 156C186 170 110 150 62 96Z",
            "#ffffff",
            opacity=0.8,
        ),
        stroke("M110 104C150 98 200 104 240 118", "#8d97a8", 2),
        *(path(star(x, 116 + i * 2.4, 6), "#8d97a8") for i, x in enumerate((176, 198, 220))),
        rect(244, 112, 20, 52, 4, ink.metal("#d9b25c", towards=DOWN)),
        path(
            (
                "M262 114C300 108 330 112 352 104C366 100 376 116 370 136C366 156 352 166 336 164"
                "C308 158 288 160 262 162Z"
            ),
            ink.body(),
        ),
        *(disc(x, 137, 6.5, WHITE) + disc(x, 137, 3.4, ink.accent) for x in (284, 308, 332)),
        *(disc(x, y, 2.6, ink.accent) for x in (296, 320) for y in (124, 150)),
        gloss("M268 120C300 114 324 118 348 111", 4, opacity=0.5),
    )
    sheath = layers(
        path(
            "M66 268C60 256 72 246 88 246H266V312H110C90 312 72 286 66 268Z",
            ink.body(ink.dark(0.1)),
        ),
        stroke(
            "M78 262C86 254 92 254 100 254H258M84 284C94 298 104 304 116 304H258",
            ink.light(0.6),
            2.2,
            dash="5 5",
        ),
        *(
            path(almond(x, 279, 14, turn=60), ink.accent)
            + path(almond(x, 280, 7, turn=60), ink.dark(0.3))
            for x in (132, 176, 220)
        ),
        path("M66 268C60 256 72 246 88 246H104V310C86 306 72 286 66 268Z", ink.metal("#d9b25c")),
        rect(250, 240, 26, 78, 5, ink.body(ink.dark(0.34), towards=DOWN)),
        path("M276 254H318C326 254 326 304 318 304H276Z", ink.body(ink.dark(0.2))),
        path(star(298, 279, 13), ink.accent),
    )
    return layers(
        group(knife, transform=("translate(0 10) rotate(-6 200 140)")),
        group(sheath, transform="rotate(-6 200 280) translate(0 -4)"),
    )


def chekich(ink: Ink) -> str:
    """The baker's stamp that pricks a pattern into bread, on a loaf."""
    handle = turned(
        (16, 68), (34, 86), (26, 118), (18, 142), (30, 170), (58, 190), (60, 214), tilt=0.16
    )
    pins = "".join(
        stroke(f"M{x:.1f} {y + 6:.1f}V{y + 26:.1f}", "#8f98a8", 4)
        for x, y, _ in around(206, w=54, count=9, sag=9)
    )
    return layers(
        oval(200, 312, 140, 34, ink.body("#c07f35")),
        oval(200, 300, 140, 36, ink.body("#e2a24f")),
        oval(200, 300, 104, 24, ink.body("#efc27b")),
        "".join(
            disc(x, 300 + (y - 300) * 0.23, 3, "#8a5320")
            for r in (34, 60, 84)
            for x, y in dots(200, 300, r, count=int(r / 3.6))
        ),
        *(
            disc(x, y, 2.4, "#fff3d6")
            for x, y in (
                (90, 296),
                (112, 318),
                (150, 328),
                (250, 328),
                (294, 316),
                (312, 298),
                (280, 280),
                (128, 280),
            )
        ),
        oval(200, 296, 70, 14, "#5b3415", opacity=0.35),
        group(
            pins,
            path(handle, ink.tube()),
            group(
                path(band(186, 24, w=80, sag=9), ink.dark(0.36)),
                stroke(zigzag(130, 270, 210, step=16, rise=12), ink.accent, 4),
                path(band(94, 6, w=60, sag=4), ink.accent),
                path(band(134, 5, w=60, sag=4), ink.accent),
                "".join(
                    path(diamond(x, y, 5 * n + 1, 8), ink.contrast)
                    for x, y, n in around(110, w=28, count=5, sag=4)
                ),
                clip=ink.clip(handle),
            ),
            gloss("M176 84C170 96 176 108 180 118", 5, opacity=0.5),
            transform="translate(0 56)",
        ),
    )


WHITE = "#fdfaf2"


SHAPES = (
    Shape(
        name="samovar",
        paint=samovar,
        floor=350,
        spread=92,
        height=318,
        angle=mirrored,
        focus=(188, 170, 2.2),
    ),
    Shape(
        name="qumgon",
        paint=qumgon,
        floor=340,
        spread=70,
        height=292,
        angle=mirrored,
        focus=(190, 236, 2.2),
    ),
    Shape(
        name="pichoq",
        paint=pichoq,
        floor=324,
        spread=140,
        height=240,
        angle=boxed,
        focus=(280, 140, 2.2),
    ),
    Shape(
        name="chekich",
        paint=chekich,
        floor=340,
        spread=132,
        height=216,
        angle=near,
        focus=(200, 246, 2.2),
    ),
)
