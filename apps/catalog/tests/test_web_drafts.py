"""The editor of a card: kept while it is typed, sent when it is whole; what is live stays."""

import pytest
from django.utils import timezone

from apps.catalog import services
from apps.catalog.models import CardDraft, Offer, Product, ProductRevision, ProductState
from apps.catalog.tests import desk
from apps.catalog.tests.desk import (
    MIDDLE,
    SMALL,
    begin,
    card_url,
    draft_url,
    lines,
    main,
    new,
    parcel,
    send,
    write,
)
from apps.catalog.tests.factories import CardDraftFactory, OfferFactory, ProductFactory
from apps.core.actors import SYSTEM
from apps.sellers.tests.factories import MemberFactory


def keep(client, draft, step, typed):
    """What the page sends while somebody types."""
    headers = {"hx-request": "true"}
    answer = client.post(draft_url(draft, step), typed | {"go": "keep"}, headers=headers)
    draft.refresh_from_db()
    return answer


def test_a_new_card_goes_from_its_category_to_moderation(seller, shop, dresses):
    """R4.1, R15.1"""
    draft = begin(seller, shop)
    write(seller, draft, SMALL, MIDDLE)
    photos = {"photos": [desk.picture(), desk.picture("b.png", kind="PNG")]}
    seller.post(desk.upload_url(draft), photos)

    answer = send(seller, draft)

    product = Product.objects.get()
    assert "Sent to moderation." in answer.content.decode()
    assert (product.state, product.title) == (
        ProductState.DRAFT,
        {"en": "Adras dress", "ru": "Платье адрас"},
    )
    assert product.attributes == {"material": "silk", "length": 110.0}
    assert (product.weight_g, product.photos.count()) == (450, 2)
    assert sorted(Offer.objects.values_list("sku", "price", "variant__options_key")) == [
        ("DR-M", 489_000, "size=m"),
        ("DR-S", 489_000, "size=s"),
    ]
    assert not CardDraft.objects.exists()


def test_the_category_is_walked_to_or_looked_for(seller, shop, dresses):
    top = seller.get(new(shop)).content.decode()
    found = seller.get(new(shop, q="DRES")).content.decode()
    nothing = seller.get(new(shop, q="rockets")).content.decode()

    assert 'value="dresses"' in top
    assert 'value="dresses"' in found
    assert "No category is called like that" in nothing
    assert seller.get(new(shop, at="nowhere")).status_code == 404
    assert seller.get(new(shop, q="dres\0ses")).status_code == 200


def test_a_category_that_is_none_begins_nothing(seller, shop, dresses):
    assert seller.post(new(shop), {"category": "nowhere"}).status_code == 422
    assert seller.post(new(shop)).status_code == 422
    assert not CardDraft.objects.exists()


def test_what_is_typed_is_kept_as_it_is_right_or_wrong(seller, shop, dresses):
    draft = begin(seller, shop)

    answer = keep(seller, draft, "main", main(title_en="Half a", attribute_length="lo\0ng"))

    page = seller.get(draft_url(draft)).content.decode()
    assert "Saved at" in answer.content.decode()
    assert (draft.fields["title_en"], draft.fields["attribute_length"]) == ("Half a", "long")
    assert 'value="Half a"' in page
    assert "field-error" not in page
    assert "Half a" in seller.get(new(shop)).content.decode()


def test_only_what_a_step_asks_for_is_kept(seller, shop, dresses):
    draft = begin(seller, shop)

    keep(seller, draft, "parcel", parcel() | {"title_en": "x", "is_admin": "yes"})

    assert draft.fields == {"source_language": "en", **parcel()}


def test_far_too_much_is_refused_and_the_draft_stays(seller, shop, dresses):
    draft = begin(seller, shop)

    answer = keep(seller, draft, "main", main(description_en="x" * 500_000))

    assert answer.status_code == 413
    assert draft.fields == {"source_language": "en"}


