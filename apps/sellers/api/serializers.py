"""Shops as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.api.fields import TextOut
from apps.media import selectors as pictures
from apps.media.api.serializers import PictureOut
from apps.sellers.models import Seller

LOGO_SIZES = "5rem"


class ShopOut(serializers.Serializer):
    """A shop as everybody may know it; `rating` is null until somebody has rated its goods."""

    slug = serializers.CharField()
    name = serializers.CharField()
    about = TextOut()
    city = TextOut(source="city.name")
    logo = serializers.SerializerMethodField()
    rating = serializers.DecimalField(max_digits=3, decimal_places=2, allow_null=True)
    rating_count = serializers.IntegerField()
    opened_at = serializers.DateTimeField(source="created_at")

    @extend_schema_field(PictureOut(allow_null=True))
    def get_logo(self, seller: Seller) -> dict[str, Any] | None:  # Any: JSON
        if seller.logo is None:
            return None
        return dict(PictureOut(pictures.picture(seller.logo, sizes=LOGO_SIZES, alt="")).data)
