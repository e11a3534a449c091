"""Who may call an endpoint. Which rows they see is decided where the rows are read."""

from rest_framework.permissions import AllowAny, IsAuthenticated

__all__ = ["Everybody", "IsAuthenticated", "KeyHolders"]


class Everybody(AllowAny):
    """What anybody may read or, as a guest, gather."""


class KeyHolders(AllowAny):
    """Anybody may ask; the read behind it gives rows only to their owner or to a guest who sends
    their key."""
