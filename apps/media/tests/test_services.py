"""Pictures: re-encoded, stripped, bounded; anything that only claims to be one is refused."""

import io
import struct
import zlib

import PIL.Image
import pytest
from django.core.files.storage import default_storage

from apps.core.errors import Invalid, TooLarge
from apps.media import rules, services
from apps.media.models import Image, ImageState
from apps.media.selectors import picture

pytestmark = pytest.mark.django_db


def photo(width=800, height=600, *, kind="JPEG", colour="#a02040", **options):
    raw = io.BytesIO()
    mode = "RGBA" if len(colour) > 7 else "RGB"
    PIL.Image.new(mode, (width, height), colour).save(raw, kind, **options)
    return raw.getvalue()


def opened(path):
    with default_storage.open(path) as file:
        image = PIL.Image.open(io.BytesIO(file.read()))
        image.load()
        return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_gets_webp_renditions_that_are_never_wider_than_itself(kind):
    image = services.store_image(content=photo(800, 600, kind=kind))

    assert (image.state, image.width, image.height) == (ImageState.READY, 800, 600)
    assert sorted(map(int, image.renditions)) == [160, 320, 480, 640]
    for width, path in image.renditions.items():
        rendition = opened(path)
        assert (rendition.format, rendition.width) == ("WEBP", int(width))
        assert abs(rendition.height - rendition.width * 3 / 4) <= 1


def test_where_the_picture_was_taken_and_what_hides_in_it_is_gone():
    exif = PIL.Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    content = photo(exif=exif, comment=b"SECRET-NOTE") + b"<?php SECRET-CODE ?>"

    image = services.store_image(content=content)

    for path in (image.original.name, *image.renditions.values()):
        with default_storage.open(path) as file:
            stored = file.read()
        assert b"SECRET" not in stored
        assert not opened(path).getexif()


def test_a_photo_taken_sideways_is_turned_upright():
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    image = services.store_image(content=photo(800, 600, exif=exif))
    assert (image.width, image.height) == (600, 800)


def test_what_is_see_through_lies_on_white():
    image = services.store_image(content=photo(200, 200, kind="PNG", colour="#ff000000"))
    assert opened(image.original.name).getpixel((100, 100)) == (255, 255, 255)


def test_the_same_photo_again_is_the_same_picture_and_takes_no_more_room():
    content = photo()
    assert services.store_image(content=content) == services.store_image(content=content)
    assert Image.objects.count() == 1


def test_a_huge_photo_keeps_its_form_within_our_width():
    image = services.store_image(content=photo(5000, 1000))
    assert (image.width, image.height) == (rules.ORIGINAL_WIDTH, 400)


def bomb(width, height):
    """A PNG of a few bytes that claims to be of that many pixels."""

    def chunk(name, data):
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (bomb(50_000, 1_000), TooLarge),
        (bomb(2**31 - 1, 2**31 - 1), TooLarge),
        (b"\xff\xd8" + b"x" * (rules.MAX_BYTES + 1), TooLarge),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Invalid),
        (b"GIF89a" + b"\x00" * 100, Invalid),
        (b"%PDF-1.7", Invalid),
        (b"", Invalid),
        (photo()[:200], Invalid),
        (b"PK\x03\x04", Invalid),
    ],
    ids=["50 megapixels", "overflow", "bytes", "svg", "gif", "pdf", "empty", "cut off", "zip"],
)
def test_what_is_no_picture_of_ours_is_refused_and_nothing_is_kept(content, error):
    with pytest.raises(error):
        services.store_image(content=content)
    assert not Image.objects.exists()


def test_a_picture_that_is_still_being_made_shows_its_colour_and_is_filled_once():
    image = services.reserve_image(
        source="drawing:teapot", colour="#1c4a94", width=1200, height=1200
    )
    waiting = picture(image, sizes="4rem", alt="Teapot")
    assert (waiting.src, waiting.colour) == ("", "#1c4a94")

    services.fill_image(image_id=image.pk, content=photo(1200, 1200))
    image.refresh_from_db()
    before = image.renditions
    services.fill_image(image_id=image.pk, content=photo(600, 600))

    image.refresh_from_db()
    assert (image.state, image.renditions, image.colour) == (ImageState.READY, before, "#1c4a94")
    shown = picture(image, sizes="4rem", alt="Teapot")
    assert shown.src.endswith(".webp")
    assert "160w" in shown.srcset
    assert "1280w" not in shown.srcset


def test_no_picture_at_all_has_a_ground_to_stand_on():
    assert picture(None, sizes="4rem", alt="").src == ""


@pytest.mark.parametrize("width", [1, 100, 160, 161, 5000])
def test_there_is_always_a_rendition_and_never_a_wider_one(width):
    widths = rules.widths_for(width)
    assert widths
    assert max(widths) <= width
