"""Photos of a card that is being written: uploads taken in, and those that were there before."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.catalog.selectors import AttributeView, DraftPhoto, draft_photos
from apps.catalog.services.cards import MAX_PHOTOS
from apps.catalog.web.forms import PhotoFormSet, photo_of_token, photo_token
from apps.core.errors import Invalid, TooLarge
from apps.media import services as media
from apps.media.rules import MAX_BYTES


@dataclass(slots=True)
class Tray:
    """The photos of a form in their order, and what was wrong with those that were sent."""

    photos: list[tuple[UUID, str]]
    errors: list[str] = field(default_factory=list)

    def content(self) -> tuple[tuple[str, str], ...]:
        """The photos as a card's content names them."""
        return tuple((str(image_id), option) for image_id, option in self.photos)


def read_tray(request: HttpRequest, *, seller_id: UUID, axes: list[AttributeView]) -> Tray:
    """The photos of a sent form: kept ones in their places, then the new ones, taken in now so that
    a mistake elsewhere in the form doesn't lose them."""
    kept = PhotoFormSet(request.POST, prefix="photo", form_kwargs={"axes": axes})
    placed: list[tuple[int, UUID, str]] = []
    if kept.is_valid():
        for at, form in enumerate(kept.forms, start=1):
            data = form.cleaned_data
            image_id = photo_of_token(data.get("token", ""), seller_id=seller_id)
            if image_id is not None and not data["is_removed"]:
                placed.append((data["place"] or at, image_id, data["option"]))
    placed.sort(key=lambda photo: photo[0])
    tray = Tray([(image_id, option) for _place, image_id, option in placed])
    for upload in request.FILES.getlist("photos"):
        _take_in(tray, upload)
    return tray


def photo_forms(
    tray: Tray, *, seller_id: UUID, axes: list[AttributeView]
) -> tuple[Any, list[tuple[Any, DraftPhoto]]]:
    """A formset for a tray, and each of its forms with its picture: 1 query. Any: a formset has no
    type of its own."""
    shown = draft_photos(photos=tray.photos)
    formset = PhotoFormSet(
        prefix="photo",
        form_kwargs={"axes": axes},
        initial=[
            {
                "token": photo_token(seller_id=seller_id, image_id=photo.image_id),
                "option": photo.option,
                "place": place,
            }
            for place, photo in enumerate(shown, start=1)
        ],
    )
    return formset, list(zip(formset.forms, shown, strict=True))


def _take_in(tray: Tray, upload: UploadedFile) -> None:
    name = upload.name or ""
    if len(tray.photos) >= MAX_PHOTOS:
        tray.errors.append(_("At most %(max)d photos.") % {"max": MAX_PHOTOS})
        return
    try:
        if (upload.size or 0) > MAX_BYTES:
            raise TooLarge(_("This picture is too large. Please send at most 10 MB."))
        image = media.store_image(content=upload.read())
    except TooLarge as error:
        tray.errors.append(f"{name}: {error.message}")
    except Invalid as error:
        tray.errors.append(f"{name}: {next(iter(error.fields.values()), error.message)}")
    else:
        if image.pk not in {image_id for image_id, _option in tray.photos}:
            tray.photos.append((image.pk, ""))
