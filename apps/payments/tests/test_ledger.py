import threading
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.utils import timezone

from apps.payments import selectors, services
from apps.payments.models import Account, LedgerEntry, LedgerTransaction
from apps.payments.rules import Leg
from apps.payments.services.ledger import KeyReused

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REFUSED = (IntegrityError, InternalError, ProgrammingError)


def move(amount="100", *, key="sale:1", source="a", target="b"):
    legs = [Leg("held", source, -Decimal(amount)), Leg("held", target, Decimal(amount))]
    return services.post(
        key=key, kind="sale", reference="order-1", legs=legs, currency="UZS", now=NOW
    )


def held(owner):
    return selectors.balance(kind="held", owner=owner, currency="UZS")


def test_a_movement_moves_the_balances_of_its_accounts(db):
    move("100")
    move("30", key="sale:2", source="b", target="a")

    assert (held("a"), held("b"), held("nobody")) == (Decimal(-70), Decimal(70), 0)
    assert LedgerTransaction.objects.count() == 2


def test_the_same_movement_twice_moves_once(db):
    first = move()

    assert move() == first
    assert held("b") == 100


def test_a_key_that_stands_for_another_movement_is_refused(db):
    move()

    with pytest.raises(KeyReused):
        move("99")
    assert held("b") == 100


def test_legs_that_do_not_sum_to_zero_are_refused_and_nothing_is_written(db):
    with pytest.raises(ValueError, match="sum to zero"):
        services.post(
            key="x", kind="sale", reference="", legs=[Leg("held", "a", Decimal(1))],
            currency="UZS", now=NOW,
        )  # fmt: skip
    assert not Account.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_a_sum_other_than_zero():
    row = move()
    account = Account.objects.first()

    with pytest.raises(IntegrityError, match="sums to"):
        LedgerEntry.objects.create(transaction=row, account=account, amount=Decimal(5))
    assert LedgerEntry.objects.count() == 2


@pytest.mark.parametrize("model", [LedgerTransaction, LedgerEntry])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_itself_refuses_to_change_what_was_written(db, model, change):
    move()
    field = "kind" if model is LedgerTransaction else "amount"
    rows = model.objects.filter(pk=model.objects.first().pk)

    changes = {
        "update": lambda: rows.update(**{field: "7"}),
        "delete": lambda: rows._raw_delete(rows.db),
    }

    with pytest.raises(REFUSED), transaction.atomic():
        changes[change]()
    assert model.objects.filter(**{field: "7"}).count() == 0


def test_the_books_prove_themselves(db):
    move()

    out = StringIO()
    call_command("verify_ledger", stdout=out)

    assert "1 transactions, 2 entries, 2 accounts" in out.getvalue()


def test_a_balance_that_drifted_is_found(db):
    move()
    Account.objects.filter(owner="a").update(balance=1)

    err = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_ledger", stderr=err)

    assert error.value.returncode == 1
    assert "account held:a UZS says 1.00, its entries say -100.00" in err.getvalue()
    assert "all balances in UZS sum to 101.00" in err.getvalue()


def test_a_statement_goes_on_after_its_last_line(db):
    seller = uuid4()
    for number in range(60):
        services.post(
            key=f"sale:{number}",
            kind="sale",
            reference=f"order-{number}",
            legs=[Leg("held", "p", Decimal(-1)), Leg("seller_pending", str(seller), Decimal(1))],
            currency="UZS",
            now=NOW,
        )

    first = selectors.statement(seller_id=seller)
    rest = selectors.statement(seller_id=seller, after=first[-1].pk)

    assert [len(first), len(rest)] == [50, 10]
    assert (first[0].reference, rest[-1].reference) == ("order-59", "order-0")
    assert selectors.seller_balances(seller_id=seller) == (60, 0, 0)


def in_parallel(*calls):
    """Run each call in a thread with a connection of its own; returns what they raised."""
    errors, barrier = [], threading.Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            call()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return errors


@pytest.mark.load
@pytest.mark.django_db(transaction=True)
def test_movements_over_the_same_accounts_in_opposite_order_never_deadlock():
    def twice_a_transaction(worker):
        for number in range(8):
            pairs = [("a", "b"), ("c", "d")]
            with transaction.atomic():
                for source, target in pairs if worker % 2 else reversed(pairs):
                    move("1", key=f"{worker}:{number}:{source}", source=source, target=target)
                    move("3", key=f"{worker}:{number}:{target}", source=target, target=source)

    errors = in_parallel(*[lambda n=n: twice_a_transaction(n) for n in range(6)])

    assert errors == []
    assert LedgerTransaction.objects.count() == 6 * 8 * 4
    assert selectors.ledger_differences() == []
    assert [held(owner) for owner in "abcd"] == [96, -96, 96, -96]


@pytest.mark.load
@pytest.mark.django_db(transaction=True)
def test_one_key_posted_by_many_at_once_moves_once():
    errors = in_parallel(*[lambda: move(key="sale:9") for _ in range(6)])

    assert errors == []
    assert held("b") == 100
    assert timezone.is_aware(LedgerTransaction.objects.get().posted_at)
