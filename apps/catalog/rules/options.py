"""In which order a variant's options are said. Pure."""

from collections.abc import Iterable, Sequence

COLOUR = "colour"


def axes_in_order(axes: Iterable[str], *, known: Sequence[str] = ()) -> list[str]:
    """Axes as the category lists them (`known`), then those it doesn't know: colour first, since it
    changes the picture, the rest by name. The database keeps no order of its own."""
    place = {axis: position for position, axis in enumerate(known)}
    return sorted(axes, key=lambda axis: (place.get(axis, len(place)), axis != COLOUR, axis))
