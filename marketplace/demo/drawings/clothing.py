"""Clothes, laid out as on an invisible figure."""

from .canvas import Ink, disc, group, layers, path, rect, stroke
from .ornaments import diamond, ikat, zigzag
from .staging import Shape, folded, hung


def ikat_dress(ink: Ink) -> str:
    skirt = (
        "M150 150 C142 200 104 286 92 342 C90 350 94 354 100 355 C166 368 234 368 300 355"
        " C306 354 310 350 308 342 C296 286 258 200 250 150Z"
    )
    bodice = (
        "M158 56 C168 92 232 92 242 56 L268 66 C262 92 256 120 250 150 C222 162 178 162 150 150"
        " C144 120 138 92 132 66Z"
    )
    light, deep, gold = ink.contrast, ink.dark(0.42), ink.accent
    motifs = "".join(
        path(ikat(x, y, 27, 44), gold)
        + path(ikat(x, y, 19, 31), light)
        + path(ikat(x, y, 11, 18, threads=5), deep)
        for x, y in ((132, 292), (200, 278), (268, 292), (166, 216), (234, 216))
    )
    return layers(
        path(bodice, ink.body()),
        path("M158 56 C168 92 232 92 242 56 L250 59 C240 104 160 104 150 59Z", gold),
        stroke("M154 58 C166 98 234 98 246 58", deep, 1.8, dash="3 4"),
        path(skirt, ink.body()),
        group(
            motifs,
            path("M80 332 C160 348 240 348 320 332 V344 C240 360 160 360 80 344Z", gold),
            stroke("M84 326 C160 342 240 342 316 326", light, 3),
            stroke("M84 352 C160 366 240 366 316 352", light, 3, dash="2 6"),
            path(
                "M186 150 C176 220 160 300 154 370 L172 370 C176 300 190 220 194 152Z",
                ink.dark(0.5),
                opacity=0.16,
            ),
            path(
                "M222 156 C240 220 262 290 272 370 H300 C282 300 252 210 236 154Z",
                ink.dark(0.5),
                opacity=0.16,
            ),
            path(
                "M146 160 C136 220 116 280 104 350 L122 354 C132 290 148 220 156 160Z",
                "#ffffff",
                opacity=0.12,
            ),
            clip=ink.clip(skirt),
        ),
        path(
            "M149 144 C176 158 224 158 251 144 L252 162 C224 176 176 176 148 162Z",
            ink.body(ink.dark(0.34)),
        ),
        stroke("M150 150 C176 163 224 163 250 150", gold, 2),
        path(
            "M194 158 C186 180 182 200 186 214 L194 210 L198 216 C202 200 202 178 200 160Z",
            ink.dark(0.26),
        ),
        stroke("M142 76 C146 96 150 116 152 134", "#ffffff", 6, opacity=0.25),
    )


def t_shirt(ink: Ink) -> str:
    shirt = (
        "M148 80 C166 104 234 104 252 80 L286 92 C306 100 318 112 326 132 L350 186"
        " C344 202 322 212 302 210 L284 172 C282 222 284 276 288 322 C236 334 164 334 112 322"
        " C116 276 118 222 116 172 L98 210 C78 212 56 202 50 186 L74 132 C82 112 94 100 114 92Z"
    )
    band = "M100 214 C166 224 234 224 300 214 V238 C234 248 166 248 100 238Z"
    return layers(
        path("M148 80 C160 72 240 72 252 80 C236 98 164 98 148 80Z", ink.dark(0.42)),
        path(shirt, ink.body()),
        group(
            path(band, ink.contrast, opacity=0.92),
            stroke(zigzag(96, 304, 240, step=18, rise=13), ink.dark(0.1), 4.5),
            path("".join(diamond(105 + i * 18, 228, 2.6, 2.6) for i in range(12)), ink.accent),
            stroke(
                "M100 210 C166 220 234 220 300 210 M100 250 C166 260 234 260 300 250",
                ink.contrast,
                3,
            ),
            path("M116 170 C126 200 124 270 130 330 H106 V170Z", ink.dark(0.5), opacity=0.16),
            path("M284 170 C272 210 278 280 268 332 H296 V170Z", ink.dark(0.5), opacity=0.2),
            path(
                "M232 130 C246 180 236 260 246 330 L232 332 C226 260 230 190 220 134Z",
                ink.dark(0.5),
                opacity=0.1,
            ),
            path(
                "M146 128 C158 190 146 260 156 330 L170 331 C160 260 168 190 160 128Z",
                "#ffffff",
                opacity=0.16,
            ),
            clip=ink.clip(shirt),
        ),
        path(
            "M148 80 C166 104 234 104 252 80 L260 83 C240 116 160 116 140 83Z",
            ink.body(ink.dark(0.16)),
        ),
        stroke("M138 86 C160 120 240 120 262 86", ink.light(0.5), 1.8, dash="4 4"),
        stroke(
            "M116 172 C112 148 110 128 112 112 M284 172 C288 148 290 128 288 112",
            ink.dark(0.35),
            2.4,
            opacity=0.6,
        ),
        stroke(
            "M56 182 C64 194 80 202 96 202 M344 182 C336 194 320 202 304 202",
            ink.light(0.5),
            1.8,
            dash="4 4",
        ),
        stroke("M116 314 C166 326 234 326 284 314", ink.light(0.5), 1.8, dash="4 4"),
    )


