"""Shops for apps; anybody may read them."""

from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.api.pagination import NewestFirst
from apps.core.api.permissions import Everybody
from apps.core.api.reading import FIELDS, asked_data, revalidated
from apps.sellers import selectors
from apps.sellers.api.serializers import ShopOut
from apps.sellers.models import Seller


@revalidated
class ListShops(ListAPIView):
    """Shops that sell, newest first: 1 query."""

    permission_classes = [Everybody]
    pagination_class = NewestFirst
    serializer_class = ShopOut
    queryset = Seller.objects.open().select_related("logo", "city")

    @extend_schema(operation_id="list_shops", tags=["shops"], parameters=[FIELDS])
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(asked_data(ShopOut(page, many=True), request=request))


@revalidated
class ShowShop(APIView):
    """One shop; its goods are found with `search/?seller=`: 1 query."""

    permission_classes = [Everybody]

    @extend_schema(operation_id="show_shop", tags=["shops"], parameters=[FIELDS], responses=ShopOut)
    def get(self, request: Request, slug: str) -> Response:
        shop = ShopOut(selectors.open_seller(slug=slug))
        return Response(asked_data(shop, request=request))
