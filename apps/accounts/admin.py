"""People and their addresses."""

from datetime import datetime

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.accounts import selectors, services
from apps.accounts.models import Address, User
from apps.core.actors import Actor
from apps.core.panel import ReadOnlyInline, StaffAdmin, step


def has_factor(user: User) -> bool:
    return bool(selectors.factor_names(user=user))


class AddressInline(ReadOnlyInline):
    model = Address
    fields = ("label", "name", "phone", "country", "street", "is_default")
    ordering = ("-id",)
    show_change_link = False


@admin.register(User)
class UserAdmin(StaffAdmin):
    list_display = ("email", "name", "phone", "role", "is_active", "date_joined")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("email__istartswith", "phone")
    search_help_text = _("By the beginning of the e-mail, or the whole phone number.")
    ordering = ("-id",)
    fields = (
        "email",
        "name",
        "phone",
        "language",
        "is_staff",
        "is_superuser",
        "is_active",
        "date_joined",
        "last_login",
        "second_factors",
        "trail",
    )
    inlines = (AddressInline,)
    readonly_fields = ("second_factors", "trail")

    @display(description=_("second factor"))
    def second_factors(self, user: User) -> str:
        return ", ".join(selectors.factor_names(user=user)) or "–"

    @display(description=_("audit log"))
    def trail(self, user: User) -> SafeString:
        url = reverse("admin:core_auditentry_changelist")
        return format_html('<a href="{}?q=user:{}">{}</a>', url, user.pk, _t("What was changed"))

    @display(description=_("role"), label={"admin": "danger", "support": "info"})
    def role(self, user: User) -> tuple[str, str]:
        if not user.is_staff:
            return "customer", _t("customer")
        return ("admin", _t("administrator")) if user.is_superuser else ("support", _t("support"))

    @step(
        _("See the shop as this person"),
        explanation=_("For half an hour you look with their eyes; nothing can be done meanwhile."),
        offered=lambda user: user.is_active and not user.is_staff,
        is_for_support=True,
    )
    def impersonate(self, user: User, *, by: Actor, now: datetime) -> str:
        services.start_impersonation(user_id=user.pk, by=by, now=now)
        return _t("Open the shop: you see it as this person now.")

    @step(
        _("Sign out everywhere"),
        explanation=_("Every browser and app of the person asks for the sign-in again."),
    )
    def sign_out(self, user: User, *, by: Actor, now: datetime) -> str:
        services.end_everything(user=user, now=now)
        return _t("The person is signed out everywhere.")

    @step(
        _("Take the second factor away"),
        explanation=_("Only when the person has lost it and has shown who they are."),
        offered=has_factor,
        is_grave=True,
        needs_fresh_proof=lambda user: True,
    )
    def reset_factor(self, user: User, *, by: Actor, now: datetime) -> str:
        services.reset_factors(user_id=user.pk, by=by)
        return _t("The person signs in without a second factor now, and was told.")

    @step(
        _("Close the account"),
        explanation=_("The person logs in no more; orders stay as they are."),
        offered=lambda user: user.is_active,
        is_grave=True,
    )
    def close_account(self, user: User, *, by: Actor, now: datetime) -> str:
        services.set_active(user_id=user.pk, is_active=False, by=by)
        return _t("The account is closed.")

    @step(_("Open the account again"), offered=lambda user: not user.is_active)
    def open_account(self, user: User, *, by: Actor, now: datetime) -> str:
        services.set_active(user_id=user.pk, is_active=True, by=by)
        return _t("The account is open again.")

    @step(
        _("Make support"),
        explanation=_("Support sees everything in this panel and changes nothing."),
        offered=lambda user: user.is_superuser or not user.is_staff,
    )
    def make_support(self, user: User, *, by: Actor, now: datetime) -> str:
        services.set_staff_role(user_id=user.pk, role="support", by=by)
        return _t("The person is support now.")

    @step(
        _("Make administrator"),
        explanation=_("An administrator may take every step in this panel."),
        offered=lambda user: not user.is_superuser,
        is_grave=True,
    )
    def make_admin(self, user: User, *, by: Actor, now: datetime) -> str:
        services.set_staff_role(user_id=user.pk, role="admin", by=by)
        return _t("The person is an administrator now.")

    @step(_("Take staff rights away"), offered=lambda user: user.is_staff, is_grave=True)
    def take_rights(self, user: User, *, by: Actor, now: datetime) -> str:
        services.set_staff_role(user_id=user.pk, role="none", by=by)
        return _t("The person is a customer now.")
