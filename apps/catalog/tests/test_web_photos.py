"""A draft's photos: taken in one by one, put in order, cut to shape."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.catalog.models import CardDraft
from apps.catalog.services.cards import MAX_PHOTOS
from apps.catalog.tests.desk import draft_url, picture, upload_url
from apps.catalog.tests.factories import CardDraftFactory
from apps.media.models import Image
from apps.media.services import sweep_orphans
from apps.media.tests.factories import ImageFactory


@pytest.fixture
def draft(shop, dresses):
    return CardDraftFactory(seller=shop, category=dresses)


def shown(draft):
    return [tuple(photo) for photo in CardDraft.objects.get(pk=draft.pk).photos]


def with_photos(draft, count):
    images = ImageFactory.create_batch(count)
    draft.photos = [[str(image.pk), ""] for image in images]
    draft.save()
    return [str(image.pk) for image in images]


def crop_url(draft, image_id):
    return reverse("seller:draft-crop", args=[draft.seller.slug, draft.pk, image_id])


def test_photos_sent_one_by_one_are_kept_and_answered_plainly(seller, draft):
    answers = [
        seller.post(upload_url(draft), {"photos": [each]}, headers={"accept": "text/plain"})
        for each in (picture(), picture("b.png", (60, 60), "PNG"), picture())
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, b"")}
    assert len(shown(draft)) == 2


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
@pytest.mark.parametrize("accept", ["text/plain", "text/html"])
def test_a_photo_that_is_none_is_refused_by_name_and_the_others_stay(
    seller, draft, upload, told, accept
):
    sent = {"photos": [picture(), upload()]}

    answer = seller.post(upload_url(draft), sent, headers={"accept": accept})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert (len(shown(draft)), Image.objects.count()) == (1, 1)


def test_a_card_has_so_many_photos_and_no_more(seller, draft):
    with_photos(draft, MAX_PHOTOS)

    answer = seller.post(upload_url(draft), {"photos": [picture()]})

    assert "At most 30 photos." in answer.content.decode()
    assert len(shown(draft)) == MAX_PHOTOS


def test_photos_are_put_in_order_by_dragging_and_by_arrows(seller, draft):
    first, second, third = with_photos(draft, 3)

    seller.post(draft_url(draft, "photos"), {"photo": [third, first, second], "go": "keep"})
    dragged = [pk for pk, _option in shown(draft)]
    seller.post(draft_url(draft, "photos"), {"go": f"right:{third}"})
    seller.post(draft_url(draft, "photos"), {"go": f"left:{first}"})

    assert dragged == [third, first, second]
    assert [pk for pk, _option in shown(draft)] == [first, third, second]


def test_a_page_out_of_date_loses_no_photo_that_came_meanwhile(seller, draft):
    first, second = with_photos(draft, 2)
    option = {f"option-{first}": "size:s"}

    seller.post(draft_url(draft, "photos"), {"photo": [first], "go": "keep", **option})

    assert shown(draft) == [(first, "size:s"), (second, "")]


def test_nobody_puts_a_picture_on_a_card_by_its_id(seller, draft):
    foreign = str(ImageFactory().pk)

    seller.post(draft_url(draft, "photos"), {"photo": [foreign, "nonsense"], "go": "keep"})
    seller.post(draft_url(draft, "photos"), {"go": "drop:nonsense"})

    assert shown(draft) == []
    assert seller.get(crop_url(draft, foreign)).status_code == 404


def test_a_photo_is_taken_out(seller, draft):
    first, second = with_photos(draft, 2)

    seller.post(draft_url(draft, "photos"), {"go": f"drop:{first}"})

    assert shown(draft) == [(second, "")]


def test_a_part_of_a_photo_takes_its_place(seller, draft):
    seller.post(upload_url(draft), {"photos": [picture(size=(400, 200)), picture("2.jpg")]})
    whole, other = (pk for pk, _option in shown(draft))

    page = seller.get(crop_url(draft, whole))
    seller.post(crop_url(draft, whole), {"ratio": "square", "zoom": "2", "x": "0", "y": "100"})

    part, rest = (pk for pk, _option in shown(draft))
    cut = Image.objects.get(pk=part)
    assert page.status_code == 200
    assert ((cut.width, cut.height), rest) == ((100, 100), other)


@pytest.mark.parametrize(
    "wrong",
    [{"zoom": "0"}, {"zoom": "NaN"}, {"x": "-1"}, {"y": "101"}, {"ratio": "7"}, {"x": ""}],
)
def test_a_part_that_is_none_is_refused(seller, draft, wrong):
    seller.post(upload_url(draft), {"photos": [picture()]})
    before = shown(draft)
    crop = {"ratio": "square", "zoom": "1", "x": "50", "y": "50"}

    answer = seller.post(crop_url(draft, before[0][0]), crop | wrong)

    assert (answer.status_code, shown(draft)) == (422, before)


def test_the_sweep_leaves_a_drafts_photos_alone(seller, draft):
    seller.post(upload_url(draft), {"photos": [picture()]})
    image = Image.objects.get()
    Image.objects.update(updated_at=image.updated_at.replace(year=2020))

    sweep_orphans(now=image.updated_at)

    assert Image.objects.exists()


def test_the_photos_alone_are_sent_to_a_page_that_has_the_rest(seller, draft):
    with_photos(draft, 1)

    page = seller.get(draft_url(draft, "photos"), headers={"hx-request": "true"}).content.decode()

    assert "data-sortable" in page
    assert "<html" not in page
