"""Shoes: seen from the side, toe to the right."""

from .canvas import ACROSS, DOWN, Ink, disc, group, layers, oval, path, rect, stroke
from .colours import NIGHT, WARM_WHITE, darker, lighter
from .ornaments import diamond, star
from .staging import Shape, mirrored, pair


def runner(ink: Ink) -> str:
    upper = (
        "M64 270 C58 236 62 196 74 166 C79 154 93 153 98 165 C106 186 126 194 146 186"
        " C156 181 162 174 170 166 C196 196 228 216 262 225 C310 234 348 246 348 276 L346 286"
        " L64 286Z"
    )
    sole = "#f7f4ee"
    throat = ((184, 178), (201, 191), (219, 202), (238, 212))
    mesh = "".join(
        disc(252 + column * 12 + row * 4, 236 + row * 10 + column * 1.6, 1.8, ink.dark(0.3))
        for row in range(3)
        for column in range(4 - row)
    )
    return layers(
        path(
            "M146 190 C156 176 156 154 164 144 C171 136 184 140 188 151 C202 180 232 206 270 222"
            " L250 240Z",
            ink.body(ink.dark(0.24)),
        ),
        stroke("M168 150 C176 146 180 150 184 158", ink.light(0.5), 3, opacity=0.7),
        path(upper, ink.body()),
        group(
            path(
                "M222 208 C262 226 300 226 326 240 C348 250 352 266 348 288 H262"
                " C240 268 226 240 222 208Z",
                ink.body(ink.light(0.32)),
            ),
            mesh,
            path(
                "M306 288 C300 258 316 244 340 246 C356 254 356 272 350 288Z",
                ink.body(ink.dark(0.14)),
            ),
            path(
                "M54 140 H104 C104 172 116 188 138 190 C136 226 118 254 58 260Z",
                ink.body(ink.dark(0.2)),
            ),
            stroke("M130 192 C126 224 108 246 68 252", ink.light(0.6), 2, dash="5 5"),
            path(
                "M146 186 C156 181 162 174 170 166 C194 194 222 212 250 222 L236 244"
                " C194 236 160 216 146 186Z",
                ink.body(ink.dark(0.12)),
            ),
            stroke("M154 190 C170 214 200 230 234 237", ink.light(0.6), 2, dash="5 5"),
            path(
                "M126 262 C176 272 226 262 262 234 C256 262 214 284 154 280 C138 279 128 272"
                " 126 262Z",
                ink.contrast,
            ),
            path(
                diamond(166, 270, 6, 6) + diamond(188, 268, 6, 6) + diamond(210, 263, 6, 6),
                ink.accent,
            ),
            clip=ink.clip(upper),
        ),
        *(disc(x - 15, y + 17, 4.2, ink.dark(0.5)) for x, y in throat),
        *(stroke(f"M{x - 14} {y + 15} L{x + 8} {y - 11}", WARM_WHITE, 6.4) for x, y in throat),
        stroke(
            "M178 168 C160 152 146 160 156 170 C164 176 174 172 180 168 C190 182 178 196 166 190",
            WARM_WHITE,
            4,
        ),
        stroke("M76 170 C80 158 90 158 96 168 C106 188 126 196 146 189", ink.light(0.45), 4),
        path(
            "M58 270 C58 264 64 262 72 264 C150 280 256 280 334 264 C350 262 356 272 355 282"
            " C353 296 343 302 328 302 H86 C66 302 56 290 58 270Z",
            ink.body(sole, towards=DOWN),
        ),
        path(
            "M58 283 C140 297 270 297 355 283 C353 297 343 304 328 304 H86 C68 304 58 296 58 283Z",
            ink.body(darker(sole, 0.14), towards=DOWN),
        ),
        path(
            "M66 293 C84 299 100 300 118 301 L112 304 H86 C76 304 70 300 66 293Z"
            "M300 301 C318 299 336 295 350 291 C346 300 338 304 328 304 H304Z",
            ink.dark(0.1),
        ),
        stroke("M74 273 C150 286 260 286 340 273", "#ffffff", 2.5, opacity=0.8),
        stroke("M78 186 C75 206 74 222 75 238", ink.light(0.75), 5, opacity=0.4),
    )


