"""Goods leave a merged value batch by batch: nothing is lost by a crash, an edit or an import."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog import selectors, services, tasks
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    CategoryAttribute,
    Product,
    ProductPhoto,
    ProductRevision,
    Variant,
)
from apps.catalog.rules.merged_values import moved
from apps.catalog.services import moving_values
from apps.catalog.services.cards import CardContent
from apps.catalog.services.imports.places import AttributeBook
from apps.catalog.services.variants import VariantContent
from apps.catalog.tests.factories import CategoryFactory, OfferFactory, VariantFactory
from apps.core.actors import SYSTEM
from apps.core.errors import Conflict, Invalid
from apps.core.tests.staff import enter
from apps.media.tests.factories import ImageFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def pots():
    """A category whose goods have a colour; there are red, crimson and blue."""
    category = CategoryFactory(code="pots")
    colour = Attribute.objects.create(code="colour", name={"en": "Colour"})
    for code in ("red", "crimson", "blue"):
        AttributeValue.objects.create(attribute=colour, code=code, name={"en": code.title()})
    CategoryAttribute.objects.create(category=category, attribute=colour)
    return category


def crimson(category, **facts):
    facts = {"product__attributes": {"colour": "crimson"}, **facts}
    return OfferFactory(product__category=category, **facts).product


def merge(survivor="red", duplicate="crimson"):
    """Decide the merge; returns the value that goods leave."""
    colour = Attribute.objects.get(code="colour")
    services.merge_values(
        attribute_id=colour.pk, survivor=survivor, duplicate=duplicate, by=SYSTEM, now=NOW
    )
    return AttributeValue.objects.get(attribute=colour, code=duplicate)


def work(value, now=NOW):
    """What the worker does until nothing is left; returns how many batches that took."""
    batches = 1
    while services.move_value(value_id=value.pk, now=now):
        batches += 1
    return batches


def colours():
    return sorted(Product.objects.values_list("attributes__colour", flat=True))


def content(category, **facts):
    return CardContent(
        title={"en": "Teapot"},
        description={},
        category_code=category.code,
        source_language="en",
        **facts,
    )


def test_goods_follow_in_batches_of_a_known_cost(pots, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(moving_values, "BATCH", 4)
    for _ in range(10):
        crimson(pots)
    value = merge()

    assert colours() == ["crimson"] * 10
    with django_assert_max_num_queries(40):
        assert services.move_value(value_id=value.pk, now=NOW)
    assert colours() == ["crimson"] * 6 + ["red"] * 4
    # Three batches with goods, and one that finds none.
    assert work(value) == 3
    assert colours() == ["red"] * 10


def test_a_crash_between_batches_loses_nothing(pots, monkeypatch):
    monkeypatch.setattr(moving_values, "BATCH", 2)
    cards = [crimson(pots, variant__options={"colour": "crimson"}) for _ in range(5)]
    for variant in Variant.objects.all():
        Variant.objects.filter(pk=variant.pk).update(options_key="colour=crimson")
    value = merge()
    services.move_value(value_id=value.pk, now=NOW)

    # The worker dies in the middle of the second batch.
    def die(**_facts):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(moving_values, "refresh_products", die)
        with pytest.raises(ConnectionError), transaction.atomic():
            services.move_value(value_id=value.pk, now=NOW)
    assert colours().count("red") == 2
    assert services.unsettled_values(now=LATER) == [value.pk]
    work(value)

    assert colours() == ["red"] * len(cards)
    found = Variant.objects.values_list("options__colour", "options_key")
    assert set(found) == {("red", "colour=red")}


def test_a_value_is_settled_only_when_nobody_can_be_writing_it(pots):
    value = merge()
    work(value)
    value.refresh_from_db()
    assert value.settled_at is None
    # Somebody who had read the old value before the merge writes it only now.
    late = crimson(pots)

    work(value, LATER)

    late.refresh_from_db()
    value.refresh_from_db()
    assert late.attributes == {"colour": "red"}
    assert value.settled_at == LATER
    assert services.unsettled_values(now=LATER + timedelta(days=1)) == []


def test_the_sweep_goes_on_with_what_a_lost_message_left(pots, monkeypatch):
    card, value = crimson(pots), merge()
    AttributeValue.objects.filter(pk=value.pk).update(next_look_at=NOW)
    sent = []
    monkeypatch.setattr(tasks.move_value, "delay", lambda **facts: sent.append(facts))

    tasks.resume_values()
    tasks.move_value(**sent.pop())

    card.refresh_from_db()
    assert card.attributes == {"colour": "red"}
    # It asks to be called again, since more may be left.
    assert sent == [{"value_id": str(value.pk)}]


def test_nobody_is_offered_the_old_value_and_who_names_it_means_the_new_one(pots):
    card, seller = crimson(pots), SYSTEM
    merge()
    selectors.forget_tree()

    [view] = selectors.attributes_of(category_path=pots.path)
    assert [code for code, _name, _colour in view.values] == ["red", "blue"]
    assert view.label("crimson") == "Red"
    revision = services.submit_revision(
        product_id=card.pk,
        content=content(pots, attributes={"colour": "crimson"}),
        by=seller,
        now=NOW,
    )
    assert revision.content["attributes"] == {"colour": "red"}
    book = AttributeBook()
    book.learn([pots.pk])
    fitted = book.fit({"Colour": "Crimson"}, category_id=pots.pk)
    assert moved(fitted, moves=moving_values.value_moves()) == {"colour": "red"}


def test_a_version_that_waited_is_approved_with_the_value_that_stands(pots):
    card = OfferFactory(product__category=pots).product
    revision = services.submit_revision(
        product_id=card.pk,
        content=content(pots, attributes={"colour": ["crimson", "red"]}),
        by=SYSTEM,
        now=NOW,
    )
    merge()

    services.approve_revision(revision_id=revision.pk, by=SYSTEM, now=NOW)

    card.refresh_from_db()
    assert card.attributes == {"colour": ["red"]}


def test_versions_that_wait_follow_in_batches_too(pots, monkeypatch):
    monkeypatch.setattr(moving_values, "BATCH", 2)
    for _ in range(5):
        services.submit_revision(
            product_id=OfferFactory(product__category=pots).product_id,
            content=content(pots, attributes={"colour": "crimson"}),
            by=SYSTEM,
            now=NOW,
        )
    value = merge()

    assert work(value) == 4

    waiting = ProductRevision.objects.values_list("content__attributes__colour", flat=True)
    assert set(waiting) == {"red"}


def photographed():
    """The photos of a version, one of which shows a colour."""
    return ((str(ImageFactory().pk), "colour:crimson"), (str(ImageFactory().pk), ""))


def options_shown(card):
    photos = ProductPhoto.objects.filter(product=card).order_by("position")
    return list(photos.values_list("option", flat=True))


def test_photos_of_a_version_that_waited_show_the_value_that_stands(pots):
    card = OfferFactory(product__category=pots).product
    revision = services.submit_revision(
        product_id=card.pk, content=content(pots, photos=photographed()), by=SYSTEM, now=NOW
    )
    merge()

    services.approve_revision(revision_id=revision.pk, by=SYSTEM, now=NOW)

    assert options_shown(card) == ["colour:red", ""]


def test_photos_of_versions_that_wait_follow_whatever_else_they_say(pots):
    cards = [OfferFactory(product__category=pots).product for _ in range(2)]
    photos = photographed()
    sure, only_photos = (
        services.submit_revision(
            product_id=card.pk,
            content=content(pots, photos=photos, attributes={"colour": "blue"}),
            by=SYSTEM,
            now=NOW,
        )
        for card in cards
    )
    # A version may say nothing but what changes.
    del only_photos.content["attributes"]
    only_photos.save()

    assert work(merge()) == 2

    for row in (sure, only_photos):
        row.refresh_from_db()
        assert row.content["photos"] == [[photos[0][0], "colour:red"], [photos[1][0], ""]]
    assert sure.content["attributes"] == {"colour": "blue"}
    assert "attributes" not in only_photos.content


def test_a_draft_opened_before_the_merge_brings_no_photo_of_the_old_value(pots):
    merge()
    seller = OfferFactory().seller
    product = services.create_product(
        seller_id=seller.pk,
        content=content(pots, photos=photographed()),
        variants=[VariantContent(sku="A", options={"colour": "crimson"}, price=1, stock=1)],
        handling_days=1,
        by=SYSTEM,
        now=NOW,
    )

    assert options_shown(product) == ["colour:red", ""]
    assert product.revisions.get().content["photos"][0][1] == "colour:red"


def test_shoppers_read_the_name_of_the_value_that_stands(pots):
    """While goods are on their way, and on cards that cannot follow."""
    card = crimson(pots, variant__options={"colour": "crimson"})
    VariantFactory(product=card, options={"colour": "blue"}, options_key="colour=blue")
    merge()
    AttributeValue.objects.filter(code="red").update(colour="#ff0000")
    selectors.forget_tree()

    page = selectors.product_page(product=card, language="en", variant="")

    [axis] = page.axes
    # In the place of red, which is before blue.
    shown = [(choice.code, choice.name, choice.colour) for choice in axis.choices]
    assert shown == [("crimson", "Red", "#ff0000"), ("blue", "Blue", "")]
    assert axis.chosen == "Red"


def test_a_value_somebody_works_on_is_not_asked_for_again(pots):
    crimson(pots)
    value = merge()

    assert services.unsettled_values(now=NOW) == []
    services.move_value(value_id=value.pk, now=LATER)
    assert services.unsettled_values(now=LATER + timedelta(minutes=1)) == []
    assert services.unsettled_values(now=LATER + timedelta(minutes=2)) == [value.pk]


def test_a_variant_added_meanwhile_meets_the_card_as_it_will_be(pots):
    card = crimson(
        pots, variant__options={"colour": "crimson"}, variant__options_key="colour=crimson"
    )
    merge()

    def add(colour):
        options = {"colour": colour}
        new = VariantContent(sku=f"NEW-{colour}", options=options, price=1, stock=1)
        services.variants.write_variants(
            product=card,
            seller_id=card.author_id,
            variants=[new],
            handling_days=1,
            by=SYSTEM,
        )

    with pytest.raises(Conflict), transaction.atomic():
        add("red")
    with pytest.raises(Conflict), transaction.atomic():
        add("crimson")
    add("blue")

    assert work(AttributeValue.objects.get(code="crimson")) >= 1
    keys = set(Variant.objects.filter(product=card).values_list("options_key", flat=True))
    assert keys == {"colour=red", "colour=blue"}


def test_cards_merged_meanwhile_do_not_end_up_with_one_variant_twice(pots):
    red, other = (
        OfferFactory(
            product__category=pots,
            variant__options={"colour": colour},
            variant__options_key=f"colour={colour}",
        ).product
        for colour in ("red", "crimson")
    )
    value = merge()

    services.merge_products(survivor_id=red.pk, duplicate_id=other.pk, by=SYSTEM)
    work(value)

    assert [row.options for row in Variant.objects.filter(product=red)] == [{"colour": "red"}]


def test_a_card_that_cannot_follow_stays_and_staff_see_which(pots, client):
    client = enter(client, UserFactory(is_staff=True, is_superuser=True))
    card = crimson(
        pots, variant__options={"colour": "crimson"}, variant__options_key="colour=crimson"
    )
    other, value = crimson(pots), merge()
    VariantFactory(product=card, options={"colour": "red"}, options_key="colour=red")

    work(value, LATER)

    other.refresh_from_db()
    value.refresh_from_db()
    assert (other.attributes, value.settled_at) == ({"colour": "red"}, None)
    page = client.get(reverse("admin:catalog_attribute_change", args=[value.attribute_id]))
    [shown] = page.context["merges"]
    assert (shown.old, shown.new, shown.in_the_way) == ("Crimson", "Red", [card.code])
    assert card.code in page.content.decode()
    # Nothing changes until somebody takes a variant away, so that it is looked at seldom.
    assert services.unsettled_values(now=LATER + timedelta(minutes=59)) == []
    assert services.unsettled_values(now=LATER + timedelta(minutes=60)) == [value.pk]
    Variant.objects.filter(product=card, options={"colour": "red"}).delete()
    work(value, LATER)
    value.refresh_from_db()
    assert value.settled_at == LATER


def test_a_merge_of_what_was_merged_into_leads_all_the_way(pots):
    card, value = crimson(pots), merge()
    merge(survivor="blue", duplicate="red")
    for pk in services.unsettled_values(now=LATER):
        while services.move_value(value_id=pk, now=NOW):
            pass

    card.refresh_from_db()
    assert card.attributes == {"colour": "blue"}
    with pytest.raises(Invalid):
        merge(survivor="crimson", duplicate="blue")
    assert moving_values.value_moves() == {
        ("colour", "crimson"): "blue",
        ("colour", "red"): "blue",
    }
    assert value.pk


@pytest.mark.django_db(transaction=True)
def test_a_second_chain_ends_where_the_first_is_at_work(pots):
    card, value, answers = crimson(pots), merge(), []

    def second():
        answers.append(services.move_value(value_id=value.pk, now=NOW))
        connection.close()

    with transaction.atomic():
        assert services.move_value(value_id=value.pk, now=NOW)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(10)
        assert answers == [False]

    card.refresh_from_db()
    assert card.attributes == {"colour": "red"}


@pytest.mark.django_db(transaction=True)
def test_cards_edited_while_two_workers_move_them_keep_both_changes(pots, monkeypatch):
    monkeypatch.setattr(moving_values, "BATCH", 3)
    cards = [crimson(pots) for _ in range(12)]
    revisions = [
        services.submit_revision(
            product_id=card.pk,
            content=content(pots, attributes={"colour": "crimson"}, weight_g=700),
            by=SYSTEM,
            now=NOW,
        )
        for card in cards[::2]
    ]
    value, start, failed = merge(), threading.Barrier(3), []

    def play(job):
        start.wait(10)
        try:
            job()
        except Exception as error:
            failed.append(error)
        connection.close()

    def edit():
        for revision in revisions:
            services.approve_revision(revision_id=revision.pk, by=SYSTEM, now=NOW)

    jobs = (lambda: work(value), lambda: work(value), edit)
    threads = [threading.Thread(target=play, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    work(value)

    assert failed == []
    assert colours() == ["red"] * len(cards)
    assert Product.objects.filter(weight_g=700).count() == len(revisions)
    assert "crimson" not in json.dumps(
        list(ProductRevision.objects.filter(state="waiting").values_list("content", flat=True))
    )
