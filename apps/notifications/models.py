"""Messages to people: written by subscribers, sent by a task."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class Message(TimestampedModel):
    """One message by one channel. `subject_id` is what it is about; the text is made when it is
    sent, so no code or link lies here. `key` keeps one fact from being told twice."""

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(max_length=20, default="email")
    recipient = models.CharField(_("recipient"), max_length=254)
    language = models.CharField(max_length=2)
    subject_id = models.UUIDField()
    state = models.CharField(max_length=8, choices=MessageState, default=MessageState.WAITING)
    attempt_count = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failure = models.CharField(_("why it failed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="message_waiting",
                condition=Q(state=MessageState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return self.kind
