"""Who looked at the demo's goods in the last weeks: what sells well is looked at more."""

from datetime import date, timedelta
from random import Random

from apps.catalog.models import CardDay, Product

DAYS = 30
BATCH = 5_000


def load(*, today: date) -> int:
    """Give each listed card visitors for each of the last days, unless there are some; returns how
    many rows."""
    if CardDay.objects.exists():
        return 0
    random = Random("visitors")  # noqa: S311  # repeatable on purpose
    cards = Product.objects.listed().order_by("pk").values_list("pk", "sold_count")
    days = [
        CardDay(
            product_id=pk,
            day=today - timedelta(days=age),
            visitors=random.randint(1, 6) + sold * random.randint(0, 2),
        )
        for pk, sold in cards
        for age in range(DAYS)
    ]
    return len(CardDay.objects.bulk_create(days, batch_size=BATCH))
