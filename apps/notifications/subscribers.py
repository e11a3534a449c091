"""Which facts are told to whom. Each writes rows; a task sends them."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from apps.accounts.events import (
    DataExportReady,
    FactorsReset,
    LoginMoved,
    PhoneCodeIssued,
    PhoneRegisteredAgain,
    RefreshTokenReused,
)
from apps.accounts.models import PhoneCode, User
from apps.alerts.events import AlertAsked, AlertDue
from apps.alerts.models import Alert
from apps.catalog.events import ImportFinished, RevisionDecided
from apps.catalog.models import ProductRevision
from apps.core.events import subscriber
from apps.notifications.selectors import address_of, reachable, who_answers
from apps.notifications.services import notify
from apps.orders.events import (
    OrderPaid,
    OrderPlaced,
    SellerOrderCancelled,
    SellerOrderDelivered,
    SellerOrderShipped,
)
from apps.orders.models import Order, SellerOrder
from apps.payments.events import RefundSucceeded
from apps.reviews import selectors as opinions
from apps.reviews.events import (
    HeldWordPublished,
    QuestionAnswered,
    QuestionAsked,
    ReviewAnswered,
    ReviewWritten,
)
from apps.reviews.models import Answer, Review
from apps.sellers.events import (
    ApiKeyMade,
    PayoutDetailsChanged,
    SellerApproved,
    SellerRejected,
)
from apps.sellers.models import Member, MemberRole


@subscriber(PhoneCodeIssued)
def tell_code_to_phone(event: PhoneCodeIssued) -> None:
    notify(
        kind="phone_code",
        subject_id=event.code_id,
        recipients=_phone(event.code_id),
        channel="sms",
    )


@subscriber(PhoneRegisteredAgain)
def tell_phone_of_its_account(event: PhoneRegisteredAgain) -> None:
    notify(
        kind="phone_known",
        subject_id=event.code_id,
        recipients=_phone(event.code_id),
        channel="sms",
    )


@subscriber(RefreshTokenReused)
def tell_owner_of_reused_token(event: RefreshTokenReused) -> None:
    notify(kind="token_reused", subject_id=event.family_id, recipients=_person(event.user_id))


@subscriber(LoginMoved)
def tell_owner_of_moved_login(event: LoginMoved) -> None:
    """Once a sign-in: a phone that travels isn't told at every station."""
    notify(kind="login_moved", subject_id=event.family_id, recipients=_person(event.user_id))


@subscriber(DataExportReady)
def tell_of_archive(event: DataExportReady) -> None:
    notify(kind="data_export_ready", subject_id=event.export_id, recipients=_person(event.user_id))


@subscriber(FactorsReset)
def tell_owner_of_lost_factors(event: FactorsReset) -> None:
    notify(kind="factors_reset", subject_id=event.reset_id, recipients=_person(event.user_id))


@subscriber(OrderPlaced)
def tell_shopper_of_order(event: OrderPlaced) -> None:
    notify(kind="order_placed", subject_id=event.order_id, recipients=_shopper(event.order_id))


@subscriber(OrderPaid)
def tell_shopper_of_payment(event: OrderPaid) -> None:
    notify(kind="order_paid", subject_id=event.order_id, recipients=_shopper(event.order_id))


@subscriber(OrderPaid)
def tell_sellers_of_order(event: OrderPaid) -> None:
    for part in SellerOrder.objects.filter(order_id=event.order_id).exclude(state="cancelled"):
        notify(kind="new_order", subject_id=part.pk, recipients=_shop(part.seller_id))


@subscriber(SellerOrderShipped)
def tell_shopper_of_parcel(event: SellerOrderShipped) -> None:
    notify(
        kind="order_shipped", subject_id=event.seller_order_id, recipients=_shopper(event.order_id)
    )


@subscriber(SellerOrderDelivered)
def tell_shopper_of_delivery(event: SellerOrderDelivered) -> None:
    notify(
        kind="order_delivered",
        subject_id=event.seller_order_id,
        recipients=_shopper(event.order_id),
    )


@subscriber(SellerOrderCancelled)
def tell_shopper_of_cancellation(event: SellerOrderCancelled) -> None:
    notify(
        kind="part_cancelled", subject_id=event.seller_order_id, recipients=_shopper(event.order_id)
    )


@subscriber(RefundSucceeded)
def tell_shopper_of_refund(event: RefundSucceeded) -> None:
    notify(
        kind="refunded",
        subject_id=event.refund_id,
        recipients=_shopper(UUID(event.reference)),
    )


@subscriber(SellerApproved)
def tell_shop_of_approval(event: SellerApproved) -> None:
    notify(kind="shop_approved", subject_id=event.seller_id, recipients=_shop(event.seller_id))


@subscriber(SellerRejected)
def tell_shop_of_refusal(event: SellerRejected) -> None:
    notify(kind="shop_rejected", subject_id=event.seller_id, recipients=_shop(event.seller_id))


@subscriber(ImportFinished)
def tell_shop_of_import(event: ImportFinished) -> None:
    notify(kind="import_finished", subject_id=event.run_id, recipients=_shop(event.seller_id))


