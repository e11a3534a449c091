"""R3.1: every address of the market, tried by everybody it is not for."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import Address, TokenFamily, User
from apps.accounts.tests.door import family_of
from apps.accounts.tests.factories import AddressFactory, UserFactory
from apps.alerts.models import Alert
from apps.alerts.tests.factories import AlertFactory
from apps.cart.models import Cart, CartLine, FavouriteList
from apps.cart.tests.factories import CartFactory, CartLineFactory
from apps.catalog.models import ImportRun, Offer, OfferBatch, Product
from apps.catalog.tests.factories import CardDraftFactory, OfferFactory
from apps.core.tests.staff import enter
from apps.orders.models import Order, SellerOrder
from apps.orders.tests.story import bank_says_yes, gather, place
from apps.payments.models import Payment, PaymentAttempt, Refund
from apps.reviews.models import Answer, HelpfulVote, Question, Reply, Review
from apps.reviews.tests.factories import QuestionFactory, ReplyFactory, ReviewFactory
from apps.sellers.models import Member, PayoutDetails, Seller, Warehouse
from apps.sellers.tests.factories import ApiKeyFactory, MemberFactory
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import CourierFactory, RateFactory, ShipmentFactory
from marketplace.tests.audience.table import AUDIENCES, audience_of

pytestmark = pytest.mark.django_db

# What nobody it isn't for may change.
WATCHED: tuple[type[Model], ...] = (
    User, Address, Alert, TokenFamily, Authenticator, Cart, CartLine, Order, SellerOrder, Payment,
    PaymentAttempt, Refund, Seller, Member, PayoutDetails, Product, Offer, ImportRun, Shipment,
    Question, Answer, Review, Reply, HelpfulVote,
)  # fmt: skip
NOT_FOUND, REFUSED = 404, 403


def addresses(resolver=None, spaces=()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every view name with what its address needs."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLPattern):
            needs = tuple(sorted(part.pattern.converters)) or tuple(
                sorted(part.pattern.regex.groupindex)
            )
            yield ":".join([*spaces, part.name or str(part.pattern)]), needs
        else:
            yield from addresses(part, (*spaces, *filter(None, [part.namespace])))


EVERY = sorted(set(addresses()))
NAMED = {name for name, _needs in EVERY}


def of(*audiences):
    return [(name, needs) for name, needs in EVERY if audience_of(name) in audiences]


def test_every_address_says_whom_it_is_for():
    assert [name for name in sorted(NAMED) if not audience_of(name)] == []


def test_nothing_is_said_of_addresses_that_are_no_more():
    assert sorted(set().union(*AUDIENCES.values()) - NAMED) == []


@pytest.fixture
def theirs():
    """Somebody's things: a shopper's, a shop's, a courier's; by what addresses call them."""
    RateFactory()
    owner = UserFactory()
    offer = OfferFactory()
    member = MemberFactory(seller=offer.seller, role="owner")
    order = place(gather(offer, cart=CartFactory(user=owner)))
    bank_says_yes(order)
    payment = Payment.objects.get(reference=str(order.pk))
    courier = CourierFactory()
    origin = Warehouse.objects.filter(seller=offer.seller).first()
    parcel = ShipmentFactory(courier=courier, state="ready", origin=origin)
    run = ImportRun.objects.create(seller=offer.seller, file_name="goods.csv", format="csv")
    line = CartLineFactory(cart=CartFactory(user=UserFactory()), offer=offer)
    export = accounts.request_export(user=owner)
    accounts.make_export(export_id=export.pk, now=timezone.now())
    family_of(owner)
    key = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "x"})
    part = order.parts.get()
    program = ApiKeyFactory(seller=offer.seller)
    draft = CardDraftFactory(seller=offer.seller)
    batch = OfferBatch.objects.create(seller=offer.seller, way="table", count=0, changes=[])
    question = QuestionFactory(product=offer.product, user=owner)
    review = ReviewFactory(item=part.items.get(), user=owner)
    ReplyFactory(review=review)
    return {
        "owner": owner,
        "member": member.user,
        "courier": courier.user,
        "objects": {
            "shop": offer.seller.slug,
            "number": part.number,
            "export_id": export.pk,
            "device_id": f"a{TokenFamily.objects.get().pk}",
            "step": "main",
            "kind": "csv",
            "image_id": export.pk,
            "item_id": part.items.get().pk,
            "question_id": question.pk,
            "review_id": review.pk,
            "name": "accept",
            "code": offer.product.code,
            "slug": "x",
            "region": "1726",
            "provider": "sandbox",
            "list_id": FavouriteList.objects.create(cart=line.cart, name="Gifts").pk,
            "token": "nobody-was-given-this",
            "key": "nobody-was-given-this",
        },
        "pk": {
            "accounts": AddressFactory(user=owner).pk,
            "alerts": AlertFactory(user=owner).pk,
            "mfa": key.pk,
            "cart": line.pk,
            "payments": payment.pk,
            "courier": parcel.pk,
            "seller:team-remove": member.pk,
            "seller:import": run.pk,
            "seller:import-errors": run.pk,
            "seller:import-publish": run.pk,
            "seller:import-columns": run.pk,
            "seller:product": offer.product_id,
            "seller:product-remove": offer.product_id,
            "seller:product-edit": offer.product_id,
            "seller:prices-undo": batch.pk,
            "seller:key-end": program.pk,
            "seller:draft": draft.pk,
            "seller:draft-discard": draft.pk,
            "seller:draft-upload": draft.pk,
            "seller:draft-crop": draft.pk,
            "seller:offer": offer.pk,
            "seller:offer-state": offer.pk,
            "seller:order-move": part.pk,
            "seller:order-cancel": part.pk,
            "seller:label": part.pk,
            "seller:question-answer": question.pk,
            "seller:review-reply": review.pk,
            "seller:review-reply-edit": review.pk,
            "v1:payment": payment.pk,
            "v1:start-payment": payment.pk,
            "v1:cart-line": line.pk,
            "v1:remove-cart-line": line.pk,
            "mfa_edit_webauthn": key.pk,
            "mfa_remove_webauthn": key.pk,
        },
        "order_number": order.number,
    }


def address(name, needs, theirs):
    given = dict(theirs["objects"])
    if not name.startswith("seller:"):
        given["number"] = theirs["order_number"]
    space = name.partition(":")[0]
    given["pk"] = theirs["pk"].get(name, theirs["pk"].get(space))
    try:
        return reverse(name, kwargs={need: given[need] for need in needs})
    except NoReverseMatch:
        # Shadowed or nameless: the address is known by another entry.
        return ""


# A form that isn't whole is refused before anybody looks whose thing it is.
BODIES = {
    "cart:list-rename": {"name": "Mine"},
    "cart:line": {"quantity": 1},
    "seller:order-cancel": {"reason": "None is left."},
    "seller:question-answer": {"text": "Ours fits better."},
    "reviews:vote": {"helpful": "yes"},
    "seller:review-reply": {"text": "Ours fits better."},
    "seller:review-reply-edit": {"text": "Ours fits better."},
}
# Addresses that only lead on to a page for the signed-in.
LEADS_ON = ("mfa_index", "accounts:devices")


def ask(client, where, name=""):
    """Look, then press: the answers' codes and where they lead."""
    for answer in (client.get(where), client.post(where, BODIES.get(name, {}))):
        assert answer.status_code < 500 or "/health/" in where, (where, answer.status_code)
        yield answer.status_code, answer.get("Location", "")


