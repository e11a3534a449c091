"""Pictures: promised when the cards are written, drawn by the worker afterwards.

A waiting picture's `source` says what to draw, `drawing:runner:cobalt:front`; the same drawing is
one picture, however many cards show it. Those promised first are drawn first.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from apps.catalog.models import Product
from apps.core.queueing import queue_on_commit
from apps.media import services as media
from apps.media.models import Image, ImageState
from apps.storefront import selectors as storefront
from marketplace.demo.drawings import PALETTE, View, draw, rasterise

PREFIX = "drawing:"
SIZE = 960
BATCH = 8


def source_of(*, shape: str, colour: str, view: View) -> str:
    """What a picture will be made from."""
    return f"{PREFIX}{shape}:{colour}:{view}"


@transaction.atomic
def promise(sources: Iterable[str]) -> dict[str, Image]:
    """A picture for each source, in the given order; what stands already is given back."""
    wanted = list(dict.fromkeys(sources))
    found = {image.source: image for image in Image.objects.filter(source__in=wanted)}
    for source in wanted:
        if source not in found:
            _prefix, _shape, colour, _view = source.split(":")
            found[source] = media.reserve_image(
                source=source, colour=PALETTE[colour][0], width=SIZE, height=SIZE
            )
    return found


def queue() -> None:
    """Ask the worker to draw what waits."""
    if _waiting().exists():
        queue_on_commit("demo.draw_pictures")


def draw_waiting(*, limit: int = BATCH) -> int:
    """Draw pictures in the order they were promised, at most `limit`; returns how many. A picture
    that was drawn meanwhile stays as it is, so a crash or a second worker repeats nothing."""
    return _draw(_waiting().order_by("pk")[:limit])


def draw_front(*, now: datetime) -> int:
    """Draw what the first visitor sees, the pictures of the home page; returns how many."""
    shown = {card.id for shelf in storefront.home_shelves(now=now) for card in shelf.cards}
    photos = Product.objects.filter(pk__in=shown).values_list("main_photo_id", flat=True)
    faces = storefront.best_photos().values()
    panels = (hero.panel.image_id for hero in storefront.home_front(now=now).panels)
    wanted = [pk for pk in (*panels, *faces, *photos) if pk]
    return _draw(_waiting().filter(pk__in=wanted))


def _draw(waiting: "QuerySet[Image]") -> int:
    images = list(waiting)
    for image in images:
        _prefix, shape, colour, view = image.source.split(":")
        svg = draw(shape, colour=PALETTE[colour][0], view=View(view))
        media.fill_image(image_id=image.pk, content=rasterise(svg, size=SIZE))
    return len(images)


def _waiting() -> QuerySet[Image]:
    return Image.objects.filter(state=ImageState.WAITING, source__startswith=PREFIX)
