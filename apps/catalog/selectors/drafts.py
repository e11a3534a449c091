"""What a shop is writing, and whether what it writes about is in the shop already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.catalog.models import CardDraft, Offer, Product, Variant
from apps.catalog.selectors.editing import SIZES
from apps.catalog.selectors.tiles import product_url
from apps.core.errors import NotAllowed
from apps.core.texts import Said, say
from apps.media import selectors as pictures
from apps.media.models import Image
from apps.media.rules import Picture

SHOWN = 20


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list: its title so far (perhaps empty), category and first photo."""

    pk: UUID
    title: str
    category: Said
    picture: Picture
    is_new: bool
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A live card that has the barcode somebody typed; `is_sold` says whether their shop sells that
    variant already."""

    code: str
    title: Said
    url: str
    is_sold: bool


def card_draft(*, seller_id: UUID, draft_id: UUID) -> CardDraft:
    """A shop's draft with its category and card: 1 query. Raises NotAllowed."""
    drafts = CardDraft.objects.for_seller(seller_id).select_related("category", "product__brand")
    draft = drafts.filter(pk=draft_id).first()
    if draft is None:
        raise NotAllowed(draft=str(draft_id))
    return draft


def draft_rows(*, seller_id: UUID) -> list[DraftRow]:
    """A shop's latest drafts: 2 queries."""
    drafts = CardDraft.objects.for_seller(seller_id).select_related("category")
    rows = list(drafts.order_by("-updated_at")[:SHOWN])
    firsts = {row.pk: row.photos[0][0] for row in rows if row.photos}
    images = {str(pk): image for pk, image in Image.objects.in_bulk(set(firsts.values())).items()}
    return [
        DraftRow(
            pk=row.pk,
            title=row.fields.get(f"title_{row.fields.get('source_language')}", ""),
            category=say(row.category.name),
            picture=pictures.picture(images.get(firsts.get(row.pk, "")), sizes=SIZES, alt=""),
            is_new=row.product_id is None,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def cards_by_barcode(*, seller_id: UUID, barcodes: Collection[str]) -> dict[str, KnownCard]:
    """The live cards of other shops that have one of these barcodes: 2 queries, none without a
    barcode."""
    wanted = {code for code in barcodes if code}
    if not wanted:
        return {}
    variants = (
        Variant.objects.filter(barcode__in=wanted, product__in=Product.objects.listed())
        .exclude(product__author_id=seller_id)
        .select_related("product")
        .order_by("pk")
    )
    rows = list(variants[: len(wanted) * 4])
    own = Offer.objects.for_seller(seller_id).filter(variant__in=rows)
    sold = set(own.values_list("variant_id", flat=True))
    found: dict[str, KnownCard] = {}
    for row in rows:
        card = row.product
        url = product_url(card)
        known = KnownCard(card.code, say(card.title), url, row.pk in sold)
        found.setdefault(row.barcode, known)
    return found


def has_draft(*, product_id: UUID) -> bool:
    """Whether a card's next version is being written: 1 query."""
    return CardDraft.objects.filter(product_id=product_id).exists()
