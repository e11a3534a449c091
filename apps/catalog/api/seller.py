"""A shop's offers for its own programs, by one of its keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.catalog import selectors, services
from apps.catalog.api.seller_serializers import (
    ItemsIn,
    LevelIn,
    OwnOfferOut,
    PriceIn,
    PricesIn,
    ResultsOut,
    StockIn,
)
from apps.catalog.models import Offer
from apps.catalog.services import PriceLine, StockLevel
from apps.catalog.services.syncing import Result, Synced
from apps.core.actors import Actor
from apps.core.api.headers import KEY_PATTERN, idempotency_key
from apps.core.api.pagination import NewestFirst
from apps.core.errors import Invalid
from apps.core.services import run_once
from apps.sellers.api.authentication import HasScope, KeyLogin
from apps.sellers.models import ApiKey, KeyScope

MAX_SKUS = 100
ONCE = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": KEY_PATTERN},
    OpenApiParameter.HEADER,
    description="The same key and body get the first answer again for 24 hours.",
)
SKU = OpenApiParameter("sku", str, many=True, description="Only these offers, at most 100.")


class ByKey(APIView):
    """What every endpoint behind a key has; its shop is the key's."""

    authentication_classes = [KeyLogin]
    permission_classes = [HasScope]
    limit = "sync"
    scope: KeyScope

    @staticmethod
    def key(request: Request) -> ApiKey:
        """The key that opened."""
        return cast("ApiKey", request.auth)

    @classmethod
    def actor(cls, request: Request) -> Actor:
        """The key at work in its shop."""
        key = cls.key(request)
        return Actor(
            role="seller",
            user_id=key.made_by_id,
            seller_id=key.seller_id,
            rights=frozenset({"products"}),
        )

    @classmethod
    def answer(cls, request: Request, sync: Callable[[], list[Result]]) -> Response:
        """What became of each line. Under an `Idempotency-Key` a call runs once, so that one sent
        again late does not undo what came after it."""

        def told() -> dict[str, Any]:  # Any: JSON
            return dict(ResultsOut({"results": sync()}).data)

        if "Idempotency-Key" not in request.headers:
            return Response(told())
        answer = run_once(
            actor=f"api-key:{cls.key(request).pk}",
            route=cls.scope,
            key=idempotency_key(request),
            body=request.data,
            run=told,
        )
        return Response(answer)


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a call: those in order, and what is wrong with the others, by their places."""

    good: list[dict[str, Any]]  # Any: a serializer's values
    bad: dict[int, Result]

    @classmethod
    def of(cls, request: Request, kind: type[PriceIn] | type[LevelIn]) -> Self:
        """The items that a request carries. Raises ValidationError for a body without 1 to 100."""
        body = ItemsIn(data=request.data)
        body.is_valid(raise_exception=True)
        good, bad = [], {}
        for place, raw in enumerate(body.validated_data["items"]):
            item = kind(data=raw)
            if item.is_valid():
                good.append(item.validated_data)
            else:
                sku = raw.get("sku") if isinstance(raw, dict) else ""
                shown = sku[:80] if isinstance(sku, str) else ""
                bad[place] = Result(shown, Synced.REFUSED, Invalid.code, _first(item.errors))
        return cls(good, bad)

    def in_place(self, results: list[Result]) -> list[Result]:
        """What became of all items, in the order of the call."""
        rest = iter(results)
        count = len(results) + len(self.bad)
        return [self.bad.get(place) or next(rest) for place in range(count)]


def _first(errors: Any) -> str:  # Any: as a serializer tells them
    """The first mistake, with the name of its field."""
    name, texts = next(iter(errors.items()))
    return f"{name}: {texts[0]}"


class ListOwnOffers(ByKey, GenericAPIView):
    """The shop's offers with prices and pieces, newest first."""

    scope = KeyScope.OFFERS_READ
    pagination_class = NewestFirst
    serializer_class = OwnOfferOut
    queryset = Offer.objects.none()

    @extend_schema(operation_id="list_own_offers", tags=["seller"], parameters=[SKU])
    def get(self, request: Request) -> Response:
        skus = request.query_params.getlist("sku")
        if len(skus) > MAX_SKUS:
            text = _("At most %(max)d offers at once.") % {"max": MAX_SKUS}
            raise Invalid(fields={"sku": text})
        own = selectors.own_offers(seller_id=self.key(request).seller_id)
        page = self.paginate_queryset(own.filter(sku__in=skus) if skus else own)
        rows = selectors.own_offer_rows(offers=page or [])
        return self.get_paginated_response(OwnOfferOut(rows, many=True).data)


class SyncPrices(ByKey):
    """Write prices of up to 100 offers, in the market's currency, VAT included. Each is saved or
    refused on its own and answered in its place; the same call again changes nothing. A price that
    was reduced keeps what it cost before unless `old_price` says otherwise."""

    scope = KeyScope.PRICES_WRITE

    @extend_schema(
        operation_id="sync_prices",
        tags=["seller"],
        parameters=[ONCE],
        request=PricesIn,
        responses=ResultsOut,
    )
    def post(self, request: Request) -> Response:
        items = Items.of(request, PriceIn)
        by, shop = self.actor(request), self.key(request).seller_id
        lines = [
            PriceLine(line["sku"], line["price"], line.get("old_price"), "old_price" not in line)
            for line in items.good
        ]
        return self.answer(
            request,
            lambda: items.in_place(
                services.sync_prices(seller_id=shop, lines=lines, by=by, now=timezone.now())
            ),
        )


class SyncStock(ByKey):
    """Write how many pieces of up to 100 offers may be bought; what is reserved for orders comes on
    top by itself. Each is saved or refused on its own and answered in its place."""

    scope = KeyScope.STOCK_WRITE

    @extend_schema(
        operation_id="sync_stock",
        tags=["seller"],
        parameters=[ONCE],
        request=StockIn,
        responses=ResultsOut,
    )
    def post(self, request: Request) -> Response:
        items = Items.of(request, LevelIn)
        by, shop = self.actor(request), self.key(request).seller_id
        lines = [StockLevel(line["sku"], line["free"]) for line in items.good]
        return self.answer(
            request,
            lambda: items.in_place(services.sync_stock(seller_id=shop, lines=lines, by=by)),
        )
