"""The PostgreSQL engine's index: one flat row a card, and the cards whose row is out of date."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from apps.catalog.models import Product
from apps.core.fields import MoneyField


class ProductDocument(models.Model):
    """What a card is found and filtered by. `facets` holds `colour:red`, `brand:12`, `category:7`
    (each ancestor too), `seller:<id>`; `words` is the folded text for fuzzy matching."""

    product = models.OneToOneField(Product, models.CASCADE, primary_key=True, related_name="+")
    category_ids = ArrayField(models.IntegerField())
    seller_ids = ArrayField(models.UUIDField())
    facets = ArrayField(models.TextField())
    text = SearchVectorField()
    words = models.TextField()
    price = MoneyField(null=True)
    discount_percent = models.PositiveSmallIntegerField(default=0)
    rating = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    sold_count = models.PositiveIntegerField(default=0)
    is_in_stock = models.BooleanField(default=False)
    delivery_days = models.PositiveSmallIntegerField(null=True)
    published_at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["text"], name="document_text"),
            GinIndex(fields=["category_ids"], name="document_categories"),
            GinIndex(fields=["seller_ids"], name="document_sellers"),
            GinIndex(fields=["facets"], name="document_facets"),
            GinIndex(fields=["words"], name="document_words", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["-sold_count", "-product"], name="document_popular"),
            models.Index(fields=["price", "product"], name="document_cheapest"),
            models.Index(fields=["-published_at", "-product"], name="document_newest"),
        ]


class DirtyProduct(models.Model):
    """A card whose document must be made again; the worker drains these in batches."""

    product_id = models.UUIDField(primary_key=True)
    marked_at = models.DateTimeField(auto_now=True)
