"""What each kind of message shows: its facts are read when it is sent, so it is never stale."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language

from apps.accounts import services as accounts
from apps.accounts.models import DataExport, TokenFamily
from apps.alerts import selectors as alerts
from apps.alerts.models import Alert
from apps.catalog import selectors as shelves
from apps.catalog.models import ImportRun, ProductRevision
from apps.catalog.selectors.faults import fault_texts, why
from apps.core.texts import say
from apps.orders.models import Order, OrderItem, SellerOrder
from apps.orders.selectors import item_view
from apps.payments.models import Refund
from apps.reviews import selectors as opinions
from apps.reviews.models import Answer, Question, Reply, Review, WordState
from apps.sellers.models import ApiKey, PayoutDetails, Seller
from apps.shipping import selectors as parcels

Context = dict[str, Any]  # Any: template context
# A letter names so many of what waits; the page behind it shows the rest.
NAMED = 3


class NothingToTell(Exception):
    """What a message would have told is done meanwhile."""


@dataclass(frozen=True, slots=True)
class MailLine:
    """A line of an order in the reader's language; `picture_url` is empty without a picture."""

    title: str
    details: str
    quantity: int
    total: Decimal
    picture_url: str


@dataclass(frozen=True, slots=True)
class MailParcel:
    """One seller's parcel with the days it is promised for."""

    seller_name: str
    promised_from: date
    promised_until: date
    lines: list[MailLine]


def _order(order_id: UUID) -> Context:
    order = Order.objects.get(pk=order_id)
    items = Prefetch("items", OrderItem.objects.select_related("picture", "product").order_by("pk"))
    parts = order.parts.select_related("seller").prefetch_related(items).order_by("number")
    return {
        "order": order,
        "parcels": [_parcel(part, part.items.all()) for part in parts],
        "hold_minutes": settings.RESERVATION_TTL // timedelta(minutes=1),
        "link": _order_link(order),
    }


def _part(part_id: UUID) -> Context:
    part = SellerOrder.objects.select_related("order", "seller").get(pk=part_id)
    shipment = parcels.shipments_for(references=[str(part.pk)]).get(str(part.pk))
    items = part.items.select_related("picture", "product").order_by("pk")
    return {
        "order": part.order,
        "part": part,
        "seller_gets": part.goods - part.commission - part.commission_vat,
        "parcels": [_parcel(part, items)],
        "shipment": shipment,
        "return_days": settings.RETURN_WINDOW.days,
        "link": _order_link(part.order),
        "seller_link": _absolute(reverse("seller:order", args=[part.seller.slug, part.number])),
    }


def _refund(refund_id: UUID) -> Context:
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    order = Order.objects.get(pk=refund.payment.reference)
    return {"refund": refund, "order": order, "link": _order_link(order)}


def _seller(seller_id: UUID) -> Context:
    seller = Seller.objects.get(pk=seller_id)
    return {"seller": seller, "link": _absolute(reverse("seller:home", args=[seller.slug]))}


def _payout_details(details_id: UUID) -> Context:
    details = PayoutDetails.objects.select_related("seller", "saved_by").get(pk=details_id)
    link = _absolute(reverse("seller:payout-details", args=[details.seller.slug]))
    return {"details": details, "seller": details.seller, "link": link}


def _api_key(key_id: UUID) -> Context:
    key = ApiKey.objects.select_related("seller", "made_by").get(pk=key_id)
    link = _absolute(reverse("seller:keys", args=[key.seller.slug]))
    scopes = ", ".join(key.scope_names)
    return {"key": key, "seller": key.seller, "scopes": scopes, "link": link}


def _import(run_id: UUID) -> Context:
    run = ImportRun.objects.select_related("seller").get(pk=run_id)
    link = _absolute(reverse("seller:import", args=[run.seller.slug, run.pk]))
    return {"run": run, "seller": run.seller, "link": link}


def _phone_code(code_id: UUID) -> Context:
    return {"code": accounts.take_phone_code(code_id=code_id)}


def _phone_known(_code_id: UUID) -> Context:
    return {}


def _app_login(family_id: UUID) -> Context:
    family = TokenFamily.objects.get(pk=family_id)
    return {"device": family.label, "link": _absolute(reverse("accounts:devices"))}


def _factors(_reset_id: UUID) -> Context:
    return {"link": _absolute(reverse("mfa_index"))}


def _export(export_id: UUID) -> Context:
    export = DataExport.objects.get(pk=export_id)
    return {"export": export, "link": _absolute(reverse("accounts:data"))}


def _alert(alert_id: UUID) -> Context:
    alert = Alert.objects.get(pk=alert_id)
    language = get_language() or settings.LANGUAGE_CODE
    line = shelves.variant_lines(variant_ids=[alert.variant_id], language=language)[
        alert.variant_id
    ]
    src = line.picture.src
    stop_url = _absolute(reverse("alerts:stop", args=[alerts.link_key(alert=alert)]))
    return {
        "line": line,
        "picture_url": _absolute(src) if src.startswith("/") else src,
        "link": _absolute(line.url),
        "stop_url": stop_url,
        "unsubscribe_url": stop_url,
    }


def _alert_to_confirm(alert_id: UUID) -> Context:
    key = alerts.link_key(alert=Alert.objects.get(pk=alert_id))
    return _alert(alert_id) | {"link": _absolute(reverse("alerts:confirm", args=[key]))}