@subscriber(RevisionDecided)
def tell_author_of_decision(event: RevisionDecided) -> None:
    """Whoever sent the version; of one that a file or a program brought, everybody in the shop."""
    kind = "card_approved" if event.is_approved else "card_rejected"
    # A version is numbered; what a message is about is named by such an id.
    subject_id = UUID(int=event.revision_id)
    notify(kind=kind, subject_id=subject_id, recipients=_author(event.revision_id))


@subscriber(PayoutDetailsChanged)
def tell_owners_of_payout_details(event: PayoutDetailsChanged) -> None:
    notify(
        kind="payout_details_changed",
        subject_id=event.details_id,
        recipients=_owners(event.seller_id),
    )


@subscriber(ApiKeyMade)
def tell_owners_of_key(event: ApiKeyMade) -> None:
    notify(kind="api_key_made", subject_id=event.key_id, recipients=_owners(event.seller_id))


@subscriber(AlertAsked)
def ask_address_whether_to_write(event: AlertAsked) -> None:
    notify(kind="alert_confirm", subject_id=event.alert_id, recipients=_watcher(event.alert_id))


@subscriber(AlertDue)
def tell_who_waits(event: AlertDue) -> None:
    kind = {"stock": "back_in_stock", "price": "price_dropped"}[event.kind]
    notify(kind=kind, subject_id=event.alert_id, recipients=_watcher(event.alert_id))


@subscriber(QuestionAnswered)
def tell_who_asked(event: QuestionAnswered) -> None:
    notify(kind="question_answered", subject_id=event.answer_id, recipients=_asker(event.answer_id))


@subscriber(ReviewAnswered)
def tell_who_reviewed(event: ReviewAnswered) -> None:
    recipients = _reviewer(event.review_id)
    notify(kind="review_answered", subject_id=event.reply_id, recipients=recipients)


@subscriber(HeldWordPublished)
def tell_who_waits_for_us(event: HeldWordPublished) -> None:
    word = opinions.word_by_id(word_id=event.word_id)
    recipients = _person(word.user_id) if word is not None else []
    notify(
        kind="word_published",
        subject_id=event.word_id,
        recipients=recipients,
        # What was published, changed by its author and held may be published again.
        occasion=f"{event.published_at:%Y%m%d%H%M%S%f}" if event.published_at else "",
    )


@subscriber(QuestionAsked)
def tell_shops_of_question(event: QuestionAsked) -> None:
    for seller_id in opinions.shops_asked(question_id=event.question_id):
        _tell_to_answer(seller_id)


@subscriber(ReviewWritten)
def tell_shop_of_review(event: ReviewWritten) -> None:
    sold = Review.objects.filter(pk=event.review_id)
    for seller_id in sold.values_list("item__seller_order__seller", flat=True):
        _tell_to_answer(seller_id)


def _tell_to_answer(seller_id: UUID) -> None:
    """At most one letter an hour to each of those who may answer."""
    notify(
        kind="to_answer",
        subject_id=seller_id,
        recipients=who_answers(seller_id),
        gather=timedelta(hours=1),
    )


def _reviewer(review_id: UUID) -> list[tuple[str, str]]:
    rows = Review.objects.filter(pk=review_id).values_list("user__email", "user__language")
    return [(email, language) for email, language in rows if email]


def _asker(answer_id: UUID) -> list[tuple[str, str]]:
    """Whoever asked, in the language they read; nobody when they found the answer themselves."""
    answer = Answer.objects.select_related("question__user").filter(pk=answer_id).first()
    asker = answer.question.user if answer is not None else None
    if answer is None or asker is None or not asker.email or asker.pk == answer.user_id:
        return []
    return [(asker.email, asker.language)]


def _author(revision_id: int) -> list[tuple[str, str]]:
    """Who sent a version that a person has decided on, unless they have left the shop since."""
    decided = ProductRevision.objects.filter(decided_by__isnull=False)
    revision = decided.select_related("product").filter(pk=revision_id).first()
    if revision is None:
        return []
    shop = _shop(revision.product.author_id)
    sender = [pair for pair in _person(revision.author_id) if pair in shop]
    return sender or shop


def _watcher(alert_id: UUID) -> list[tuple[str, str]]:
    rows = Alert.objects.filter(pk=alert_id).values_list("user__email", "email", "language")
    return [(own or given, language) for own, given, language in rows if own or given]


def _phone(code_id: UUID) -> list[tuple[str, str]]:
    return list(PhoneCode.objects.filter(pk=code_id).values_list("phone", "language"))


def _person(user_id: UUID | None) -> list[tuple[str, str]]:
    rows = User.objects.filter(Q(pk=user_id)).values_list("email", "language")
    return [(email, language) for email, language in rows if email]


def _shopper(order_id: UUID) -> list[tuple[str, str]]:
    return list(Order.objects.filter(pk=order_id).values_list("email", "language"))


def _owners(seller_id: UUID) -> list[tuple[str, str]]:
    """Every owner: whoever did it may have been somebody else."""
    owners = Member.objects.filter(seller_id=seller_id, role=MemberRole.OWNER, user__is_active=True)
    return reachable(owners) or address_of(seller_id)


def _shop(seller_id: UUID) -> list[tuple[str, str]]:
    """Everybody who works in the shop, in their language; the shop's own address if nobody does."""
    members = Member.objects.filter(seller_id=seller_id, user__is_active=True)
    return reachable(members) or address_of(seller_id)