def counts():
    return {model: model._default_manager.count() for model in WATCHED}


def is_door(location):
    doors = (reverse("account_login"), *map(reverse, LEADS_ON))
    return "/reauthenticate/" in location or any(door in location for door in doors)


def snapshot(theirs):
    return (
        counts(),
        list(SellerOrder.objects.order_by("pk").values_list("pk", "state")),
        list(Shipment.objects.order_by("pk").values_list("pk", "state")),
        list(Payment.objects.order_by("pk").values_list("pk", "state")),
        list(User.objects.order_by("pk").values_list("pk", "name", "is_active", "is_staff")),
    )


def test_a_visitor_is_shown_to_the_door_and_changes_nothing(theirs):
    before = snapshot(theirs)
    for name, needs in of("person", "shop", "courier", "program"):
        where = address(name, needs, theirs)
        for status, location in ask(Client(), where, name) if where else ():
            is_kept_out = status in (401, 403, 404, 405) or is_door(location)
            assert is_kept_out, (name, status, location)
    assert snapshot(theirs) == before


def test_a_visitor_opens_public_addresses_without_an_error(theirs):
    for name, needs in of("public", "own", "partner"):
        if name in ("^(?P<path>.*)$", "media", "sitemap-part") or not address_or_none(
            name, needs, theirs
        ):
            continue
        for _status, location in ask(Client(), address(name, needs, theirs)):
            assert not location.startswith("http") or location.startswith("http://testserver/")