def test_a_step_with_a_mistake_says_so_and_keeps_it(seller, shop, dresses):
    draft = begin(seller, shop)

    answer = seller.post(draft_url(draft), main(attribute_length="long"))

    assert answer.status_code == 422
    assert "Enter a number." in answer.content.decode()
    assert 'value="long"' in answer.content.decode()


@pytest.mark.parametrize(
    ("card", "size", "rows", "told"),
    [
        ({"title_en": " "}, {}, [SMALL], "The main language needs a title."),
        ({"title_en": "x" * 301}, {}, [SMALL], "at most 300"),
        ({"attribute_material": ""}, {}, [SMALL], "This field is required."),
        ({"attribute_material": "gold"}, {}, [SMALL], "Select a valid choice."),
        ({"attribute_length": "long"}, {}, [SMALL], "Enter a number."),
        ({}, {"weight_g": "0"}, [SMALL], "greater than or equal to 1"),
        ({}, {}, [], "A product has at least one variant."),
        ({}, {}, [SMALL | {"attribute_size": ""}], "This field is required."),
        ({}, {}, [SMALL | {"old_price": "400000"}], "The old price is higher than the price."),
        ({}, {}, [SMALL, SMALL | {"sku": "DR-2"}], "Two variants have the same options."),
        ({}, {}, [SMALL, MIDDLE | {"sku": "DR-S"}], "Another offer of yours has this SKU."),
        ({}, {}, [SMALL | {"sku": "<b>"}], "Letters, digits"),
    ],
)
def test_a_card_with_a_mistake_is_not_sent_and_the_last_step_says_where(
    seller, shop, dresses, card, size, rows, told
):
    draft = begin(seller, shop)
    write(seller, draft, *rows, card=main(**card), size=parcel(**size))

    answer = send(seller, draft)

    assert answer.status_code in (409, 422)
    assert told in answer.content.decode()
    assert not Product.objects.exists()
    assert not Offer.objects.exists()
    assert CardDraft.objects.count() == 1


def test_a_card_is_sent_once(seller, shop, dresses):
    draft = begin(seller, shop)
    write(seller, draft, SMALL)

    send(seller, draft)
    again = seller.post(draft_url(draft, "preview"), {"go": "send"})

    assert (again.status_code, Product.objects.count()) == (404, 1)


def test_the_table_gets_a_line_for_each_ticked_combination_once(seller, shop, dresses):
    draft = begin(seller, shop)
    ticked = {
        "table-attribute_size": ["s", "m"],
        "table-stem": "DR",
        "table-price": "489 000",
        "table-stock": "5",
    }

    for _ in range(2):
        seller.post(draft_url(draft, "variants"), ticked | {"go": "spread"})

    draft.refresh_from_db()
    assert [{**line, "key": ""} for line in draft.lines] == [
        {"key": "", "attribute_size": size, "sku": f"DR-{size.upper()}"}
        | {"price": "489 000", "stock": "5"}
        for size in ("s", "m")
    ]


def test_one_figure_is_put_into_every_line_or_only_into_empty_ones(seller, shop, dresses):
    draft = begin(seller, shop)
    write(seller, draft, SMALL, {"attribute_size": "m"})
    figures = lines(draft, SMALL, {"attribute_size": "m"}) | {"go": "fill"}

    empty_only = {"table-price": "500000", "table-only_empty": "on"}
    seller.post(draft_url(draft, "variants"), figures | empty_only)
    draft.refresh_from_db()
    careful = [line["price"] for line in draft.lines]
    seller.post(draft_url(draft, "variants"), figures | {"table-price": "600000"})
    draft.refresh_from_db()

    assert careful == ["489 000", "500000"]
    assert [line["price"] for line in draft.lines] == ["600000", "600000"]


@pytest.mark.parametrize(
    "typed",
    [
        {"go": "spread"},
        {"go": "spread", "table-attribute_size": "xxl"},
        {"go": "fill", "table-price": "much"},
        {"go": "fill", "table-stock": "-1"},
    ],
)
def test_a_table_that_makes_no_sense_changes_nothing(seller, shop, dresses, typed):
    draft = begin(seller, shop)

    answer = seller.post(draft_url(draft, "variants"), typed)

    before, after = draft.lines, CardDraft.objects.get().lines
    assert (answer.status_code, after) == (422, before)


