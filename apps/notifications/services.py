"""Writing messages down, and sending them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.core.queueing import queue_on_commit
from apps.notifications import rules, selectors
from apps.notifications.channels import channel_named
from apps.notifications.channels.base import ChannelAway, Letter, Undeliverable
from apps.notifications.kinds import KINDS, ONCE_SENT, NothingToTell
from apps.notifications.models import Message, MessageState

log = structlog.get_logger(__name__)

GOODBYE = "person_erased"
# A message being sent isn't taken by another worker for this long.
CLAIM = timedelta(minutes=2)


def notify(
    *,
    kind: str,
    subject_id: UUID,
    recipients: Sequence[tuple[str, str]],
    channel: str = "email",
    gather: timedelta | None = None,
    occasion: str = "",
) -> None:
    """Write down one message for each (address, language); the same fact is told once a person, and
    what may happen to a subject more than once, once an `occasion`.
    A worker sends them at once, or with `gather` when that period is over: what happens to the same
    subject until then is told in the same message, which reads its facts when it is sent."""
    now = timezone.now()
    due = rules.gathered_until(now=now, every=gather) if gather else now
    fact = f"{subject_id}:{due:%Y%m%d%H%M}" if gather else str(subject_id)
    if occasion:
        fact = f"{fact}:{occasion}"
    Message.objects.bulk_create(
        [
            Message(
                key=f"{kind}:{fact}:{address}"[:160],
                kind=kind,
                channel=channel,
                recipient=address,
                language=language,
                subject_id=subject_id,
                next_attempt_at=due,
            )
            for address, language in recipients
        ],
        ignore_conflicts=True,
    )
    queue_on_commit("notifications.send_pending")


def say_goodbye(*, user_id: UUID) -> None:
    """A last letter to somebody who is being forgotten; what was sent before loses its address, and
    what waits is never sent. In the caller's transaction, while the address is still known."""
    user = User.objects.get(pk=user_id)
    theirs = Message.objects.filter(recipient__in=selectors.reachable_at(user=user))
    sent = theirs.exclude(state=MessageState.WAITING)
    sent.update(failure="", **_without_address())
    theirs.filter(state=MessageState.WAITING).exclude(kind=GOODBYE).delete()
    if user.email:
        notify(kind=GOODBYE, subject_id=user_id, recipients=[(user.email, user.language)])


def send_pending(*, now: datetime, limit: int = 50) -> int:
    """Send what waits, up to `limit`; returns how many were tried."""
    with transaction.atomic():
        due = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(state=MessageState.WAITING, next_attempt_at__lte=now)
            .order_by("next_attempt_at", "pk")
        )
        ids = list(due.values_list("pk", flat=True)[:limit])
        Message.objects.filter(pk__in=ids).update(next_attempt_at=now + CLAIM)
    for pk in sorted(ids):
        # Read when its turn comes: its reader may have been forgotten since the batch was claimed.
        message = Message.objects.filter(pk=pk).first()
        if message is not None:
            _send(message, now)
    return len(ids)


def _send(message: Message, now: datetime) -> None:
    message.attempt_count += 1
    try:
        _check_reader(message)
        channel_named(message.channel).send(_letter(message))
    except NothingToTell:
        message.delete()
        return
    except (Undeliverable, ObjectDoesNotExist) as error:
        # What it was about may be gone since; the others behind it must not wait for it.
        message.state, message.failure = MessageState.FAILED, str(error)[:200]
    except ChannelAway as error:
        again = rules.next_attempt(attempt_count=message.attempt_count, now=now)
        message.failure = str(error)[:200]
        if again is None:
            message.state = MessageState.FAILED
        else:
            message.next_attempt_at = again
    else:
        message.state, message.sent_at, message.failure = MessageState.SENT, now, ""
        if message.kind in ONCE_SENT:
            ONCE_SENT[message.kind](message.subject_id)
    # Its reader may have been forgotten meanwhile: nothing of it is written anew.
    is_last = message.kind == GOODBYE and message.state != MessageState.WAITING
    Message.objects.filter(pk=message.pk).update(
        state=message.state,
        attempt_count=message.attempt_count,
        next_attempt_at=message.next_attempt_at,
        sent_at=message.sent_at,
        failure=message.failure,
        updated_at=timezone.now(),
        **(_without_address() if is_last else {}),
    )
    log.info("notifications.message.tried", message=message.pk, state=message.state)


def _without_address() -> dict[str, Value | Concat]:
    """Nothing in a message's row says who got it."""
    return {
        "recipient": Value(""),
        "key": Concat(Value("forgotten:"), Cast("pk", CharField())),
    }


def _check_reader(message: Message) -> None:
    """Raises NothingToTell for somebody who is no longer among those it is told to."""
    readers = selectors.READERS.get(message.kind)
    if readers is None:
        return
    if message.recipient not in {address for address, _language in readers(message.subject_id)}:
        raise NothingToTell


def _letter(message: Message) -> Letter:
    """A message's words in its reader's language; short messages are text alone."""
    name = f"notifications/{'emails' if message.channel == 'email' else message.channel}"
    name = f"{name}/{message.kind}"
    is_short = message.channel != "email"
    with translation.override(message.language):
        context = {
            "market_name": settings.MARKET_NAME,
            "site_url": settings.SITE_URL,
            **KINDS[message.kind](message.subject_id),
        }
        return Letter(
            key=message.key,
            recipient=message.recipient,
            subject="" if is_short else render_to_string(f"{name}.subject.txt", context).strip(),
            text=render_to_string(f"{name}.txt", context),
            html="" if is_short else render_to_string(f"{name}.html", context),
            unsubscribe_url=context.get("unsubscribe_url", ""),
        )
