"""Messages: one fact is told once, in the reader's language, again when the post was away."""

import re
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import DataExport, TokenFamily
from apps.accounts.tests.door import family_of
from apps.accounts.tests.factories import UserFactory
from apps.alerts.tests.factories import AlertFactory
from apps.catalog.models import ImportRun, ProductRevision
from apps.catalog.tests.factories import OfferFactory, ProductFactory
from apps.core.events import publish
from apps.core.ids import uuid7
from apps.notifications import services
from apps.notifications.kinds import KINDS
from apps.notifications.models import Message, MessageState
from apps.notifications.rules import MAX_ATTEMPTS
from apps.notifications.selectors import READERS
from apps.notifications.tests.factories import MessageFactory
from apps.orders import services as orders
from apps.orders.models import State
from apps.orders.tests.story import STAFF, bank_says_yes, bring, gather, place
from apps.payments import services as payments
from apps.payments.models import Payment, Refund
from apps.payments.providers.base import Outcome, ProviderFact, RefundAnswer
from apps.reviews.tests.factories import (
    AnswerFactory,
    QuestionFactory,
    ReplyFactory,
    ReviewFactory,
)
from apps.sellers.events import SellerApproved, SellerRejected
from apps.sellers.models import PayoutDetails
from apps.sellers.tests.factories import ApiKeyFactory, MemberFactory, SellerFactory
from apps.shipping.tests.factories import RateFactory

NOW = timezone.now()
LANGUAGES = ("en", "ru", "uz")
# What goes to a phone, and what it must say.
SHORT = {"phone_code": "123456", "phone_known": "Bozor"}


@pytest.fixture(autouse=True)
def rate(db):
    return RateFactory()


@pytest.fixture
def subjects(deliver_events):
    """Something to write about for each kind."""
    order = place(gather(OfferFactory(product__title={"en": 'Lagan <small> & "blue"'})))
    bank_says_yes(order)
    deliver_events()
    part = order.parts.get()
    orders.accept_seller_orders(ids=[part.pk], by=STAFF, now=NOW)
    orders.pack_seller_orders(ids=[part.pk], by=STAFF, now=NOW)
    cancelled = place(gather(OfferFactory()))
    payment = bank_says_yes(cancelled)
    deliver_events()
    [other] = orders.cancel_seller_orders(
        ids=[cancelled.parts.get().pk], by=STAFF, reason="broken", now=NOW
    )
    seller = SellerFactory(decision_reason="The licence is out of date.")
    run = ImportRun.objects.create(
        seller=seller, file_name="goods.csv", format="csv", total_count=10, bad_count=2
    )
    family_of(UserFactory())
    account = PayoutDetails.objects.create(
        seller=seller,
        way="bank",
        sealed="sealed",
        last_four="0042",
        held_until=NOW,
        saved_by=UserFactory(),
    )
    card = ProductFactory(author=seller)
    decided = ProductRevision.objects.create(
        product=card,
        content={"title": card.title},
        author=UserFactory(),
        reason="The title promises too much.",
    )
    opinion = ReviewFactory(text="Keeps the tea warm.")
    QuestionFactory(product=opinion.product)
    code = accounts.send_phone_code(phone="+998901234567", code="123456", language="en")
    Message.objects.all().delete()
    return {
        "order_placed": order.pk,
        "order_paid": order.pk,
        "new_order": part.pk,
        "order_shipped": part.pk,
        "order_delivered": part.pk,
        "part_cancelled": other.pk,
        "refunded": Refund.objects.get(payment=payment).pk,
        "shop_approved": seller.pk,
        "shop_rejected": seller.pk,
        "import_finished": run.pk,
        "card_approved": UUID(int=decided.pk),
        "card_rejected": UUID(int=decided.pk),
        "payout_details_changed": account.pk,
        "api_key_made": ApiKeyFactory(seller=account.seller).pk,
        "data_export_ready": DataExport.objects.create(user=UserFactory()).pk,
        "person_erased": uuid7(),
        "alert_confirm": AlertFactory().pk,
        "back_in_stock": AlertFactory(told_at=NOW).pk,
        "price_dropped": AlertFactory(told_at=NOW).pk,
        "question_answered": AnswerFactory().pk,
        "review_answered": ReplyFactory().pk,
        "to_answer": opinion.item.seller_order.seller_id,
        "word_published": AnswerFactory(original="Call me.").pk,
        "factors_reset": uuid7(),
        "login_moved": TokenFamily.objects.get().pk,
        "token_reused": TokenFamily.objects.get().pk,
        "phone_code": code.pk,
        "phone_known": accounts.tell_phone_of_account(phone="+998935554433", language="en").pk,
    }


