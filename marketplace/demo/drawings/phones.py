"""Phones and sound: what is carried in a pocket or worn on the head."""

from .canvas import ACROSS, DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import NIGHT, STEEL, darker
from .ornaments import star
from .outlines import rounded, soft
from .screens import evening, lens
from .staging import Shape, boxed, couple, family, gift, mirrored, tilted


def smartphone(ink: Ink) -> str:
    back = layers(
        rect(168, 46, 140, 292, 27, ink.dark(0.45)),
        rect(164, 44, 140, 292, 27, ink.body()),
        rect(180, 58, 58, 104, 24, ink.body(ink.dark(0.2))),
        lens(ink, 209, 86, 20),
        lens(ink, 209, 134, 20),
        disc(250, 80, 7, "#fff3d0"),
        path(star(234, 210, 15), ink.light(0.4), opacity=0.7),
        path(star(234, 210, 8, turn=22.5), ink.dark(0.1)),
        path("M164 300L304 120V180L190 336H180Z", "#ffffff", opacity=0.1),
    )
    front = layers(
        rect(82, 72, 146, 290, 29, ink.metal(ink.light(0.25))),
        rect(85, 75, 140, 284, 26, "#0a0d17"),
        evening(ink, 91, 81, 128, 272, r=21),
        rect(134, 89, 42, 12, 6, "#0a0d17"),
        disc(167, 95, 3.4, "#26345e"),
        rect(110, 128, 60, 9, 4.5, "#ffffff", opacity=0.85),
        rect(110, 144, 36, 6, 3, "#ffffff", opacity=0.5),
        rect(132, 343, 46, 4, 2, "#ffffff", opacity=0.8),
    )
    return layers(
        group(back, transform="rotate(9 234 190)"),
        group(front, transform="rotate(-5 155 217)"),
    )


def headphones(ink: Ink) -> str:
    hoop = "M96 236C82 118 138 62 200 62C262 62 318 118 304 236"
    cup = soft("66 240, 74 212, 104 204, 130 220, 134 268, 130 316, 104 334, 74 326, 66 298")
    return layers(
        stroke(hoop, ink.dark(0.46), 26),
        stroke("M98 226C88 124 142 72 200 72", ink.body(ink.dark(0.28)), 12),
        stroke("M116 130C134 92 164 74 200 72", ink.light(0.5), 5, opacity=0.7),
        stroke("M146 76C164 64 236 64 254 76", ink.body(ink.light(0.2)), 26),
        stroke("M146 80C166 70 234 70 254 80", ink.dark(0.3), 2, dash="4 5"),
        rect(88, 188, 16, 40, 7, ink.metal(STEEL)),
        rect(296, 188, 16, 40, 7, ink.metal(STEEL)),
        rect(114, 212, 34, 114, 17, ink.body(ink.dark(0.62), towards=ACROSS)),
        rect(252, 212, 34, 114, 17, ink.body(ink.dark(0.62), towards=ACROSS)),
        path(cup, ink.body()),
        group(path(cup, ink.body(ink.dark(0.12))), transform="translate(400 0) scale(-1 1)"),
        oval(96, 270, 21, 44, ink.body(ink.dark(0.12))),
        oval(304, 270, 21, 44, ink.body(ink.dark(0.26))),
        path(star(96, 270, 13), ink.accent),
        path(star(304, 270, 13), ink.accent),
        path(star(96, 270, 6), ink.dark(0.3)),
        path(star(304, 270, 6), ink.dark(0.3)),
        gloss("M78 230C74 246 74 280 76 300", 6, opacity=0.5),
        rect(310, 316, 6, 10, 3, NIGHT),
    )


def _bud(ink: Ink) -> str:
    return layers(
        path("M-9 20H11C14 50 13 82 10 98C8 106-4 106-6 98C-8 82-10 50-9 20Z", ink.tube()),
        rect(-4, 94, 12, 8, 3, ink.metal(STEEL)),
        path(
            soft("-38 6, -30 -24, 0 -36, 30 -24, 34 8, 14 30, -18 30"),
            ink.round(),
        ),
        path(
            soft("-56 -14, -46 -26, -28 -20, -24 4, -34 18, -50 10"),
            ink.body("#3a3f4e"),
        ),
        oval(-48, -4, 5, 9, "#11141f"),
        path(star(8, -2, 11), ink.light(0.4)),
        path(star(8, -2, 5), ink.dark(0.2)),
        gloss("M-14 -22C-2 -30 14 -26 22 -16", 5, opacity=0.6),
    )


