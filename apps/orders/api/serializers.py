"""Orders as JSON."""

from rest_framework import serializers

from apps.core.api.fields import MoneyIn, MoneyOut, Phone, TextOut


class ContactIn(serializers.Serializer):
    """Whom to reach; the courier calls the number, the receipt goes to the address."""

    name = serializers.CharField(max_length=120)
    phone = Phone()
    email = serializers.EmailField(max_length=254)


class AddressIn(serializers.Serializer):
    """`city` is the code of a city or district."""

    city = serializers.CharField(max_length=16)
    street = serializers.CharField(max_length=200)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class PlaceOrderIn(serializers.Serializer):
    """`expected_total` is the cart's `total` as the person saw it for that city."""

    contact = ContactIn()
    address = AddressIn()
    expected_total = MoneyIn()


class PlacedOut(serializers.Serializer):
    """`access_key` opens the order and its payment for whoever isn't logged in as its owner.
    `payment_id` is None when nothing is left to be paid."""

    number = serializers.CharField()
    total = MoneyOut()
    currency = serializers.CharField()
    access_key = serializers.CharField()
    payment_id = serializers.UUIDField(allow_null=True)


class OrderItemOut(serializers.Serializer):
    """A line as it was when bought."""

    title = TextOut(source="item.title")
    sku = serializers.CharField(source="item.sku")
    quantity = serializers.IntegerField(source="item.quantity")
    unit_price = MoneyOut(source="item.unit_price")
    total = MoneyOut(source="item.total")


class ShipmentStepOut(serializers.Serializer):
    state = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the parcel's own word
    at = serializers.DateTimeField()


class ShipmentOut(serializers.Serializer):
    """A parcel on its way; `delivery_code` is what its recipient tells the courier."""

    number = serializers.CharField()
    state = serializers.CharField()
    promised_on = serializers.DateField()
    delivery_code = serializers.CharField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    steps = ShipmentStepOut(many=True)


class SellerOrderOut(serializers.Serializer):
    """One seller's part: one parcel; its sums are in the order's currency."""

    number = serializers.CharField(source="part.number")
    state = serializers.CharField(source="part.state")
    seller_name = serializers.CharField(source="part.seller.name")
    seller_slug = serializers.CharField(source="part.seller.slug")
    goods = MoneyOut(source="part.goods")
    delivery = MoneyOut(source="part.delivery")
    promised_from = serializers.DateField(source="part.promised_from")
    promised_until = serializers.DateField(source="part.promised_until")
    items = OrderItemOut(many=True)
    shipment = ShipmentOut(allow_null=True)


class OrderRowOut(serializers.Serializer):
    """An order in the list; its state is that of its slowest part."""

    number = serializers.CharField(source="order.number")
    state = serializers.CharField()
    placed_at = serializers.DateTimeField(source="order.placed_at")
    goods = MoneyOut(source="order.goods")
    delivery = MoneyOut(source="order.delivery")
    total = MoneyOut(source="order.total")
    currency = serializers.CharField(source="order.currency")
    piece_count = serializers.IntegerField()
    may_cancel = serializers.BooleanField()


class AddressOut(serializers.Serializer):
    """Where the parcels go, as it was when the order was placed."""

    name = serializers.CharField()
    phone = serializers.CharField()
    city = TextOut()
    region = TextOut()
    street = serializers.CharField()
    note = serializers.CharField()


class OrderOut(OrderRowOut):
    """A whole order."""

    paid_at = serializers.DateTimeField(source="order.paid_at", allow_null=True)
    address = AddressOut(source="order.address")
    parts = SellerOrderOut(many=True)
