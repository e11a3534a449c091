"""Beauty: bottles, jars, soap, combs."""

from .canvas import DOWN, Ink, disc, gloss, group, layers, oval, path, rect, stroke
from .colours import WARM_WHITE, WOOD, darker, lighter
from .ornaments import almond, diamond, petals, star, zigzag
from .outlines import around, band, soft, turned
from .staging import Shape, boxed, couple, gift, mirrored

GOLD = "#d4ab5a"


def serum(ink: Ink) -> str:
    """A dropper bottle with a rose hip."""
    body = turned((24, 160), (30, 168), (66, 190), (70, 214), (70, 322), (60, 346), tilt=0.1)
    return layers(
        path("M176 96C172 62 182 44 200 44C218 44 228 62 224 96Z", ink.tube("#3a3f4e")),
        gloss("M186 66C186 60 190 54 194 52", 5, opacity=0.5),
        rect(164, 92, 72, 44, 7, ink.metal(GOLD)),
        *(rect(170 + i * 10, 96, 2, 36, 1, darker(GOLD, 0.3), opacity=0.5) for i in range(7)),
        rect(174, 134, 52, 30, 3, ink.tube(ink.dark(0.2))),
        path(body, ink.tube()),
        group(
            path("M120 196H150V340H120Z", "#ffffff", opacity=0.12),
            rect(130, 226, 140, 92, 0, WARM_WHITE),
            path(petals(200, 256, 24, count=8), ink.light(0.2)),
            path(petals(200, 256, 17, count=8, turn=22.5), ink.colour),
            disc(200, 256, 6, ink.accent),
            rect(168, 288, 64, 6, 3, ink.dark(0.2)),
            rect(180, 300, 40, 4, 2, ink.light(0.4)),
            path("M130 220H270V226H130ZM130 318H270V324H130Z", GOLD),
            path("M244 180H280V350H244Z", ink.dark(0.6), opacity=0.18),
            clip=ink.clip(body),
        ),
        gloss("M146 206C142 216 142 300 146 330", 9, opacity=0.5),
    )


def cream(ink: Ink) -> str:
    """An open jar, the cream whipped to a peak."""
    jar = turned((98, 206), (106, 222), (104, 300), (88, 326), tilt=0.2)
    return layers(
        path(jar, ink.tube()),
        group(
            path(band(252, 50, w=150, sag=20), WARM_WHITE, opacity=0.95),
            "".join(
                path(petals(x, y, 15 * n**0.4), ink.colour) + disc(x, y, 4, ink.accent)
                for x, y, n in around(258, w=102, count=7, sag=18)
            ),
            path(band(244, 4, w=150, sag=20), ink.accent),
            path(band(306, 4, w=150, sag=20), ink.accent),
            clip=ink.clip(jar),
        ),
        oval(200, 206, 98, 22, ink.light(0.55)),
        oval(200, 206, 90, 18, ink.dark(0.16)),
        path(
            soft(
                "114 206, 130 186, 166 178, 188 158, 204 136, 208 160, 232 172, 270 186, 286"
                " 206, 246 220, 154 220"
            ),
            ink.body("#fff8ee", depth=0.14),
        ),
        stroke("M140 200C170 188 196 186 204 158M204 180C228 184 250 190 262 200", "#e4d8c8", 4),
        gloss("M112 234C110 260 114 290 122 306", 9, opacity=0.45),
    )


def soap(ink: Ink) -> str:
    """Two bars of olive soap on a dish, a sprig on top."""
    bar = (
        "M88 222C88 206 98 196 114 196H286C302 196 312 206 312 222V262C312 276 302 284 286"
        " 284H114C98 284 88 276 88 262Z"
    )
    return layers(
        path(
            "M52 286H348C344 322 316 334 284 334H116C84 334 56 322 52 286Z",
            ink.body("#e9e2d2", towards=DOWN),
        ),
        oval(200, 287, 148, 17, "#fbf7ec"),
        oval(200, 289, 136, 13, "#d9d0bd"),
        path(bar, ink.body()),
        path(
            (
                "M88 222C88 206 98 196 114 196H286C302 196 312 206 312 222C312 234 302 240 286"
                " 240H114C98 240 88 234 88 222Z"
            ),
            ink.body(ink.light(0.26)),
        ),
        group(
            rect(128, 132, 170, 66, 18, ink.body(ink.light(0.14))),
            rect(128, 132, 170, 34, 16, ink.body(ink.light(0.4))),
            rect(166, 132, 94, 66, 0, ink.body("#f7efdd")),
            path(star(213, 166, 26), ink.colour),
            path(star(213, 166, 18, turn=22.5), "#f7efdd"),
            path(petals(213, 166, 14), ink.accent),
            stroke("M166 132V198M260 132V198", ink.accent, 3),
            transform="rotate(-3 213 166)",
        ),
        path(star(200, 262, 15), ink.dark(0.16)),
        stroke(
            zigzag(116, 170, 268, step=14, rise=9) + zigzag(230, 284, 268, step=14, rise=9),
            ink.dark(0.16),
            3,
        ),
        *(
            disc(x, y, r, "#ffffff", opacity=0.55)
            + disc(x - r * 0.3, y - r * 0.3, r * 0.28, "#ffffff")
            for x, y, r in (
                (74, 250, 15),
                (96, 276, 9),
                (326, 262, 12),
                (336, 226, 18),
                (314, 182, 8),
            )
        ),
        gloss("M102 216C104 208 110 205 120 204", 5, opacity=0.6),
    )