def earbuds(ink: Ink) -> str:
    return layers(
        path("M92 214C92 154 126 138 200 138C274 138 308 154 308 214Z", ink.body(ink.dark(0.16))),
        path(
            "M106 214C106 166 136 152 200 152C264 152 294 166 294 214Z",
            ink.body(ink.dark(0.5), towards=DOWN),
        ),
        group(_bud(ink), transform="translate(152 166) rotate(8)"),
        group(_bud(ink.flipped()), transform="translate(248 166) rotate(-8) scale(-1 1)"),
        path(
            "M92 214H308C318 214 322 222 321 234C318 304 280 336 200 336C120 336 82 304"
            " 79 234C78 222 82 214 92 214Z",
            ink.body(),
        ),
        stroke("M84 228H316", ink.light(0.55), 3, opacity=0.7),
        disc(200, 268, 5, "#7df0a6"),
        path(star(200, 300, 13), ink.accent),
        gloss("M98 250C104 280 120 300 144 312", 8, opacity=0.35),
    )


def speaker(ink: Ink) -> str:
    mesh = "".join(
        disc(126 + column * 12.4, 166 + row * 14 + (column % 2) * 7, 2.2, ink.dark(0.5))
        for row in range(11)
        for column in range(13)
    )
    front = rounded(104, 142, 192, 188, 40)
    return layers(
        stroke("M128 148C132 86 268 86 272 148", ink.dark(0.5), 13),
        stroke("M132 140C142 94 258 94 268 140", ink.light(0.3), 3.5, opacity=0.6),
        rect(84, 126, 232, 214, 54, ink.body(ink.dark(0.22))),
        rect(90, 126, 220, 208, 50, ink.body()),
        group(
            path(front, ink.body(ink.dark(0.16))),
            mesh,
            path("M104 142H296V190C230 176 150 190 104 236Z", "#ffffff", opacity=0.08),
            clip=ink.clip(front),
        ),
        disc(200, 238, 50, ink.dark(0.4)),
        disc(200, 238, 46, ink.round(ink.dark(0.2))),
        path(star(200, 238, 40), ink.body(ink.accent)),
        path(star(200, 238, 30, turn=22.5), ink.dark(0.34)),
        disc(200, 238, 17, ink.metal(STEEL)),
        *(disc(x, 134, 5, ink.light(0.6)) for x in (172, 200, 228)),
        gloss("M100 190C100 164 112 148 132 140", 7, opacity=0.5),
        path("M284 300h26v12h-26Z", ink.accent),
    )


def tablet(ink: Ink) -> str:
    return layers(
        path(
            "M120 332L150 300H306L290 336C280 342 130 342 120 332Z",
            ink.body(ink.dark(0.3), towards=DOWN),
        ),
        group(
            rect(66, 84, 272, 214, 20, ink.metal(ink.light(0.2))),
            rect(69, 87, 266, 208, 17, "#0b0e18"),
            evening(ink, 80, 98, 244, 186, r=8),
            disc(202, 92.5, 2.4, "#33406c"),
            rect(96, 116, 90, 12, 6, "#ffffff", opacity=0.9),
            rect(96, 136, 58, 7, 3.5, "#ffffff", opacity=0.5),
            *(
                rect(110 + i * 32, 250, 24, 24, 7, tone)
                for i, tone in enumerate(
                    (ink.accent, "#ffffff", ink.light(0.3), "#e2574c", "#7bc49a", "#f7f1e4")
                )
            ),
            transform="rotate(-3 200 200)",
        ),
        group(
            rect(0, 0, 196, 9, 4.5, ink.body("#f4f2ec", towards=DOWN)),
            path("M196 0L214 4.5L196 9Z", "#3a3f4e"),
            rect(20, 0, 8, 9, 0, ink.colour),
            transform="translate(122 332) rotate(-9)",
        ),
    )


