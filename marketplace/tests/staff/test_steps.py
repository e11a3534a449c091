"""What administrators do: each step has a reason, calls a service, leaves an audit entry."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog.models import (
    Category,
    Offer,
    OfferState,
    Product,
    ProductRevision,
    ProductState,
    RevisionState,
    Stock,
)
from apps.core.models import AuditEntry, OutboxEvent
from apps.orders.models import State
from apps.payments.models import Payment, Refund, RefundState
from apps.payments.selectors import ledger_differences
from apps.payments.tests.factories import paid_payment
from apps.reviews.models import Review, WordState
from apps.sellers.models import CommissionPlan, SellerState
from apps.sellers.tests.factories import SellerFactory
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import CourierFactory

REASON = "papers were checked"


def take(client, row, name, reason=REASON, **asked):
    """Take a step with a row, as from its page."""
    opts = row._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[row.pk, name])
    return client.post(address, {"reason": reason, **asked}, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def last_entry():
    return AuditEntry.objects.order_by("-pk").first()


def test_an_application_is_approved_and_rejected_with_a_reason(admin_client, admin_user):
    """R15.1"""
    good, bad = SellerFactory.create_batch(2, state=SellerState.APPLIED)

    take(admin_client, good, "approve")
    approved = last_entry()
    take(admin_client, bad, "reject", "no tax number")

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == (SellerState.APPROVED, SellerState.REJECTED)
    assert bad.decision_reason == "no tax number"
    assert (approved.action, approved.actor, approved.reason) == (
        "sellers.approved",
        admin_user,
        REASON,
    )


def test_a_step_without_a_reason_changes_nothing(admin_client):
    seller = SellerFactory(state=SellerState.APPLIED)

    answer = take(admin_client, seller, "approve", reason=" ")

    seller.refresh_from_db()
    assert (answer.status_code, seller.state) == (422, SellerState.APPLIED)
    assert not AuditEntry.objects.exists()


def test_a_refused_step_is_told_and_changes_nothing(admin_client, world):
    order = world["packed"]
    order.parts.update(state=State.SHIPPED)

    answer = take(admin_client, order, "cancel")

    assert told(answer) == ["This is no longer possible in the present state."]
    assert order.parts.get().state == State.SHIPPED


def test_a_step_is_not_taken_by_following_a_link(admin_client):
    seller = SellerFactory(state=SellerState.APPLIED)

    page = admin_client.get(reverse("admin:sellers_seller_step", args=[seller.pk, "approve"]))

    seller.refresh_from_db()
    assert (page.status_code, seller.state) == (200, SellerState.APPLIED)


def test_an_order_is_cancelled_and_its_money_goes_back(admin_client, world):
    """R5.6"""
    order = world["packed"]

    take(admin_client, order, "cancel", "the shopper called")

    assert order.parts.get().state == State.CANCELLED
    assert Refund.objects.filter(payment_id=order.payment_id).count() == 1
    assert Stock.objects.get(offer=world["offer"]).reserved == 0
    assert last_entry().subject == f"order:{order.pk}"
    assert last_entry().reason == "the shopper called"
    assert ledger_differences() == []


def test_the_orders_page_shows_payments_ledger_parcel_and_what_was_done_by_hand(
    admin_client, world
):
    order = world["packed"]

    html = admin_client.get(reverse("admin:orders_order_change", args=[order.pk])).content.decode()

    shipment = Shipment.objects.get(reference=str(order.parts.get().pk))
    assert shipment.number in html
    assert reverse("admin:payments_payment_change", args=[order.payment_id]) in html
    assert "seller: pending" in html
    assert order.access_key not in html
    assert shipment.delivery_code not in html


def test_a_version_is_shown_beside_the_card_and_approved(admin_client, world):
    """R4.4"""
    revision = ProductRevision.objects.get(state=RevisionState.WAITING)
    before = revision.product.title["en"]
    address = reverse("admin:catalog_productrevision_change", args=[revision.pk])

    html = admin_client.get(address).content.decode()
    take(admin_client, revision, "approve")

    assert f"<del>{before}</del>" in html
    assert "<ins>A better teapot</ins>" in html
    revision.refresh_from_db()
    assert revision.state == RevisionState.APPROVED
    assert Product.objects.get(pk=revision.product_id).title["en"] == "A better teapot"
    assert last_entry().action == "catalog.revision_approved"


def test_a_rejected_version_leaves_the_card_as_it_is(admin_client, world):
    """R4.4"""
    revision = ProductRevision.objects.get(state=RevisionState.WAITING)
    before = revision.product.title

    take(admin_client, revision, "reject", "the title promises too much")

    revision.refresh_from_db()
    assert (revision.state, revision.reason) == (
        RevisionState.REJECTED,
        "the title promises too much",
    )
    assert Product.objects.get(pk=revision.product_id).title == before


def test_cards_offers_and_reviews_are_taken_off_and_shown_again(admin_client, world):
    product, offer, review = world["offer"].product, world["offer"], Review.objects.get()
    for row, names in (
        (product, ("block", "unblock")),
        (offer, ("block", "unblock")),
        (review, ("hide", "show")),
    ):
        hide, show = names
        before = AuditEntry.objects.count()
        take(admin_client, row, hide)
        row.refresh_from_db()
        hidden = row.state
        seen = hashlib.sha256(review.text.encode()).hexdigest()
        take(admin_client, row, show, seen=seen)
        row.refresh_from_db()
        assert hidden in (ProductState.BLOCKED, OfferState.BLOCKED, WordState.HIDDEN)
        assert row.state in (ProductState.LIVE, OfferState.ACTIVE, WordState.PUBLISHED)
        assert AuditEntry.objects.count() == before + 2


def test_money_that_belongs_to_nobody_is_sent_back_once(admin_client, db):
    """R6.2"""
    payment = paid_payment()

    first = take(admin_client, payment, "refund", "no order took it")
    again = take(admin_client, payment, "refund", "no order took it")

    refund = Refund.objects.get()
    assert (refund.amount, refund.reason) == (payment.amount, "no order took it")
    assert told(first) == ["The money is on its way back."]
    assert told(again) == ["No money of this payment lies with us."]
    assert AuditEntry.objects.filter(action="payments.held_refunded").count() == 1
    assert ledger_differences() == []


def test_a_sold_payment_has_nothing_to_send_back(admin_client, world):
    payment = Payment.objects.get(pk=world["packed"].payment_id)

    answer = take(admin_client, payment, "refund")

    assert told(answer) == ["No money of this payment lies with us."]
    assert not payment.refunds.exists()


def test_a_failed_refund_waits_until_somebody_has_decided(admin_client, db):
    """R6.2"""
    payment = paid_payment()
    Refund.objects.create(
        payment=payment,
        attempt=payment.attempts.get(),
        key="first",
        amount=payment.amount,
        reason="the bank refused",
        state=RefundState.FAILED,
    )
    waiting = reverse("admin:payments_refund_changelist") + "?wait=undecided"

    before = admin_client.get(waiting).content.decode()
    take(admin_client, payment, "refund", "second try")
    after = admin_client.get(waiting).content.decode()

    assert "the bank refused" in before
    assert "the bank refused" not in after


def test_people_get_and_lose_roles_but_nobody_decides_on_themselves(admin_client, admin_user):
    """R3.1"""
    person = UserFactory()

    take(admin_client, person, "make_support")
    person.refresh_from_db()
    support = (person.is_staff, person.is_superuser)
    take(admin_client, person, "take_rights")
    take(admin_client, person, "close_account")
    person.refresh_from_db()
    own = take(admin_client, admin_user, "take_rights")

    admin_user.refresh_from_db()
    assert support == (True, False)
    assert (person.is_staff, person.is_active) == (False, False)
    assert told(own) == ["Nobody decides on their own account."]
    assert admin_user.is_superuser
    assert AuditEntry.objects.filter(subject=f"user:{person.pk}").count() == 3


def test_a_parcel_is_given_to_another_courier(admin_client, world):
    Shipment.objects.update(state="ready")
    parcel, courier = Shipment.objects.get(), CourierFactory()

    take(admin_client, parcel, "assign", courier=courier.pk)

    parcel.refresh_from_db()
    assert parcel.courier == courier
    assert last_entry().action == "shipping.courier_assigned"


def test_a_stuck_event_is_delivered_again(
    admin_client, world, django_capture_on_commit_callbacks, monkeypatch
):
    event = OutboxEvent.objects.filter(completed_at=None).first()
    OutboxEvent.objects.filter(pk=event.pk).update(created_at=timezone.now() - timedelta(hours=1))
    handed = []
    monkeypatch.setattr("apps.core.events.hand_over", lambda **sent: handed.append(sent))

    with django_capture_on_commit_callbacks(execute=True):
        take(admin_client, event, "deliver_again")

    assert handed == [{"event_id": event.pk, "name": event.name}]
    assert last_entry().action == "core.event_handed_over"


def test_a_kept_table_is_edited_with_an_audit_entry(admin_client, admin_user):
    plan = CommissionPlan.objects.create(name="Standard", rate="0.10")
    address = reverse("admin:sellers_commissionplan_change", args=[plan.pk])

    admin_client.post(address, {"name": "Standard", "rate": "0.12", "by_category": "{}"})

    entry = last_entry()
    assert (entry.action, entry.actor) == ("sellers.commissionplan_changed", admin_user)
    assert (entry.before, entry.after) == ({"rate": "0.1000"}, {"rate": "0.12"})


def test_a_category_is_added_below_another_in_three_languages(admin_client, world):
    pots = Category.objects.get(code="pots")

    answer = admin_client.post(
        reverse("admin:catalog_category_add"),
        {
            "code": "teapots",
            "name_en": "Teapots",
            "name_ru": "Чайники",
            "name_uz": "Choynaklar",
            "is_active": "on",
            "treebeard_position": "first-child",
            "treebeard_ref_node": pots.pk,
            "attributes-TOTAL_FORMS": "0",
            "attributes-INITIAL_FORMS": "0",
        },
    )

    assert answer.status_code == 302, answer.context["errors"]
    added = Category.objects.get(code="teapots")
    assert added.name == {"en": "Teapots", "ru": "Чайники", "uz": "Choynaklar"}
    assert added.path.startswith(pots.path)
    assert last_entry().action == "catalog.category_added"


@pytest.mark.parametrize("name", ["nothing", "get_urls", "step_view"])
def test_only_steps_are_steps(admin_client, name):
    seller = SellerFactory(state=SellerState.APPLIED)

    assert take(admin_client, seller, name).status_code == 404


def test_offers_of_a_blocked_card_are_still_there(admin_client, world):
    take(admin_client, world["offer"].product, "block")

    assert Offer.objects.filter(pk=world["offer"].pk, state=OfferState.ACTIVE).exists()
