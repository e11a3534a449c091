"""Queries and what they find, as JSON. The names are those of a page's address (`query.NAMES`)."""

from decimal import Decimal

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.catalog.api.serializers import CardOut, CategoryStepOut
from apps.core.api.fields import MarketCurrency, MoneyOut
from apps.search.query import (
    ATTRIBUTE,
    MAX_DAYS,
    MAX_PAGE,
    MAX_PRICE,
    MAX_TEXT,
    MAX_VALUES,
    SLUG,
    Query,
    Sort,
)


def _price() -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=15, decimal_places=2, min_value=Decimal(0), max_value=MAX_PRICE, required=False
    )


def _several(shape: str) -> serializers.ListField:
    # Of a whole value, not of some part of it.
    child = serializers.RegexField(rf"^(?:{shape})\Z")
    return serializers.ListField(child=child, max_length=MAX_VALUES, required=False)


class SearchIn(serializers.Serializer):
    """A query as `search/` takes it; a value that a page would leave out is refused here."""

    q = serializers.CharField(max_length=MAX_TEXT, allow_blank=True, required=False)
    category = serializers.RegexField(rf"^{SLUG.pattern}\Z", required=False)
    price_from = _price()
    price_to = _price()
    rating = serializers.DecimalField(
        max_digits=2, decimal_places=1, min_value=Decimal(0), max_value=Decimal(5), required=False
    )
    days = serializers.IntegerField(min_value=0, max_value=MAX_DAYS, required=False)
    brand = _several(SLUG.pattern)
    seller = _several(SLUG.pattern)
    attr = _several(ATTRIBUTE.pattern)
    stock = serializers.BooleanField(required=False)
    sale = serializers.BooleanField(required=False)
    sort = serializers.ChoiceField([each.value for each in Sort], required=False)
    exact = serializers.BooleanField(required=False)
    page = serializers.IntegerField(min_value=1, max_value=MAX_PAGE, required=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        low, high = attrs.get("price_from"), attrs.get("price_to")
        if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
            message = _("The lower price is above the upper one.")
            raise serializers.ValidationError({"price_from": message})
        return attrs

    def query(self) -> Query:
        """What was asked, once it is valid."""
        said = self.validated_data
        return Query(
            text=" ".join(said.get("q", "").split()),
            category=said.get("category", ""),
            price_from=said.get("price_from"),
            price_to=said.get("price_to"),
            rating=said.get("rating") or None,
            days=said.get("days"),
            brands=_set(said.get("brand", [])),
            sellers=_set(said.get("seller", [])),
            attributes=_set(said.get("attr", [])),
            in_stock=said.get("stock", False),
            discounted=said.get("sale", False),
            sort=Sort(said.get("sort", Sort.RELEVANCE)),
            page=said.get("page", 1),
            is_exact=said.get("exact", False),
        )


class ChoiceOut(serializers.Serializer):
    """A value to choose, and how many cards there would be."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF's own name for another thing
    count = serializers.IntegerField()
    is_chosen = serializers.BooleanField()
    colour = serializers.CharField()


class FacetOut(serializers.Serializer):
    """A filter: `name` is the parameter its values are sent in; an attribute's values come with its
    code before them."""

    name = serializers.CharField()
    title = serializers.CharField()
    is_single = serializers.BooleanField()
    options = ChoiceOut(many=True, source="every")


class PricesOut(serializers.Serializer):
    """What the goods cost without the filter by price."""

    least = MoneyOut()
    most = MoneyOut()
    currency = MarketCurrency()


class FoundOut(serializers.Serializer):
    """A page of what was found. `corrected` is what was searched instead of what was typed,
    `is_loose` says that the goods have only some of the words, `is_exact` that `total` is no
    estimate."""

    total = serializers.IntegerField(source="result.total")
    is_exact = serializers.BooleanField(source="result.is_exact")
    page = serializers.IntegerField(source="result.page")
    pages = serializers.IntegerField(source="result.pages")
    corrected = serializers.CharField(source="result.corrected")
    is_loose = serializers.BooleanField(source="result.is_loose")
    took_ms = serializers.FloatField(source="result.took_ms")
    prices = PricesOut(source="price", allow_null=True)
    in_stock_count = serializers.IntegerField(source="stock_count")
    sale_count = serializers.IntegerField()
    facets = FacetOut(many=True)
    results = CardOut(many=True, source="cards")


class BrandOut(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()


class CompletionOut(serializers.Serializer):
    """A text that others searched for."""

    text = serializers.CharField()


class SuggestionsOut(serializers.Serializer):
    """At most ten things in all, best first in each kind."""

    texts = CompletionOut(many=True)
    categories = CategoryStepOut(many=True)
    brands = BrandOut(many=True)
    products = CardOut(many=True, source="cards")


def _set(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
