"""The catalogue as JSON. Texts are in the reader's language (`Accept-Language`), else in what
there is."""

from typing import Any

from rest_framework import serializers

from apps.core.api.fields import MarketCurrency, MoneyOut
from apps.media.api.serializers import PictureOut


class CardOut(serializers.Serializer):
    """A card of a list; price and seller are the featured offer's."""

    code = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField()
    picture = PictureOut()
    price = MoneyOut(allow_null=True)
    old_price = MoneyOut(allow_null=True)
    currency = MarketCurrency()
    discount_percent = serializers.IntegerField()
    rating = serializers.DecimalField(max_digits=3, decimal_places=2, allow_null=True)
    rating_count = serializers.IntegerField()
    arrives_on = serializers.DateField(source="arrives", allow_null=True)
    offer_id = serializers.UUIDField(allow_null=True)
    seller_name = serializers.CharField()
    is_in_stock = serializers.BooleanField()


class OfferOut(serializers.Serializer):
    """A shop's price for a variant; delivery is to the market's default city."""

    id = serializers.UUIDField(source="offer_id")
    seller_name = serializers.CharField()
    seller_slug = serializers.CharField()
    seller_rating = serializers.DecimalField(max_digits=3, decimal_places=2, allow_null=True)
    price = MoneyOut()
    old_price = MoneyOut(allow_null=True)
    delivery_fee = MoneyOut(allow_null=True)
    currency = MarketCurrency()
    arrives_on = serializers.DateField(source="arrives", allow_null=True)
    is_in_stock = serializers.BooleanField()


class OptionOut(serializers.Serializer):
    name = serializers.CharField()
    value = serializers.CharField()


class VariantOut(serializers.Serializer):
    """One choice of a card, and who sells it, the cheapest with delivery first."""

    id = serializers.UUIDField()
    options = OptionOut(many=True)
    barcode = serializers.CharField()
    offers = OfferOut(many=True)


class CategoryStepOut(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class FactOut(serializers.Serializer):
    name = serializers.CharField()
    value = serializers.CharField()


class ProductOut(serializers.Serializer):
    """A whole card."""

    code = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    brand = serializers.CharField()
    categories = CategoryStepOut(many=True)
    pictures = PictureOut(many=True)
    facts = FactOut(many=True)
    rating = serializers.DecimalField(max_digits=3, decimal_places=2, allow_null=True)
    rating_count = serializers.IntegerField()
    featured_offer_id = serializers.UUIDField(allow_null=True)
    variants = VariantOut(many=True)


class CategoryOut(CategoryStepOut):
    """A category with everything below it."""

    def get_fields(self) -> dict[str, Any]:  # Any: DRF's fields
        return {**super().get_fields(), "children": CategoryOut(many=True)}
