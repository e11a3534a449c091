"""E-mail through Django's backend: files in the local stack, a provider in production."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from apps.notifications.channels.base import ChannelAway, Letter, Undeliverable


class Email:
    def send(self, letter: Letter) -> None:
        """Send a letter with its HTML beside the text. Raises ChannelAway, Undeliverable."""
        message = EmailMultiAlternatives(
            subject=letter.subject,
            body=letter.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.recipient],
            headers={"X-Message-Key": letter.key, **_unsubscribing(letter)},
        )
        message.attach_alternative(letter.html, "text/html")
        try:
            message.send()
        except SMTPRecipientsRefused as error:
            # The server's own words repeat the address, which is forgotten with its owner.
            codes = sorted({str(code) for code, _words in error.recipients.values()})
            raise Undeliverable(f"refused: {', '.join(codes)}") from error
        except (SMTPException, OSError) as error:
            raise ChannelAway(type(error).__name__) from error


def _unsubscribing(letter: Letter) -> dict[str, str]:
    if not letter.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
