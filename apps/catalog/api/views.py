"""Cards and categories for apps; anybody may read them."""

from django.utils.translation import get_language
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.catalog import selectors
from apps.catalog.api.filters import ProductFilter
from apps.catalog.api.serializers import CardOut, CategoryOut, ProductOut
from apps.catalog.models import Product
from apps.core.api.pagination import NewestFirst
from apps.core.api.permissions import Everybody
from apps.core.api.reading import FIELDS, asked_data, revalidated


@revalidated
class ListProducts(ListAPIView):
    """Cards on sale, newest first."""

    permission_classes = [Everybody]
    pagination_class = NewestFirst
    filter_backends = [DjangoFilterBackend]
    filterset_class = ProductFilter
    serializer_class = CardOut
    # Only the ids are read here: what a card shows comes with `selectors.cards`.
    queryset = Product.objects.listed().only("pk")

    @extend_schema(operation_id="list_products", tags=["products"], parameters=[FIELDS])
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        cards = selectors.cards(
            product_ids=[row.pk for row in page or []], language=get_language() or "en"
        )
        return self.get_paginated_response(asked_data(CardOut(cards, many=True), request=request))


@revalidated
class ShowProduct(APIView):
    """One card with its variants and everybody's offers for them."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="show_product", tags=["products"], parameters=[FIELDS], responses=ProductOut
    )
    def get(self, request: Request, code: str) -> Response:
        product = selectors.product_by_code(code=code)
        whole = selectors.whole_product(product=product, language=get_language() or "en")
        return Response(asked_data(ProductOut(whole), request=request))


@revalidated
class ListCategories(APIView):
    """The category tree; it is small, so it comes whole."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="list_categories", tags=["products"], responses=CategoryOut(many=True)
    )
    def get(self, request: Request) -> Response:
        return Response(CategoryOut(selectors.category_tree(), many=True).data)