def test_there_is_something_to_write_about_for_every_kind(subjects):
    assert set(subjects) == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(SHORT)))
def test_every_letter_says_what_happened_and_what_to_do_next(subjects, kind, language):
    """R5.7: subject, text and HTML of each kind in each language."""
    address = "reader@example.com"
    if kind in READERS:
        [(address, _language)] = READERS[kind](subjects[kind])
    services.notify(kind=kind, subject_id=subjects[kind], recipients=[(address, language)])

    services.send_pending(now=timezone.now())

    [letter] = mail.outbox
    [(html, _type)] = letter.alternatives
    assert Message.objects.get().state == MessageState.SENT
    assert "\n" not in letter.subject.strip()
    assert len(letter.subject) > 10
    assert f'lang="{language}"' in html
    assert "✦" in html
    [link] = re.findall(
        r"^http\S+/\w\w/(?:(?:orders|seller|account|alerts|p|reviews)/\S+)?$",
        letter.body,
        re.MULTILINE,
    )
    assert link.replace("&", "&amp;") in html
    for text in (letter.subject, letter.body, html):
        assert "{{" not in text
        assert "{%" not in text
        assert "%(" not in text
    assert "&amp;" not in letter.body + letter.subject
    assert "&lt;" not in letter.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SHORT)
def test_a_phone_gets_one_short_message(subjects, kind, language, settings, tmp_path):
    settings.SMS_FILE_PATH = str(tmp_path)
    services.notify(
        kind=kind,
        subject_id=subjects[kind],
        recipients=[("+998901234567", language)],
        channel="sms",
    )

    services.send_pending(now=timezone.now())

    [file] = tmp_path.iterdir()
    to, text = file.read_text().split("\n\n", 1)
    assert (to, SHORT[kind] in text, mail.outbox) == ("To: +998901234567", True, [])
    assert len(text.strip()) <= 70, "more than one Cyrillic message"


def test_what_a_seller_wrote_cannot_break_out_of_a_letter(subjects):
    services.notify(
        kind="order_paid", subject_id=subjects["order_paid"], recipients=[("a@example.com", "en")]
    )
    services.send_pending(now=timezone.now())

    [(html, _type)] = mail.outbox[0].alternatives
    assert "Lagan &lt;small&gt; &amp;" in html
    assert 'Lagan <small> & "blue"' in mail.outbox[0].body


def test_the_courier_code_is_in_the_shoppers_letter_and_not_in_the_sellers(subjects):
    for kind in ("order_shipped", "new_order"):
        services.notify(kind=kind, subject_id=subjects[kind], recipients=[("a@example.com", "en")])
    services.send_pending(now=timezone.now())

    shopper, seller = mail.outbox
    code = re.search(r"Code for the courier: (\d+)", shopper.body)[1]
    assert code not in seller.body
    assert code not in seller.alternatives[0][0]
    assert "?key=" not in seller.body


def test_one_fact_is_told_once_a_person(db):
    """R10.2"""
    subject = uuid7()
    recipients = [("a@example.com", "en"), ("b@example.com", "ru")]

    for _ in range(2):
        services.notify(kind="order_paid", subject_id=subject, recipients=recipients)

    assert Message.objects.count() == 2


def test_a_letter_that_was_sent_is_not_sent_again(subjects):
    services.notify(
        kind="order_paid", subject_id=subjects["order_paid"], recipients=[("a@example.com", "en")]
    )

    counts = [services.send_pending(now=timezone.now()) for _ in range(2)]

    assert (counts, len(mail.outbox)) == ([1, 0], 1)


