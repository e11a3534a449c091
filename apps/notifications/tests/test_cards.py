"""Letters about cards: what staff decided on a version, and what to do next."""

import pytest
from django.utils import timezone, translation

from apps.accounts.tests.factories import UserFactory
from apps.catalog import services as catalog
from apps.catalog.models import Fault
from apps.catalog.services.cards import CardContent
from apps.catalog.tests.factories import ProductFactory
from apps.core.actors import Actor
from apps.notifications import services as notifications
from apps.sellers.tests.factories import MemberFactory

NOW = timezone.now()


@pytest.fixture
def staff(db):
    return Actor(role="staff", user_id=UserFactory(is_staff=True).pk)


@pytest.fixture
def shop(db):
    """A shop with its owner and a manager."""
    owner = MemberFactory(role="owner")
    MemberFactory(seller=owner.seller, role="manager")
    return owner.seller


def propose(shop, author=None):
    product = ProductFactory(author=shop)
    content = CardContent(
        title={"en": "Blue & white teapot"},
        description={},
        category_code=product.category.code,
        source_language="en",
    )
    by = Actor(
        role="seller",
        user_id=author.pk if author else None,
        seller_id=shop.pk,
        rights=frozenset({"products"}),
    )
    return catalog.submit_revision(product_id=product.pk, content=content, by=by, now=NOW)


def sent(deliver_events, mailoutbox):
    deliver_events()
    notifications.send_pending(now=timezone.now())
    letters = mailoutbox[:]
    mailoutbox.clear()
    return letters


def test_whoever_sent_a_card_reads_what_to_mend_in_their_language(
    shop, staff, deliver_events, mailoutbox
):
    """R4.4, C6"""
    text = {"en": "Send a sharper photo.", "ru": "Пришлите более чёткое фото."}
    Fault.objects.update_or_create(code="photo-quality", defaults={"title": text, "text": text})
    author = MemberFactory(seller=shop, role="manager", user__language="ru").user
    first, second = propose(shop, author), propose(shop, author)

    for revision in (first, second):
        catalog.reject_revision(
            revision_id=revision.pk,
            reason="And mind the <title>.",
            faults=["photo-quality"],
            by=staff,
            now=NOW,
        )

    letters = sent(deliver_events, mailoutbox)
    assert [letter.to for letter in letters] == [[author.email]] * 2
    [html, _type] = letters[0].alternatives[0]
    assert "Пришлите более чёткое фото.\nAnd mind the <title>." in letters[0].body
    assert "&lt;title&gt;" in html
    with translation.override("ru"):
        assert "Blue & white teapot" in letters[0].subject
    assert f"/seller/{shop.slug}/products/{first.product_id}/" in letters[0].body


def test_an_approved_card_is_told_once_and_what_a_file_brought_to_all(
    shop, staff, deliver_events, mailoutbox
):
    revision = propose(shop)

    catalog.approve_revision(revision_id=revision.pk, by=staff, now=NOW)

    everybody = set(shop.members.values_list("user__email", flat=True))
    assert {letter.to[0] for letter in sent(deliver_events, mailoutbox)} == everybody
    assert sent(deliver_events, mailoutbox) == []


def test_who_has_left_the_shop_reads_nothing_of_it(shop, staff, deliver_events, mailoutbox):
    member = MemberFactory(seller=shop, role="manager")
    revision = propose(shop, member.user)
    gone = member.user.email
    member.delete()

    catalog.approve_revision(revision_id=revision.pk, by=staff, now=NOW)

    assert gone not in {letter.to[0] for letter in sent(deliver_events, mailoutbox)}
