from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        # Models are there only now.
        from allauth.account.signals import (
            email_confirmed,
            login_code_rejected,
            password_changed,
            password_reset,
            password_set,
        )
        from allauth.mfa.signals import authentication_failed
        from django.contrib.auth.signals import user_logged_in, user_login_failed

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
        email_confirmed.connect(adapter.let_the_owner_alone_in, dispatch_uid="let_the_owner_in")
        password_reset.connect(adapter.let_no_stranger_in, dispatch_uid="let_no_stranger_in")
        user_logged_in.connect(adapter.note_success, dispatch_uid="note_success")
        user_login_failed.connect(adapter.note_failed_try, dispatch_uid="note_failed_try")
        for changed in (password_changed, password_set, password_reset):
            changed.connect(strategy.end_other_devices, dispatch_uid="end_other_devices")
