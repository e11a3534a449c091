"""Taking pictures in: checked, re-encoded, rendered in several widths under immutable names."""

import hashlib
import io
import warnings
from uuid import UUID

import PIL.Image
import PIL.ImageOps
import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.errors import Invalid, TooLarge
from apps.core.queueing import queue_on_commit
from apps.media import rules
from apps.media.models import Image, ImageState

log = structlog.get_logger(__name__)
QUALITY = 82
RenditionPaths = dict[str, str]


def reserve_image(*, source: str, colour: str, width: int, height: int) -> Image:
    """A picture that will be made later from `source`; pages show `colour` meanwhile."""
    return Image.objects.create(source=source, colour=colour, width=width, height=height)


def store_image(*, content: bytes) -> Image:
    """Take an uploaded picture in: re-encoded (so that metadata and anything hidden in the file is
    gone), turned upright, in all widths. The same content again is the same picture.

    Raises TooLarge (bytes, pixels), Invalid (not a JPEG, PNG or WebP picture).
    """
    photo = _open(content)
    digest = hashlib.sha256(content).hexdigest()
    known = Image.objects.filter(digest=digest, state=ImageState.READY).first()
    if known is not None:
        # Young again: whoever sweeps pictures that nothing shows leaves it to who just sent it.
        known.save(update_fields=["updated_at"])
        return known
    image = Image(digest=digest)
    _render(image, photo)
    image.save(force_insert=True)
    queue_on_commit("media.make_avif")
    return image


def fill_image(*, image_id: UUID, content: bytes) -> None:
    """Give a waiting picture its content; again changes nothing. Raises as `store_image`."""
    image = Image.objects.filter(pk=image_id, state=ImageState.WAITING).first()
    if image is None:
        return
    _render(image, _open(content))
    with transaction.atomic():
        still_waiting = Image.objects.filter(pk=image_id, state=ImageState.WAITING)
        still_waiting.update(
            original=image.original.name,
            renditions=image.renditions,
            width=image.width,
            height=image.height,
            state=ImageState.READY,
        )


def _open(content: bytes) -> PIL.Image.Image:
    """A decoded, upright RGB picture, its size checked before a pixel is unpacked."""
    if len(content) > rules.MAX_BYTES:
        raise TooLarge(limit=rules.MAX_BYTES)
    try:
        with warnings.catch_warnings():
            # Our own limit below is lower than the one this warns of.
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
            photo = PIL.Image.open(io.BytesIO(content), formats=rules.FORMATS)
            if photo.width * photo.height > rules.MAX_PIXELS:
                raise _too_many_pixels()
            photo.draft("RGB", (rules.ORIGINAL_WIDTH, rules.ORIGINAL_WIDTH))
            photo.load()
            upright = PIL.ImageOps.exif_transpose(photo)
    except PIL.Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Invalid(
            fields={"photo": _("This is not a picture we can read. Send a JPEG, PNG or WebP.")}
        ) from error
    return _on_white(upright)


def _too_many_pixels() -> TooLarge:
    return TooLarge(_("This picture has too many pixels. Please send at most 40 megapixels."))


def _on_white(photo: PIL.Image.Image) -> PIL.Image.Image:
    if photo.mode in ("RGBA", "LA", "PA") or "transparency" in photo.info:
        layer = photo.convert("RGBA")
        ground = PIL.Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return photo.convert("RGB")


def _render(image: Image, photo: PIL.Image.Image) -> None:
    """Write the original and all renditions; each is scaled from the next larger one."""
    photo.thumbnail((rules.ORIGINAL_WIDTH, rules.ORIGINAL_WIDTH * 2), PIL.Image.Resampling.LANCZOS)
    image.width, image.height = photo.size
    if not image.source:
        image.colour = _colour(photo)
    image.original.name, name = _write_original(photo)
    renditions: RenditionPaths = {}
    scaled = photo
    for width in reversed(rules.widths_for(photo.width)):
        height = max(1, round(photo.height * width / photo.width))
        scaled = scaled.resize((width, height), PIL.Image.Resampling.LANCZOS)
        renditions[str(width)] = _write(_webp(scaled), f"pictures/{name}-{width}.webp")
    image.renditions = renditions
    image.state = ImageState.READY
    log.info("media.image.rendered", width=image.width, count=len(renditions))


def _write_original(photo: PIL.Image.Image) -> tuple[str, str]:
    """Its path, and the name made of the hash of its bytes that its renditions are called by: such
    a name never changes its content."""
    content = _webp(photo)
    digest = hashlib.sha256(content).hexdigest()[:32]
    name = f"{digest[:2]}/{digest}"
    return _write(content, f"originals/{name}.webp"), name


def _webp(photo: PIL.Image.Image) -> bytes:
    buffer = io.BytesIO()
    photo.save(buffer, "WEBP", quality=QUALITY, method=3)
    return buffer.getvalue()


def _write(content: bytes, path: str) -> str:
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return path


def _colour(photo: PIL.Image.Image) -> str:
    """The mean colour, to stand in while the picture loads."""
    red, green, blue = photo.convert("RGB").resize((1, 1), PIL.Image.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"
