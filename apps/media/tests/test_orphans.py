"""R12.1: pictures that nothing shows any more are taken out, and no other."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.media import services
from apps.media.models import Image, ImageState
from apps.media.services import orphans
from apps.media.tests.test_services import photo

pytestmark = pytest.mark.django_db
LATER = timedelta(days=3)


def stored(colour, size=400):
    return services.store_image(content=photo(size, size, colour=colour))


def files_of(image):
    return [image.original.name, *image.renditions.values()]


def test_a_picture_that_nothing_shows_goes_with_its_files():
    image = stored("#102030")
    paths = files_of(image)
    assert all(default_storage.exists(path) for path in paths)

    assert services.sweep_orphans(now=timezone.now()) == 0
    assert services.sweep_orphans(now=timezone.now() + LATER) == 1

    assert not Image.objects.exists()
    assert not any(default_storage.exists(path) for path in paths)
    assert services.sweep_orphans(now=timezone.now() + LATER) == 0


def test_a_picture_that_an_app_still_needs_stays(monkeypatch):
    needed, orphan = stored("#204060"), stored("#806040")
    monkeypatch.setattr(orphans, "_keepers", [lambda ids: {needed.pk} & set(ids)])

    assert services.sweep_orphans(now=timezone.now() + LATER) == 1
    assert Image.objects.get() == needed
    assert not Image.objects.filter(pk=orphan.pk).exists()


def test_files_that_another_picture_shares_stay():
    image = stored("#405060")
    twin = Image.objects.create(
        original=image.original.name, renditions=image.renditions, state=ImageState.READY
    )
    Image.objects.filter(pk=twin.pk).update(updated_at=timezone.now() + LATER)

    assert services.sweep_orphans(now=timezone.now() + LATER) == 1

    assert all(default_storage.exists(path) for path in files_of(twin))


def test_a_picture_sent_again_is_young_again():
    image = stored("#607080")
    Image.objects.filter(pk=image.pk).update(updated_at=timezone.now() - LATER)

    assert stored("#607080") == image
    assert services.sweep_orphans(now=timezone.now()) == 0


def test_no_more_than_asked_for_go_at_once(monkeypatch):
    monkeypatch.setattr(orphans, "BATCH", 2)
    for number in range(5):
        stored(f"#{number}0{number}0{number}0")

    assert services.sweep_orphans(now=timezone.now() + LATER, most=2) == 2
    assert services.sweep_orphans(now=timezone.now() + LATER) == 3


def test_a_picture_that_is_still_to_be_made_waits():
    services.reserve_image(source="drawing:a", colour="#ffffff", width=10, height=10)

    assert services.sweep_orphans(now=timezone.now() + LATER) == 0