def perfume(ink: Ink) -> str:
    body = (
        "M112 172C112 160 120 152 132 152H268C280 152 288 160 288 172L300 316C301 334 292 346"
        " 274 346H126C108 346 99 334 100 316Z"
    )
    juice = "M126 200H274L284 314C285 326 280 332 270 332H130C120 332 115 326 116 314Z"
    return layers(
        rect(176, 112, 48, 42, 4, ink.metal(GOLD)),
        path(
            soft("164 112, 156 74, 176 44, 200 34, 224 44, 244 74, 236 112, 236 112, 164 112"),
            ink.round(GOLD),
        ),
        path(almond(200, 80, 25), darker(GOLD, 0.34), opacity=0.6),
        gloss("M172 82C172 68 180 56 190 50", 5, opacity=0.7),
        path(body, ink.body(ink.light(0.62))),
        path(juice, ink.body(ink.light(0.1))),
        path("M126 200H274L276 216H125Z", ink.light(0.5), opacity=0.8),
        path(
            "M100 316L112 172C112 160 120 152 132 152H160L138 346H126C108 346 99 334 100 316Z",
            "#ffffff",
            opacity=0.32,
        ),
        path(
            "M288 172L300 316C301 334 292 346 274 346H262L264 152H268C280 152 288 160 288 172Z",
            ink.dark(0.4),
            opacity=0.14,
        ),
        disc(200, 262, 46, ink.metal(GOLD)),
        disc(200, 262, 42, WARM_WHITE),
        path(star(200, 262, 38), ink.body()),
        path(petals(200, 262, 28, count=12), ink.accent),
        disc(200, 262, 9, ink.dark(0.3)),
        stroke("M200 154V208", "#ffffff", 4, opacity=0.7),
        gloss("M124 176L116 300", 6, opacity=0.8),
    )


def comb(ink: Ink) -> str:
    """A carved wooden comb."""
    teeth = "".join(
        path(f"M{x:.1f} 190h6l-1 {length:.1f}q-2 6 -4 0Z", ink.dark(0.16 if i % 2 else 0.08))
        for i in range(20)
        for x, length in ((96 + i * 10.6, 100 - abs(i - 9.5) * 1.6),)
    )
    back = soft(
        "74 200, 74 200, 82 150, 126 112, 200 98, 274 112, 318 150, 326 200, 326 200, 200 206"
    )
    thing = layers(
        teeth,
        path(
            "M74 196H92V306C84 306 76 296 76 284ZM326 196H308V306C316 306 324 296 324 284Z",
            ink.body(),
        ),
        path(back, ink.body()),
        group(
            stroke(
                "M90 190C96 152 140 124 200 116C260 124 304 152 310 190",
                ink.contrast,
                3,
                dash="1 7",
            ),
            path(star(200, 156, 32), ink.accent),
            path(star(200, 156, 25, turn=22.5), ink.dark(0.36)),
            path(petals(200, 156, 20), ink.contrast),
            *(
                path(almond(x, 170, 16, turn=t), ink.accent)
                + path(almond(x, 171, 8, turn=t), ink.dark(0.3))
                for x, t in ((140, -30), (260, 30), (108, -50), (292, 50))
            ),
            stroke("M70 194H330", ink.dark(0.36), 4),
            clip=ink.clip(back),
        ),
        gloss("M92 166C104 140 136 120 170 112", 6, opacity=0.35),
    )
    return group(thing, transform="rotate(-8 200 200) translate(0 16)")


