"""Search for apps: the same query as the pages'; anybody may ask."""

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.catalog.api.serializers import CardOut
from apps.core.api.permissions import Everybody
from apps.core.api.reading import FIELDS, asked_data, revalidated
from apps.core.web.client import client_ip
from apps.search import selectors, services
from apps.search.api.serializers import FoundOut, SearchIn, SuggestionsOut
from apps.search.query import MAX_TEXT


@revalidated
class Search(APIView):
    """Goods by words, place and filters, with facets; `fields` chooses among a card's."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="search",
        tags=["search"],
        parameters=[SearchIn, FIELDS],
        responses=FoundOut,
    )
    def get(self, request: Request) -> Response:
        asked = SearchIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query = asked.query()
        found = selectors.listing(query=query, base_url="", is_search=True)
        if query.page == 1 and not query.has_filters:
            services.note_search(
                text=query.text,
                language=get_language() or "en",
                found=found.result.total,
                ip=client_ip(request._request),
            )
        answer = dict(FoundOut(found).data)
        answer["results"] = asked_data(CardOut(found.cards, many=True), request=request)
        return Response(answer)


@revalidated
class Suggest(APIView):
    """What begins with what is typed so far; nothing for a single letter."""

    permission_classes = [Everybody]

    @extend_schema(
        operation_id="suggest",
        tags=["search"],
        parameters=[OpenApiParameter("q", str, description="The letters typed so far.")],
        responses=SuggestionsOut,
    )
    def get(self, request: Request) -> Response:
        text = request.query_params.get("q", "")[:MAX_TEXT]
        found = selectors.suggest(text=text, language=get_language() or "en")
        return Response(SuggestionsOut(found).data)