def trousers(ink: Ink) -> str:
    left = (
        "M124 60 H206 L204 150 C200 220 192 290 188 348 C162 354 134 352 116 346"
        " C112 250 108 150 124 60Z"
    )
    right = (
        "M194 60 H276 C292 150 288 250 284 346 C266 352 238 354 212 348 C208 290 200 220 196 150Z"
    )
    cloth = layers(
        path(right, ink.body(ink.dark(0.08))),
        path(left, ink.body()),
        path("M124 60 H276 L279 86 C230 94 170 94 121 86Z", ink.body(ink.dark(0.2))),
        *(rect(x, 56, 9, 34, 3, ink.body(ink.dark(0.3))) for x in (138, 170, 222, 254)),
        disc(200, 74, 7, ink.metal("#d4a24c")),
        stroke("M200 88 C202 120 204 140 196 158 L188 150", ink.dark(0.45), 2.4, opacity=0.8),
        stroke("M207 90 C210 118 210 134 202 150", ink.accent, 1.8, dash="4 4"),
        path("M122 90 C136 96 148 110 152 128 L117 134 C117 118 119 104 122 90Z", ink.dark(0.16)),
        path("M278 90 C264 96 252 110 248 128 L283 134 C283 118 281 104 278 90Z", ink.dark(0.22)),
        stroke(
            "M126 94 C140 102 148 114 151 128 M274 94 C260 102 252 114 249 128",
            ink.accent,
            1.8,
            dash="4 4",
        ),
        stroke("M160 130 C158 210 152 280 150 344", ink.light(0.5), 4, opacity=0.35),
        stroke("M240 130 C242 210 248 280 250 344", ink.light(0.4), 3, opacity=0.25),
        path(
            "M200 158 C196 220 190 290 186 350 H214 C210 290 204 220 200 158Z",
            ink.dark(0.6),
            opacity=0.28,
        ),
        path(
            "M115 326 C140 334 164 334 190 328 L188 348 C162 354 134 352 116 346Z"
            "M285 326 C260 334 236 334 210 328 L212 348 C238 354 266 352 284 346Z",
            ink.body(ink.light(0.16)),
        ),
        stroke(
            "M116 330 C140 338 164 338 189 332 M284 330 C260 338 236 338 211 332",
            ink.accent,
            1.8,
            dash="4 4",
        ),
    )
    return group(cloth, transform="translate(22 -14) scale(.89 1.08)")


def skirt(ink: Ink) -> str:
    cloth = (
        "M142 96 H258 C276 180 300 270 316 324 C318 332 314 336 306 338 C240 352 160 352 94 338"
        " C86 336 82 332 84 324 C100 270 124 180 142 96Z"
    )
    pleats = "".join(
        path(
            f"M{200 + k * 13} 110 C{200 + k * 24} 200 {200 + k * 33} 280 {200 + k * 38} 352"
            f" L{214 + k * 38} 352 C{207 + k * 33} 280 {204 + k * 24} 200 {204 + k * 13} 110Z",
            ink.dark(0.45),
            opacity=0.3,
        )
        + stroke(
            f"M{196 + k * 13} 116 C{196 + k * 24} 200 {195 + k * 33} 280 {193 + k * 38} 346",
            ink.light(0.6),
            2.6,
            opacity=0.35,
        )
        for k in range(-4, 5)
    )
    return layers(
        path(cloth, ink.body()),
        group(
            pleats,
            path("M70 296 C160 318 240 318 330 296 V316 C240 338 160 338 70 316Z", ink.accent),
            stroke(zigzag(70, 330, 322, step=22, rise=14), ink.dark(0.36), 4),
            stroke("M70 290 C160 312 240 312 330 290", ink.contrast, 3),
            clip=ink.clip(cloth),
        ),
        path(
            "M140 84 C160 78 240 78 260 84 L262 112 C240 120 160 120 138 112Z",
            ink.body(ink.dark(0.22)),
        ),
        stroke(
            "M142 108 C164 115 236 115 258 108 M144 88 C164 83 236 83 256 88",
            ink.light(0.5),
            1.8,
            dash="4 4",
        ),
        disc(200, 99, 7, ink.metal("#d4a24c")),
    )


SHAPES = (
    Shape(
        name="ikat-dress",
        paint=ikat_dress,
        floor=360,
        spread=104,
        angle=hung,
        focus=(200, 250, 2.3),
    ),
    Shape(name="t-shirt", paint=t_shirt, floor=334, spread=92, angle=folded, focus=(200, 200, 2.1)),
    Shape(
        name="trousers", paint=trousers, floor=364, spread=78, angle=folded, focus=(200, 100, 2.3)
    ),
    Shape(name="skirt", paint=skirt, floor=346, spread=112, angle=hung, focus=(200, 290, 2.3)),
)
