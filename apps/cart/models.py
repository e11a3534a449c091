"""What a shopper gathers before buying: the cart and the favourites of a person or a guest."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Offer, Product
from apps.core.fields import MoneyField
from apps.core.models import TimestampedModel, UUIDModel
from apps.geo.models import City


class Cart(UUIDModel, TimestampedModel):
    """One gathering a person or a guest; a guest is known by a random token in a cookie.

    `city` is the delivery place the visitor chose; None shows the market's default.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="cart"
    )
    # NULL, not empty: many people have no token, and the column is unique.
    token = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    city = models.ForeignKey(City, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(token=None), name="cart_of_person_or_guest"
            )
        ]


class CartLine(models.Model):
    """Some pieces of an offer; `seen_price` is what the shopper last saw, to tell of a change."""

    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    is_chosen = models.BooleanField(default=True)
    seen_price = MoneyField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        constraints = [
            models.UniqueConstraint(fields=["cart", "offer"], name="cart_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=999), name="cart_line_quantity"
            ),
        ]


class FavouriteList(models.Model):
    """Some of a shopper's favourites under a name of their own. Whoever has the address with
    `share_token` may look at it, until the shopper takes the token away."""

    cart = models.ForeignKey(Cart, models.CASCADE, related_name="favourite_lists")
    name = models.CharField(_("name"), max_length=60)
    # NULL, so that lists which aren't shared don't clash.
    share_token = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("list of favourites")
        verbose_name_plural = _("lists of favourites")
        constraints = [
            models.UniqueConstraint(fields=["cart", "name"], name="favourite_list_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Favourite(models.Model):
    """A card the shopper marked with a heart; it stands in one list, or in none of its own."""

    cart = models.ForeignKey(Cart, models.CASCADE, related_name="favourites")
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    list = models.ForeignKey(
        FavouriteList, models.SET_NULL, null=True, blank=True, related_name="favourites"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        constraints = [models.UniqueConstraint(fields=["cart", "product"], name="favourite_once")]


class Compared(models.Model):
    """A card the shopper puts beside others of its category."""

    cart = models.ForeignKey(Cart, models.CASCADE, related_name="compared")
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("compared product")
        verbose_name_plural = _("compared products")
        constraints = [models.UniqueConstraint(fields=["cart", "product"], name="compared_once")]
