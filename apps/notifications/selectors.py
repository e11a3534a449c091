"""Messages as staff see them."""

from django.utils.translation import gettext_lazy as _

from apps.core.queues import Queue, measure
from apps.notifications.models import Message, MessageState


def queues() -> list[Queue]:
    """Messages nobody got: 1 query."""
    count, oldest = measure(Message.objects.filter(state=MessageState.FAILED), since="created_at")
    view = "admin:notifications_message_changelist"
    return [Queue(_("Messages that failed"), count, oldest, view, "state__exact=failed")]
