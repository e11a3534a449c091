"""Clothes, laid out as on an invisible figure."""

from .canvas import ACROSS, DOWN, Ink, disc, group, layers, path, rect, stroke
from .colours import STEEL, WARM_WHITE, darker
from .ornaments import almond, diamond, ikat, star, zigzag
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


def chapan(ink: Ink) -> str:
    coat = (
        "M160 62 C176 74 224 74 240 62 C266 70 282 82 292 104 L352 226 C354 234 350 240 344 242"
        " L312 252 L274 180 L282 350 C230 360 170 360 118 350 L126 180 L88 252 L56 242"
        " C50 240 46 234 48 226 L108 104 C118 82 134 70 160 62Z"
    )
    gold, deep = ink.accent, ink.dark(0.38)
    quilting = "".join(
        stroke(f"M{x} 60 V360", ink.dark(0.3), 1.6, opacity=0.5) for x in range(64, 350, 13)
    )
    sprigs = "".join(
        path(almond(x, y, 13, turn=turn), gold) + path(almond(x, y + 1, 7, turn=turn), deep)
        for x, y, turn in (
            (150, 196, 0),
            (250, 196, 20),
            (146, 262, 10),
            (254, 262, -10),
            (150, 322, 0),
            (250, 322, 0),
            (96, 190, 30),
            (304, 190, -30),
            (144, 128, 10),
            (256, 128, -10),
        )
    )
    return layers(
        path("M164 64 C176 50 224 50 236 64 L226 150 H174Z", ink.body(ink.dark(0.5))),
        path(coat, ink.body()),
        group(
            quilting,
            sprigs,
            path(
                "M126 180 C130 240 122 300 118 352 L136 352 C138 290 140 230 126 180Z"
                "M274 180 C270 240 278 300 282 352 L264 352 C262 290 260 230 274 180Z",
                ink.dark(0.5),
                opacity=0.22,
            ),
            clip=ink.clip(coat),
        ),
        path(
            "M160 62 C166 66 170 68 176 70 C180 140 190 160 198 200 L198 356 H184 V214"
            " C170 170 158 120 150 66Z",
            ink.body(gold),
        ),
        path(
            "M240 62 C234 66 230 68 224 70 C220 140 212 160 204 200 L204 356 H218 V214"
            " C230 170 242 120 250 66Z",
            ink.body(darker(gold, 0.1)),
        ),
        stroke("M163 68 C168 130 180 170 191 208 V350", deep, 2, dash="2 6"),
        stroke("M237 68 C232 130 222 170 211 208 V350", deep, 2, dash="2 6"),
        stroke("M49 232 L88 250 M351 232 L312 250", gold, 9),
        stroke("M118 348 C170 358 230 358 282 348", gold, 8),
        path(
            "M124 226 C170 240 230 240 276 226 L278 252 C230 266 170 266 122 252Z",
            ink.body("#5b2a4d" if ink.accent != "#5b2a4d" else deep),
        ),
        stroke("M124 233 C170 247 230 247 276 233", gold, 2.4, dash="7 5"),
        stroke("M124 247 C170 261 230 261 276 247", gold, 2.4, dash="7 5"),
        path("M190 240 L206 240 L214 304 L200 298 L186 306Z", ink.body("#6d345d")),
        stroke("M112 110 C104 130 92 152 80 176", "#ffffff", 6, opacity=0.25),
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


def hoodie(ink: Ink) -> str:
    body = (
        "M142 98 C166 118 234 118 258 98 C288 102 306 116 316 142 L346 300 C346 308 340 312 332 314"
        " L304 318 C298 318 294 316 293 310 L280 226 L284 332 C284 338 280 341 274 341 H126"
        " C120 341 116 338 116 332 L120 226 L107 310 C106 316 102 318 96 318 L68 314"
        " C60 312 54 308 54 300 L84 142 C94 116 112 102 142 98Z"
    )
    return layers(
        path(
            "M140 104 C128 60 164 40 200 40 C236 40 272 60 260 104 C240 128 160 128 140 104Z",
            ink.body(ink.dark(0.12)),
        ),
        path(
            "M160 104 C152 70 178 58 200 58 C222 58 248 70 240 104 C226 122 174 122 160 104Z",
            ink.body(ink.dark(0.5), towards=DOWN),
        ),
        path(body, ink.body()),
        path(
            "M140 98 C146 84 154 80 160 92 C168 122 186 132 200 140 C214 132 232 122 240 92"
            " C246 80 254 84 260 98 C256 128 224 150 200 160 C176 150 144 128 140 98Z",
            ink.body(ink.dark(0.06)),
        ),
        stroke(
            "M150 98 C154 124 180 142 200 150 C220 142 246 124 250 98",
            ink.dark(0.35),
            2.2,
            dash="5 5",
            opacity=0.8,
        ),
        stroke(
            "M186 146 C182 170 184 186 182 204 M214 146 C220 168 216 184 219 198", WARM_WHITE, 5
        ),
        rect(178, 200, 8, 14, 3, ink.accent),
        rect(215, 194, 8, 14, 3, ink.accent),
        disc(186, 145, 4.5, STEEL),
        disc(214, 145, 4.5, STEEL),
        path(
            "M150 238 H250 L272 286 C274 296 270 302 262 302 H138 C130 302 126 296 128 286Z",
            ink.body(ink.dark(0.1)),
        ),
        stroke("M152 244 L134 286 M248 244 L266 286 M152 244 H248", ink.light(0.45), 2, dash="5 5"),
        rect(116, 318, 168, 23, 6, ink.body(ink.dark(0.2))),
        "".join(
            stroke(f"M{x} 321 V338", ink.dark(0.4), 1.6, opacity=0.7) for x in range(124, 282, 8)
        ),
        path(
            "M56 290 L108 300 L106 312 C104 318 100 318 96 318 L68 314 C60 312 54 308 54 300Z"
            "M344 290 L292 300 L294 312 C296 318 300 318 304 318 L332 314 C340 312 346 308 346"
            " 300Z",
            ink.body(ink.dark(0.2)),
        ),
        path(
            "M120 226 C116 190 112 160 108 140 C118 170 130 200 120 226Z"
            "M280 226 C284 190 288 160 292 140 C282 170 270 200 280 226Z",
            ink.dark(0.4),
            opacity=0.5,
        ),
        stroke("M98 136 C90 170 82 210 76 250", "#ffffff", 8, opacity=0.18),
        path(star(236, 196, 13), ink.accent),
        path(star(236, 196, 7), ink.dark(0.3)),
    )


def trousers(ink: Ink) -> str:
    left = (
        "M124 60 H206 L204 150 C200 220 192 290 188 348 C162 354 134 352 116 346"
        " C112 250 108 150 124 60Z"
    )
    right = (
        "M194 60 H276 C292 150 288 250 284 346 C266 352 238 354 212 348 C208 290 200 220 196 150Z"
    )
    return layers(
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


def jacket(ink: Ink) -> str:
    body = (
        "M150 84 C170 96 230 96 250 84 C284 88 304 100 314 126 L348 296 C348 304 342 308 336 309"
        " L308 314 C302 315 298 312 296 306 L278 214 L282 322 C282 330 278 334 270 334 H130"
        " C122 334 118 330 118 322 L122 214 L104 306 C102 312 98 315 92 314 L64 309"
        " C58 308 52 304 52 296 L86 126 C96 100 116 88 150 84Z"
    )
    quilts = "".join(
        stroke(f"M40 {y} C140 {y + 14} 260 {y + 14} 360 {y}", ink.dark(0.34), 3, opacity=0.7)
        + stroke(
            f"M40 {y + 5} C140 {y + 19} 260 {y + 19} 360 {y + 5}", ink.light(0.6), 3, opacity=0.32
        )
        for y in range(108, 320, 32)
    )
    return layers(
        path(
            "M150 88 C146 64 158 52 176 50 H224 C242 52 254 64 250 88 C236 104 164 104 150 88Z",
            ink.body(ink.dark(0.24)),
        ),
        path("M164 72 C176 62 224 62 236 72 C226 88 174 88 164 72Z", ink.dark(0.55)),
        path(body, ink.body()),
        group(
            quilts,
            path(
                "M122 214 C120 180 114 150 108 132 C124 160 134 200 132 340 H114Z"
                "M278 214 C280 180 286 150 292 132 C276 160 266 200 268 340 H286Z",
                ink.dark(0.5),
                opacity=0.3,
            ),
            clip=ink.clip(body),
        ),
        path(
            "M150 84 C156 104 176 112 192 114 L200 84 L208 114 C224 112 244 104 250 84"
            " L246 66 C232 84 168 84 154 66Z",
            ink.body(ink.dark(0.14)),
        ),
        rect(193, 86, 14, 248, 3, ink.body(ink.dark(0.36), towards=ACROSS)),
        stroke("M200 92 V330", STEEL, 3.4, dash="2 4"),
        rect(195, 122, 10, 26, 4, ink.accent),
        path("M142 236 L176 250 V256 L140 244Z M258 236 L224 250 V256 L260 244Z", ink.dark(0.5)),
        rect(118, 316, 164, 20, 7, ink.body(ink.dark(0.26))),
        stroke("M58 292 L108 302 M342 292 L292 302", ink.dark(0.4), 4),
        path(star(240, 142, 12), ink.accent),
        path(star(240, 142, 6), ink.dark(0.3)),
        stroke("M100 130 C92 166 84 206 78 244", "#ffffff", 9, opacity=0.2),
    )


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
    Shape(name="chapan", paint=chapan, floor=356, spread=92, angle=hung, focus=(226, 206, 2.4)),
    Shape(name="t-shirt", paint=t_shirt, floor=334, spread=92, angle=folded, focus=(200, 200, 2.1)),
    Shape(name="hoodie", paint=hoodie, floor=342, spread=110, angle=hung, focus=(200, 136, 2.2)),
    Shape(
        name="trousers", paint=trousers, floor=352, spread=88, angle=folded, focus=(200, 104, 2.3)
    ),
    Shape(name="jacket", paint=jacket, floor=336, spread=110, angle=hung, focus=(216, 128, 2.3)),
    Shape(name="skirt", paint=skirt, floor=346, spread=112, angle=hung, focus=(200, 290, 2.3)),
)
