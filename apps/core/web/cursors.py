"""Cursors of paged lists, as they come back in an address."""

from uuid import UUID


def uuid_or_none(text: str) -> UUID | None:
    """The id a cursor names; None for none, and for one that somebody made up."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
