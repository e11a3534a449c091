"""What a seller's editor starts from: the version of a card they last worked on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.catalog.models import Product, ProductPhoto, ProductRevision, RevisionState
from apps.catalog.selectors.faults import fault_texts, why
from apps.catalog.selectors.sellers import own_product
from apps.media import selectors as pictures
from apps.media.models import Image
from apps.media.rules import Picture

SIZES = "8rem"


@dataclass(frozen=True, slots=True)
class DraftPhoto:
    """A photo of a draft and the variant option it shows (`colour:red`), or empty."""

    image_id: UUID
    option: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Draft:
    """A card as its seller last wrote it; `review` and `reason` are of that version."""

    product: Product
    review: str
    reason: str
    title: dict[str, str]
    description: dict[str, str]
    brand: str
    attributes: dict[str, Any]  # Any: text, number or boolean
    sizes: dict[str, int]
    photos: list[DraftPhoto]


def draft_of(*, seller_id: UUID, product_id: UUID) -> Draft:
    """The waiting or refused version of a shop's card, else the card itself: 4 queries.
    Raises NotAllowed."""
    product = own_product(seller_id=seller_id, product_id=product_id)
    version = ProductRevision.objects.filter(product=product).order_by("-pk").first()
    if version is None or version.state not in (RevisionState.WAITING, RevisionState.REJECTED):
        return _draft(product, {}, "", "")
    return _draft(product, version.content, version.state, _why(version))


def _why(version: ProductRevision) -> str:
    texts = fault_texts(codes=version.faults)
    return why(faults=version.faults, comment=version.reason, texts=texts)


def _draft(
    product: Product,
    content: dict[str, Any],  # Any: JSON
    review: str,
    reason: str,
) -> Draft:
    photos = content.get("photos")
    if photos is None:
        rows = ProductPhoto.objects.filter(product=product).order_by("position", "pk")
        photos = list(rows.values_list("image_id", "option"))
    return Draft(
        product=product,
        review=review,
        reason=reason,
        title={**product.title, **content.get("title", {})},
        description={**product.description, **content.get("description", {})},
        brand=content.get("brand", product.brand.name if product.brand else ""),
        attributes=content.get("attributes", product.attributes),
        sizes={
            name: content.get(name, getattr(product, name))
            for name in ("weight_g", "length_mm", "width_mm", "height_mm")
        },
        photos=draft_photos(photos=[(UUID(str(pk)), option) for pk, option in photos]),
    )


def draft_photos(*, photos: list[tuple[UUID, str]]) -> list[DraftPhoto]:
    """Photos by id, in their order; those that are gone are left out: 1 query."""
    images = Image.objects.in_bulk([pk for pk, _option in photos])
    return [
        DraftPhoto(pk, option, pictures.picture(images[pk], sizes=SIZES, alt=""))
        for pk, option in photos
        if pk in images
    ]
