"""The editor of a card: what is sent waits for moderation, what is live stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.catalog import services
from apps.catalog.models import (
    Offer,
    Product,
    ProductRevision,
    ProductState,
    RevisionState,
)
from apps.catalog.tests.desk import MIDDLE, SMALL, card, edit, new, picture, variants
from apps.catalog.tests.factories import ProductFactory
from apps.catalog.web.forms import photo_token
from apps.core.actors import SYSTEM
from apps.media.models import Image
from apps.media.tests.factories import ImageFactory
from apps.sellers.tests.factories import SellerFactory


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