def boot(ink: Ink) -> str:
    upper = (
        "M96 66 C96 58 104 54 114 54 H196 C206 54 212 60 212 68 L218 166 C222 190 242 200 270 206"
        " C312 214 332 232 332 268 V286 H92 C88 210 98 150 96 66Z"
    )
    laces = [(206, 92), (208, 116), (211, 140), (215, 164), (226, 186)]
    return layers(
        path("M104 60 C110 46 196 46 204 60 L206 76 H102Z", ink.body(ink.dark(0.42))),
        path(upper, ink.body()),
        group(
            path("M96 54 H214 V86 C170 94 130 94 94 86Z", ink.body(ink.dark(0.22))),
            path(
                "M176 86 L214 86 L222 178 C230 194 246 202 270 206 L248 234"
                " C206 226 180 200 176 150Z",
                ink.body(ink.dark(0.13)),
            ),
            path("M88 196 C116 204 138 226 142 288 H84Z", ink.body(ink.dark(0.18))),
            path(
                "M264 288 C262 244 280 222 314 224 C340 236 340 264 336 288Z",
                ink.body(ink.dark(0.1)),
            ),
            stroke("M170 92 C174 150 170 206 246 240", ink.light(0.5), 2.4, dash="6 6"),
            stroke("M92 206 C114 212 130 232 134 286", ink.light(0.5), 2.4, dash="6 6"),
            stroke("M272 288 C270 252 284 232 312 232", ink.light(0.5), 2.4, dash="6 6"),
            stroke("M100 80 C140 88 176 88 212 80", ink.light(0.5), 2.4, dash="6 6"),
            clip=ink.clip(upper),
        ),
        *(stroke(f"M{x - 24} {y + 4} L{x + 2} {y - 6}", WARM_WHITE, 6) for x, y in laces),
        *(disc(x - 26, y + 5, 4.6, ink.accent) for x, y in laces),
        stroke("M110 104 C112 150 106 190 106 224", ink.light(0.75), 7, opacity=0.35),
        path("M152 54 C152 34 176 34 176 54 L170 54 C170 42 158 42 158 54Z", ink.dark(0.35)),
        path(
            "M84 280 H340 C344 300 338 316 326 316 H292 L288 306 H176 L170 320 H96"
            " C84 320 80 300 84 280Z",
            ink.body("#3a2f2a", towards=DOWN),
        ),
        path("M84 280 H340 L341 290 H83Z", "#c99c63"),
        *(rect(x, 306, 10, 14, 2, "#1f1815") for x in range(104, 166, 18)),
        *(rect(x, 306, 10, 10, 2, "#1f1815") for x in range(296, 330, 15)),
    )


def sandal(ink: Ink) -> str:
    strap = ink.body(towards=DIAGONAL_DOWN)
    return layers(
        path(
            "M54 272 C52 258 70 250 96 252 C150 256 190 236 236 236 C286 236 344 250 350 274"
            " C352 290 336 300 312 300 H84 C66 300 56 290 54 272Z",
            ink.body("#b98a55"),
        ),
        path(
            "M54 278 C120 288 280 290 350 276 C352 292 336 302 312 302 H84 C66 302 56 294 54 278Z",
            ink.body("#5b3c26", towards=DOWN),
        ),
        path(
            "M66 264 C110 262 170 246 236 246 C280 246 320 254 338 268 C300 274 130 276 66 264Z",
            "#d8b07a",
        ),
        stroke(
            "M76 264 C120 264 174 250 236 250 C274 250 306 256 326 266", "#fff1d6", 2, dash="4 5"
        ),
        path(
            "M78 262 C70 222 74 186 96 170 L122 184 C108 204 108 232 118 258Z",
            ink.body(ink.dark(0.18)),
        ),
        path(
            "M86 178 C106 164 146 172 176 206 L214 244 L186 250 L154 222 C132 200 108 196 84 204Z",
            strap,
        ),
        path(
            "M206 262 C206 222 226 196 252 192 C284 192 312 222 318 264 L276 266"
            " C272 238 262 226 250 228 C242 232 240 248 242 264Z",
            strap,
        ),
        path(
            "M150 256 C166 214 196 196 232 200 L250 222 C216 220 196 236 186 258Z",
            ink.body(ink.dark(0.08)),
        ),
        stroke("M94 186 C116 180 142 190 164 214 L192 242", ink.light(0.7), 2.2, dash="5 5"),
        stroke(
            "M218 258 C220 226 234 206 252 204 C276 204 298 226 306 258",
            ink.light(0.7),
            2.2,
            dash="5 5",
        ),
        stroke("M160 250 C174 220 200 208 232 210", ink.light(0.7), 2.2, dash="5 5"),
        rect(88, 176, 28, 26, 6, "none"),
        path("M84 178 h28 v28 h-28Z M91 185 v14 h14 v-14Z", ink.metal("#d9b25c")),
        path(star(256, 212, 10), ink.accent),
        oval(286, 252, 20, 5, "#fff", opacity=0.25),
    )


