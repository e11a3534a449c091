"""What a picture may be and how a page shows it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
ORIGINAL_WIDTH = 2000
WIDTHS = (160, 320, 480, 640, 960, 1280)
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page needs it; `src` is empty while it is being made, then `colour` stands in
    its place. `avif` is a `srcset` for browsers that know the format, or empty."""

    src: str
    srcset: str
    avif: str
    sizes: str
    width: int
    height: int
    colour: str
    alt: str


def widths_for(width: int) -> list[int]:
    """The widths a picture is rendered in: never wider than it is, at least one."""
    return [each for each in WIDTHS if each <= width] or [width]


def source_set(urls: Mapping[int, str]) -> str:
    """`srcset` of renditions by width."""
    return ", ".join(f"{urls[width]} {width}w" for width in sorted(urls))


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a picture to keep: its ratio of width to height (None: as the picture's), how
    many times it is enlarged, and where it lies, 0 to 100 from the left and from the top."""

    ratio: float | None
    zoom: float
    x: float
    y: float


def crop_box(width: int, height: int, *, crop: Crop) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, in pixels, of the part a crop names: the largest of its ratio
    that fits, made smaller by its zoom."""
    ratio = crop.ratio or width / height
    whole = min(width, height * ratio)
    kept = max(1, round(whole / crop.zoom)), max(1, round(whole / ratio / crop.zoom))
    left = round((width - kept[0]) * crop.x / 100)
    top = round((height - kept[1]) * crop.y / 100)
    return left, top, left + kept[0], top + kept[1]
