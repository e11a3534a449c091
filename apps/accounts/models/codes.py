"""Codes on their way to a phone."""

from django.db import models

from apps.core.models import UUIDModel


class PhoneCode(UUIDModel):
    """A one-time code that a message is about to carry: encrypted, and deleted once it has been
    sent or `expires_at` has come. What the code opens is decided by the login it belongs to; this
    row only lets the notifier ask for it at the moment it sends. Without a code it says that the
    number has an account already."""

    phone = models.CharField(max_length=20)
    sealed_code = models.TextField()
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