def test_a_draft_has_a_bounded_number_of_lines(seller, shop, dresses):
    draft = begin(seller, shop)
    CardDraft.objects.update(lines=[{"key": str(n), "sku": f"D{n}"} for n in range(100)])

    answer = seller.post(draft_url(draft, "variants"), {"go": "more"})

    assert answer.status_code == 422
    assert "At most 100 variants" in answer.content.decode()


def test_a_line_is_taken_out_and_a_page_out_of_date_brings_none_back(seller, shop, dresses):
    draft = begin(seller, shop)
    write(seller, draft, SMALL, MIDDLE)
    old_page = lines(draft, SMALL, MIDDLE)
    first = draft.lines[0]["key"]

    seller.post(draft_url(draft, "variants"), {"go": f"drop:{first}"})
    keep(seller, draft, "variants", old_page)

    assert [line["sku"] for line in draft.lines] == ["DR-M"]


def test_a_line_says_what_the_shop_gets(seller, shop, dresses):
    """The plan's 10 % of 489 000, and 12 % VAT on it."""
    shop.plan.rate = "0.1"
    shop.plan.save()
    draft = begin(seller, shop)

    answer = keep(seller, draft, "variants", lines(draft, SMALL))

    told = answer.content.decode()
    assert 'hx-swap-oob="true"' in told
    assert "434\u202f232" in told


def test_a_barcode_that_is_in_the_shop_already_leads_to_its_card(seller, shop, dresses):
    there = OfferFactory(variant__barcode="4780000000017")
    draft = begin(seller, shop)

    answer = keep(seller, draft, "variants", lines(draft, SMALL | {"barcode": "4780000000017"}))

    told = answer.content.decode()
    assert str(there.product.title["en"]) in told
    assert there.product.code in told


def test_an_edit_of_a_live_card_waits_and_the_card_stays(seller, shop, dresses):
    """R4.4"""
    product = ProductFactory(
        author=shop,
        category=dresses,
        title={"en": "Adras dress"},
        attributes={"material": "silk", "size": ["s"]},
    )
    seller.post(card_url(shop, product, "product-edit"))
    draft = CardDraft.objects.get()
    assert draft.fields["weight_g"] == "900"
    write(seller, draft, card=main(title_en="Better dress"))

    answer = send(seller, draft)

    product.refresh_from_db()
    waiting = ProductRevision.objects.get()
    assert "The live card stays meanwhile." in answer.content.decode()
    assert (product.title, product.state) == ({"en": "Adras dress"}, ProductState.LIVE)
    assert waiting.content["title"]["en"] == "Better dress"
    assert waiting.content["attributes"] == {"material": "silk", "size": ["s"], "length": 110.0}
    services.approve_revision(revision_id=waiting.pk, by=SYSTEM, now=timezone.now())
    product.refresh_from_db()
    assert product.title["en"] == "Better dress"


def test_a_variant_is_added_to_a_card_and_is_on_sale_at_once(seller, shop, dresses):
    offer = OfferFactory(seller=shop, product__author=shop, product__category=dresses)
    product = offer.product
    seller.post(card_url(shop, product, "product-edit"), {"step": "variants"})
    draft = CardDraft.objects.get()
    write(seller, draft, SMALL)

    send(seller, draft)

    product.refresh_from_db()
    assert (product.variants.count(), product.offer_count) == (2, 2)
    assert product.state == ProductState.LIVE


