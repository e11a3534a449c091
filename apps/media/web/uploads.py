"""Taking uploaded files in as pictures."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.core.errors import TooLarge
from apps.media import services
from apps.media.models import Image
from apps.media.rules import MAX_BYTES

ACCEPT = "image/jpeg,image/png,image/webp"


def take_in(upload: UploadedFile) -> Image:
    """An uploaded photo as a picture. Raises TooLarge, Invalid."""
    if (upload.size or 0) > MAX_BYTES:
        raise TooLarge(_("This picture is too large. Please send at most 10 MB."))
    return services.store_image(content=upload.read())


class PhotosInput(forms.FileInput):
    """A box for several photos at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPT})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them. Any: Django's own signature."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """Uploaded files, at most `most`; what they hold is looked at when they are taken in."""

    def __init__(self, *, most: int, **options: Any) -> None:  # Any: Django's own options
        super().__init__(widget=PhotosInput(), **options)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Any: Django's own signature."""
        files = [super(PhotosField, self).clean(each, initial) for each in data or []]
        if len(files) > self.most:
            raise forms.ValidationError(_("At most %(max)d photos.") % {"max": self.most})
        return files