def smartwatch(ink: Ink) -> str:
    return layers(
        path("M160 34H240C246 70 252 96 262 118H138C148 96 154 70 160 34Z", ink.body()),
        path(
            "M138 272H262C252 296 246 322 240 360H160C154 322 148 296 138 272Z",
            ink.body(ink.dark(0.14)),
        ),
        *(rect(194, y, 12, 6, 3, ink.dark(0.5)) for y in (304, 320, 336)),
        stroke("M168 44C164 70 158 92 150 112", ink.light(0.6), 3, opacity=0.6),
        rect(292, 158, 14, 34, 6, ink.metal("#8f98a8", towards=DOWN)),
        rect(294, 210, 9, 40, 4, ink.metal("#8f98a8", towards=DOWN)),
        rect(104, 100, 192, 192, 56, ink.metal("#aab2c0")),
        rect(110, 106, 180, 180, 51, "#0a0d17"),
        rect(118, 114, 164, 164, 44, ink.blend(((0, ink.dark(0.5)), (1, NIGHT)))),
        stroke("M200 136A60 60 0 1 1 199.9 136", "#ffffff", 11, opacity=0.14),
        stroke("M200 136A60 60 0 1 1 144 168", ink.accent, 11),
        stroke("M200 154A42 42 0 1 1 162 214", ink.light(0.3), 9),
        stroke(
            "M178 184L186 178V214M204 184C204 174 222 174 222 186C222 198 204 204 204 214H223",
            "#ffffff",
            6,
        ),
        rect(180, 226, 40, 5, 2.5, "#ffffff", opacity=0.5),
        gloss("M128 150C132 134 142 124 156 120", 5, opacity=0.5),
    )


def camera(ink: Ink) -> str:
    body = (
        "M74 140C74 128 82 122 94 122H146L162 96C165 91 170 88 176 88H238C244 88 249 91 252"
        " 96L266 122H306C318 122 326 128 326 140V296C326 310 318 318 304 318H96C82 318 74 310"
        " 74 296Z"
    )
    leather = path("M60 164H340V282H60Z", ink.body())
    return layers(
        rect(92, 108, 40, 20, 6, ink.metal(STEEL)),
        rect(280, 106, 34, 20, 8, ink.metal("#8d95a4")),
        path(body, ink.body("#d9dce2")),
        group(
            leather,
            "".join(
                stroke(f"M{x} 164L{x + 59} 282", ink.dark(0.3), 1.2, opacity=0.5)
                for x in range(10, 340, 9)
            ),
            path("M60 164H340V172H60Z", ink.dark(0.4), opacity=0.4),
            stroke("M60 163H340M60 283H340", "#f6f6f4", 2),
            clip=ink.clip(body),
        ),
        rect(178, 98, 56, 28, 6, "#1a1f2e"),
        rect(182, 102, 22, 20, 4, "#5b73b8", opacity=0.6),
        disc(296, 146, 8, ink.accent),
        rect(92, 136, 44, 14, 4, "#fff6d8"),
        disc(206, 222, 88, ink.dark(0.55), opacity=0.35),
        disc(200, 218, 86, ink.metal("#4d5462")),
        disc(200, 218, 74, "#1a1e2a"),
        *(
            group(stroke("M200 146V153", "#f4f4f2", 2.4), transform=f"rotate({turn} 200 218)")
            for turn in range(-60, 61, 20)
        ),
        lens(ink, 200, 218, 58),
        gloss("M88 136C90 130 94 128 100 128", 4, opacity=0.7),
        stroke("M76 146C52 158 50 210 62 250", darker("#7a4f2c", 0.1), 8),
    )


SHAPES = (
    Shape(
        name="smartphone",
        paint=smartphone,
        floor=356,
        spread=104,
        height=310,
        angle=boxed,
        focus=(216, 112, 2.3),
    ),
    Shape(
        name="headphones",
        paint=headphones,
        floor=334,
        spread=116,
        height=280,
        angle=tilted,
        focus=(126, 226, 1.8),
    ),
    Shape(
        name="earbuds",
        paint=earbuds,
        floor=334,
        spread=98,
        height=210,
        angle=gift,
        focus=(160, 186, 2.3),
    ),
    Shape(
        name="speaker",
        paint=speaker,
        floor=338,
        spread=112,
        height=250,
        angle=couple,
        focus=(200, 226, 2.2),
    ),
    Shape(
        name="tablet",
        paint=tablet,
        floor=340,
        spread=132,
        height=260,
        angle=boxed,
        focus=(240, 160, 2.1),
    ),
    Shape(
        name="smartwatch",
        paint=smartwatch,
        floor=360,
        spread=60,
        height=326,
        angle=family,
        focus=(200, 196, 2),
    ),
    Shape(
        name="camera",
        paint=camera,
        floor=318,
        spread=132,
        height=232,
        angle=mirrored,
        focus=(116, 190, 2),
    ),
)