def test_the_editor_goes_on_from_the_refused_version_and_the_card_says_why(seller, shop, dresses):
    product = ProductFactory(author=shop, category=dresses, attributes={"material": "silk"})
    seller.post(card_url(shop, product, "product-edit"))
    draft = CardDraft.objects.get()
    write(seller, draft, card=main(title_en="Better dress"))
    send(seller, draft)
    services.reject_revision(
        revision_id=ProductRevision.objects.get().pk,
        reason="Too loud.",
        by=SYSTEM,
        now=timezone.now(),
    )

    page = seller.get(card_url(shop, product)).content.decode()
    seller.post(card_url(shop, product, "product-edit"))

    assert "Too loud." in page
    assert CardDraft.objects.get().fields["title_en"] == "Better dress"


def test_a_card_has_one_draft_however_often_it_is_opened(seller, shop, dresses):
    product = ProductFactory(author=shop, category=dresses)

    for _ in range(2):
        seller.post(card_url(shop, product, "product-edit"))

    assert CardDraft.objects.count() == 1


def test_a_draft_is_thrown_away_and_the_card_stays(seller, shop, dresses):
    product = ProductFactory(author=shop, category=dresses)
    seller.post(card_url(shop, product, "product-edit"))
    draft = CardDraft.objects.get()

    for _ in range(2):
        seller.post(draft_url(draft).replace("/main/", "/discard/"))

    product.refresh_from_db()
    assert (CardDraft.objects.count(), product.state) == (0, ProductState.LIVE)


def test_there_are_so_many_drafts_at_once_and_no_more(seller, shop, dresses, monkeypatch):
    monkeypatch.setattr(services.drafts, "MAX_DRAFTS", 1)
    begin(seller, shop)

    answer = seller.post(new(shop), {"category": "dresses"})

    assert (answer.status_code, CardDraft.objects.count()) == (409, 1)


def test_drafts_nobody_touches_are_forgotten(db):
    old, young = CardDraftFactory.create_batch(2)
    long_ago = timezone.now() - services.drafts.KEPT_FOR * 2
    CardDraft.objects.filter(pk=old.pk).update(updated_at=long_ago)

    services.forget_drafts(now=timezone.now())

    assert CardDraft.objects.get() == young


STEPS = ("main", "photos", "variants", "parcel", "preview")


@pytest.mark.parametrize("step", STEPS)
def test_every_step_opens_empty_full_and_with_its_mistakes(seller, shop, dresses, step):
    draft = begin(seller, shop)

    empty = seller.get(draft_url(draft, step))
    checked = seller.get(draft_url(draft, step) + "?check=1")
    write(seller, draft, SMALL)

    full = seller.get(draft_url(draft, step))
    assert {empty.status_code, checked.status_code, full.status_code} == {200}
    assert seller.get(draft_url(draft, "nowhere")).status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_another_shops_draft_does_not_exist(seller, shop, dresses, step):
    foreign = CardDraftFactory(category=dresses)
    foreign_step = draft_url(foreign, step)
    in_my_shop = foreign_step.replace(foreign.seller.slug, shop.slug)

    answers = [
        send_it(url) for url in (foreign_step, in_my_shop) for send_it in (seller.get, seller.post)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert CardDraft.objects.get().fields == {}


def test_a_packer_writes_no_cards(client, shop, dresses):
    client.force_login(MemberFactory(seller=shop, role="packer").user)
    draft = CardDraftFactory(seller=shop, category=dresses)

    answers = [
        client.post(new(shop), {"category": "dresses"}),
        client.get(draft_url(draft)),
        client.post(draft_url(draft), main()),
        client.post(desk.upload_url(draft), {"photos": [desk.picture()]}),
    ]

    assert {answer.status_code for answer in answers} == {403}


@pytest.mark.parametrize("count", [1, 40])
def test_the_table_costs_the_same_queries_for_one_line_and_for_forty(
    seller, shop, dresses, count, django_assert_num_queries
):
    rows = [{"key": str(n), **SMALL, "sku": f"D-{n}", "barcode": "47800000"} for n in range(count)]
    draft = CardDraftFactory(seller=shop, category=dresses, lines=rows)
    seller.get(draft_url(draft, "variants"))

    # user, desk; draft; cards with the barcodes, the shop's offers
    with django_assert_num_queries(5):
        seller.get(draft_url(draft, "variants"))
