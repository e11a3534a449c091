"""Outlines that many things share: smooth blobs, turned bodies, bands and rows round them."""

from math import cos, pi, sin

Point = tuple[float, float]


def smooth(*points: Point, closed: bool = True) -> str:
    """A soft line through the points; a point given twice makes a corner."""
    count = len(points)
    parts = [f"M{_xy(points[0])}"]
    for i in range(count if closed else count - 1):
        before = points[(i - 1) % count] if closed or i else points[0]
        start, end = points[i], points[(i + 1) % count]
        if start == end:
            continue
        after = points[(i + 2) % count] if closed or i + 2 < count else end
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        parts.append(f"C{_xy(one)} {_xy(two)} {_xy(end)}")
    return "".join(parts) + ("Z" if closed else "")


def soft(points: str) -> str:
    """A closed `smooth` outline through points written "x y, x y"."""
    pairs = (point.split() for point in points.split(","))
    return smooth(*((float(x), float(y)) for x, y in pairs))


def turned(*profile: Point, cx: float = 200, tilt: float = 0.1) -> str:
    """The silhouette of a thing off the lathe or the wheel.

    `profile` goes down its side as (half width, height); tilt is how far one looks into it.
    """
    side = smooth(*((cx + w, y) for w, y in profile), closed=False)
    back = smooth(*((cx - w, y) for w, y in reversed(profile)), closed=False)
    (top, top_y), (foot, foot_y) = profile[0], profile[-1]
    under = f"A{foot:g} {max(foot * tilt, 0.1):g} 0 0 1 {cx - foot:g} {foot_y:g}"
    over = f"A{max(top, 0.1):g} {max(top * tilt, 0.1):g} 0 0 1 {cx + top:g} {top_y:g}Z"
    return side + under + "L" + back[1:] + over


def band(y: float, height: float, *, cx: float = 200, w: float = 170, sag: float = 14) -> str:
    """A stripe round a turned body, wider than it: to be clipped to its silhouette."""
    left, right, low = cx - w, cx + w, y + height
    return (
        f"M{left:g} {y:g}Q{cx:g} {y + 2 * sag:g} {right:g} {y:g}V{low:g}"
        f"Q{cx:g} {low + 2 * sag:g} {left:g} {low:g}Z"
    )


def around(
    y: float, *, w: float, count: int, cx: float = 200, sag: float = 14
) -> list[tuple[float, float, float]]:
    """Places of a row of motifs round a turned body of half width w: x, y, and their narrowing."""
    turns = [pi * (i + 0.5) / count - pi / 2 for i in range(count)]
    return [(round(cx + w * sin(a), 1), round(y + sag * cos(a), 1), cos(a)) for a in turns]


def rounded(x: float, y: float, w: float, h: float, r: float) -> str:
    """A rounded rectangle as an outline, for clips."""
    return (
        f"M{x + r:g} {y:g}h{w - 2 * r:g}a{r:g} {r:g} 0 0 1 {r:g} {r:g}v{h - 2 * r:g}"
        f"a{r:g} {r:g} 0 0 1 {-r:g} {r:g}h{2 * r - w:g}a{r:g} {r:g} 0 0 1 {-r:g} {-r:g}"
        f"v{2 * r - h:g}a{r:g} {r:g} 0 0 1 {r:g} {-r:g}Z"
    )


def _xy(point: Point) -> str:
    return f"{round(point[0], 1):g} {round(point[1], 1):g}"
