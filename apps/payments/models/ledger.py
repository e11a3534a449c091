"""The double-entry ledger: the database itself refuses a sum other than zero, and any change."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import MoneyField
from apps.core.models import UUIDModel


class AccountKind(models.TextChoices):
    CLEARING = "clearing", _("clearing at a provider")
    HELD = "held", _("held for a payment")
    SELLER_PENDING = "seller_pending", _("seller: pending")
    SELLER_AVAILABLE = "seller_available", _("seller: available")
    SELLER_RESERVED = "seller_reserved", _("seller: reserved")
    COMMISSION = "commission", _("our commission")
    COMMISSION_VAT = "commission_vat", _("VAT on our commission")
    DELIVERY = "delivery", _("delivery")


class Account(models.Model):
    """One pot of money. `balance` is the cached sum of its entries, moved with them.

    Signs: money we owe somebody or have earned is positive, money that lies at a provider is
    negative, so that all balances of a currency sum to zero.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=AccountKind)
    owner = models.CharField(_("owner"), max_length=64, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    balance = MoneyField(default=0)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner", "currency"], name="account_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.owner}".strip()


class LedgerTransaction(UUIDModel):
    """One movement; `key` makes posting it twice impossible, `reference` says what it was for."""

    key = models.CharField(_("key"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    reference = models.CharField(_("reference"), max_length=64, db_index=True)
    currency = models.CharField(_("currency"), max_length=3)
    posted_at = models.DateTimeField(_("posted at"))

    class Meta:
        verbose_name = _("ledger transaction")
        verbose_name_plural = _("ledger transactions")
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.key


class LedgerEntry(models.Model):
    """One line of a movement; the lines of a transaction sum to zero."""

    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    amount = MoneyField()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="entry_of_something")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="sums_to_zero",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=[("total", "numeric")],
                func="""
                SELECT sum(amount) INTO total FROM payments_ledgerentry
                WHERE transaction_id = NEW.transaction_id;
                IF total <> 0 THEN
                    RAISE EXCEPTION 'ledger transaction % sums to %', NEW.transaction_id, total
                    USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
                """,
            ),
        ]
