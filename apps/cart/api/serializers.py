"""The cart as JSON."""

from rest_framework import serializers

from apps.cart.rules import MAX_QUANTITY
from apps.catalog.api.serializers import PictureOut
from apps.core.api.fields import MarketCurrency, MoneyOut, TextOut


class AddLineIn(serializers.Serializer):
    offer_id = serializers.UUIDField()
    quantity = serializers.IntegerField(min_value=1, max_value=MAX_QUANTITY, default=1)


class QuantityIn(serializers.Serializer):
    quantity = serializers.IntegerField(min_value=1, max_value=MAX_QUANTITY)


class ChooseCityIn(serializers.Serializer):
    """`city` is the code of a city or district."""

    city = serializers.CharField(max_length=16)


class CityOut(serializers.Serializer):
    code = serializers.CharField()
    name = TextOut()


class CartLineOut(serializers.Serializer):
    """A line. `problem` is empty or one of: gone, sold_out, too_many (these keep it from being
    bought), price_up, price_down."""

    id = serializers.IntegerField(source="pk")
    offer_id = serializers.UUIDField(source="line.offer_id")
    title = serializers.CharField(source="line.title")
    options = serializers.CharField(source="line.options_text")
    url = serializers.CharField(source="line.url")
    picture = PictureOut(source="line.picture")
    price = MoneyOut(source="line.price")
    total = MoneyOut()
    currency = MarketCurrency()
    quantity = serializers.IntegerField()
    free = serializers.IntegerField(source="line.free")
    is_chosen = serializers.BooleanField()
    problem = serializers.CharField()


class DeliveryOut(serializers.Serializer):
    """What a parcel costs and when it comes; both days inclusive."""

    fee = MoneyOut()
    currency = MarketCurrency()
    promised_from = serializers.DateField()
    promised_until = serializers.DateField()


class CartGroupOut(serializers.Serializer):
    """One seller's lines: one parcel. No delivery as long as none of them is chosen."""

    seller_slug = serializers.CharField()
    seller_name = serializers.CharField()
    lines = CartLineOut(many=True)
    goods = MoneyOut()
    currency = MarketCurrency()
    delivery = DeliveryOut(source="quote", allow_null=True)


class CartOut(serializers.Serializer):
    """The whole cart. Sums are of chosen lines that can be bought; `is_ready` says that an order
    can be placed for exactly `total`."""

    city = CityOut()
    groups = CartGroupOut(many=True)
    goods = MoneyOut()
    delivery = MoneyOut()
    total = MoneyOut()
    currency = serializers.CharField()
    piece_count = serializers.IntegerField()
    is_ready = serializers.BooleanField()
