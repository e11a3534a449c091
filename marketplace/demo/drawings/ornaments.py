"""Ornaments of the region as outlines: stars of girih, lozenges of ikat, rosettes, almonds."""

from math import cos, pi, sin

# Where the arms of two crossed squares meet, as a share of the star's radius.
KHATAM = 0.7654


def star(
    cx: float, cy: float, r: float, *, points: int = 8, inner: float = KHATAM, turn: float = 0
) -> str:
    """A star outline; by default the eight-pointed one of two crossed squares. Turn in degrees."""
    corners = []
    for i in range(points * 2):
        radius = r if i % 2 == 0 else r * inner
        angle = pi * i / points - pi / 2 + turn * pi / 180
        corners.append(f"{cx + radius * cos(angle):.1f} {cy + radius * sin(angle):.1f}")
    return "M" + "L".join(corners) + "Z"


def lattice(*, size: float, extent: float = 400) -> str:
    """Stars and crosses over a square, each star with a smaller one inside."""
    count = int(extent / size) + 1
    parts = []
    for row in range(count):
        for column in range(count):
            cx, cy = (column + 0.5) * size, (row + 0.5) * size
            parts.append(star(cx, cy, size / 2))
            parts.append(star(cx, cy, size / 4.2, turn=22.5))
    return "".join(parts)


def diamond(cx: float, cy: float, w: float, h: float) -> str:
    """A lozenge, w and h from the centre."""
    return f"M{cx:g} {cy - h:g}L{cx + w:g} {cy:g}L{cx:g} {cy + h:g}L{cx - w:g} {cy:g}Z"


def ikat(cx: float, cy: float, w: float, h: float, *, threads: int = 7) -> str:
    """A lozenge with the feathered edges of ikat: bars along the warp, every second one longer."""
    bars = []
    step = w / threads
    for k in range(-threads + 1, threads):
        reach = h * (1 - abs(k) / threads) + (h * 0.09 if k % 2 else 0)
        left = cx + (k - 0.5) * step
        bars.append(f"M{left:.1f} {cy - reach:.1f}h{step * 1.04:.2f}v{2 * reach:.1f}h-{step:.2f}Z")
    return "".join(bars)


def petals(cx: float, cy: float, r: float, *, count: int = 8, turn: float = 0) -> str:
    """Petals of a rosette round a centre."""
    parts = []
    half = pi / count * 0.92
    for i in range(count):
        angle = 2 * pi * i / count - pi / 2 + turn * pi / 180
        tip = _at(cx, cy, r, angle)
        left = _at(cx, cy, r * 0.72, angle - half)
        right = _at(cx, cy, r * 0.72, angle + half)
        parts.append(f"M{cx:g} {cy:g}Q{left} {tip}Q{right} {cx:g} {cy:g}Z")
    return "".join(parts)


def almond(cx: float, cy: float, r: float, *, turn: float = 0) -> str:
    """The almond with a bent tip that is embroidered on skullcaps. Turn in degrees."""
    points = [(-0.1, -1.0), (0.9, -0.7), (0.75, 0.75), (0.0, 0.85), (-0.8, 0.7), (-0.75, -0.3)]
    points += [(-0.15, -0.42), (0.1, -0.6), (0.1, -0.85), (-0.1, -1.0)]
    a = turn * pi / 180
    xy = [
        f"{cx + r * (x * cos(a) - y * sin(a)):.1f} {cy + r * (x * sin(a) + y * cos(a)):.1f}"
        for x, y in points
    ]
    return f"M{xy[0]}C{xy[1]} {xy[2]} {xy[3]}C{xy[4]} {xy[5]} {xy[6]}C{xy[7]} {xy[8]} {xy[9]}Z"


def zigzag(x1: float, x2: float, y: float, *, step: float, rise: float) -> str:
    """A line of teeth from x1 to x2."""
    count = max(round((x2 - x1) / step), 1)
    width = (x2 - x1) / count
    teeth = "".join(f"l{width / 2:.2f} {-rise:g} {width / 2:.2f} {rise:g}" for _ in range(count))
    return f"M{x1:g} {y:g}{teeth}"


def dots(cx: float, cy: float, r: float, *, count: int) -> list[tuple[float, float]]:
    """Places on a circle, the first at the top."""
    turns = (2 * pi * i / count - pi / 2 for i in range(count))
    return [(round(cx + r * cos(a), 2), round(cy + r * sin(a), 2)) for a in turns]


def _at(cx: float, cy: float, r: float, angle: float) -> str:
    return f"{cx + r * cos(angle):.1f} {cy + r * sin(angle):.1f}"
