"""The seller's list of offers and the editor of a card."""

import io
from decimal import Decimal
from uuid import uuid4

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.catalog import selectors, services
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    CategoryAttribute,
    Offer,
    OfferState,
    Product,
    ProductRevision,
    ProductState,
    RevisionState,
    Stock,
)
from apps.catalog.tests.factories import CategoryFactory, OfferFactory, ProductFactory
from apps.catalog.web.forms import photo_token
from apps.core.actors import SYSTEM
from apps.media.models import Image
from apps.media.tests.factories import ImageFactory
from apps.sellers.tests.factories import MemberFactory, SellerFactory


@pytest.fixture
def shop(db):
    return SellerFactory()


@pytest.fixture
def seller(client, shop):
    client.force_login(shop.members.get().user)
    return client


@pytest.fixture
def dresses(db):
    """A category with a required material, a length in cm, and sizes as the axis of variants."""
    category = CategoryFactory(code="dresses")
    for code, kind, is_axis, is_required in (
        ("material", "choice", False, True),
        ("length", "number", False, False),
        ("size", "choice", True, True),
    ):
        attribute = Attribute.objects.create(code=code, kind=kind, name={"en": code.capitalize()})
        for value in {"material": ("silk", "cotton"), "size": ("s", "m")}.get(code, ()):
            AttributeValue.objects.create(
                attribute=attribute, code=value, name={"en": value.upper()}
            )
        CategoryAttribute.objects.create(
            category=category,
            attribute=attribute,
            is_variant_axis=is_axis,
            is_required=is_required,
        )
    return category


def shelf(shop, **query):
    return reverse("seller:products", args=[shop.slug], query=query)


def offer_url(shop, offer, name="offer"):
    return reverse(f"seller:{name}", args=[shop.slug, offer.pk])


def new(shop, code="dresses"):
    return reverse("seller:product-new", args=[shop.slug], query={"category": code})


def edit(shop, product):
    return reverse("seller:product", args=[shop.slug, product.pk])


def picture(name="dress.jpg", size=(40, 50), kind="JPEG"):
    raw = io.BytesIO()
    PIL.Image.new("RGB", size, "#b02030").save(raw, kind)
    return SimpleUploadedFile(name, raw.getvalue())


def card(**changes):
    return {
        "source_language": "en",
        "title_en": "Adras dress",
        "title_ru": "Платье адрас",
        "description_en": "Handwoven.",
        "brand": "Margilan",
        "attribute_material": "silk",
        "attribute_length": "110",
        "weight_g": "450",
        "length_mm": "300",
        "width_mm": "200",
        "height_mm": "50",
        "photo-TOTAL_FORMS": "0",
        "photo-INITIAL_FORMS": "0",
    } | changes


