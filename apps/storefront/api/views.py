"""What goes with a card, for apps."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.catalog import selectors as shelves
from apps.catalog.api.serializers import CardOut
from apps.core.api.permissions import Everybody
from apps.core.api.reading import FIELDS, asked_data, revalidated
from apps.storefront import selectors


@revalidated
class ListSimilar(APIView):
    """Other goods like this one that can be bought, the most alike first."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="list_similar",
        tags=["products"],
        parameters=[FIELDS],
        responses=CardOut(many=True),
    )
    def get(self, request: Request, code: str) -> Response:
        cards = selectors.similar(product=shelves.product_by_code(code=code))
        return Response(asked_data(CardOut(cards, many=True), request=request))
