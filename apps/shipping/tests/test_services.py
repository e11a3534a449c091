from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Invalid, InvalidTransition, NotAllowed
from apps.core.models import AuditEntry
from apps.shipping import selectors, services
from apps.shipping.models import Rate, Shipment, ShipmentEvent, ShipmentState
from apps.shipping.services import CodeLocked, WrongCode
from apps.shipping.tests.factories import (
    CourierFactory,
    RateFactory,
    ShipmentFactory,
    WarehouseFactory,
    place,
)

# Noon in Tashkent.
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.fixture
def courier(db):
    return CourierFactory()


def actor(courier):
    return Actor(role="courier", user_id=courier.user_id)


def on_the_road(courier, **fields):
    return ShipmentFactory(courier=courier, state="out_for_delivery", **fields)


def deliver(shipment, courier, code="314159"):
    return services.deliver(shipment_id=shipment.pk, code=code, by=actor(courier), now=NOW)


def ask(origin, destination, *, weight_g=1000, volume_cm3=0, goods=0, **options):
    return services.quote(
        origin=place(origin),
        destination=place(destination),
        weight_g=weight_g,
        volume_cm3=volume_cm3,
        goods=Decimal(goods),
        handling_days=1,
        now=NOW,
        **options,
    )


def test_the_first_rates_are_loaded_once_and_stand_afterwards(db):
    assert services.load_rates() == 3
    Rate.objects.filter(distance="city").update(base=1)

    assert services.load_rates() == 0
    assert Rate.objects.get(distance="city").base == 1


def test_a_quote_says_what_it_costs_and_when_it_comes(db):
    services.load_rates()

    near, far = ask("1726", "1726"), ask("1726", "1718401", weight_g=3000)

    assert (near.fee, near.promised_from, near.promised_until) == (
        15000,
        date(2026, 11, 25),
        date(2026, 11, 26),
    )
    assert (far.fee, far.days_min, far.days_max) == (45000, 2, 4)
    assert ask("1726", "1726", goods=300_000).fee == 0
    assert ask("1726", "1726", volume_cm3=10_000).fee == 17000


def test_quotes_of_a_whole_cart_cost_one_query(db, django_assert_num_queries):
    RateFactory()
    city = place()

    with django_assert_num_queries(1):
        rates = selectors.rate_table()
        for _seller in range(5):
            services.quote(
                origin=city,
                destination=city,
                weight_g=1,
                volume_cm3=1,
                goods=Decimal(1),
                handling_days=1,
                now=NOW,
                rates=rates,
            )


def test_a_reference_has_one_parcel_that_stands(db, published):
    origin = WarehouseFactory()
    fields = {
        "reference": "part-1",
        "seller_id": origin.seller_id,
        "origin_id": origin.pk,
        "city_code": place().pk,
        "destination": {"street": "Yunusobod 4"},
        "recipient": "Dilnoza",
        "phone": "+998901112233",
        "weight_g": 500,
        "fee": Decimal(15000),
        "currency": "UZS",
        "promised_on": date(2026, 11, 26),
        "now": NOW,
    }

    first = services.create_shipment(**fields)
    assert services.create_shipment(**fields) == first
    services.cancel_shipment(reference="part-1", now=NOW)
    second = services.create_shipment(**fields)

    assert (len(first.delivery_code), first.delivery_code.isdecimal()) == (6, True)
    assert second != first
    assert selectors.shipments_for(references=["part-1", "x"])["part-1"].id == second.pk
    assert published() == ["shipping.ShipmentMoved"]


def test_a_ready_parcel_goes_to_the_nearest_courier_with_least_to_do(db):
    far = CourierFactory(city=place("1718401"))
    near, busy = CourierFactory(city=place("1726262")), CourierFactory()
    on_the_road(busy)
    idle = CourierFactory()
    CourierFactory(is_active=False)

    first = services.mark_ready(shipment_id=ShipmentFactory().pk, now=NOW)
    again = services.mark_ready(shipment_id=first.pk, now=NOW)
    district = services.mark_ready(shipment_id=ShipmentFactory(city=place("1726262")).pk, now=NOW)
    samarkand = services.mark_ready(shipment_id=ShipmentFactory(city=place("1718401")).pk, now=NOW)

    assert (first.courier, again.courier) == (idle, idle)
    assert (district.courier, samarkand.courier) == (near, far)


def test_a_parcel_is_delivered_by_its_code_and_once(courier, published):
    shipment = services.mark_ready(shipment_id=ShipmentFactory().pk, now=NOW)
    for _twice in range(2):
        services.pick_up(shipment_id=shipment.pk, by=actor(courier), now=NOW)
    for _twice in range(2):
        deliver(shipment, courier, " 314 159 ")

    shipment.refresh_from_db()
    assert (shipment.state, shipment.delivered_at) == ("delivered", NOW)
    assert published() == [
        "shipping.ShipmentMoved",
        "shipping.ShipmentMoved",
        "shipping.ShipmentDelivered",
    ]
    view = selectors.shipments_for(references=[shipment.reference])[shipment.reference]
    assert [step.state for step in view.steps] == ["ready", "out_for_delivery", "delivered"]


