"""Saying whether a review helped."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core import limits
from apps.core.errors import Forbidden, NotAllowed
from apps.core.events import publish
from apps.reviews.events import ReviewChanged
from apps.reviews.models import HelpfulVote, Review


def vote_on_review(*, user: User, review_id: UUID, is_helpful: bool, now: datetime) -> Review:
    """Say that a review helped, or that it didn't; the last word counts, and the same again changes
    nothing.

    Raises NotAllowed (no such review to read), Forbidden (one's own, or of one's shop's goods),
    TooMany. Source: P7.
    """
    limits.spend("vote", str(user.pk))
    with transaction.atomic():
        # Under the review's lock: of two votes of one person at once the second changes the first.
        review = Review.objects.published().select_for_update(of=("self",)).filter(pk=review_id)
        locked = review.first()
        if locked is None:
            raise NotAllowed(review=str(review_id))
        if locked.user_id == user.pk:
            raise Forbidden(_("Others say whether your review helped them."))
        if review.filter(item__seller_order__seller__members__user=user).exists():
            raise Forbidden(_("Shoppers say whether reviews of your shop's goods helped them."))
        vote = locked.votes.filter(user=user).first()
        if vote is not None and vote.is_helpful == is_helpful:
            return locked
        said = {"is_helpful": is_helpful, "voted_at": now}
        HelpfulVote.objects.update_or_create(review=locked, user=user, defaults=said)
        _count(locked)
        publish(ReviewChanged(locked.pk, locked.product_id))
    return locked


def _count(review: Review) -> None:
    found = review.votes.aggregate(
        helpful=Count("pk", filter=Q(is_helpful=True)),
        unhelpful=Count("pk", filter=Q(is_helpful=False)),
    )
    review.helpful_count, review.unhelpful_count = found["helpful"], found["unhelpful"]
    review.save(update_fields=["helpful_count", "unhelpful_count", "updated_at"])
