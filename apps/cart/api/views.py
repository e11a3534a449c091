"""The visitor's cart: a person's by login, a guest's by the same signed cookie as on the pages."""

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.cart import selectors, services
from apps.cart.api.serializers import AddLineIn, CartOut, ChooseCityIn, QuantityIn
from apps.cart.models import Cart
from apps.cart.web.visitor import cart_for, cart_for_writing, remember
from apps.core.api.permissions import Everybody
from apps.core.errors import NotAllowed


class ShowCart(APIView):
    """The cart by seller, with delivery to the chosen place; empty for who has gathered nothing."""

    permission_classes = [Everybody]

    @extend_schema(operation_id="show_cart", tags=["cart"], responses=CartOut)
    def get(self, request: Request) -> Response:
        return _answer(cart_for(request))


class AddLine(APIView):
    """Put pieces of an offer in the cart, on top of those already there."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="add_cart_line", tags=["cart"], request=AddLineIn, responses={201: CartOut}
    )
    def post(self, request: Request) -> Response:
        body = AddLineIn(data=request.data)
        body.is_valid(raise_exception=True)
        own = cart_for_writing(request)
        services.add_line(cart=own, **body.validated_data)
        return _answer(own, status=201)


class ChangeLine(APIView):
    """Set how many pieces of a line are wanted."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="set_cart_line_quantity",
        tags=["cart"],
        request=QuantityIn,
        responses=CartOut,
    )
    def patch(self, request: Request, pk: int) -> Response:
        body = QuantityIn(data=request.data)
        body.is_valid(raise_exception=True)
        own = _own(request)
        services.set_quantity(cart=own, line_id=pk, **body.validated_data)
        return _answer(own)


class RemoveLine(APIView):
    """Take a line out."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="remove_cart_line", tags=["cart"], request=None, responses={200: CartOut}
    )
    def post(self, request: Request, pk: int) -> Response:
        own = _own(request)
        services.remove_line(cart=own, line_id=pk)
        return _answer(own)


class ChooseCity(APIView):
    """Say where goods are brought: delivery in the cart follows it."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="choose_city", tags=["cart"], request=ChooseCityIn, responses=CartOut
    )
    def put(self, request: Request) -> Response:
        body = ChooseCityIn(data=request.data)
        body.is_valid(raise_exception=True)
        own = cart_for_writing(request)
        services.choose_city(cart=own, city_code=body.validated_data["city"])
        return _answer(own)


def _own(request: Request) -> Cart:
    own = cart_for(request)
    if own is None:
        raise NotAllowed()
    return own


def _answer(cart: Cart | None, *, status: int = 200) -> Response:
    view = selectors.cart_view(
        cart=cart,
        city=selectors.delivery_city(cart=cart),
        language=get_language() or "en",
        now=timezone.now(),
    )
    answer = Response(CartOut(view).data, status=status)
    if cart is not None:
        remember(answer, cart)
    return answer
