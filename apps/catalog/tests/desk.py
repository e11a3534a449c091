"""A seller at the desk: addresses of pages, and what the editor's form sends."""

import io

import PIL.Image
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

SMALL = {"attribute_size": "s", "sku": "DR-S", "price": "489 000", "stock": "5"}
MIDDLE = {"attribute_size": "m", "sku": "DR-M", "price": "489000", "stock": "0"}


def shelf(shop, **query):
    return reverse("seller:products", args=[shop.slug], query=query)


def offer_url(shop, offer, name="offer"):
    return reverse(f"seller:{name}", args=[shop.slug, offer.pk])


def new(shop, code="dresses"):
    return reverse("seller:product-new", args=[shop.slug], query={"category": code})


def edit(shop, product):
    return reverse("seller:product", args=[shop.slug, product.pk])


def picture(name="dress.jpg", size=(40, 50), kind="JPEG"):
    raw = io.BytesIO()
    PIL.Image.new("RGB", size, "#b02030").save(raw, kind)
    return SimpleUploadedFile(name, raw.getvalue())


def card(**changes):
    return {
        "source_language": "en",
        "title_en": "Adras dress",
        "title_ru": "Платье адрас",
        "description_en": "Handwoven.",
        "brand": "Margilan",
        "attribute_material": "silk",
        "attribute_length": "110",
        "weight_g": "450",
        "length_mm": "300",
        "width_mm": "200",
        "height_mm": "50",
        "photo-TOTAL_FORMS": "0",
        "photo-INITIAL_FORMS": "0",
    } | changes


def variants(*rows):
    sent = {"variant-TOTAL_FORMS": str(len(rows)), "variant-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"variant-{number}-{name}": value for name, value in row.items()}
    return sent
