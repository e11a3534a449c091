"""Cloudflare Turnstile (developers.cloudflare.com/turnstile): good for five minutes and once."""

from django.conf import settings

from apps.accounts.captchas.base import is_for_us, verify

MAX_ANSWER = 2_048
ACTION = "door"


class Turnstile:
    script_url = "https://challenges.cloudflare.com/turnstile/v0/api.js"
    css_class = "cf-turnstile"
    field = "cf-turnstile-response"
    origins: tuple[str, ...] = ("https://challenges.cloudflare.com",)

    def is_person(self, *, answer: str, ip: str) -> bool:
        """As the port says; the widget names its action, which comes back."""
        if not answer or len(answer) > MAX_ANSWER:
            return False
        url = settings.CAPTCHA_VERIFY_URL or (
            "https://challenges.cloudflare.com/turnstile/v0/siteverify"
        )
        said = verify(url, answer=answer, ip=ip, extra={})
        return is_for_us(said) and said.get("action") == ACTION
