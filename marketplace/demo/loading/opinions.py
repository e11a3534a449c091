"""Reviews of the demo: written by people who received the goods, in their own language."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from apps.catalog.models import Category
from apps.core.actors import SYSTEM
from apps.core.errors import Conflict
from apps.orders.models import OrderItem, State
from apps.reviews import services as reviews
from marketplace.demo import reading
from marketplace.demo.reading import Goods

ANY = "any"
SHARE = 0.92
# Most people who write are content.
LIKELY = {5: 12, 4: 5, 3: 2, 2: 1, 1: 1}
SHORTEST, LONGEST = timedelta(hours=5), timedelta(days=6)
SLOWEST_REPLY = timedelta(days=2)
Text = tuple[str, int, str]


def load(*, goods: Sequence[Goods], now: datetime) -> int:
    """Let people say what they think of what they received; returns how many did."""
    random = Random("opinions")  # noqa: S311  # repeatable on purpose
    texts = reading.reviews()
    tops = _tops()
    used: set[tuple[object, str]] = set()
    count = 0
    received = OrderItem.objects.filter(
        seller_order__state__in=[State.DELIVERED, State.COMPLETED]
    ).select_related("seller_order__order__user", "product__category")
    for item in received.order_by("pk"):
        user, delivered_at = item.seller_order.order.user, item.seller_order.delivered_at
        if user is None or delivered_at is None or random.random() > SHARE:
            continue
        kind = tops[item.product.category.path[: Category.steplen]]
        said = _choose(texts, kind, user.language, item.product_id, used, random)
        if said is None:
            continue
        try:
            review = reviews.write_review(
                user=user,
                item_id=item.pk,
                rating=said[1],
                text=said[2],
                language=said[0],
                now=min(delivered_at + random.uniform(0.1, 1) * LONGEST + SHORTEST, now),
            )
        except Conflict:
            continue  # bought and reviewed before
        count += 1
        if said[1] <= 3:
            answer = random.choice([text for text in texts["reply"] if text[0] == said[0]])
            reviews.reply_to_review(
                review_id=review.pk,
                by=SYSTEM,
                text=answer[2],
                language=answer[0],
                now=min(review.written_at + random.uniform(0.1, 1) * SLOWEST_REPLY, now),
            )
    return count


def _choose(
    texts: dict[str, list[Text]],
    kind: str,
    language: str,
    product_id: object,
    used: set[tuple[object, str]],
    random: Random,
) -> Text | None:
    """A text that fits the goods and the reader's language and that the card doesn't have yet."""
    pool = [*texts.get(kind, []), *texts.get(kind, []), *texts[ANY]]
    fitting = [t for t in pool if t[0] == language and (product_id, t[2]) not in used]
    if not fitting:
        return None
    chosen = random.choices(fitting, [LIKELY[stars] for _language, stars, _text in fitting])[0]
    used.add((product_id, chosen[2]))
    return chosen


def _tops() -> dict[str, str]:
    """The codes of the top categories by their place in the tree."""
    return dict(Category.objects.filter(depth=1).values_list("path", "code"))
