"""Which cart belongs to a request: the person's, or the guest's named by a signed cookie."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from apps.cart import services
from apps.cart.models import Cart
from apps.core.errors import NotAllowed

COOKIE = "cart"
COOKIE_AGE = timedelta(days=180)


def guest_token(request: HttpRequest) -> str:
    """The token in the visitor's cookie, empty if there is none or it isn't ours."""
    try:
        return str(request.get_signed_cookie(COOKIE, default=""))
    except BadSignature:
        return ""


def cart_for(request: HttpRequest) -> Cart | None:
    """The visitor's cart if they have one: 1 query."""
    if request.user.is_authenticated:
        return Cart.objects.select_related("city__region").filter(user_id=request.user.pk).first()
    token = guest_token(request)
    return (
        Cart.objects.select_related("city__region").filter(token=token).first() if token else None
    )


def cart_for_writing(request: HttpRequest) -> Cart:
    """The visitor's cart, made if they have none; answer with `remember` afterwards."""
    cart = cart_for(request)
    if cart is not None:
        return cart
    if request.user.is_authenticated:
        return services.cart_of_user(user=request.user)
    return services.new_guest_cart()


def remember(answer: HttpResponse, cart: Cart) -> HttpResponse:
    """Give a guest the cookie that leads back to the cart."""
    if cart.token:
        answer.set_signed_cookie(
            COOKIE,
            cart.token,
            max_age=COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def own_cart(request: HttpRequest) -> Cart:
    """The visitor's cart, for changes to what is in it: 1 query. Raises NotAllowed when there is
    none."""
    cart = cart_for(request)
    if cart is None:
        raise NotAllowed()
    return cart