def lipstick(ink: Ink) -> str:
    cap = layers(
        rect(252, 196, 66, 144, 7, ink.tube(ink.dark(0.52))),
        rect(252, 318, 66, 8, 0, ink.metal(GOLD)),
        path(star(285, 262, 20), GOLD),
        path(star(285, 262, 12, turn=22.5), ink.dark(0.52)),
        path(petals(285, 262, 9), GOLD),
    )
    return layers(
        cap,
        path("M150 150V104C150 84 176 60 206 56C212 56 214 60 214 66V150Z", ink.tube()),
        path(
            "M150 108C150 86 176 60 206 56C214 56 214 62 212 72C206 92 176 104 150 108Z",
            ink.body(ink.light(0.24)),
        ),
        gloss("M160 120V146", 6, opacity=0.4),
        rect(144, 146, 76, 66, 4, ink.metal(GOLD)),
        rect(140, 208, 84, 8, 2, darker(GOLD, 0.3)),
        rect(136, 214, 92, 126, 7, ink.tube(ink.dark(0.52))),
        rect(136, 318, 92, 8, 0, ink.metal(GOLD)),
        stroke(zigzag(138, 226, 240, step=15, rise=10), GOLD, 2.6),
        *(path(diamond(145 + i * 14.7, 252, 3.4, 4.6), ink.colour) for i in range(6)),
        rect(138, 262, 88, 3, 0, GOLD),
        gloss("M148 270V310", 5, opacity=0.3),
    )


def hairbrush(ink: Ink) -> str:
    pad = soft(
        "112 170, 124 96, 160 58, 200 48, 240 58, 276 96, 288 170, 262 224, 200 240, 138 224"
    )
    inner = soft(
        "130 168, 140 106, 170 76, 200 70, 230 76, 260 106, 270 168, 248 208, 200 220, 152 208"
    )
    thing = layers(
        path(
            soft("182 232, 176 270, 172 320, 180 362, 200 370, 220 362, 228 320, 224 270, 218 232"),
            ink.tube(),
        ),
        path(pad, ink.body()),
        path(inner, ink.body(lighter(WOOD, 0.55))),
        group(
            *(
                disc(x + (r % 2) * 9, 84 + r * 14, 3.4, "#3a2a1e")
                + disc(x + (r % 2) * 9 - 1, 83 + r * 14, 1.2, "#ffffff", opacity=0.7)
                for r in range(10)
                for x in range(130, 276, 18)
            ),
            clip=ink.clip(
                soft(
                    "138 168, 148 110, 174 84, 200 78, 226 84, 252 110, 262 168, 242 202, 200"
                    " 212, 158 202"
                )
            ),
        ),
        path(star(200, 330, 14), ink.accent),
        path(diamond(200, 300, 7, 10) + diamond(200, 276, 6, 8), ink.accent),
        disc(200, 354, 5, ink.dark(0.5)),
        gloss("M122 164C124 120 140 88 166 70", 6, opacity=0.5),
    )
    return group(thing, transform="rotate(14 200 200) scale(.94) translate(6 4)")


SHAPES = (
    Shape(
        name="serum",
        paint=serum,
        floor=350,
        spread=70,
        height=306,
        angle=boxed,
        focus=(200, 252, 2.2),
    ),
    Shape(
        name="cream-jar",
        paint=cream,
        floor=334,
        spread=92,
        height=200,
        angle=boxed,
        focus=(180, 240, 2.2),
    ),
    Shape(
        name="soap",
        paint=soap,
        floor=334,
        spread=112,
        height=206,
        angle=mirrored,
        focus=(206, 176, 2.2),
    ),
    Shape(
        name="perfume",
        paint=perfume,
        floor=346,
        spread=96,
        height=312,
        angle=gift,
        focus=(200, 250, 2.2),
    ),
    Shape(
        name="comb",
        paint=comb,
        floor=336,
        spread=118,
        height=230,
        angle=couple,
        focus=(200, 168, 2.2),
    ),
    Shape(
        name="lipstick",
        paint=lipstick,
        floor=340,
        spread=100,
        height=284,
        centre=224,
        angle=gift,
        focus=(186, 140, 2.1),
    ),
    Shape(
        name="hairbrush",
        paint=hairbrush,
        floor=352,
        spread=60,
        height=310,
        angle=couple,
        focus=(220, 130, 2.1),
    ),
)
