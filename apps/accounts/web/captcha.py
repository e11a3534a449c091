"""The captcha on pages: a field that appears on suspicion, on the doors' forms, and how often one
may use them."""

from collections.abc import Mapping
from typing import Any

from allauth.core import context
from django import forms
from django.conf import settings
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.accounts import services
from apps.accounts.captchas.base import Captcha
from apps.core import limits
from apps.core.web.client import client_ip


class CaptchaWidget(forms.Widget):
    """The provider's own box; what it posts has the provider's name."""

    def __init__(self, captcha: Captcha) -> None:
        super().__init__()
        self.captcha = captcha

    def render(
        self,
        name: str,
        value: Any,  # Any: Django's own signature
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        context = {"captcha": self.captcha, "site_key": settings.CAPTCHA_SITE_KEY}
        return render_to_string("components/captcha.html", context)

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str:
        return str(data.get(self.captcha.field, ""))


class WithCaptcha(forms.Form):
    """A door's form: suspects show first that they are persons."""

    # The limit each use of the door counts by; a login's is counted in allauth's adapter.
    limit = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's own arguments
        super().__init__(*args, **kwargs)
        self._ip = client_ip(context.request)
        captcha = services.captcha_for(ip=self._ip)
        if captcha is not None:
            context.request.captcha = captcha
            self.fields["captcha"] = forms.CharField(
                label=_("Are you a person?"), required=False, widget=CaptchaWidget(captcha)
            )

    def full_clean(self) -> None:
        """The captcha is looked at first: who isn't shown to be a person learns nothing else, such
        as whether a password fits."""
        if self.is_bound and not self._is_person():
            self.cleaned_data = {}
            self._errors = forms.utils.ErrorDict()
            self.add_error("captcha", _t("Please show that you are a person."))
            return
        if self.is_bound and self.limit:
            services.note_try(ip=self._ip)
        super().full_clean()

    def clean(self) -> dict[str, Any]:  # Any: a form's values
        """Each of these doors writes to an address or a phone: not to the same one all day, whether
        or not it has an account."""
        sent: dict[str, Any] = super().clean() or {}
        whom = sent.get("email") or sent.get("phone")
        if self.limit and whom and not self.errors:
            limits.spend(self.limit, limits.network_of(self._ip))
            limits.spend("code-to", str(whom).casefold())
        return sent

    def _is_person(self) -> bool:
        field = self.fields.get("captcha")
        if field is None:
            return True
        widget: CaptchaWidget = field.widget  # type: ignore[assignment]  # made above
        answer = widget.value_from_datadict(self.data, self.files, "captcha")
        return services.is_person(captcha=widget.captcha, answer=answer, ip=self._ip)
