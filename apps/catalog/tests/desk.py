"""A seller at the desk: addresses of pages, and what the editor's forms send."""

import io

import PIL.Image
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.catalog.models import CardDraft

SMALL = {"attribute_size": "s", "sku": "DR-S", "price": "489 000", "stock": "5"}
MIDDLE = {"attribute_size": "m", "sku": "DR-M", "price": "489000", "stock": "0"}


def shelf(shop, **query):
    return reverse("seller:products", args=[shop.slug], query=query)


def offer_url(shop, offer, name="offer"):
    return reverse(f"seller:{name}", args=[shop.slug, offer.pk])


def new(shop, **query):
    return reverse("seller:product-new", args=[shop.slug], query=query)


def card_url(shop, product, name="product"):
    return reverse(f"seller:{name}", args=[shop.slug, product.pk])


def draft_url(draft, step="main"):
    return reverse("seller:draft", args=[draft.seller.slug, draft.pk, step])


def upload_url(draft):
    return reverse("seller:draft-upload", args=[draft.seller.slug, draft.pk])


def picture(name="dress.jpg", size=(40, 50), kind="JPEG"):
    raw = io.BytesIO()
    PIL.Image.new("RGB", size, "#b02030").save(raw, kind)
    return SimpleUploadedFile(name, raw.getvalue())


def main(**changes):
    return {
        "source_language": "en",
        "title_en": "Adras dress",
        "title_ru": "Платье адрас",
        "description_en": "Handwoven.",
        "brand": "Margilan",
        "attribute_material": "silk",
        "attribute_length": "110",
    } | changes


def parcel(**changes):
    return {"weight_g": "450", "length_mm": "300", "width_mm": "200", "height_mm": "50"} | changes


def begin(seller, shop, category="dresses"):
    """A draft of a new card, begun on the page."""
    seller.post(new(shop), {"category": category})
    return CardDraft.objects.latest("created_at")


def lines(draft, *rows):
    """What the table of variants sends for the draft's lines, in their order."""
    keys = [line["key"] for line in draft.lines]
    return {
        f"{key}-{name}": value
        for key, row in zip(keys, rows, strict=False)
        for name, value in row.items()
    }


def write(seller, draft, *rows, card=None, size=None):
    """Fill a draft's steps on their pages, a line for each of `rows`."""
    seller.post(draft_url(draft), (card or main()))
    seller.post(draft_url(draft, "parcel"), (size or parcel()))
    for _ in rows[len(draft.lines) :]:
        seller.post(draft_url(draft, "variants"), {"go": "more"})
    draft.refresh_from_db()
    seller.post(draft_url(draft, "variants"), lines(draft, *rows))
    draft.refresh_from_db()


def send(seller, draft):
    """Send a draft to moderation from its last step."""
    return seller.post(draft_url(draft, "preview"), {"go": "send"}, follow=True)
