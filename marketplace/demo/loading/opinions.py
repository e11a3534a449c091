"""Reviews of the demo: written by people who received the goods, in their own language."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from apps.accounts.models import User
from apps.catalog.models import Category
from apps.core.actors import SYSTEM
from apps.core.errors import Conflict
from apps.orders.models import OrderItem, State
from apps.reviews import services as reviews
from apps.reviews.models import Review
from marketplace.demo import reading
from marketplace.demo.drawings import View
from marketplace.demo.loading import pictures
from marketplace.demo.reading import Goods

ANY = "any"
SHARE = 0.92
# Most people who write are content.
LIKELY = {5: 12, 4: 5, 3: 2, 2: 1, 1: 1}
SHORTEST, LONGEST = timedelta(hours=5), timedelta(days=6)
SLOWEST_REPLY = timedelta(days=2)
# Shops reply to every low mark, and to a good one now and then.
LOW, THANKED_EVERY = 3, 4
# Who is content and says so takes a photo once in so many reviews.
PHOTO_EVERY = 4
HOME_VIEWS = (View.ROOM, View.YARD)
# How many reviews each person says helped them, and of how many of these they say it did.
VOTES_EACH, HELPED = 8, 0.8
Text = tuple[str, int, str]


def load(*, goods: Sequence[Goods], now: datetime) -> int:
    """Let people say what they think of what they received; returns how many did."""
    random = Random("opinions")  # noqa: S311  # repeatable on purpose
    texts = reading.reviews()
    tops = _tops()
    used: set[tuple[object, str]] = set()
    camera, shop = Random("photos"), Random("replies")  # noqa: S311  # repeatable on purpose
    shown: set[str] = set()
    count = 0
    received = OrderItem.objects.filter(
        seller_order__state__in=[State.DELIVERED, State.COMPLETED]
    ).select_related("seller_order__order__user", "product__category", "picture")
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
                photos=_photos(item, shown) if _takes_photo(said, camera) else [],
                language=said[0],
                now=min(delivered_at + random.uniform(0.1, 1) * LONGEST + SHORTEST, now),
            )
        except Conflict:
            continue  # bought and reviewed before
        count += 1
        if said[1] <= LOW or shop.randrange(THANKED_EVERY) == 0:
            _reply(review, texts["reply"], shop, now=now)
    _vote(random, now=now)
    return count


def _reply(review: Review, texts: Sequence[Text], random: Random, *, now: datetime) -> None:
    """The shop's word: sorry for a low mark, thanks for a good one."""
    fitting = [
        text
        for language, stars, text in texts
        if language == review.language and (stars <= LOW) == (review.rating <= LOW)
    ]
    reviews.reply_to_review(
        review_id=review.pk,
        by=SYSTEM,
        text=random.choice(fitting),
        language=review.language,
        now=min(review.written_at + random.uniform(0.1, 1) * SLOWEST_REPLY, now),
    )


def _takes_photo(said: Text, random: Random) -> bool:
    return said[1] >= 4 and bool(said[2]) and random.randrange(PHOTO_EVERY) == 0


def _photos(item: OrderItem, shown: set[str]) -> list[UUID]:
    """A picture of what was bought as it stands at its buyer's, promised like the shop's own; none
    where others of the same have been seen from all sides."""
    if item.picture is None:
        return []
    _prefix, shape, colour, _view = item.picture.source.split(":")
    sources = [pictures.source_of(shape=shape, colour=colour, view=view) for view in HOME_VIEWS]
    fresh = [source for source in sources if source not in shown][:1]
    shown.update(fresh)
    return [image.pk for image in pictures.promise(fresh).values()]


def _vote(random: Random, *, now: datetime) -> None:
    """People say of others' reviews in their language whether they helped."""
    written = list(Review.objects.published().exclude(text="").order_by("pk"))
    for user in User.objects.filter(is_staff=False, memberships=None).order_by("email"):
        read = [each for each in written if user.language == each.language]
        others = [each for each in read if each.user_id != user.pk]
        for review in random.sample(others, min(VOTES_EACH, len(others))):
            reviews.vote_on_review(
                user=user,
                review_id=review.pk,
                is_helpful=random.random() < HELPED,
                now=now,
            )


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
