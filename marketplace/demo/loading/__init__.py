"""Loading the demo shop, step by step; each step finds out itself what is still missing."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from apps.search import services as search
from apps.storefront import services as storefront
from marketplace.demo import reading
from marketplace.demo.loading import cards, pages, people, pictures, sales, shops, tree, visits

Tell = Callable[[str], None]


def load(*, is_small: bool, now: datetime, tell: Tell) -> bool:
    """Bring the demo shop up to its files; `is_small` is a selection for tests. Every step may be
    repeated: what stands stays. Returns whether anything was added."""
    goods = reading.few(reading.goods()) if is_small else reading.goods()
    steps = [
        people.load_places(),
        tree.load(tell=tell),
        people.load(tell=tell),
        shops.load(now=now, tell=tell),
        pages.load(tell=tell),
        cards.load(goods=goods, now=now, tell=tell),
        sales.load(goods=goods, is_small=is_small, now=now, tell=tell),
    ]
    tell(f"{search.load_synonyms()} groups of synonyms")
    tell(f"{visits.load(today=timezone.localdate(now))} days of visitors")
    if any(steps):
        # The worker would do it too, but the first visitor shouldn't meet empty shelves.
        search.reindex(tell=tell)
        storefront.count_popular(now=now)
        tell(f"{storefront.count_complements(now=now)} pairs of goods bought together")
        if not is_small:
            tell(f"{pictures.draw_front(now=now)} pictures of the home page")
    pictures.queue()
    return any(steps)