def address_or_none(name, needs, theirs):
    try:
        return address(name, needs, theirs)
    except KeyError:
        return ""


@pytest.mark.parametrize("role", ["customer", "seller", "courier", "support"])
def test_somebody_elses_things_are_not_found_whatever_one_is(theirs, client, role):
    stranger = {
        "customer": UserFactory,
        "seller": lambda: MemberFactory(role="owner").user,
        "courier": lambda: CourierFactory().user,
        "support": lambda: UserFactory(is_staff=True),
    }[role]()
    enter(client, stranger)
    before = snapshot(theirs)
    for name, needs in of("own", "person", "shop", "courier"):
        own = {
            "pk",
            "number",
            "export_id",
            "device_id",
            "item_id",
            "shop",
            "list_id",
            "token",
        } & set(needs)
        where = address(name, needs, theirs) if own else ""
        for status, location in ask(client, where, name) if where else ():
            is_hidden = status in (NOT_FOUND, 405)
            assert is_hidden, (role, name, status, location)
    # The strangers' own sign-in and factor came before.
    assert snapshot(theirs) == before


def test_a_shops_people_dont_reach_another_shops_things_through_their_own(theirs, client):
    """The address names their shop, the id is the other's."""
    own = MemberFactory(role="owner")
    enter(client, own.user)
    before = snapshot(theirs)
    theirs["objects"]["shop"] = own.seller.slug
    for name, needs in of("shop"):
        if "pk" not in needs and "number" not in needs:
            continue
        for status, _location in ask(client, address(name, needs, theirs), name):
            assert status in (NOT_FOUND, 405), (name, status)
    assert snapshot(theirs) == before


@pytest.mark.parametrize("role", ["visitor", "customer", "seller", "courier"])
def test_the_panel_is_shut_to_everybody_but_staff(theirs, role):
    client = Client()
    people = {"customer": theirs["owner"], "seller": theirs["member"], "courier": theirs["courier"]}
    if role in people:
        enter(client, people[role])
    for name, needs in of("panel"):
        if name == "admin:login" or name == "admin:logout":
            continue
        kwargs = dict.fromkeys(needs, "1")
        try:
            where = reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
        for answer in (client.get(where), client.post(where, {})):
            leads_out = (
                answer.status_code == 302 and "/staff/" not in answer["Location"].split("?")[0]
            )
            leads_to_door = answer.get("Location", "").startswith(reverse("admin:login"))
            assert answer.status_code in (REFUSED, NOT_FOUND, 405) or leads_out or leads_to_door, (
                name,
                answer.status_code,
            )


def test_staff_without_their_second_factor_stay_outside(theirs, client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(reverse("admin:index")).status_code == 302
    assert Session.objects.exists()
