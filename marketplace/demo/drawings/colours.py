"""The named palette of the drawings, and tones mixed in OKLab so that shades stay clean."""

from collections.abc import Mapping
from typing import Final

Lab = tuple[float, float, float]

WARM_WHITE: Final = "#fffaf0"
SAFFRON: Final = "#f2c14e"
POMEGRANATE: Final = "#b3243f"
WOOD: Final = "#9a6a3f"
STEEL: Final = "#b9c0cc"
NIGHT: Final = "#151926"

PALETTE: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "pomegranate": ("#b3243f", {"en": "Pomegranate", "ru": "Гранатовый", "uz": "Anor rang"}),
    "cherry": ("#d1364b", {"en": "Cherry red", "ru": "Вишнёвый", "uz": "Olcha rang"}),
    "terracotta": ("#c4623f", {"en": "Terracotta", "ru": "Терракотовый", "uz": "Terrakota"}),
    "rust": ("#9c4a24", {"en": "Rust", "ru": "Ржаво-коричневый", "uz": "Zang rang"}),
    "apricot": ("#e8904a", {"en": "Apricot", "ru": "Абрикосовый", "uz": "Oʻrik rang"}),
    "saffron": ("#e5ae3c", {"en": "Saffron", "ru": "Шафрановый", "uz": "Zaʼfaron"}),
    "ochre": ("#c48a2c", {"en": "Ochre", "ru": "Охра", "uz": "Oxra"}),
    "sand": ("#cdac7c", {"en": "Sand", "ru": "Песочный", "uz": "Qum rang"}),
    "ivory": ("#efe6d2", {"en": "Ivory", "ru": "Слоновая кость", "uz": "Fil suyagi"}),
    "white": ("#f4f4f2", {"en": "White", "ru": "Белый", "uz": "Oq"}),
    "walnut": ("#6b452f", {"en": "Walnut", "ru": "Ореховый", "uz": "Yongʻoq rang"}),
    "olive": ("#8a9033", {"en": "Olive", "ru": "Оливковый", "uz": "Zaytun rang"}),
    "pistachio": ("#8fb573", {"en": "Pistachio", "ru": "Фисташковый", "uz": "Pista rang"}),
    "emerald": ("#2c8a5f", {"en": "Emerald", "ru": "Изумрудный", "uz": "Zumrad"}),
    "forest": ("#2f5a43", {"en": "Forest green", "ru": "Тёмно-зелёный", "uz": "Toʻq yashil"}),
    "mint": ("#8fcdb8", {"en": "Mint", "ru": "Мятный", "uz": "Yalpiz rang"}),
    "turquoise": ("#1f93a0", {"en": "Turquoise", "ru": "Бирюзовый", "uz": "Feruza rang"}),
    "sky": ("#6aa9dc", {"en": "Sky blue", "ru": "Голубой", "uz": "Havorang"}),
    "cobalt": ("#2456b4", {"en": "Cobalt", "ru": "Кобальтовый", "uz": "Kobalt koʻk"}),
    "navy": ("#243257", {"en": "Navy", "ru": "Тёмно-синий", "uz": "Toʻq koʻk"}),
    "lilac": ("#9a82c9", {"en": "Lilac", "ru": "Сиреневый", "uz": "Nafarmon"}),
    "plum": ("#6b3566", {"en": "Plum", "ru": "Сливовый", "uz": "Olxoʻri rang"}),
    "rose": ("#dd7f93", {"en": "Rose", "ru": "Розовый", "uz": "Pushti"}),
    "silver": ("#bcc3cd", {"en": "Silver", "ru": "Серебристый", "uz": "Kumush rang"}),
    "graphite": ("#474f60", {"en": "Graphite", "ru": "Графитовый", "uz": "Grafit"}),
    "black": ("#262936", {"en": "Black", "ru": "Чёрный", "uz": "Qora"}),
}


def lighter(colour: str, amount: float) -> str:
    """The colour mixed towards warm white; amount 0 leaves it, 1 is white."""
    return mix(colour, WARM_WHITE, amount)


def darker(colour: str, amount: float) -> str:
    """The colour in shade: less light, a little less chroma and a breath cooler."""
    light, a, b = _lab(colour)
    keep = 1 - 0.3 * amount
    return _hex((light * (1 - amount), a * keep, b * keep - 0.012 * amount))


def mix(colour: str, other: str, amount: float) -> str:
    """A colour between two; amount 0 is the first, 1 the second."""
    one, two = _lab(colour), _lab(other)
    light, a, b = (x + (y - x) * amount for x, y in zip(one, two, strict=True))
    return _hex((light, a, b))


def lightness(colour: str) -> float:
    """How light the eye sees it, 0 to 1 (OKLab)."""
    return _lab(colour)[0]


def distance(colour: str, other: str) -> float:
    """How different two colours look; below 0.1 they are hard to tell apart on a thumbnail."""
    one, two = _lab(colour), _lab(other)
    return sum((x - y) ** 2 for x, y in zip(one, two, strict=True)) ** 0.5


def ground(colour: str) -> str:
    """The pale ground behind a thing, tinted towards it but never so near that it drowns."""
    light, a, b = _lab(colour)
    chroma = max((a * a + b * b) ** 0.5, 1e-6)
    tint = min(chroma * 0.16, 0.022) / chroma
    return _hex((0.875 if light > 0.88 else 0.925, a * tint + 0.001, b * tint + 0.004))


def _lab(colour: str) -> Lab:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _hex(lab: Lab) -> str:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_gamma(x) * 255):02x}" for x in channels)


def _linear(x: float) -> float:
    return x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4


def _gamma(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x * 12.92 if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055
