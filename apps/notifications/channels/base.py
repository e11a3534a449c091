"""The port to the outside: a letter in our words, and what can go wrong."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go; `key` keeps a provider from sending it twice. Posting to
    `unsubscribe_url` ends what it belongs to (RFC 8058), where there is one."""

    key: str
    recipient: str
    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""


class ChannelAway(Exception):
    """A passing fault: try again later."""


class Undeliverable(Exception):
    """The recipient cannot be reached this way; trying again is no use."""


class Channel(Protocol):
    """Sends one letter. Raises ChannelAway or Undeliverable."""

    def send(self, letter: Letter) -> None: ...
