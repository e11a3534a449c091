"""Messages as staff see them."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.people import Record
from apps.core.queues import Queue, measure
from apps.notifications.models import Message, MessageState


def queues() -> list[Queue]:
    """Messages nobody got: 1 query."""
    count, oldest = measure(Message.objects.filter(state=MessageState.FAILED), since="created_at")
    view = "admin:notifications_message_changelist"
    return [Queue(_("Messages that failed"), count, oldest, view, "state__exact=failed")]


def reachable_at(*, user: User) -> list[str]:
    """Where we write to somebody; a number they never verified may be somebody else's."""
    phone = str(user.phone) if user.phone_verified_at else ""
    return [address for address in (user.email, phone) if address]


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """What was written to somebody, for their archive: not the words, which are made when sent."""
    known = reachable_at(user=User.objects.get(pk=user_id))
    rows = Message.objects.filter(recipient__in=known).order_by("pk")
    yield from rows.values("kind", "channel", "state", "sent_at").iterator()