def _card(subject_id: UUID) -> Context:
    """A decided version, whose number the id carries."""
    revision = ProductRevision.objects.select_related("product__author").get(pk=subject_id.int)
    shop, product = revision.product.author, revision.product
    texts = fault_texts(codes=revision.faults)
    return {
        "seller": shop,
        "card_title": str(say(revision.content.get("title") or product.title)),
        "reason": why(faults=revision.faults, comment=revision.reason, texts=texts),
        "link": _absolute(reverse("seller:product", args=[shop.slug, product.pk])),
    }


def _answer(answer_id: UUID) -> Context:
    """An answer that everybody can read still. Raises NothingToTell."""
    answers = Answer.objects.published().filter(question__state=WordState.PUBLISHED)
    answer = answers.select_related("question__product", "seller").filter(pk=answer_id).first()
    if answer is None:
        raise NothingToTell
    product = answer.question.product
    page = reverse("storefront:product", args=[product.slug, product.code])
    return {
        "answer": answer,
        "question": answer.question,
        "product_title": str(say(product.title)),
        "link": f"{_absolute(page)}#questions",
    }


def _reply(reply_id: UUID) -> Context:
    """A reply that everybody can read still. Raises NothingToTell."""
    replies = Reply.objects.published().filter(review__state=WordState.PUBLISHED)
    reply = replies.select_related("review__product", "seller").filter(pk=reply_id).first()
    if reply is None:
        raise NothingToTell
    return {
        "reply": reply,
        "review": reply.review,
        "product_title": str(say(reply.review.product.title)),
        "link": _review_link(reply.review),
    }


def _word(word_id: UUID) -> Context:
    """Words that everybody can read still. Raises NothingToTell."""
    word = opinions.word_by_id(word_id=word_id)
    if word is None or not opinions.is_public(word=word):
        raise NothingToTell
    if isinstance(word, Review | Reply):
        review = word if isinstance(word, Review) else word.review
        product, link = review.product, _review_link(review)
    else:
        product = word.product if isinstance(word, Question) else word.question.product
        page = reverse("storefront:product", args=[product.slug, product.code])
        link = f"{_absolute(page)}#questions"
    return {"word": word, "product_title": str(say(product.title)), "link": link}


def _to_answer(seller_id: UUID) -> Context:
    """What shoppers say to a shop and it hasn't answered. Raises NothingToTell."""
    seller = Seller.objects.get(pk=seller_id)
    questions, _next = opinions.seller_questions(seller_id=seller_id, is_open=True, limit=NAMED)
    reviews, _next = opinions.seller_reviews(seller_id=seller_id, is_open=True, limit=NAMED)
    if not questions and not reviews:
        raise NothingToTell
    page = "seller:questions" if questions else "seller:reviews"
    return {
        "seller": seller,
        "questions": [each.question for each in questions],
        "question_count": opinions.open_question_count(seller_id=seller_id),
        "reviews": [each.review for each in reviews],
        "review_count": opinions.open_review_count(seller_id=seller_id),
        "link": _absolute(reverse(page, args=[seller.slug])),
        "reviews_link": _absolute(reverse("seller:reviews", args=[seller.slug])),
    }


def _review_link(review: Review) -> str:
    page = reverse("reviews:list", args=[review.product.code])
    return f"{_absolute(page)}#review-{review.pk}"


def _home(_id: UUID) -> Context:
    return {"link": _absolute(reverse("storefront:home"))}


def _parcel(part: SellerOrder, items: Iterable[OrderItem]) -> MailParcel:
    lines = [_line(item) for item in items]
    return MailParcel(part.seller.name, part.promised_from, part.promised_until, lines)


def _line(item: OrderItem) -> MailLine:
    view = item_view(item)
    src = view.picture.src
    return MailLine(
        title=str(view.title),
        details=view.options_text,
        quantity=item.quantity,
        total=item.total,
        picture_url=_absolute(src) if src.startswith("/") else src,
    )


def _order_link(order: Order) -> str:
    return _absolute(reverse("orders:order", args=[order.number])) + f"?key={order.access_key}"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


# A kind whose context names `unsubscribe_url` can be ended by the mail reader's own button.
# Each kind has templates `notifications/emails/<kind>.subject.txt`, `.txt` and `.html`.
# Those of short messages only `notifications/sms/<kind>.txt`.
KINDS: dict[str, Callable[[UUID], Context]] = {
    "order_placed": _order,
    "order_paid": _order,
    "new_order": _part,
    "order_shipped": _part,
    "order_delivered": _part,
    "part_cancelled": _part,
    "refunded": _refund,
    "shop_approved": _seller,
    "shop_rejected": _seller,
    "import_finished": _import,
    "card_approved": _card,
    "card_rejected": _card,
    "phone_code": _phone_code,
    "phone_known": _phone_known,
    "factors_reset": _factors,
    "data_export_ready": _export,
    "person_erased": _home,
    "token_reused": _app_login,
    "login_moved": _app_login,
    "payout_details_changed": _payout_details,
    "api_key_made": _api_key,
    "alert_confirm": _alert_to_confirm,
    "back_in_stock": _alert,
    "price_dropped": _alert,
    "question_answered": _answer,
    "review_answered": _reply,
    "word_published": _word,
    "to_answer": _to_answer,
}

# What is told to nobody any more once such a message has gone out.
ONCE_SENT: dict[str, Callable[[UUID], None]] = {
    "phone_code": lambda code_id: accounts.forget_phone_code(code_id=code_id),
    "phone_known": lambda code_id: accounts.forget_phone_code(code_id=code_id),
}
