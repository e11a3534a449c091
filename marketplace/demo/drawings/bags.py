"""Bags, from the school's to the journey's."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, path, rect, stroke
from .colours import STEEL, WARM_WHITE, darker
from .ornaments import almond, diamond, petals, star, zigzag
from .outlines import rounded, soft
from .staging import Shape, couple, family, mirrored

BRASS = "#d4ab5a"


def backpack(ink: Ink) -> str:
    body = soft(
        "98 330, 94 220, 112 130, 160 86, 240 86, 288 130, 306 220, 302 330, 290 348, 290"
        " 348, 110 348, 110 348"
    )
    return layers(
        stroke("M162 92C160 36 240 36 238 92", ink.dark(0.42), 14),
        stroke("M168 84C170 50 230 50 232 84", ink.light(0.3), 3, opacity=0.6),
        path(
            (
                "M92 190C76 210 72 280 86 320L102 318V190ZM308 190C324 210 328 280 314 320L298"
                " 318V190Z"
            ),
            ink.body(ink.dark(0.24)),
        ),
        path(body, ink.body()),
        group(
            path(
                "M80 180C140 214 260 214 320 180V196C260 230 140 230 80 196Z",
                ink.dark(0.4),
                opacity=0.35,
            ),
            path("M256 80H320V360H262C296 260 290 160 256 80Z", ink.dark(0.5), opacity=0.16),
            clip=ink.clip(body),
        ),
        path(
            (
                "M106 168C116 120 152 92 200 92C248 92 284 120 294 168C300 188 288 200 270 202"
                "C226 208 174 208 130 202C112 200 100 188 106 168Z"
            ),
            ink.body(ink.light(0.08)),
        ),
        stroke(
            (
                "M114 172C124 128 156 102 200 102C244 102 276 128 286 172C290 184 282 192 268 193"
                "C226 199 174 199 132 193C118 192 110 184 114 172Z"
            ),
            ink.light(0.55),
            2,
            dash="5 5",
        ),
        path(rounded(124, 236, 152, 100, 18), ink.body(ink.dark(0.12))),
        path(
            (
                "M124 254C124 242 132 236 142 236H258C268 236 276 242 276 254V272C240 284 160 284"
                " 124 272Z"
            ),
            ink.body(ink.dark(0.26)),
        ),
        group(
            path("M110 296H290V326H110Z", ink.contrast, opacity=0.9),
            stroke(zigzag(116, 284, 319, step=18, rise=14), ink.colour, 4),
            *(path(diamond(125 + i * 18.7, 304, 3.4, 4), ink.accent) for i in range(9)),
            clip=ink.clip(rounded(124, 236, 152, 100, 18)),
        ),
        *(
            rect(x, 180, 18, 84, 4, ink.body("#7a4f2c"))
            + rect(x - 4, 228, 26, 22, 4, ink.metal(BRASS))
            + rect(x + 2, 234, 14, 10, 2, "#7a4f2c")
            for x in (144, 238)
        ),
        path(star(200, 150, 28), ink.accent),
        path(star(200, 150, 21, turn=22.5), ink.dark(0.3)),
        path(petals(200, 150, 15), ink.contrast),
        gloss("M112 158C120 130 138 112 160 103", 7, opacity=0.35),
    )


def handbag(ink: Ink) -> str:
    body = soft(
        "104 166, 104 166, 200 158, 296 166, 296 166, 330 308, 322 332, 322 332, 200 340, 78"
        " 332, 78 332, 70 308"
    )
    flap = soft(
        "102 166, 102 166, 200 156, 298 166, 298 166, 312 226, 260 256, 200 264, 140 256, 88 226"
    )
    return layers(
        stroke("M138 168C130 20 270 20 262 168", ink.dark(0.36), 15),
        stroke("M142 158C136 36 264 36 258 158", ink.light(0.35), 2.4, dash="6 6"),
        path(body, ink.body()),
        group(
            path("M262 150H340V350H282C300 280 290 210 262 150Z", ink.dark(0.5), opacity=0.18),
            path("M60 306H340V346H60Z", ink.dark(0.3), opacity=0.5),
            clip=ink.clip(body),
        ),
        path(
            soft(
                "98 228, 140 260, 200 270, 260 260, 304 228, 306 240, 262 274, 200"
                " 284, 138 274,"
                " 94 240"
            ),
            ink.dark(0.5),
            opacity=0.3,
        ),
        path(flap, ink.body(ink.light(0.08))),
        stroke(
            (
                "M110 174C160 166 240 166 290 174L302 222C288 244 244 254 200 255C156 254 112 244"
                " 98 222Z"
            ),
            ink.light(0.55),
            2.2,
            dash="6 6",
        ),
        *(
            path(almond(x, 206, 20, turn=t), ink.accent)
            + path(almond(x, 207, 11, turn=t), ink.dark(0.3))
            for x, t in ((140, -36), (260, 36))
        ),
        *(
            path(petals(x, 212, 12, count=6), ink.contrast) + disc(x, 212, 3.4, ink.accent)
            for x in (174, 226)
        ),
        rect(180, 240, 40, 36, 8, ink.metal(BRASS)),
        path(star(200, 258, 12), darker(BRASS, 0.4)),
        *(
            disc(x, 172, 9, ink.metal(BRASS)) + disc(x, 172, 4, darker(BRASS, 0.4))
            for x in (139, 261)
        ),
        stroke("M86 318C140 328 260 328 314 318", ink.light(0.5), 2.2, dash="6 6"),
        gloss("M112 276C104 292 100 300 96 312", 7, opacity=0.35),
    )


def suitcase(ink: Ink) -> str:
    shell = rounded(98, 118, 204, 214, 28)
    return layers(
        path(
            "M152 120V46C152 38 158 34 166 34H234C242 34 248 38 248 46V120H236V52H164V120Z",
            ink.metal("#8f98a8"),
        ),
        rect(150, 30, 100, 18, 9, ink.body("#343a49", towards=DOWN)),
        *(
            rect(x, 326, 34, 12, 4, "#343a49")
            + disc(x + 17, 341, 11, "#22252f")
            + disc(x + 17, 341, 5, STEEL)
            for x in (110, 256)
        ),
        path(shell, ink.body()),
        group(
            *(
                rect(x, 118, 10, 214, 5, ink.dark(0.34), opacity=0.45)
                + rect(x + 10, 118, 4, 214, 2, ink.light(0.6), opacity=0.35)
                for x in (118, 146, 174, 202, 230, 258)
            ),
            path("M98 214H302V232H98Z", ink.dark(0.4)),
            path("M98 216H302V219H98Z", ink.light(0.4), opacity=0.6),
            path("M268 110H310V340H262C280 280 280 180 268 110Z", ink.dark(0.5), opacity=0.18),
            clip=ink.clip(shell),
        ),
        rect(182, 208, 36, 30, 6, ink.metal(BRASS)),
        disc(200, 223, 6, darker(BRASS, 0.45)),
        *(
            path(d, ink.metal(BRASS))
            for d in (
                "M98 146C98 128 110 118 126 118L98 160Z",
                "M302 146C302 128 290 118 274 118L302 160Z",
                "M98 304C98 322 110 332 126 332L98 290Z",
                "M302 304C302 322 290 332 274 332L302 290Z",
            )
        ),
        group(
            disc(0, 0, 30, WARM_WHITE),
            path(star(0, 0, 24), ink.dark(0.1)),
            path(star(0, 0, 14, turn=22.5), ink.accent),
            transform="translate(150 170) rotate(-12)",
        ),
        group(
            rect(-32, -17, 64, 34, 6, ink.accent),
            rect(-22, -8, 44, 5, 2.5, ink.dark(0.4)),
            rect(-22, 2, 28, 5, 2.5, ink.dark(0.4)),
            transform="translate(244 278) rotate(9)",
        ),
        stroke("M236 104C250 110 252 122 250 132", "#7a4f2c", 3.5),
        path("M240 130H262V164L251 172L240 164Z", ink.body("#9a6a3f")),
        gloss("M108 158C108 140 114 132 126 128", 6, opacity=0.55),
    )


def wallet(ink: Ink) -> str:
    front = rounded(66, 150, 268, 178, 22)
    return layers(
        *(
            group(
                rect(92, y, 216, 120, 12, ink.body(t)),
                rect(112, y + 20, 40, 10, 4, "#ffffff", opacity=0.8),
                transform=f"rotate({a} 200 {y})",
            )
            for y, t, a in ((96, "#2c8a5f", -5), (112, BRASS, 3))
        ),
        rect(84, 130, 232, 60, 6, ink.body("#e8f0e2")),
        stroke("M96 142H304", "#8fb573", 3),
        rect(60, 140, 280, 192, 24, ink.body(ink.dark(0.3))),
        path(front, ink.body()),
        stroke(rounded(76, 160, 248, 158, 16), ink.light(0.5), 2.2, dash="6 6"),
        path(
            "M340 202H256C236 202 226 218 226 236C226 254 236 270 256 270H340Z",
            ink.body(ink.dark(0.16)),
        ),
        stroke(
            "M336 210H258C242 210 234 222 234 236C234 250 242 262 258 262H336",
            ink.light(0.5),
            2.2,
            dash="6 6",
        ),
        disc(262, 236, 14, ink.metal(BRASS)),
        path(star(262, 236, 9), darker(BRASS, 0.4)),
        path(star(146, 238, 48), ink.dark(0.26)),
        path(star(146, 238, 39, turn=22.5), ink.body()),
        path(petals(146, 238, 33, count=12), ink.accent),
        disc(146, 238, 9, ink.dark(0.3)),
        gloss("M84 196C84 176 92 168 112 166", 6, opacity=0.35),
    )


SHAPES = (
    Shape(
        name="backpack",
        paint=backpack,
        floor=348,
        spread=108,
        height=304,
        angle=couple,
        focus=(200, 240, 2.1),
    ),
    Shape(
        name="handbag",
        paint=handbag,
        floor=338,
        spread=124,
        height=284,
        angle=mirrored,
        focus=(200, 216, 2.2),
    ),
    Shape(
        name="suitcase",
        paint=suitcase,
        floor=352,
        spread=100,
        height=322,
        angle=family,
        focus=(180, 200, 2.1),
    ),
    Shape(
        name="wallet",
        paint=wallet,
        floor=334,
        spread=140,
        height=240,
        angle=couple,
        focus=(190, 236, 2.2),
    ),
)
