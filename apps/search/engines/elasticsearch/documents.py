"""A card as Elasticsearch holds it: the fields, and what goes into them.

Words become stems here and not in the cluster, so that the index needs none of its plugins and both
products read every language alike.
"""

from typing import Any

from django.conf import settings
from django_elasticsearch_dsl import Document as ElasticsearchDocument
from django_elasticsearch_dsl import fields
from django_elasticsearch_dsl.registries import registry

from apps.catalog.models import Product
from apps.search import rules
from apps.search.engines.base import Document
from apps.search.engines.figures import facets_of

STEMMED = ("title", "brand", "about", "description")
PLAIN = ("latin", "codes")
LONGEST_TOKEN = 8_000


def stems(text: str) -> list[str]:
    """The stems of a folded text, words that say nothing left out."""
    return [rules.stem(word) for word in text.split() if word not in rules.STOPS]


def _words() -> fields.TextField:
    # How often a word stands in a field counts, where it stands doesn't.
    return fields.TextField(analyzer="whitespace", index_options="freqs")


@registry.register_document
class CardDocument(ElasticsearchDocument):
    """The index of cards. Its instances are `Document`s of the port; the catalogue's facts and the
    outbox keep it in step, never a signal."""

    product_id = fields.KeywordField()
    # Asked for, and counted (`figures.facets_of`).
    tokens = fields.KeywordField(ignore_above=LONGEST_TOKEN, doc_values=False)
    facets = fields.KeywordField(ignore_above=LONGEST_TOKEN, index=False)
    title, latin, brand, about, codes, description = (_words() for _name in range(6))
    price = fields.LongField()
    discount = fields.IntegerField()
    in_stock = fields.IntegerField()
    rating = fields.IntegerField()
    ratings = fields.IntegerField()
    sold = fields.LongField()
    promise = fields.IntegerField()
    published = fields.LongField()
    digest = fields.LongField(index=False)

    class Index:
        name = "cards"

    class Django:
        model = Product
        fields: list[str] = []
        ignore_signals = True

    # Any: values of the cluster's types.
    def prepare(self, instance: Document) -> dict[str, Any]:
        """A card's fields: hundredths of money and of stars, seconds since 1970."""
        card = instance
        return {
            "product_id": str(card.product_id),
            "tokens": list(card.tokens),
            "facets": facets_of(card.tokens),
            **{name: " ".join(stems(getattr(card, name))) for name in STEMMED},
            **{name: getattr(card, name) for name in PLAIN},
            "price": int(card.price * 100),
            "discount": card.discount_percent,
            "in_stock": int(card.is_in_stock),
            "rating": None if card.rating is None else int(card.rating * 100),
            "ratings": card.rating_count,
            "sold": card.sold_count,
            "promise": card.delivery_days if card.is_in_stock else None,
            "published": int(card.published_at.timestamp()),
            "digest": card.digest,
        }


def index_body() -> dict[str, Any]:  # Any: the cluster's own language
    """What a new index is made with."""
    return {
        "settings": {
            "number_of_shards": settings.SEARCH_SHARDS,
            "number_of_replicas": settings.SEARCH_REPLICAS,
        },
        "mappings": {**CardDocument._doc_type.mapping.to_dict(), "dynamic": False},
    }
