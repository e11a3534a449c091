"""A shopper's orders. A guest opens theirs with the key that placing answered."""

from typing import cast

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.cart.web.visitor import cart_for
from apps.core.actors import Actor
from apps.core.api.headers import ACCESS_KEY, IDEMPOTENCY_KEY, access_key, idempotency_key
from apps.core.api.pagination import NewestFirst
from apps.core.api.permissions import Everybody, IsAuthenticated, KeyHolders
from apps.core.errors import Invalid
from apps.orders import selectors, services
from apps.orders.api.serializers import OrderOut, OrderRowOut, PlacedOut, PlaceOrderIn
from apps.orders.models import Order
from apps.payments import selectors as payments


class ListOrders(ListAPIView):
    """The person's own orders, newest first."""

    permission_classes = [IsAuthenticated]
    pagination_class = NewestFirst
    serializer_class = OrderRowOut
    queryset = Order.objects.none()

    @extend_schema(operation_id="list_orders", tags=["orders"])
    def get(self, request: Request) -> Response:
        own = selectors.own_orders(user=cast("User", request.user))
        page = self.paginate_queryset(own)
        views = selectors.order_views(orders=page or [])
        return self.get_paginated_response(OrderRowOut(views, many=True).data)


class PlaceOrder(APIView):
    """Order what is chosen in the cart, all of it or nothing. The goods are set aside until the
    payment's time runs out."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="place_order",
        tags=["orders"],
        parameters=[IDEMPOTENCY_KEY],
        request=PlaceOrderIn,
        responses={201: PlacedOut},
    )
    def post(self, request: Request) -> Response:
        key = idempotency_key(request)
        body = PlaceOrderIn(data=request.data)
        body.is_valid(raise_exception=True)
        cart = cart_for(request)
        if cart is None:
            raise Invalid(_("Your cart is empty."))
        contact, address = body.validated_data["contact"], body.validated_data["address"]
        order = services.place_order(
            cart=cart,
            contact=services.Contact(contact["email"], contact["name"], contact["phone"]),
            address=services.Destination(address["city"], address["street"], address["note"]),
            user=_user(request),
            language=get_language() or "en",
            expected_total=body.validated_data["expected_total"],
            key=key,
            now=timezone.now(),
        )
        payment = payments.open_for(reference=str(order.pk))
        placed = {
            "number": order.number,
            "total": order.total,
            "currency": order.currency,
            "access_key": order.access_key,
            "payment_id": payment.pk if payment else None,
        }
        return Response(PlacedOut(placed).data, status=201)


class ShowOrder(APIView):
    """One order with its parcels."""

    permission_classes = [KeyHolders]

    @extend_schema(
        operation_id="show_order", tags=["orders"], parameters=[ACCESS_KEY], responses=OrderOut
    )
    def get(self, request: Request, number: str) -> Response:
        return Response(OrderOut(_view(request, number)).data)


class CancelOrder(APIView):
    """Cancel a whole order, as long as no seller has begun to pack; paid money goes back.
    Cancelling again changes nothing."""

    permission_classes = [KeyHolders]

    @extend_schema(
        operation_id="cancel_order",
        tags=["orders"],
        parameters=[ACCESS_KEY],
        request=None,
        responses={200: OrderOut},
    )
    def post(self, request: Request, number: str) -> Response:
        order = _view(request, number).order
        services.cancel_order(
            order_id=order.pk,
            by=Actor(role="shopper", user_id=order.user_id),
            reason="shopper",
            now=timezone.now(),
        )
        return Response(OrderOut(_view(request, number)).data)


def _view(request: Request, number: str) -> selectors.OrderView:
    return selectors.order_for(number=number, user=_user(request), access_key=access_key(request))


def _user(request: Request) -> User | None:
    return request.user if request.user.is_authenticated else None
