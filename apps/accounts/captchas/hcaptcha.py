"""hCaptcha (docs.hcaptcha.com): an answer is good for two minutes and once."""

from django.conf import settings

from apps.accounts.captchas.base import MAX_ANSWER, is_for_us, verify


class HCaptcha:
    script_url = "https://js.hcaptcha.com/1/api.js"
    css_class = "h-captcha"
    field = "h-captcha-response"
    origins: tuple[str, ...] = ("https://hcaptcha.com", "https://*.hcaptcha.com")

    def is_person(self, *, answer: str, ip: str) -> bool:
        """As the port says."""
        if not answer or len(answer) > MAX_ANSWER:
            return False
        extra = {"sitekey": settings.CAPTCHA_SITE_KEY}
        url = settings.CAPTCHA_VERIFY_URL or "https://api.hcaptcha.com/siteverify"
        return is_for_us(verify(url, answer=answer, ip=ip, extra=extra))
