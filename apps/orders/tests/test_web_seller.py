"""The seller's board, a part of an order, and the money."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.catalog.tests.factories import OfferFactory
from apps.orders.models import SellerOrder, State
from apps.orders.tests.factories import SellerOrderFactory
from apps.payments import services as payments
from apps.payments.rules import Leg
from apps.sellers.tests.factories import MemberFactory, SellerFactory
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import RateFactory


@pytest.fixture
def shop(db):
    RateFactory()
    return SellerFactory()


@pytest.fixture
def seller(client, shop):
    client.force_login(shop.members.get().user)
    return client


def board(shop, **query):
    return reverse("seller:orders", args=[shop.slug], query=query)


def page_of(shop, part):
    return reverse("seller:order", args=[shop.slug, part.number])


def move(shop, part, name):
    return reverse("seller:order-move", args=[shop.slug, part.pk, name])


def move_many(shop, name):
    return reverse("seller:orders-move", args=[shop.slug, name])


def states(*parts):
    found = dict(SellerOrder.objects.values_list("pk", "state"))
    return [found[part.pk] for part in parts]


def cancel(shop, part):
    return reverse("seller:order-cancel", args=[shop.slug, part.pk])


def test_the_board_shows_new_orders_by_deadline_with_what_the_seller_gets(seller, shop):
    """R15.2"""
    later = SellerOrderFactory(seller=shop, ship_by=timezone.now() + timedelta(days=1))
    late = SellerOrderFactory(seller=shop, ship_by=timezone.now() - timedelta(hours=2))

    page = seller.get(board(shop)).content.decode()

    assert page.index(late.number) < page.index(later.number)
    assert "late by 2 h" in page
    assert "88\u202f800" in page  # 100 000 less 10 000 commission and 1 200 VAT on it


def test_every_order_is_on_exactly_one_tab_also_when_it_is_completed(seller, shop):
    parts = {state: SellerOrderFactory(seller=shop, state=state) for state in State.values}

    shown = {
        tab: [state for state, part in parts.items() if part.number in page]
        for tab in ("paid", "accepted", "packed", "shipped", "delivered", "cancelled")
        for page in [seller.get(board(shop, state=tab)).content.decode()]
    }

    assert shown == {
        "paid": ["paid"],
        "accepted": ["accepted"],
        "packed": ["packed"],
        "shipped": ["shipped"],
        "delivered": ["delivered", "completed"],
        "cancelled": ["cancelled"],
    }


def test_a_seller_takes_an_order_from_new_to_the_courier(seller, shop):
    """R5.4, R15.1"""
    part = SellerOrderFactory(seller=shop)

    accepted = seller.post(move(shop, part, "accept"), follow=True)
    seller.post(move(shop, part, "pack"))
    packed = seller.get(page_of(shop, part)).content.decode()
    seller.post(move(shop, part, "ship"))

    assert "Accepted: pack it now." in accepted.content.decode()
    assert reverse("seller:label", args=[shop.slug, Shipment.objects.get().pk]) in packed
    assert states(part) == ["shipped"]


def test_a_step_pressed_twice_is_done_once(seller, shop):
    part = SellerOrderFactory(seller=shop, state="accepted")

    answers = [seller.post(move(shop, part, "pack")) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Shipment.objects.count() == 1


def test_a_step_out_of_turn_is_refused_and_changes_nothing(seller, shop):
    part = SellerOrderFactory(seller=shop)

    assert seller.post(move(shop, part, "ship")).status_code == 409
    assert seller.post(move(shop, part, "fold")).status_code == 404
    assert states(part) == ["paid"]


def test_chosen_orders_are_accepted_together(seller, shop):
    chosen, left = SellerOrderFactory.create_batch(3, seller=shop), SellerOrderFactory(seller=shop)

    answer = seller.post(
        move_many(shop, "accept"),
        {"part": [part.pk for part in chosen], "next": board(shop, state="paid")},
        follow=True,
    )

    assert answer.redirect_chain == [(board(shop, state="paid"), 302)]
    assert "3 orders are done." in answer.content.decode()
    assert states(*chosen, left) == ["accepted"] * 3 + ["paid"]


def test_one_order_that_cannot_move_keeps_all_of_them(seller, shop):
    new, gone = SellerOrderFactory(seller=shop), SellerOrderFactory(seller=shop, state="cancelled")

    answer = seller.post(move_many(shop, "accept"), {"part": [new.pk, gone.pk]})

    assert answer.status_code == 409
    assert states(new, gone) == ["paid", "cancelled"]


@pytest.mark.parametrize("ids", [[], ["not-an-id"], [str(uuid4()) for _ in range(101)]])
def test_a_choice_of_none_of_nonsense_or_of_too_many_is_refused(seller, shop, ids):
    part = SellerOrderFactory(seller=shop)
    sent = [*ids, str(part.pk)] if ids else []

    answer = seller.post(move_many(shop, "accept"), {"part": sent})

    assert answer.status_code == 422
    assert states(part) == ["paid"]


def test_a_cancelled_order_gives_its_reason_and_one_without_a_reason_stays(seller, shop):
    part = SellerOrderFactory(seller=shop)

    silent = seller.post(cancel(shop, part), {"reason": ""})
    long = seller.post(cancel(shop, part), {"reason": "x" * 201})
    assert (silent.status_code, long.status_code, states(part)) == (422, 422, ["paid"])
    answer = seller.post(cancel(shop, part), {"reason": "The glaze broke"}, follow=True)

    assert "The glaze broke" in answer.content.decode()
    assert states(part) == ["cancelled"]


def test_nothing_can_be_cancelled_once_it_is_on_its_way(seller, shop):
    part = SellerOrderFactory(seller=shop, state="shipped")

    assert seller.post(cancel(shop, part), {"reason": "late"}).status_code == 409
    assert "I cannot send this" not in seller.get(page_of(shop, part)).content.decode()
    assert states(part) == ["shipped"]


def test_the_money_of_an_order_adds_up_on_its_page(seller, shop):
    """R15.1"""
    part = SellerOrderFactory(seller=shop)

    page = seller.get(page_of(shop, part)).content.decode()

    for sum_shown in ("100\u202f000", "\u221210\u202f000", "\u22121\u202f200", "88\u202f800"):
        assert sum_shown in page


def test_the_page_of_an_order_keeps_the_shoppers_phone_and_street_for_the_label(seller, shop):
    part = SellerOrderFactory(seller=shop)

    page = seller.get(page_of(shop, part)).content.decode()

    assert part.order.phone not in page
    assert part.order.address["street"] not in page


def test_another_shops_order_does_not_exist(seller, shop):
    foreign = SellerOrderFactory()
    own = SellerOrderFactory(seller=shop)

    answers = [
        seller.get(page_of(shop, foreign)),
        seller.get(page_of(foreign.seller, foreign)),
        seller.get(board(foreign.seller)),
        seller.get(reverse("seller:finance", args=[foreign.seller.slug])),
        seller.post(move(shop, foreign, "accept")),
        seller.post(move(foreign.seller, foreign, "accept")),
        seller.post(move_many(shop, "accept"), {"part": [own.pk, foreign.pk]}),
        seller.post(cancel(shop, foreign), {"reason": "mine"}),
        seller.post(reverse("seller:order-cancel", args=[shop.slug, uuid4()]), {"reason": "x"}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert states(foreign, own) == ["paid", "paid"]


def test_a_number_with_a_character_no_database_takes_is_not_found(seller, shop):
    assert seller.get(f"{board(shop)}%00/").status_code == 404


def test_an_unpaid_order_is_no_sellers_affair_yet(seller, shop):
    part = SellerOrderFactory(seller=shop, state="created")

    assert seller.get(page_of(shop, part)).status_code == 404
    assert seller.post(move(shop, part, "accept")).status_code == 409


def test_a_packer_packs_but_sees_no_money(client, shop):
    client.force_login(MemberFactory(seller=shop, role="packer").user)
    part = SellerOrderFactory(seller=shop)

    assert client.get(board(shop)).status_code == 200
    assert client.post(move(shop, part, "accept")).status_code == 302
    assert client.get(reverse("seller:finance", args=[shop.slug])).status_code == 403


def test_who_is_not_logged_in_is_asked_to(client, shop):
    part = SellerOrderFactory(seller=shop)

    answers = [
        client.get(board(shop)),
        client.get(page_of(shop, part)),
        client.post(move(shop, part, "accept")),
        client.post(move_many(shop, "accept"), {"part": part.pk}),
        client.post(cancel(shop, part), {"reason": "x"}),
        client.get(reverse("seller:finance", args=[shop.slug])),
    ]

    assert {(answer.status_code, "login" in answer.url) for answer in answers} == {(302, True)}
    assert states(part) == ["paid"]


def test_looking_changes_nothing(seller, shop):
    part = SellerOrderFactory(seller=shop)

    assert seller.get(move(shop, part, "accept")).status_code == 405
    assert seller.get(move_many(shop, "accept")).status_code == 405
    assert states(part) == ["paid"]


@pytest.mark.parametrize("after", ["nonsense", "01a21000-0000-7000-8000-000000000000", "1" * 400])
def test_a_cursor_somebody_made_up_is_no_error(seller, shop, after):
    SellerOrderFactory(seller=shop)

    assert seller.get(board(shop, after=after)).status_code == 200
    assert seller.get(board(shop, state="shipped", after=after)).status_code == 200
    finance = reverse("seller:finance", args=[shop.slug], query={"after": after})
    assert seller.get(finance).status_code == 200


@pytest.mark.parametrize("state", ["paid", "cancelled"])
def test_a_page_of_the_board_goes_on_where_the_last_one_ended(seller, shop, state):
    same, later = timezone.now() + timedelta(hours=9), timezone.now() + timedelta(hours=10)
    offer = OfferFactory(seller=shop)
    parts = [
        SellerOrderFactory(
            seller=shop, state=state, offer=offer, ship_by=ship_by, cancelled_at=timezone.now()
        )
        for ship_by in (later, same, same, same, later)
    ]
    seen, after = [], None
    for _ in range(3):
        query = {"state": state} | ({"after": after} if after else {})
        context = seller.get(board(shop, **query)).context
        seen += [view.part.pk for view in context["parts"][:2]]
        after = context["parts"][:2][-1].part.pk

    assert sorted(seen) == sorted(part.pk for part in parts)


def test_htmx_gets_the_board_alone_and_the_browser_the_page(seller, shop):
    fragment = seller.get(board(shop), headers={"hx-request": "true"})
    whole = seller.get(board(shop))

    assert "<html" not in fragment.content.decode()
    assert "<html" in whole.content.decode()
    assert "HX-Request" in whole["Vary"]


def test_the_finance_page_shows_three_balances_and_every_movement(seller, shop):
    """R15.1"""
    part = SellerOrderFactory(seller=shop, state="delivered")
    for kind, account, amount in (
        ("sale", "seller_pending", 88_800),
        ("release", "seller_available", 45_000),
    ):
        payments.post(
            key=f"{kind}:test",
            kind=kind,
            reference=str(part.order_id),
            legs=[
                Leg("held", "test", Decimal(-amount)),
                Leg(account, str(shop.pk), Decimal(amount)),
            ],
            currency="UZS",
            now=timezone.now(),
        )

    page = seller.get(reverse("seller:finance", args=[shop.slug])).content.decode()

    assert "88\u202f800" in page
    assert "45\u202f000" in page
    assert "Return window over" in page
    assert page_of(shop, part) in page


@pytest.mark.parametrize("rows", [1, 12])
def test_the_board_costs_the_same_queries_for_one_order_and_for_twelve(
    seller, shop, rows, django_assert_num_queries
):
    SellerOrderFactory.create_batch(rows, seller=shop, offer=OfferFactory(seller=shop))
    with django_assert_num_queries(6):  # user, desk, parts, items, parcels, counts
        page = seller.get(board(shop))
    assert page.content.count(b'name="part"') == rows


@pytest.mark.parametrize("rows", [1, 12])
def test_the_finance_page_costs_the_same_queries_for_one_movement_and_for_twelve(
    seller, shop, rows, django_assert_num_queries
):
    for number in range(rows):
        payments.post(
            key=f"sale:{number}",
            kind="sale",
            reference=str(uuid4()),
            legs=[
                Leg("held", "test", Decimal(-1000)),
                Leg("seller_pending", str(shop.pk), Decimal(1000)),
            ],
            currency="UZS",
            now=timezone.now(),
        )
    with django_assert_num_queries(5):  # user, desk, movements, numbers of orders, balances
        seller.get(reverse("seller:finance", args=[shop.slug]))