@pytest.mark.django_db(transaction=True)
def test_five_wrong_codes_lock_a_parcel_even_for_the_right_one():
    courier = CourierFactory()
    shipment = on_the_road(courier)
    for _try in range(4):
        with pytest.raises(WrongCode):
            deliver(shipment, courier, "000000")
    with pytest.raises(CodeLocked):
        deliver(shipment, courier, "")
    with pytest.raises(CodeLocked):
        deliver(shipment, courier)
    shipment.refresh_from_db()
    assert (shipment.state, shipment.wrong_code_count) == ("out_for_delivery", 5)

    renewed = services.renew_code(shipment_id=shipment.pk, by=Actor(role="staff"))

    assert deliver(shipment, courier, renewed.delivery_code).state == ShipmentState.DELIVERED


def test_a_failed_delivery_is_tried_again(courier, published):
    shipment = on_the_road(courier)

    for _twice in range(2):
        services.fail_delivery(
            shipment_id=shipment.pk, note="nobody_home", by=actor(courier), now=NOW
        )
    with pytest.raises(InvalidTransition):
        deliver(shipment, courier)
    services.pick_up(shipment_id=shipment.pk, by=actor(courier), now=NOW)
    deliver(shipment, courier)

    assert published() == [
        "shipping.ShipmentFailed",
        "shipping.ShipmentMoved",
        "shipping.ShipmentDelivered",
    ]
    assert ShipmentEvent.objects.count() == 3


def test_a_reason_nobody_knows_is_refused(courier):
    shipment = on_the_road(courier)

    with pytest.raises(Invalid):
        services.fail_delivery(shipment_id=shipment.pk, note="tired", by=actor(courier), now=NOW)
    assert Shipment.objects.get().state == "out_for_delivery"


def test_nobody_but_its_courier_moves_a_parcel(courier):
    shipment = on_the_road(courier)
    stranger = CourierFactory()
    courier.is_active = False
    courier.save()

    for who in (actor(stranger), actor(courier), Actor(role="shopper", user_id=courier.user_id)):
        with pytest.raises(NotAllowed):
            services.pick_up(shipment_id=shipment.pk, by=who, now=NOW)
        with pytest.raises(NotAllowed):
            services.deliver(shipment_id=shipment.pk, code="314159", by=who, now=NOW)
        with pytest.raises(NotAllowed):
            services.fail_delivery(shipment_id=shipment.pk, note="nobody_home", by=who, now=NOW)
        with pytest.raises(NotAllowed):
            services.renew_code(shipment_id=shipment.pk, by=who)
    assert not ShipmentEvent.objects.exists()


def test_a_parcel_on_its_way_is_not_called_off(courier):
    shipment = on_the_road(courier)

    with pytest.raises(InvalidTransition):
        services.cancel_shipment(reference=shipment.reference, now=NOW)
    services.cancel_shipment(reference="nothing", now=NOW)


def test_staff_give_a_parcel_to_another_courier(courier):
    shipment, other = on_the_road(courier), CourierFactory()

    services.assign_courier(shipment_id=shipment.pk, courier_id=other.pk, by=SYSTEM)

    assert Shipment.objects.get().courier == other
    assert AuditEntry.objects.get().action == "shipping.courier_assigned"


def test_the_round_shows_what_is_to_do_now(courier, django_assert_num_queries):
    warehouse = WarehouseFactory()
    ShipmentFactory.create_batch(2, origin=warehouse, courier=courier, state="ready")
    late = on_the_road(courier, promised_on=date(2026, 11, 23))
    failed = ShipmentFactory(courier=courier, state="failed", promised_on=date(2026, 11, 20))
    on_the_road(CourierFactory())
    for delivered_at in (NOW, NOW - timedelta(days=1)):
        ShipmentFactory(courier=courier, state="delivered", delivered_at=delivered_at)

    with django_assert_num_queries(4):
        seen = selectors.courier_round(user=courier.user, now=NOW)

    assert (len(seen.pick_ups), seen.pick_up_count, seen.delivered_count) == (1, 2, 1)
    assert [stop.id for stop in seen.stops] == [late.pk, failed.pk]
    assert seen.stops[0].is_late
    assert "Yunusobod" in seen.stops[0].map_url


def test_the_shelves_learn_what_a_usual_parcel_costs(db, settings, monkeypatch):
    services.load_rates()
    settings.MARKET_DEFAULT_CITY = place().pk
    near, far = WarehouseFactory(), WarehouseFactory(city=place("1718401"))
    told = {}
    monkeypatch.setattr(
        "apps.catalog.services.set_delivery_estimate",
        lambda *, warehouse_id, fee, days_min, days_max: told.update(
            {warehouse_id: (fee, days_min, days_max)}
        ),
        raising=False,
    )

    assert services.refresh_estimates(now=NOW) == 2
    assert told == {near.pk: (15000, 0, 1), far.pk: (35000, 2, 4)}
    told.clear()
    services.refresh_estimates(now=NOW, seller_id=far.seller_id)
    assert list(told) == [far.pk]
