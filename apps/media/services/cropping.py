"""Cutting a part out of a picture: the part is a picture of its own, the whole stays."""

import io
from uuid import UUID

import PIL.Image
from django.core.files.storage import default_storage

from apps.core.errors import NotAllowed
from apps.media.models import Image, ImageState
from apps.media.rules import Crop, crop_box
from apps.media.services.images import store_image

# It is encoded once more when it is stored: what is lost on the way should not be seen.
QUALITY = 95


def crop_image(*, image_id: UUID, crop: Crop) -> Image:
    """The part of a picture that `crop` names, as a new picture; the same part again is the same
    picture. Raises NotAllowed (unknown, or not made yet)."""
    image = Image.objects.filter(pk=image_id, state=ImageState.READY).first()
    if image is None:
        raise NotAllowed(image=str(image_id))
    with default_storage.open(str(image.original)) as file, PIL.Image.open(file) as whole:
        part = whole.convert("RGB").crop(crop_box(whole.width, whole.height, crop=crop))
    buffer = io.BytesIO()
    part.save(buffer, "WEBP", quality=QUALITY)
    return store_image(content=buffer.getvalue())
