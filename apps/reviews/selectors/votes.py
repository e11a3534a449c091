"""Which reviews helped somebody."""

from dataclasses import dataclass
from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotAllowed
from apps.reviews.models import HelpfulVote, Review

# A person has voted on no more of one card's reviews that anybody would tell them of.
MOST = 300


@dataclass(frozen=True, slots=True)
class VotesView:
    """What somebody said of a card's reviews, by the review's id, and which is their own."""

    helpful: dict[UUID, bool]
    own_id: UUID | None


def votes_of(*, user: User, product_id: UUID) -> VotesView:
    """Somebody's votes on a card's reviews, the latest 300: 2 queries."""
    votes = HelpfulVote.objects.filter(user=user, review__product_id=product_id).order_by("-pk")
    own = Review.objects.filter(user=user, product_id=product_id).values_list("pk", flat=True)
    return VotesView(dict(votes.values_list("review_id", "is_helpful")[:MOST]), own.first())


def code_of_review(*, review_id: UUID) -> str:
    """The code of the card that a review everybody may read is of: 1 query. Raises NotAllowed."""
    codes = Review.objects.published().filter(pk=review_id).values_list("product__code", flat=True)
    code = codes.first()
    if code is None:
        raise NotAllowed(review=str(review_id))
    return code
