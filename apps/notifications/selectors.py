"""Messages as staff see them, and who in a shop is written to."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.people import Record
from apps.core.queues import Queue, measure
from apps.notifications.models import Message, MessageState
from apps.sellers.models import Member, Seller
from apps.sellers.rules import RIGHTS


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


def who_answers(seller_id: UUID) -> list[tuple[str, str]]:
    """(address, language) of those who may answer for a shop; its own address if there is nobody.
    2 queries at most."""
    roles = [role for role, rights in RIGHTS.items() if "products" in rights]
    members = Member.objects.filter(seller_id=seller_id, role__in=roles, user__is_active=True)
    return reachable(members) or address_of(seller_id)


def reachable(members: QuerySet[Member]) -> list[tuple[str, str]]:
    """Those of the members who have an address, in their language: 1 query."""
    rows = members.values_list("user__email", "user__language")
    return [(email, language) for email, language in rows if email]


def address_of(seller_id: UUID) -> list[tuple[str, str]]:
    """The shop's own address, in the market's language: 1 query."""
    emails = Seller.objects.filter(pk=seller_id).values_list("email", flat=True)
    return [(email, settings.LANGUAGE_CODE) for email in emails]


# Kinds that are gathered for a while: who still reads one when it is sent. Who left the shop
# meanwhile, or was forgotten, doesn't.
READERS: dict[str, Callable[[UUID], list[tuple[str, str]]]] = {"to_answer": who_answers}
