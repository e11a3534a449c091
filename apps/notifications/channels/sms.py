"""Short messages through Eskiz (documenter.getpostman.com/view/663428/RzfmES4z): a token for thirty
days, then one request a message."""

from typing import Any

import httpx
from django.conf import settings
from django.core.cache import cache

from apps.notifications.channels.base import ChannelAway, Letter, Undeliverable

TIMEOUT_S = 10.0
TOKEN_KEY = "notifications:eskiz-token"  # noqa: S105  # where it is kept
TOKEN_S = 25 * 86_400
# One sign outside GSM's alphabet more than halves what fits into a message, and doubles its price.
PLAIN = str.maketrans("ʻʼ", "''")
# A message longer than this is sent and paid as several.
MAX_TEXT = 900


class Eskiz:
    """Sends a letter's text to a phone."""

    def send(self, letter: Letter) -> None:
        """Send one short message. Raises ChannelAway, Undeliverable."""
        answer = self._ask(letter, self._token())
        if answer.status_code == 401:
            # The token ended early: once more with a new one.
            cache.delete(TOKEN_KEY)
            answer = self._ask(letter, self._token())
        if answer.status_code in (400, 422):
            raise Undeliverable(_reason(answer))
        if not answer.is_success:
            raise ChannelAway(f"status {answer.status_code}")

    def _ask(self, letter: Letter, token: str) -> httpx.Response:
        return _post(
            "/api/message/sms/send",
            token=token,
            data={
                "mobile_phone": letter.recipient.lstrip("+"),
                "message": letter.text.strip().translate(PLAIN)[:MAX_TEXT],
                "from": settings.ESKIZ_SENDER,
            },
        )

    def _token(self) -> str:
        token: str | None = cache.get(TOKEN_KEY)
        if token is None:
            answer = _post(
                "/api/auth/login",
                data={"email": settings.ESKIZ_EMAIL, "password": settings.ESKIZ_PASSWORD},
            )
            if not answer.is_success:
                raise ChannelAway(f"login answered {answer.status_code}")
            token = str(answer.json()["data"]["token"])
            cache.set(TOKEN_KEY, token, TOKEN_S)
        return token


def _post(path: str, *, data: dict[str, str], token: str = "") -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        return httpx.post(
            f"{settings.ESKIZ_URL}{path}", data=data, headers=headers, timeout=TIMEOUT_S
        )
    except httpx.HTTPError as error:
        raise ChannelAway(type(error).__name__) from error


def _reason(answer: httpx.Response) -> str:
    try:
        body: Any = answer.json()  # Any: what a provider says
    except ValueError:
        return f"status {answer.status_code}"
    return str(body.get("message", body))[:200]
