"""Stock: never oversold, every figure explained, whatever happens at once."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from apps.catalog import services
from apps.catalog.models import Reservation, Stock, StockMovement
from apps.catalog.rules import StockLine
from apps.catalog.selectors import stock_differences
from apps.catalog.tests.factories import OfferFactory, ProductFactory, VariantFactory
from apps.core.actors import SYSTEM
from apps.core.errors import OutOfStock
from apps.sellers.tests.factories import WarehouseFactory

UNTIL = timezone.now() + timedelta(minutes=30)


def reserve(offer, quantity=1, *, reference=None):
    reference = reference or str(uuid4())
    services.reserve_stock(reference=reference, lines=[StockLine(offer.pk, quantity)], until=UNTIL)
    return reference


def figures(offer):
    """(on hand, reserved) of an offer over all warehouses."""
    rows = Stock.objects.filter(offer=offer).values_list("on_hand", "reserved")
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def test_reserved_pieces_stay_on_hand_and_are_no_longer_free(db):
    offer = OfferFactory(stock=10)
    reserve(offer, 4)
    assert figures(offer) == (10, 4)
    assert stock_differences() == []


def test_reserving_again_for_the_same_reference_takes_nothing_more(db):
    offer = OfferFactory(stock=10)
    reference = reserve(offer, 4)
    reserve(offer, 4, reference=reference)
    assert figures(offer) == (10, 4)


def test_more_than_there_is_is_refused_by_line_and_nothing_is_taken(db):
    plenty, few = OfferFactory(stock=10), OfferFactory(stock=2)

    with pytest.raises(OutOfStock) as error:
        services.reserve_stock(
            reference="r", lines=[StockLine(plenty.pk, 3), StockLine(few.pk, 3)], until=UNTIL
        )

    assert error.value.facts["lines"] == [{"offer_id": str(few.pk), "asked": 3, "free": 2}]
    assert (figures(plenty), figures(few)) == ((10, 0), (2, 0))
    assert not Reservation.objects.exists()


def test_a_wish_is_met_from_several_warehouses(db):
    offer = OfferFactory(stock=3)
    second = WarehouseFactory(seller=offer.seller, is_default=False)
    services.set_free_quantity(offer_id=offer.pk, free=2, by=SYSTEM, warehouse_id=second.pk)

    reserve(offer, 5)

    assert figures(offer) == (5, 5)
    assert stock_differences() == []


def test_pieces_let_go_are_free_again_once(db):
    offer = OfferFactory(stock=10)
    reference = reserve(offer, 4)

    services.release_stock(reference=reference)
    services.release_stock(reference=reference)

    assert figures(offer) == (10, 0)
    assert stock_differences() == []


def test_dispatched_pieces_leave_both_figures_once(db):
    offer = OfferFactory(stock=10)
    reference = reserve(offer, 4)

    services.dispatch_stock(reference=reference)
    services.dispatch_stock(reference=reference)
    services.release_stock(reference=reference)

    assert figures(offer) == (6, 0)
    assert stock_differences() == []


def test_returned_pieces_are_on_sale_again(db):
    offer = OfferFactory(stock=10)
    held = services.reserve_stock(reference="r", lines=[StockLine(offer.pk, 4)], until=UNTIL)
    services.dispatch_stock(reference="r")

    services.return_stock(reference="r", lines=held)

    assert figures(offer) == (10, 0)
    assert stock_differences() == []


def test_lists_follow_when_the_last_piece_goes_and_when_it_comes_back(db, deliver_events):
    offer = OfferFactory(stock=1)
    reference = reserve(offer)
    deliver_events()
    offer.product.refresh_from_db()
    assert offer.product.is_in_stock is False

    services.release_stock(reference=reference)
    deliver_events()
    offer.product.refresh_from_db()
    assert offer.product.is_in_stock is True


def test_a_shop_edits_free_pieces_and_reserved_ones_come_on_top(db):
    offer = OfferFactory(stock=10)
    reserve(offer, 4)

    services.set_free_quantity(offer_id=offer.pk, free=1, by=SYSTEM)

    assert figures(offer) == (5, 4)
    assert stock_differences() == []


def test_the_database_itself_refuses_to_oversell(db):
    offer = OfferFactory(stock=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(offer=offer).update(reserved=F("on_hand") + 1)


def test_movements_are_never_changed_or_deleted(db):
    OfferFactory(stock=1)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        StockMovement.objects.update(on_hand=5)
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        StockMovement.objects.all().delete()


def test_the_proof_finds_a_figure_nobody_can_explain(db, capsys):
    call_command("verify_stock")
    offer = OfferFactory(stock=10)
    Stock.objects.filter(offer=offer).update(on_hand=11)

    with pytest.raises(CommandError):
        call_command("verify_stock")

    assert f"{offer.sku} in warehouse" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_of_thirty_checkouts_at_once_for_ten_pieces_ten_succeed():
    offer = OfferFactory(stock=10)
    answers = at_once(30, lambda _n: reserve(offer))

    assert sorted(answers.count(kind) for kind in set(answers)) == [10, 20]
    assert answers.count("OutOfStock") == 20
    assert figures(offer) == (10, 10)
    assert stock_differences() == []


@pytest.mark.django_db(transaction=True)
def test_checkouts_of_the_same_goods_in_opposite_order_never_wait_for_each_other():
    offers = OfferFactory.create_batch(4, stock=1000)

    def buy(n):
        lines = [StockLine(offer.pk, 1) for offer in (offers if n % 2 else reversed(offers))]
        services.reserve_stock(reference=f"order-{n}", lines=lines, until=UNTIL)

    answers = at_once(24, buy)

    assert set(answers) == {"done"}
    assert all(figures(offer) == (1000, 24) for offer in offers)


@pytest.mark.django_db(transaction=True)
def test_two_shops_of_one_card_sell_their_last_pieces_crosswise_without_a_deadlock():
    """A checkout holds stock of the first shop and wants the second's, and the other way round; the
    card they share must not close the ring."""
    for _round in range(5):
        product = ProductFactory()
        variant = VariantFactory(product=product)
        first, second = (
            OfferFactory(product=product, variant=variant, seller=shop, stock=2)
            for shop in (product.author, WarehouseFactory().seller)
        )

        def buy(n, first=first, second=second):
            with transaction.atomic():
                for offer in sorted((first, second), key=lambda offer: offer.seller_id):
                    reserve(offer, 2 if n == 0 else 1, reference=f"{offer.pk}:{n}")

        answers = at_once(3, buy)
        assert set(answers) <= {"done", "OutOfStock"}
    assert stock_differences() == []


def at_once(count, work):
    """Run `work(n)` on `count` connections at the same moment; 'done' or the error's name each."""
    answers, start = [], threading.Barrier(count)

    def run(n):
        try:
            start.wait(20)
            work(n)
            answers.append("done")
        except Exception as error:
            answers.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