def loafer(ink: Ink) -> str:
    upper = (
        "M62 268 C58 236 62 208 76 190 C84 180 96 182 106 188 C136 206 166 208 190 196"
        " C204 190 216 196 228 206 C252 224 284 228 310 236 C336 244 346 256 344 276 L340 284"
        " H64Z"
    )
    return layers(
        path("M76 192 C96 168 150 168 196 194 C170 214 120 216 76 192Z", ink.body(ink.dark(0.45))),
        path("M96 190 C124 180 158 184 180 196 C150 208 116 206 96 190Z", "#c9a071"),
        path(upper, ink.body()),
        group(
            path(
                "M228 206 C252 224 284 228 310 236 C344 246 348 262 344 284 H262"
                " C240 264 226 236 220 204Z",
                ink.body(ink.light(0.16)),
            ),
            stroke("M222 206 C228 236 242 262 264 282", ink.dark(0.35), 3),
            stroke("M230 212 C236 238 250 262 270 280", ink.light(0.5), 2, dash="4 5"),
            path("M56 184 C88 192 104 216 104 288 H56Z", ink.body(ink.dark(0.16))),
            stroke("M70 194 C92 206 98 240 98 284", ink.light(0.5), 2, dash="4 5"),
            path(
                "M166 204 C186 204 204 196 214 194 L232 214 C236 240 214 262 188 264"
                " C172 250 164 226 166 204Z",
                ink.body(ink.dark(0.2)),
            ),
            path(
                "M158 216 C190 222 222 214 240 200 L246 216 C222 236 184 240 156 234Z",
                ink.body(ink.light(0.1)),
            ),
            path(diamond(200, 226, 16, 6), ink.dark(0.5)),
            stroke("M162 222 C192 228 220 220 240 206", ink.light(0.55), 2, dash="4 5"),
            clip=ink.clip(upper),
        ),
        stroke("M74 192 C110 216 160 218 196 198", ink.light(0.4), 4),
        stroke("M262 236 C284 240 304 244 320 252", "#ffffff", 6, opacity=0.4),
        path(
            "M58 272 C150 284 270 286 348 272 C350 284 346 294 334 296 H116 L112 306 H66"
            " C56 304 56 288 58 272Z",
            ink.body("#3c2a21", towards=DOWN),
        ),
        stroke("M62 276 C150 288 270 288 346 276", "#c99c63", 2.4, dash="5 4"),
    )


def heel(ink: Ink) -> str:
    body = (
        "M72 118 C84 108 96 114 102 130 C122 186 172 216 224 228 C262 236 306 246 330 270"
        " C344 284 340 300 322 304 C270 310 222 300 184 270 C150 244 112 226 88 222"
        " C66 200 62 142 72 118Z"
    )
    return layers(
        path(
            "M76 196 C78 236 84 270 80 312 H94 C104 276 116 250 128 234Z",
            ink.body(ink.dark(0.32), towards=ACROSS),
        ),
        path(
            "M102 130 C128 170 200 196 246 234 C270 252 250 268 222 262 C170 250 110 200 96 146Z",
            ink.body("#d9b98a"),
        ),
        path("M122 176 C150 206 190 230 236 246", "none"),
        path(body, ink.body()),
        path(
            "M100 130 C122 184 172 214 224 226 C240 230 254 233 268 237 C254 244 236 246 216 242"
            " C160 228 114 190 98 150Z",
            ink.body(ink.dark(0.42)),
        ),
        path(
            "M104 146 C128 190 176 216 220 230 C200 232 170 220 146 202 C126 186 110 166 104 146Z",
            "#e2c699",
        ),
        stroke("M88 222 C112 226 150 244 184 270 C222 300 270 310 322 304", ink.dark(0.45), 5),
        stroke("M268 252 C292 258 308 266 318 278", "#ffffff", 7, opacity=0.45),
        stroke("M80 130 C76 154 80 186 90 206", "#ffffff", 6, opacity=0.3),
        path(star(262, 250, 15), ink.accent),
        path(star(262, 250, 8), lighter(ink.accent, 0.6)),
        rect(78, 306, 18, 8, 3, NIGHT),
    )


DIAGONAL_DOWN = (0.1, 0.0, 0.6, 1.0)

SHAPES = (
    Shape(
        name="runner",
        height=160,
        paint=runner,
        floor=302,
        spread=142,
        angle=pair,
        focus=(190, 222, 2.3),
    ),
    Shape(name="boot", paint=boot, floor=318, spread=128, angle=pair, focus=(206, 130, 2.4)),
    Shape(
        name="sandal",
        height=160,
        paint=sandal,
        floor=300,
        spread=142,
        angle=pair,
        focus=(190, 226, 2.1),
    ),
    Shape(
        name="loafer",
        height=160,
        paint=loafer,
        floor=302,
        spread=140,
        angle=pair,
        focus=(200, 226, 2.4),
    ),
    Shape(
        name="heel",
        height=200,
        paint=heel,
        floor=312,
        spread=128,
        angle=mirrored,
        focus=(262, 250, 2.4),
    ),
)
