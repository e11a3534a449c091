"""How far apart two places are, as delivery prices see it. Pure."""

from typing import Literal

Distance = Literal["city", "region", "country"]


def distance_between(*, origin: tuple[str, str], destination: tuple[str, str]) -> Distance:
    """`origin` and `destination` are (region code, city code). Districts of one city are one city:
    a region that is itself a city (Tashkent) has only those."""
    if origin == destination:
        return "city"
    return "region" if origin[0] == destination[0] else "country"
