"""What a shop says to a review of goods it sold, for everybody to read."""

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import limits
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed
from apps.core.events import publish
from apps.reviews import rules
from apps.reviews.events import ReviewAnswered, ReviewChanged
from apps.reviews.models import Reply, Review, WordState
from apps.reviews.services.words import standing

log = structlog.get_logger(__name__)


def reply_to_review(
    *, review_id: UUID, by: Actor, text: str, language: str, now: datetime
) -> Reply:
    """Answer a review as the shop that sold the goods; a text with a way around the market waits
    for staff. The same text again changes nothing.

    Raises NotAllowed (no such review to read, another shop's goods), Forbidden (a member without
    the right), Invalid (length), Conflict (the shop has replied otherwise), TooMany. Source: R15.1,
    C15.
    """
    text = _checked(text, by=by)
    with transaction.atomic():
        review = _locked(review_id, by=by)
        known = Reply.objects.filter(review=review).first()
        if known is not None and known.text == text:
            return known
        if known is not None:
            raise Conflict(_("Your shop has replied to this meanwhile. Please look again."))
        reply = Reply(review=review, seller_id=review.item.seller_order.seller_id)
        return _say(reply, text=text, by=by, language=language, now=now)


def edit_reply(*, review_id: UUID, by: Actor, text: str, language: str, now: datetime) -> Reply:
    """Put another text in the place of the shop's reply; it is looked at as a first one is, and
    always when staff had taken the reply off.

    Raises as `reply_to_review`, and NotAllowed when there is no reply.
    """
    text = _checked(text, by=by)
    with transaction.atomic():
        review = _locked(review_id, by=by)
        reply = Reply.objects.filter(review=review).first()
        if reply is None:
            raise NotAllowed(review=str(review_id))
        return _say(reply, text=text, by=by, language=language, now=now)


def _checked(text: str, *, by: Actor) -> str:
    """The text without blanks around it, counted among its writer's. Raises Invalid, TooMany."""
    text = rules.tidy(text)
    if not 1 <= len(text) <= rules.MAX_REPLY_LENGTH:
        raise Invalid(fields={"text": _("Please keep it shorter.") if text else _("Say it here.")})
    if by.user_id is not None:
        limits.spend("answer", str(by.user_id))
    return text


def _locked(review_id: UUID, *, by: Actor) -> Review:
    """A review that everybody may read, under its lock. Raises NotAllowed, Forbidden."""
    rows = Review.objects.published().select_for_update(of=("self",))
    review = rows.select_related("item__seller_order").filter(pk=review_id).first()
    if review is None or not by.acts_for(review.item.seller_order.seller_id):
        raise NotAllowed(review=str(review_id))
    if not by.may("products"):
        raise Forbidden(right="products")
    return review


def _say(reply: Reply, *, text: str, by: Actor, language: str, now: datetime) -> Reply:
    before = "" if reply._state.adding else reply.state
    stands = standing(text=text, is_taken_off=reply.is_taken_off)
    reply.text, reply.language, reply.replied_at = text, language, now
    reply.user_id, reply.original = by.user_id, ""
    reply.state, reply.held_for = stands["state"], stands["held_for"]
    reply.save()
    review = reply.review
    if reply.state == WordState.PUBLISHED != before:
        publish(ReviewAnswered(reply.pk, review.pk, review.product_id))
    else:
        publish(ReviewChanged(review.pk, review.product_id))
    log.info("reviews.review.answered", reply=reply.pk, state=reply.state)
    return reply
