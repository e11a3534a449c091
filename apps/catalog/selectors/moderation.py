"""What staff see of the catalogue: versions that wait, what they would change, goods by SKU."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Offer, Product, ProductRevision, RevisionState
from apps.core.queues import Found, Queue, measure
from apps.core.texts import say
from apps.media import selectors as pictures
from apps.media.models import Image
from apps.media.rules import Picture

PHOTO_SIZES = "96px"
LANGUAGES = {"en": "EN", "ru": "RU", "uz": "OʻZ"}
MEASURES = (
    ("weight_g", _("Weight, g")),
    ("length_mm", _("Length, mm")),
    ("width_mm", _("Width, mm")),
    ("height_mm", _("Height, mm")),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One property of a card: as shoppers see it and as the version has it."""

    label: str | Promise
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class RevisionFile:
    """A version beside the card it would change. A first version has nothing before it."""

    changes: list[Change]
    photos_before: list[Picture]
    photos_after: list[Picture]
    is_first: bool

    @property
    def are_photos_changed(self) -> bool:
        return [p.src for p in self.photos_before] != [p.src for p in self.photos_after]


def revision_file(*, revision: ProductRevision) -> RevisionFile:
    """What a version changes, property by property: 4 queries. Unnamed properties stay (imports
    propose only texts)."""
    product = Product.objects.select_related("category", "brand").get(pk=revision.product_id)
    proposed, is_first = revision.content, product.published_at is None
    now: dict[str, Any] = {} if is_first else _content_of(product)  # Any: JSON
    before = list(product.photos.select_related("image").order_by("position", "pk"))
    ids = proposed.get("photos")
    after = [photo.image for photo in before] if ids is None else _images(ids)
    return RevisionFile(
        changes=[*_texts(now, proposed), *_plain(now, proposed), *_attributes(now, proposed)],
        photos_before=[] if is_first else [_picture(photo.image) for photo in before],
        photos_after=[_picture(image) for image in after],
        is_first=is_first,
    )


def queues() -> list[Queue]:
    """Versions of cards that wait for moderation: 1 query."""
    waiting = ProductRevision.objects.filter(state=RevisionState.WAITING)
    count, oldest = measure(waiting, since="created_at")
    view = "admin:catalog_productrevision_changelist"
    return [Queue(_("Cards to look at"), count, oldest, view, "state__exact=waiting")]


def find(*, text: str) -> list[Found]:
    """Offers by SKU and cards by code, for staff: 2 queries."""
    offers = Offer.objects.filter(sku=text).select_related("seller").order_by("pk")[:5]
    cards = Product.objects.filter(Q(code=text.upper())).order_by("pk")[:1]
    return [
        *(
            Found(f"{row.sku} · {row.seller}", _("Offer"), "admin:catalog_offer_change", row.pk)
            for row in offers
        ),
        *(
            Found(str(say(row.title)), _("Product"), "admin:catalog_product_change", row.pk)
            for row in cards
        ),
    ]


def _content_of(product: Product) -> dict[str, Any]:  # Any: JSON, as a version's content
    return {
        "title": product.title,
        "description": product.description,
        "category_code": product.category.code,
        "brand": product.brand.name if product.brand else "",
        "attributes": product.attributes,
        **{name: getattr(product, name) for name, _label in MEASURES},
    }


def _texts(now: dict[str, Any], proposed: dict[str, Any]) -> list[Change]:  # Any: JSON
    changes = []
    for name, label in (("title", _("Title")), ("description", _("Description"))):
        before, after = now.get(name, {}), {**now.get(name, {}), **proposed.get(name, {})}
        for code, short in LANGUAGES.items():
            if before.get(code) or after.get(code):
                shown = f"{label} ({short})"
                changes.append(Change(shown, before.get(code, ""), after.get(code, "")))
    return changes


def _plain(now: dict[str, Any], proposed: dict[str, Any]) -> list[Change]:  # Any: JSON
    names = (("category_code", _("Category")), ("brand", _("Brand")), *MEASURES)
    return [
        Change(label, _shown(now.get(name)), _shown(proposed.get(name, now.get(name))))
        for name, label in names
        if now.get(name) or proposed.get(name)
    ]


def _attributes(now: dict[str, Any], proposed: dict[str, Any]) -> list[Change]:  # Any: JSON
    before = now.get("attributes", {})
    after = proposed.get("attributes", before)
    return [
        Change(code, _shown(before.get(code)), _shown(after.get(code)))
        for code in dict.fromkeys([*before, *after])
    ]


def _images(ids: list[Any]) -> list[Image]:  # Any: pairs of id and option, JSON
    wanted = [str(image_id) for image_id, _option in ids]
    found = {str(pk): image for pk, image in Image.objects.in_bulk(wanted).items()}
    return [found[pk] for pk in wanted if pk in found]


def _picture(image: Image) -> Picture:
    return pictures.picture(image, sizes=PHOTO_SIZES, alt="")


def _shown(value: Any) -> str:  # Any: JSON
    if value in (None, "", []):
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
