"""What one goes out with: by bicycle, with a tent."""

from math import cos, pi, sin

from .canvas import DOWN, Ink, disc, gloss, group, layers, path, rect, ring, stroke
from .colours import STEEL
from .ornaments import petals, star, zigzag
from .outlines import band, soft, turned
from .staging import Shape, family, mirrored


def bicycle(ink: Ink) -> str:
    def wheel(cx: float) -> str:
        spokes = "".join(
            f"M{cx} 256L{cx + 66 * cos(i * pi / 8):.1f} {256 + 66 * sin(i * pi / 8):.1f}"
            for i in range(16)
        )
        return layers(
            ring(cx, 256, 72, "#23262f", 11),
            ring(cx, 256, 65, "#cfd5de", 4),
            stroke(spokes, "#8c95a4", 1.3),
            disc(cx, 256, 9, ink.metal(STEEL)),
        )

    frame = "M108 256L160 156L272 148L292 256M160 156L204 262L108 256M204 262L274 164"
    return layers(
        wheel(108),
        wheel(292),
        stroke("M112 248L204 254M112 264L204 272", "#4a505d", 2.6),
        stroke(frame, ink.dark(0.3), 12),
        stroke(frame, ink.body(), 9),
        stroke("M112 250L158 162L268 154", ink.light(0.6), 2.2, opacity=0.8),
        stroke("M160 156L152 132M272 148L264 112", "#8c95a4", 7),
        path(
            soft("116 126, 128 118, 160 120, 186 128, 184 136, 150 138, 126 138"),
            ink.body("#6d4327"),
        ),
        stroke("M264 112C250 100 262 92 288 96C304 98 306 116 292 118", "#3a3f4c", 7),
        stroke("M294 118H278", "#6d4327", 10),
        disc(204, 262, 20, ink.dark(0.4)),
        disc(204, 262, 14, ink.metal("#d4ab5a")),
        path(star(204, 262, 9), ink.dark(0.4)),
        stroke("M204 262L222 296", "#5a6170", 6),
        rect(208, 293, 30, 8, 3, "#23262f"),
        rect(284, 120, 58, 44, 6, ink.body("#b98a55")),
        *(stroke(f"M{290 + i * 11} 124V160", "#7a5330", 2) for i in range(5)),
        stroke("M284 134H342M284 148H342", "#7a5330", 2),
        *(
            disc(x, y, 9, ink.round(t))
            for x, y, t in ((298, 116, "#d1364b"), (314, 110, ink.accent), (330, 116, "#d1364b"))
        ),
    )


def tent(ink: Ink) -> str:
    front = "M148 330L206 96L304 330Z"
    return layers(
        stroke("M206 92L30 300M206 92L370 316", "#8c95a4", 2),
        path("M206 96L92 120L36 316L148 330Z", ink.body(ink.dark(0.2))),
        path("M206 96L92 120L84 148L200 126Z", ink.body(ink.dark(0.04))),
        stroke("M92 120C82 190 60 260 36 316", ink.light(0.4), 3, opacity=0.6),
        path(front, ink.body()),
        path("M206 96L304 330H360C310 270 240 180 206 96Z", ink.body(ink.dark(0.14))),
        group(
            path("M120 286H330V330H120Z", ink.accent),
            stroke(zigzag(130, 330, 312, step=22, rise=16), ink.dark(0.3), 4),
            path("M120 278H330V284H120Z", ink.contrast),
            clip=ink.clip(front),
        ),
        path(
            "M206 170L176 330H262Z",
            ink.blend(((0, ink.dark(0.7)), (1, ink.dark(0.45))), towards=DOWN),
        ),
        path(
            "M206 170C222 220 240 290 262 330L286 330C262 284 230 220 206 170Z",
            ink.body(ink.light(0.35)),
        ),
        path(
            "M206 170C198 230 186 290 176 330H156C174 284 196 230 206 170Z",
            ink.body(ink.light(0.25)),
        ),
        disc(214, 286, 26, ink.glow("#ffd98a")),
        rect(206, 278, 14, 26, 4, "#ffe9ad"),
        path("M203 276H223V281H203ZM203 303H223V308H203Z", "#3a3f4c"),
        *(
            stroke(f"M{x} {y}l{d} 12", "#8a5320", 5)
            for x, y, d in ((30, 296, -4), (370, 312, 4), (148, 326, -3), (304, 326, 3))
        ),
        path("M206 96L206 66L240 76L206 86", ink.accent),
        stroke("M206 98V64", "#8a5320", 4),
        gloss("M196 140L166 262", 5, opacity=0.3),
    )


def flask(ink: Ink) -> str:
    """A steel water bottle with a loop."""
    body = turned((36, 118), (58, 142), (66, 176), (66, 330), (60, 350), tilt=0.12)
    return layers(
        stroke("M178 66C178 34 222 34 222 66", ink.dark(0.4), 11),
        rect(166, 62, 68, 44, 10, ink.tube("#343a49")),
        *(rect(172 + i * 8, 66, 2.4, 36, 1, "#565e72", opacity=0.8) for i in range(8)),
        rect(168, 102, 64, 20, 4, ink.metal(STEEL)),
        path(body, ink.tube()),
        group(
            path(band(196, 104, w=120, sag=8), ink.dark(0.3), opacity=0.55),
            path(band(188, 5, w=120, sag=8), ink.accent),
            path(band(303, 5, w=120, sag=8), ink.accent),
            path(star(200, 258, 42), ink.contrast),
            path(star(200, 258, 35), ink.dark(0.24)),
            path(star(200, 258, 26, turn=22.5), ink.accent),
            path(petals(200, 258, 20), ink.contrast),
            path(band(326, 40, w=120, sag=6), ink.metal(STEEL)),
            clip=ink.clip(body),
        ),
        gloss("M152 164C146 180 146 280 148 312", 8, opacity=0.4),
    )


SHAPES = (
    Shape(
        name="bicycle",
        paint=bicycle,
        floor=332,
        spread=150,
        height=240,
        angle=mirrored,
        focus=(284, 150, 2),
    ),
    Shape(
        name="tent",
        paint=tent,
        floor=332,
        spread=158,
        height=270,
        angle=mirrored,
        focus=(216, 240, 2),
    ),
    Shape(
        name="flask",
        paint=flask,
        floor=354,
        spread=66,
        height=312,
        angle=family,
        focus=(200, 240, 2.1),
    ),
)
