"""Short messages as files one can read, where nothing may leave the machine: the local stack."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from apps.notifications.channels.base import Letter


class Files:
    """Writes each message into `SMS_FILE_PATH`, like Django's e-mail backend of files."""

    def send(self, letter: Letter) -> None:
        """Write one message; the newest has the last name."""
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{timezone.now():%Y%m%d-%H%M%S-%f}.txt"
        text = f"To: {letter.recipient}\n\n{letter.text.strip()}\n"
        (folder / name).write_text(text, encoding="utf-8")
