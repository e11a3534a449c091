"""Questions of the demo: asked on half of the cards, most of them answered by the shop."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from apps.accounts.models import User
from apps.catalog.models import Category, Offer, Product
from apps.core.actors import Actor
from apps.orders.models import OrderItem, State
from apps.reviews import services as reviews
from apps.sellers import rules as rights
from apps.sellers.models import Member, MemberRole
from marketplace.demo import reading

ANY = "any"
SHARE = 0.5
HOUR = timedelta(hours=1)
# Fewer than somebody may write in an hour: the past is played in less.
MOST_WRITTEN = 8
# Every so many nobody has answered yet.
STILL_OPEN = 5


def load(*, now: datetime) -> int:
    """Ask, and have shops and people who have the goods answer; returns how many were asked."""
    random = Random("questions")  # noqa: S311  # repeatable on purpose
    texts = reading.questions()
    tops = dict(Category.objects.filter(depth=1).values_list("path", "code"))
    people = list(User.objects.filter(is_staff=False, memberships=None).order_by("email"))
    written: Counter[UUID] = Counter()
    count = 0
    cards = Product.objects.listed().select_related("category").order_by("created_at", "pk")
    for card in cards:
        kind = tops[card.category.path[: Category.steplen]]
        language, text, answer, addition = random.choice([*texts[kind] * 2, *texts[ANY]])
        asked_at = now - random.uniform(24, 24 * 25) * HOUR
        askers = [
            each for each in people if each.language == language and written[each.pk] < MOST_WRITTEN
        ]
        if random.random() > SHARE or not askers:
            continue
        asker = random.choice(askers)
        question = reviews.ask_question(
            user=asker, product_id=card.pk, text=text, language=language, now=asked_at
        )
        count += 1
        written[asker.pk] += 1
        if count % STILL_OPEN == 0:
            continue
        for said, by in ((answer, _shop(card)), (addition, _owner(card, besides=asker))):
            if not said or by is None or written[by.user_id or asker.pk] >= MOST_WRITTEN:
                continue
            asked_at += random.uniform(1, 12) * HOUR
            written[by.user_id or asker.pk] += 1
            reviews.answer_question(
                question_id=question.pk, by=by, text=said, language=language, now=asked_at
            )
    return count


def _shop(card: Product) -> Actor | None:
    """The owner of a shop that offers the card."""
    shops = Offer.objects.listed().filter(product=card).values("seller")
    owner = Member.objects.filter(seller__in=shops, role=MemberRole.OWNER).order_by("pk").first()
    if owner is None:
        return None
    return Actor(
        role="seller",
        user_id=owner.user_id,
        seller_id=owner.seller_id,
        rights=rights.RIGHTS[owner.role],
    )


def _owner(card: Product, *, besides: User) -> Actor | None:
    """Somebody who has received the card."""
    items = OrderItem.objects.filter(
        product=card,
        seller_order__state__in=[State.DELIVERED, State.COMPLETED],
        seller_order__order__user__isnull=False,
    ).exclude(seller_order__order__user=besides)
    found = items.order_by("pk").values_list("seller_order__order__user", flat=True).first()
    return Actor(role="shopper", user_id=found) if found else None