def fail_with(monkeypatch, error):
    def send_messages(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


def test_while_the_post_is_away_the_letter_waits_longer_and_longer(subjects, monkeypatch):
    message = MessageFactory(subject_id=subjects["order_paid"], next_attempt_at=NOW)
    fail_with(monkeypatch, SMTPException("busy"))
    pauses, moment = [], NOW

    for _ in range(MAX_ATTEMPTS):
        services.send_pending(now=moment)
        message.refresh_from_db()
        pauses.append(message.next_attempt_at - moment)
        moment = message.next_attempt_at

    assert message.state == MessageState.FAILED
    assert message.failure == "SMTPException"
    assert pauses[: MAX_ATTEMPTS - 1] == sorted(pauses[: MAX_ATTEMPTS - 1])
    assert pauses[0] == timedelta(seconds=30)
    assert services.send_pending(now=moment + timedelta(days=1)) == 0


def test_an_address_that_does_not_exist_is_given_up_at_once(subjects, monkeypatch):
    message = MessageFactory(subject_id=subjects["order_paid"])
    fail_with(monkeypatch, SMTPRecipientsRefused({"dilnoza@example.com": (550, b"no")}))

    services.send_pending(now=timezone.now())

    message.refresh_from_db()
    assert (message.state, message.attempt_count) == (MessageState.FAILED, 1)


def test_a_letter_about_something_that_is_gone_does_not_hold_up_the_others(subjects):
    lost = MessageFactory(next_attempt_at=NOW)
    after = MessageFactory(subject_id=subjects["order_paid"], next_attempt_at=NOW)

    services.send_pending(now=timezone.now())

    lost.refresh_from_db()
    after.refresh_from_db()
    assert (lost.state, after.state) == (MessageState.FAILED, MessageState.SENT)


def test_a_letter_in_hand_is_not_taken_by_another_worker(subjects, monkeypatch):
    MessageFactory(subject_id=subjects["order_paid"], next_attempt_at=NOW)
    seen = []
    monkeypatch.setattr(
        EmailBackend,
        "send_messages",
        lambda self, messages: seen.append(services.send_pending(now=NOW)),
    )

    services.send_pending(now=NOW)

    assert seen == [0]


def test_a_sale_is_told_step_by_step_to_the_shopper_and_to_each_seller(deliver_events):
    """R5.7: PaymentSucceeded → paid → messages, then the parcel's way."""

    def told():
        deliver_events()
        return sorted(Message.objects.values_list("kind", flat=True))

    order = place(gather(OfferFactory(), OfferFactory()))
    assert told() == ["order_placed"]
    bank_says_yes(order)
    assert told() == ["new_order", "new_order", "order_paid", "order_placed"]
    bring(order.parts.first())

    assert {"order_shipped", "order_delivered"} <= set(told())
    shopper = Message.objects.filter(recipient=order.email)
    assert sorted(shopper.values_list("kind", flat=True)) == [
        "order_delivered",
        "order_paid",
        "order_placed",
        "order_shipped",
    ]


def test_everybody_in_a_shop_hears_of_a_new_order_in_their_language(deliver_events):
    part_of = OfferFactory()
    helper = MemberFactory(seller=part_of.seller, user__language="uz")
    gone = MemberFactory(seller=part_of.seller, user__is_active=False)
    order = place(gather(part_of))
    bank_says_yes(order)

    deliver_events()

    told = dict(Message.objects.filter(kind="new_order").values_list("recipient", "language"))
    assert told[helper.user.email] == "uz"
    assert gone.user.email not in told
    assert len(told) == 2


def test_a_shop_without_people_is_told_at_its_own_address(deliver_events):
    offer = OfferFactory(seller__owner=None)
    order = place(gather(offer))
    bank_says_yes(order)

    deliver_events()

    [recipient] = Message.objects.filter(kind="new_order").values_list("recipient", flat=True)
    assert recipient == offer.seller.email


def test_a_shopper_hears_when_the_bank_has_sent_the_money_back(subjects, deliver_events):
    refund = Refund.objects.get(pk=subjects["refunded"])
    Refund.objects.update(provider_ref="re_1")
    answer = RefundAnswer(ref="re_1", outcome=Outcome.REFUNDED, amount=refund.amount)

    fact = ProviderFact(event_id="evt-refund", charge=None, refund=answer, raw={})
    payments.apply_fact(provider="sandbox", fact=fact, now=NOW)
    deliver_events()

    message = Message.objects.get(kind="refunded")
    assert (message.recipient, message.subject_id) == ("dilnoza@example.com", refund.pk)


@pytest.mark.parametrize(
    ("event", "kind"), [(SellerApproved, "shop_approved"), (SellerRejected, "shop_rejected")]
)
def test_a_shop_hears_of_the_decision_about_it(deliver_events, event, kind):
    seller = SellerFactory()
    publish(event(seller.pk))

    deliver_events()

    assert Message.objects.filter(kind=kind, subject_id=seller.pk).exists()


def test_a_part_cancelled_before_payment_tells_its_seller_nothing(deliver_events):
    order = place(gather(OfferFactory()))
    orders.cancel_order(order_id=order.pk, by=STAFF, reason="staff", now=NOW)

    deliver_events()

    kinds = set(Message.objects.values_list("kind", flat=True))
    assert kinds == {"order_placed", "part_cancelled"}
    assert order.parts.get().state == State.CANCELLED
    assert Payment.objects.get().state == "cancelled"