def variants(*rows):
    sent = {"variant-TOTAL_FORMS": str(len(rows)), "variant-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"variant-{number}-{name}": value for name, value in row.items()}
    return sent


SMALL = {"attribute_size": "s", "sku": "DR-S", "price": "489 000", "stock": "5"}
MIDDLE = {"attribute_size": "m", "sku": "DR-M", "price": "489000", "stock": "0"}


def refuse(product, reason="The photo is too small."):
    content = services.CardContent(
        title={"en": "New"},
        description={},
        category_code=product.category.code,
        source_language="en",
    )
    revision = services.submit_revision(
        product_id=product.pk, content=content, by=SYSTEM, now=timezone.now()
    )
    if reason:
        services.reject_revision(
            revision_id=revision.pk, reason=reason, by=SYSTEM, now=timezone.now()
        )


def test_price_and_pieces_are_changed_in_place(seller, shop):
    """R15.1"""
    offer = OfferFactory(seller=shop)

    answer = seller.post(
        offer_url(shop, offer),
        {"price": "1\u202f250 000", "stock": "7", "next": shelf(shop, state="low")},
        follow=True,
    )

    offer.refresh_from_db()
    assert answer.redirect_chain == [(shelf(shop, state="low"), 302)]
    assert (offer.price, Stock.objects.get(offer=offer).on_hand) == (Decimal(1_250_000), 7)


def test_htmx_gets_the_row_as_it_is_now(seller, shop):
    offer = OfferFactory(seller=shop)

    answer = seller.post(
        offer_url(shop, offer), {"price": "120000", "stock": "7"}, headers={"hx-request": "true"}
    )

    row = answer.content.decode()
    assert row.lstrip().startswith("<li") or "<html" not in row
    assert "120\u202f000" in row
    assert "Saved" in row


def test_pieces_that_are_reserved_stay_on_top_of_what_the_seller_says(seller, shop):
    offer = OfferFactory(seller=shop)
    Stock.objects.filter(offer=offer).update(reserved=4)

    seller.post(offer_url(shop, offer), {"price": "100000", "stock": "7"})

    stock = Stock.objects.get(offer=offer)
    assert (stock.on_hand, stock.reserved) == (11, 4)


def test_an_old_price_stays_while_it_is_the_higher_one(seller, shop):
    offer = OfferFactory(seller=shop, old_price=150_000)

    seller.post(offer_url(shop, offer), {"price": "140000", "stock": "1"})
    kept = Offer.objects.get().old_price
    seller.post(offer_url(shop, offer), {"price": "160000", "stock": "1"})

    assert (kept, Offer.objects.get().old_price) == (150_000, None)


@pytest.mark.parametrize(
    ("price", "stock"),
    [("0", "1"), ("-5", "1"), ("12.50", "1"), ("much", "1"), ("", "1"), ("100000000001", "1"),
     ("5000", "-1"), ("5000", "1.5"), ("5000", "1000001"), ("NaN", "1"), ("1e999", "1")],
)  # fmt: skip
def test_a_price_or_stock_that_is_none_is_refused_beside_what_was_typed(seller, shop, price, stock):
    offer = OfferFactory(seller=shop)

    answer = seller.post(offer_url(shop, offer), {"price": price, "stock": stock})

    assert answer.status_code == 422
    assert f'value="{price}"' in answer.content.decode()
    offer.refresh_from_db()
    assert (offer.price, Stock.objects.get(offer=offer).on_hand) == (100_000, 10)


def test_an_offer_is_paused_and_taken_up_again_but_no_block_is_lifted(seller, shop):
    offer = OfferFactory(seller=shop)
    url = offer_url(shop, offer, "offer-state")

    seller.post(url, {"state": "paused"})
    paused = Offer.objects.get().state
    seller.post(url, {"state": "active"})
    nonsense = seller.post(url, {"state": "blocked"})
    Offer.objects.update(state=OfferState.BLOCKED)
    lifted = seller.post(url, {"state": "active"})

    assert paused == "paused"
    assert (nonsense.status_code, lifted.status_code) == (422, 403)
    assert Offer.objects.get().state == "blocked"


def test_the_filters_count_and_show_what_they_say(seller, shop):
    OfferFactory(seller=shop, sku="PLENTY")
    OfferFactory(seller=shop, sku="EMPTY", stock=0)
    OfferFactory(seller=shop, sku="LOW", stock=2)
    OfferFactory(seller=shop, sku="PAUSED", state=OfferState.PAUSED)
    refuse(OfferFactory(seller=shop, sku="REFUSED").product)
    refuse(OfferFactory(seller=shop, sku="WAITING").product, reason="")
    OfferFactory(seller=shop, sku="GONE", product__state=ProductState.GONE)
    OfferFactory(sku="FOREIGN")

    counts = selectors.shelf_counts(seller_id=shop.pk)
    shown = {
        state: [row.line.sku for row in selectors.offer_rows(seller_id=shop.pk, state=state)]
        for state in ("sold_out", "low", "paused", "rejected", "waiting")
    }

    assert (counts.every, counts.sold_out, counts.low, counts.paused) == (6, 1, 1, 1)
    assert (counts.rejected, counts.waiting) == (1, 1)
    assert shown == {
        "sold_out": ["EMPTY"],
        "low": ["LOW"],
        "paused": ["PAUSED"],
        "rejected": ["REFUSED"],
        "waiting": ["WAITING"],
    }


def test_a_refused_card_says_why(seller, shop):
    refuse(OfferFactory(seller=shop).product)

    assert "The photo is too small." in seller.get(shelf(shop, state="rejected")).content.decode()


def test_the_list_is_searched_by_sku_and_by_title_in_any_language(seller, shop):
    offer = OfferFactory(seller=shop, sku="TEAPOT-1", product__title={"ru": "Чайник синий"})
    OfferFactory(seller=shop, sku="OTHER", product__title={"en": "Bowl"})

    for text in ("teapot", "чайник"):
        rows = seller.get(shelf(shop, q=text)).context["rows"]
        assert [row.line.offer_id for row, _form in rows] == [offer.pk]


def test_a_character_no_database_takes_is_left_out(seller, shop, dresses):
    assert seller.get(shelf(shop, q="\0")).status_code == 200
    assert seller.get(new(shop, code="dres\0ses")).status_code == 200


def test_another_shops_goods_do_not_exist(seller, shop):
    foreign = OfferFactory()
    foreign_shop = foreign.seller

    answers = [
        seller.get(shelf(foreign_shop)),
        seller.get(edit(foreign_shop, foreign.product)),
        seller.get(edit(shop, foreign.product)),
        seller.post(edit(shop, foreign.product), card()),
        seller.post(reverse("seller:product-remove", args=[shop.slug, foreign.product_id])),
        seller.post(offer_url(shop, foreign), {"price": "1", "stock": "1"}),
        seller.post(offer_url(foreign_shop, foreign), {"price": "1", "stock": "1"}),
        seller.post(offer_url(shop, foreign, "offer-state"), {"state": "paused"}),
        seller.get(reverse("seller:product", args=[shop.slug, uuid4()])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    foreign.refresh_from_db()
    assert (foreign.price, foreign.state) == (100_000, "active")
    assert foreign.product.state == ProductState.LIVE


def test_a_packer_has_no_right_to_goods(client, shop, dresses):
    client.force_login(MemberFactory(seller=shop, role="packer").user)
    offer = OfferFactory(seller=shop)

    answers = [
        client.get(shelf(shop)),
        client.get(new(shop)),
        client.post(new(shop), card() | variants(SMALL)),
        client.get(edit(shop, offer.product)),
        client.post(edit(shop, offer.product), card()),
        client.post(offer_url(shop, offer), {"price": "1", "stock": "1"}),
        client.post(reverse("seller:product-remove", args=[shop.slug, offer.product_id])),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert Product.objects.get().state == ProductState.LIVE


def test_who_is_not_logged_in_is_asked_to(client, shop):
    offer = OfferFactory(seller=shop)

    for answer in (
        client.get(shelf(shop)),
        client.get(new(shop)),
        client.get(edit(shop, offer.product)),
        client.post(offer_url(shop, offer), {"price": "1", "stock": "1"}),
    ):
        assert (answer.status_code, "login" in answer.url) == (302, True)


def test_a_new_card_with_variants_and_photos_waits_for_moderation(seller, shop, dresses):
    """R4.1, R15.1"""
    sent = card() | variants(SMALL, MIDDLE) | {"photos": [picture(), picture("b.png", kind="PNG")]}

    answer = seller.post(new(shop), sent, follow=True)

    product = Product.objects.get()
    assert "Sent to moderation." in answer.content.decode()
    assert (product.state, product.title) == (
        ProductState.DRAFT,
        {"en": "Adras dress", "ru": "Платье адрас"},
    )
    assert product.attributes == {"material": "silk", "length": 110.0}
    assert product.photos.count() == 2
    assert sorted(Offer.objects.values_list("sku", "price", "variant__options_key")) == [
        ("DR-M", 489_000, "size=m"),
        ("DR-S", 489_000, "size=s"),
    ]
    assert ProductRevision.objects.get().state == RevisionState.WAITING


def test_a_line_left_empty_is_no_variant(seller, shop, dresses):
    empty = dict.fromkeys(SMALL, "")

    seller.post(new(shop), card() | variants(SMALL, empty) | {"variant-INITIAL_FORMS": "2"})

    assert [offer.sku for offer in Offer.objects.all()] == ["DR-S"]


def test_a_new_card_begins_with_its_category(seller, shop, dresses):
    choose = seller.get(reverse("seller:product-new", args=[shop.slug])).content.decode()
    form = seller.get(new(shop)).content.decode()

    assert 'value="dresses"' in choose
    assert "Material" in form
    assert seller.get(new(shop, "nowhere")).status_code == 404


def test_one_more_variant_keeps_what_was_typed_and_marks_nothing(seller, shop, dresses):
    sent = card(title_en="Half a") | variants({"sku": "DR-S"}) | {"more": "1"}

    answer = seller.post(new(shop), sent | {"photos": [picture()]})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="variant-TOTAL_FORMS" value="2"' in page
    assert 'value="Half a"' in page
    assert 'value="DR-S"' in page
    assert 'name="photo-0-token"' in page
    assert "field-error" not in page
    assert not Product.objects.exists()


def test_a_photo_survives_a_mistake_elsewhere_in_the_form(seller, shop, dresses):
    wrong = seller.post(new(shop), card(title_en="") | variants(SMALL) | {"photos": [picture()]})
    token = photo_token(seller_id=shop.pk, image_id=Image.objects.get().pk)
    kept = {
        "photo-TOTAL_FORMS": "1",
        "photo-INITIAL_FORMS": "1",
        "photo-0-token": token,
        "photo-0-option": "size:s",
    }
    assert (wrong.status_code, token in wrong.content.decode()) == (422, True)

    seller.post(new(shop), card() | variants(SMALL) | kept)

    photo = Product.objects.get().photos.get()
    assert (photo.image, photo.option) == (Image.objects.get(), "size:s")


def test_nobody_puts_another_shops_photo_on_a_card(seller, shop, dresses):
    foreign = photo_token(seller_id=SellerFactory().pk, image_id=ImageFactory().pk)
    for token in (foreign, "nonsense", f"{shop.pk}:{ImageFactory().pk}"):
        kept = {"photo-TOTAL_FORMS": "1", "photo-INITIAL_FORMS": "1", "photo-0-token": token}
        seller.post(new(shop), card() | variants(SMALL | {"sku": token[-6:].strip(":_-")}) | kept)

    assert Product.objects.count() == 3
    assert not Product.objects.filter(photos__isnull=False).exists()


@pytest.mark.parametrize(
    ("changes", "rows", "told"),
    [
        ({"title_en": " "}, [SMALL], "The main language needs a title."),
        ({"title_en": "x" * 301}, [SMALL], "at most 300"),
        ({"attribute_material": ""}, [SMALL], "This field is required."),
        ({"attribute_material": "gold"}, [SMALL], "Select a valid choice."),
        ({"attribute_length": "long"}, [SMALL], "Enter a number."),
        ({"weight_g": "0"}, [SMALL], "greater than or equal to 1"),
        ({}, [], "A product has at least one variant."),
        ({}, [SMALL | {"attribute_size": ""}], "This field is required."),
        ({}, [SMALL | {"old_price": "400000"}], "The old price is higher than the price."),
        ({}, [SMALL, SMALL], "Two variants have the same options."),
        ({}, [SMALL, MIDDLE | {"sku": "DR-S"}], "Another offer of yours has this SKU."),
        ({}, [SMALL | {"sku": "<b>"}], "Letters, digits"),
    ],
)
def test_a_card_with_a_mistake_says_where_and_nothing_is_written(
    seller, shop, dresses, changes, rows, told
):
    answer = seller.post(new(shop), card(**changes) | variants(*rows))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Product.objects.exists()
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (lambda: picture("huge.png", (10_000, 5_000), "PNG"), "too many pixels"),
        (lambda: SimpleUploadedFile("notes.jpg", b"not a picture"), "not a picture we can read"),
        (lambda: SimpleUploadedFile("fat.jpg", b"\xff\xd8" + bytes(11 * 1024**2)), "at most 10 MB"),
        (lambda: picture("old.gif", kind="GIF"), "not a picture we can read"),
    ],
    ids=["50 megapixels", "text", "11 MB", "GIF"],
)
def test_a_photo_that_is_none_is_refused_by_name_and_nothing_is_written(
    seller, shop, dresses, upload, told
):
    sent = card() | variants(SMALL) | {"photos": [upload()]}

    answer = seller.post(new(shop), sent)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert (Product.objects.count(), Image.objects.count()) == (0, 0)


def test_an_edit_of_a_live_card_waits_and_the_card_stays(seller, shop, dresses):
    """R4.4"""
    product = ProductFactory(
        author=shop,
        category=dresses,
        title={"en": "Adras dress"},
        attributes={"material": "silk", "size": ["s"]},
    )

    answer = seller.post(edit(shop, product), card(title_en="Better dress"), follow=True)

    product.refresh_from_db()
    waiting = ProductRevision.objects.get()
    assert "The live card stays meanwhile." in answer.content.decode()
    assert (product.title, product.state) == ({"en": "Adras dress"}, ProductState.LIVE)
    assert waiting.content["title"]["en"] == "Better dress"
    assert waiting.content["attributes"] == {"material": "silk", "size": ["s"], "length": 110.0}
    services.approve_revision(revision_id=waiting.pk, by=SYSTEM, now=timezone.now())
    product.refresh_from_db()
    assert product.title["en"] == "Better dress"


def test_the_editor_goes_on_from_the_refused_version_and_says_why(seller, shop, dresses):
    product = ProductFactory(author=shop, category=dresses, attributes={"material": "silk"})
    seller.post(edit(shop, product), card(title_en="Better dress"))
    services.reject_revision(
        revision_id=ProductRevision.objects.get().pk,
        reason="Too loud.",
        by=SYSTEM,
        now=timezone.now(),
    )

    page = seller.get(edit(shop, product)).content.decode()

    assert "Too loud." in page
    assert 'value="Better dress"' in page


def test_an_edit_sent_twice_leaves_one_version_waiting(seller, shop, dresses):
    product = ProductFactory(author=shop, category=dresses)

    for _ in range(2):
        seller.post(edit(shop, product), card())

    waiting = ProductRevision.objects.filter(state=RevisionState.WAITING)
    assert waiting.count() == 1


def test_photos_are_put_in_order_and_taken_away(seller, shop, dresses):
    product = ProductFactory(author=shop, category=dresses)
    images = ImageFactory.create_batch(3)
    tokens = [photo_token(seller_id=shop.pk, image_id=image.pk) for image in images]
    kept = {"photo-TOTAL_FORMS": "3", "photo-INITIAL_FORMS": "3", "photo-1-is_removed": "on"}
    kept |= {f"photo-{i}-token": token for i, token in enumerate(tokens)}
    kept |= {"photo-0-place": "2", "photo-2-place": "1"}

    seller.post(edit(shop, product), card() | kept)

    content = ProductRevision.objects.get().content
    assert [pk for pk, _option in content["photos"]] == [str(images[2].pk), str(images[0].pk)]


def test_a_removed_product_is_gone_from_the_list_and_the_shop(seller, shop):
    offer = OfferFactory(seller=shop)

    seller.post(reverse("seller:product-remove", args=[shop.slug, offer.product_id]))

    assert Product.objects.get().state == ProductState.GONE
    assert seller.get(shelf(shop)).context["rows"] == []
    assert seller.get(edit(shop, offer.product)).status_code == 404


@pytest.mark.parametrize("rows", [1, 15])
def test_the_list_costs_the_same_queries_for_one_offer_and_for_fifteen(
    seller, shop, rows, django_assert_num_queries
):
    OfferFactory.create_batch(rows, seller=shop)
    # user, desk; ids, offers, stock, photos, categories, versions, facts; counts
    with django_assert_num_queries(10):
        page = seller.get(shelf(shop))
    assert page.content.count(b'class="offer"') == rows
