from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        # Models are there only now.
        from allauth.account.signals import (
            login_code_rejected,
            password_changed,
            password_reset,
            password_set,
        )
        from allauth.mfa.signals import authentication_failed
        from django.contrib.auth.signals import user_login_failed

        from apps.accounts import adapter, mfa, selectors, strategy
        from apps.accounts.web import elsewhere
        from apps.core import roles
        from apps.core.people import Keeper, keep

        mfa.install()
        elsewhere.install()
        # Its own rows go last, by the service that asks all others.
        keep(Keeper("account", records=selectors.records_of, erase=lambda *, user_id: None))
        roles.register("staff")(selectors.is_staff_with_second_factor)
        for rejected in (authentication_failed, login_code_rejected):
            rejected.connect(adapter.count_failed_code, dispatch_uid="count_failed_code")
        user_login_failed.connect(adapter.note_failed_try, dispatch_uid="note_failed_try")
        for changed in (password_changed, password_set, password_reset):
            changed.connect(strategy.end_other_devices, dispatch_uid="end_other_devices")
