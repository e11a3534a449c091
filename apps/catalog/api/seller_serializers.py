"""What a shop's programs send and get."""

from rest_framework import serializers

from apps.catalog.services.syncing import Synced
from apps.core.api.fields import MarketCurrency, MoneyIn, MoneyOut, TextOut

MOST = 100


class OwnOfferOut(serializers.Serializer):
    """One of the shop's offers; `free` are pieces that may be bought, `reserved` those of orders
    not yet sent."""

    id = serializers.UUIDField()
    sku = serializers.CharField()
    title = TextOut()
    barcode = serializers.CharField()
    price = MoneyOut()
    old_price = MoneyOut(allow_null=True)
    currency = MarketCurrency()
    free = serializers.IntegerField()
    reserved = serializers.IntegerField()
    state = serializers.CharField()
    updated_at = serializers.DateTimeField()


class _Sku(serializers.CharField):
    """The shop's own code of an offer."""

    def __init__(self) -> None:
        super().__init__(max_length=80)


class ItemsIn(serializers.Serializer):
    """Items that are looked at one by one."""

    items = serializers.ListField(
        child=serializers.JSONField(allow_null=True), min_length=1, max_length=MOST
    )


class PriceIn(serializers.Serializer):
    sku = _Sku()
    price = MoneyIn()
    old_price = serializers.DecimalField(
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        allow_null=True,
        help_text="What it cost before; null forgets it, left out keeps it.",
    )


class PricesIn(serializers.Serializer):
    items = serializers.ListField(child=PriceIn(), min_length=1, max_length=MOST)


class LevelIn(serializers.Serializer):
    sku = _Sku()
    free = serializers.IntegerField()


class StockIn(serializers.Serializer):
    items = serializers.ListField(child=LevelIn(), min_length=1, max_length=MOST)


class ResultOut(serializers.Serializer):
    """What became of a line; `code` and `message` say why it was refused."""

    sku = serializers.CharField()
    status = serializers.ChoiceField(choices=[each.value for each in Synced])
    code = serializers.CharField(allow_blank=True)
    message = serializers.CharField(allow_blank=True)


class ResultsOut(serializers.Serializer):
    """In the order of the call."""

    results = ResultOut(many=True)
