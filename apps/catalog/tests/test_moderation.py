"""The queue of moderation: what is decided, by whom, and what the seller reads."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.tests.factories import UserFactory
from apps.catalog import selectors, services
from apps.catalog.models import Fault, ProductState, RevisionState
from apps.catalog.rules.diff import spans
from apps.catalog.selectors.moderation import revision_file
from apps.catalog.services.cards import CardContent
from apps.catalog.tests.factories import OfferFactory, ProductFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter

NOW = timezone.now()
NEXT = "admin:catalog_productrevision_next"


def staff():
    return Actor(role="staff", user_id=UserFactory(is_staff=True).pk)


def propose(product=None, **changes):
    product = product or ProductFactory()
    content = CardContent(
        title={"en": "Blue teapot"},
        description={"en": "Holds a litre."},
        category_code=product.category.code,
        source_language="en",
    )
    for name, value in changes.items():
        object.__setattr__(content, name, value)
    return services.submit_revision(product_id=product.pk, content=content, by=SYSTEM, now=NOW)


@pytest.fixture
def faults(db):
    """Those of the first migration are cleared away by tests that commit."""
    for position, code in enumerate(("photo-quality", "title")):
        text = {"en": f"Mend the {code}.", "ru": f"Исправьте {code}."}
        known = {"title": {"en": code}, "text": text, "position": position}
        Fault.objects.update_or_create(code=code, defaults=known)


@pytest.fixture
def moderator(client, faults):
    return enter(client, UserFactory(is_staff=True, is_superuser=True))


def page(revision):
    return reverse("admin:catalog_productrevision_moderate", args=[revision.pk])


def decide(client, revision, **sent):
    answer = client.post(page(revision), sent)
    revision.refresh_from_db()
    return answer


@pytest.mark.django_db
def test_a_version_is_told_in_the_words_of_its_category(dresses):
    card = OfferFactory(product__category=dresses, variant__options={"size": "m"}).product
    revision = propose(card, attributes={"material": "silk", "length": 90})

    file = revision_file(revision=revision)

    told = {str(change.label): change.after for change in file.changes}
    assert (told["Material"], told["Length"], told["Category"]) == ("SILK", "90", "Dresses")
    assert [line.options for line in file.lines] == ["M"]


@pytest.mark.django_db
def test_two_moderators_never_look_at_the_same_version():
    first, second = propose(ProductFactory()), propose(ProductFactory())
    one, two = staff(), staff()

    assert services.claim_next(by=one, now=NOW) == first
    assert services.claim_next(by=two, now=NOW) == second
    assert services.claim_next(by=one, now=NOW) == first
    assert services.claim_next(by=staff(), now=NOW) is None
    assert services.claim_next(by=two, now=NOW + timedelta(minutes=20)) == first


@pytest.mark.django_db(transaction=True)
def test_moderators_who_press_at_the_same_moment_get_different_versions():
    for _ in range(4):
        propose(ProductFactory())
    people, got, start = [staff() for _ in range(4)], [], threading.Barrier(4)

    def take(by):
        start.wait(10)
        revision = services.claim_next(by=by, now=NOW)
        got.append(revision.pk if revision else None)
        connection.close()

    threads = [threading.Thread(target=take, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(set(got)) == 4


@pytest.mark.django_db
def test_what_is_left_for_later_is_offered_to_nobody_for_a_while():
    revision, by = propose(), staff()
    services.claim_next(by=by, now=NOW)

    services.put_aside(revision_id=revision.pk, by=by, now=NOW)

    assert services.claim_next(by=by, now=NOW + timedelta(minutes=14)) is None
    assert services.claim_next(by=by, now=NOW + timedelta(minutes=16)) == revision


@pytest.mark.django_db
def test_sellers_and_the_system_take_nothing_from_the_queue():
    propose()
    for by in (SYSTEM, Actor(role="seller"), Actor(role="shopper")):
        with pytest.raises(NotAllowed):
            services.claim_next(by=by, now=NOW)


def test_a_decision_leads_to_the_next_version(moderator):
    first, second = propose(ProductFactory()), propose(ProductFactory())
    assert moderator.post(reverse(NEXT)).url == page(first)

    answer = decide(moderator, first, go="approve")

    assert (first.state, answer.url) == (RevisionState.APPROVED, page(second))
    last = decide(moderator, second, go="later")
    assert second.state == RevisionState.WAITING
    assert last.url == reverse("admin:catalog_productrevision_changelist")


def test_a_refusal_is_read_by_the_seller_in_their_language(moderator):
    revision = propose()

    wrong = ["title", "photo-quality"]
    decide(moderator, revision, go="reject", faults=wrong, comment=" Mind it. ")

    assert (revision.state, revision.faults) == (
        RevisionState.REJECTED,
        ["title", "photo-quality"],
    )
    with translation.override("ru"):
        draft = selectors.draft_of(
            seller_id=revision.product.author_id, product_id=revision.product_id
        )
    assert draft.reason == "Исправьте photo-quality.\nИсправьте title.\nMind it."
    assert AuditEntry.objects.latest("pk").after["faults"] == ["title", "photo-quality"]


@pytest.mark.parametrize(
    "sent",
    [
        {"go": "reject"},
        {"go": "reject", "comment": "  "},
        {"go": "reject", "faults": "nonsense"},
        {"go": "reject", "comment": "x" * 501},
        {"go": "burn"},
        {},
    ],
)
def test_a_decision_without_a_reason_is_none(moderator, sent):
    revision = propose()

    answer = decide(moderator, revision, **sent)

    assert (answer.status_code, revision.state) == (422, RevisionState.WAITING)


def test_who_comes_second_is_told_and_goes_on(moderator):
    revision = propose()
    services.approve_revision(revision_id=revision.pk, by=SYSTEM, now=NOW)

    answer = moderator.post(page(revision), {"go": "reject", "faults": ["title"]}, follow=True)

    revision.refresh_from_db()
    assert revision.state == RevisionState.APPROVED
    assert "decided on this version already" in answer.content.decode()


def test_somebody_elses_version_says_so(moderator):
    revision = propose()
    services.claim_next(by=staff(), now=timezone.now())

    assert "Somebody else is looking" in moderator.get(page(revision)).content.decode()


def test_support_looks_and_decides_nothing(client, db):
    enter(client, UserFactory(is_staff=True))
    revision = propose()

    looked = client.get(page(revision))
    answers = [client.post(page(revision), {"go": "approve"}), client.post(reverse(NEXT))]

    revision.refresh_from_db()
    assert (looked.status_code, revision.state) == (200, RevisionState.WAITING)
    assert {answer.status_code for answer in answers} == {403}
    assert "staff-decide" not in looked.content.decode()


def test_the_queue_is_asked_for_by_pressing_only(moderator):
    assert moderator.get(reverse(NEXT)).status_code == 405
    assert moderator.get("/staff/catalog/productrevision/999999/moderate/").status_code == 404


@pytest.mark.django_db
def test_a_version_of_a_live_card_shows_each_changed_word():
    product = ProductFactory(title={"en": "Blue teapot, 1 l"}, state=ProductState.LIVE)
    revision = propose(product, title={"en": "Blue teapot, 2 l"})

    title = revision_file(revision=revision).changes[0]

    assert [(span.kind, span.text) for span in title.spans] == [
        ("same", "Blue teapot, "),
        ("gone", "1"),
        ("new", "2"),
        ("same", " l"),
    ]


@pytest.mark.django_db
def test_a_card_that_looks_odd_is_looked_at_twice():
    there = OfferFactory(variant__barcode="47800000", product__title={"en": "BLUE teapot"})
    category = there.product.category
    for _ in range(3):
        OfferFactory(product__category=category, price=100_000)
    odd = OfferFactory(product__category=category, price=1_000, variant__barcode="47800000")
    revision = propose(odd.product, description={})

    cautions = revision_file(revision=revision).cautions

    assert [caution.text for caution in cautions] == [
        "It has no photo.",
        "It has no description.",
        "The barcode 47800000 is on another card: BLUE teapot.",
        "Another card has the same title.",
        "The price is far from what such things cost here.",
    ]
    assert cautions[2].product_id == there.product_id


def test_a_fault_that_staff_dropped_is_offered_no_more_but_still_read(faults):
    revision = propose()
    services.reject_revision(
        revision_id=revision.pk, reason="", faults=["title"], by=SYSTEM, now=NOW
    )
    Fault.objects.filter(code="title").update(is_active=False)

    row = selectors.draft_of(seller_id=revision.product.author_id, product_id=revision.product_id)

    assert row.reason == "Mend the title."
    with pytest.raises(Invalid):
        services.reject_revision(
            revision_id=propose().pk, reason="", faults=["nonsense"], by=SYSTEM, now=NOW
        )


def test_the_page_costs_the_same_queries_however_many_photos_and_offers(
    moderator, django_assert_max_num_queries
):
    revision = propose(OfferFactory().product)

    with django_assert_max_num_queries(18):
        moderator.get(page(revision))


@given(st.text(max_size=40), st.text(max_size=40))
def test_spans_make_both_texts_again(before, after):
    found = spans(before, after)

    assert "".join(span.text for span in found if span.kind != "new") == before
    assert "".join(span.text for span in found if span.kind != "gone") == after
