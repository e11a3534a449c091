"""Coats and tops with sleeves to the wrist, laid out as on an invisible figure."""

from .canvas import ACROSS, DOWN, Ink, disc, group, layers, path, rect, stroke
from .colours import STEEL, WARM_WHITE, darker
from .ornaments import almond, star
from .staging import Shape, hung


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


SHAPES = (
    Shape(name="chapan", paint=chapan, floor=356, spread=92, angle=hung, focus=(226, 206, 2.4)),
    Shape(name="hoodie", paint=hoodie, floor=342, spread=110, angle=hung, focus=(200, 136, 2.2)),
    Shape(name="jacket", paint=jacket, floor=336, spread=110, angle=hung, focus=(216, 128, 2.3)),
)
