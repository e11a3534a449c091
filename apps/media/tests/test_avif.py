"""R12.2: photos once more as AVIF, made by a worker, where they are smaller."""

import random
from datetime import timedelta

import PIL.Image
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.core.templatetags.pictures import picture as tag
from apps.media import selectors, services
from apps.media.models import Image
from apps.media.tests.factories import ImageFactory
from apps.media.tests.test_services import opened, photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _none_waiting():
    Image.objects.update(avif_at=timezone.now())


def a_real_photo(tmp_path):
    """Blurred noise: neither flat, as a drawing, nor beyond all compressing."""
    noise = PIL.Image.frombytes("RGB", (60, 40), random.Random(1).randbytes(60 * 40 * 3))
    noise.resize((900, 600), PIL.Image.Resampling.BICUBIC).save(tmp_path / "a.jpg", quality=95)
    return (tmp_path / "a.jpg").read_bytes()


def test_a_photo_is_offered_as_avif_once_a_worker_made_it(tmp_path):
    image = services.store_image(content=a_real_photo(tmp_path))
    assert "avif" not in tag(selectors.picture(image, sizes="50vw", alt="A"))

    assert services.make_avif(now=timezone.now()) is False
    image.refresh_from_db()

    shown = selectors.picture(image, sizes="50vw", alt="A")
    html = tag(shown)
    assert set(image.avif) == set(image.renditions)
    assert html.index('<source type="image/avif"') < html.index("<img")
    assert html.count('sizes="50vw"') == 2
    for width, path in image.avif.items():
        made = opened(path)
        assert (made.format, made.width) == ("AVIF", int(width))
        assert default_storage.size(path) < default_storage.size(image.renditions[width])


def test_one_that_gains_nothing_stays_as_it_is_and_is_not_tried_again():
    image = services.store_image(content=photo(200, 200, colour="#ffffff"))

    services.make_avif(now=timezone.now())

    image.refresh_from_db()
    assert image.avif == {}
    assert image.avif_at is not None


def test_drawings_and_pictures_without_their_files_hold_nobody_up():
    broken, drawing = ImageFactory(), ImageFactory(source="drawing:a")

    services.make_avif(now=timezone.now())

    broken.refresh_from_db()
    drawing.refresh_from_db()
    assert (broken.avif, drawing.avif_at) == ({}, None)


def test_an_orphans_avif_goes_along(tmp_path):
    image = services.store_image(content=a_real_photo(tmp_path))
    services.make_avif(now=timezone.now())
    image.refresh_from_db()

    services.sweep_orphans(now=timezone.now() + timedelta(days=3))

    assert not any(default_storage.exists(path) for path in image.avif.values())
