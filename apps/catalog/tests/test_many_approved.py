"""Versions approved many at once: only of shops whose cards were in order for long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.tests.factories import UserFactory
from apps.catalog import services
from apps.catalog.models import ProductRevision, RevisionState
from apps.catalog.rules import record
from apps.catalog.services.moderation import MAX_AT_ONCE, good_records
from apps.catalog.tests.factories import ProductFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter
from apps.sellers.tests.factories import SellerFactory

NOW = timezone.now()
LIST = "admin:catalog_productrevision_changelist"


@pytest.fixture
def staff(db):
    return Actor(role="staff", user_id=UserFactory(is_staff=True).pk)


def decided(shop, staff, *, count=record.LEAST_APPROVED, state=RevisionState.APPROVED, days=1):
    product = ProductFactory(author=shop)
    ProductRevision.objects.bulk_create(
        ProductRevision(
            product=product,
            content={},
            state=state,
            decided_at=NOW - timedelta(days=days),
            decided_by_id=staff.user_id,
        )
        for _ in range(count)
    )
    return shop


def waiting(shop):
    product = ProductFactory(author=shop)
    content = {"title": {"en": "A better teapot"}, "description": {}}
    return ProductRevision.objects.create(product=product, content=content)


def approve(*revisions, by):
    ids = [revision.pk for revision in revisions]
    return services.approve_several(revision_ids=ids, by=by, now=NOW)


@given(st.integers(0, 10**4), st.integers(0, 10**4))
def test_a_refusal_or_too_few_approvals_are_no_good_record(approved, refused):
    expected = approved >= record.LEAST_APPROVED and not refused

    assert record.is_good_record(approved=approved, refused=refused) == expected


def test_a_record_is_of_ninety_days_and_of_what_people_decided(staff):
    good = decided(SellerFactory(), staff)
    refused = decided(SellerFactory(), staff)
    decided(refused, staff, count=1, state=RevisionState.REJECTED)
    forgiven = decided(SellerFactory(), staff)
    decided(forgiven, staff, count=1, state=RevisionState.REJECTED, days=91)
    old = decided(SellerFactory(), staff, days=91)
    unseen = decided(SellerFactory(), SYSTEM)
    shops = [good, refused, forgiven, old, unseen, SellerFactory()]

    assert good_records(seller_ids=[shop.pk for shop in shops], now=NOW) == {good.pk, forgiven.pk}


def test_versions_of_a_shop_with_a_good_record_are_approved_at_once_and_once(staff):
    """R4.4"""
    shop = decided(SellerFactory(), staff)
    revisions = [waiting(shop) for _ in range(3)]

    assert approve(*revisions, by=staff) == 3
    assert approve(*revisions, by=staff) == 0

    for revision in revisions:
        revision.refresh_from_db()
        assert (revision.state, revision.decided_by_id) == (RevisionState.APPROVED, staff.user_id)
        assert revision.product.title["en"] == "A better teapot"
    assert AuditEntry.objects.filter(action="catalog.revision_approved").count() == 3


def test_with_one_of_a_shop_without_a_record_none_is_approved(staff):
    good, new = waiting(decided(SellerFactory(), staff)), waiting(SellerFactory(name="Newcomer"))

    with pytest.raises(Conflict) as refusal:
        approve(good, new, by=staff)

    assert "Newcomer" in str(refusal.value.message)
    assert ProductRevision.objects.filter(state=RevisionState.WAITING).count() == 2


def test_only_staff_approve_and_not_without_end(staff):
    shop = decided(SellerFactory(), staff)
    revision = waiting(shop)
    seller = Actor(role="seller", seller_id=shop.pk, rights=frozenset({"products"}))

    with pytest.raises(NotAllowed):
        approve(revision, by=seller)
    for ids in ([], range(MAX_AT_ONCE + 1)):
        with pytest.raises(Invalid):
            services.approve_several(revision_ids=ids, by=staff, now=NOW)

    revision.refresh_from_db()
    assert revision.state == RevisionState.WAITING


def test_staff_choose_them_in_the_queue(client, staff):
    good, new = waiting(decided(SellerFactory(), staff)), waiting(SellerFactory())
    enter(client, UserFactory(is_staff=True, is_superuser=True))

    def choose(*revisions):
        sent = {"action": "approve_chosen", "_selected_action": [row.pk for row in revisions]}
        return client.post(reverse(LIST), sent, follow=True).content.decode()

    assert "one by one" in choose(good, new)
    assert "1 version approved." in choose(good)
    enter(client, UserFactory(is_staff=True))
    choose(new)

    good.refresh_from_db()
    new.refresh_from_db()
    assert (good.state, new.state) == (RevisionState.APPROVED, RevisionState.WAITING)
