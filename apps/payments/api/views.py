"""Paying from an app: begin a try, send the shopper to the bank, ask how it went."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.api.headers import ACCESS_KEY, access_key
from apps.core.api.permissions import KeyHolders
from apps.payments import selectors, services
from apps.payments.api.serializers import AttemptOut, PaymentOut


class ShowPayment(APIView):
    """How a payment stands."""

    permission_classes = [KeyHolders]

    @extend_schema(
        operation_id="show_payment",
        tags=["payments"],
        parameters=[ACCESS_KEY],
        responses=PaymentOut,
    )
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(PaymentOut(_view(request, pk)).data)


class StartAttempt(APIView):
    """Begin a try at the bank and learn where to send the shopper. A payment has one try under way
    at most: asking again, also after a lost answer, gives the same one, so no key is needed."""

    permission_classes = [KeyHolders]

    @extend_schema(
        operation_id="start_attempt",
        tags=["payments"],
        parameters=[ACCESS_KEY],
        request=None,
        responses={201: AttemptOut},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        payment = _view(request, pk).payment
        attempt = services.start_attempt(payment_id=payment.pk, now=timezone.now())
        return Response(AttemptOut(attempt).data, status=201)


def _view(request: Request, pk: UUID) -> selectors.PaymentView:
    user_id = request.user.pk if request.user.is_authenticated else None
    return selectors.payment_view(payment_id=pk, user_id=user_id, access_key=access_key(request))
