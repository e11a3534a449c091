"""How a list of cards may be narrowed. Words and facets are search's matter."""

from django.db.models import Exists, OuterRef
from django_filters import rest_framework as filters

from apps.catalog.models import Offer, Product
from apps.catalog.models.cards import ProductQuerySet
from apps.catalog.selectors import node_of
from apps.core.errors import NotAllowed


class ProductFilter(filters.FilterSet):
    """Cards of a category and all below it, of a seller, between two prices, with a free piece."""

    category = filters.CharFilter(method="in_category", label="Code of a category")
    seller = filters.CharFilter(method="of_seller", label="Slug of a shop")
    min_price = filters.NumberFilter("price", "gte", min_value=0, max_digits=18, decimal_places=2)
    max_price = filters.NumberFilter("price", "lte", min_value=0, max_digits=18, decimal_places=2)
    in_stock = filters.BooleanFilter("is_in_stock")

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()

    def in_category(self, rows: ProductQuerySet, name: str, code: str) -> ProductQuerySet:
        try:
            return rows.filter(category_id__in=node_of(code=code).ids)
        except NotAllowed:
            return rows.none()

    def of_seller(self, rows: ProductQuerySet, name: str, slug: str) -> ProductQuerySet:
        offers = Offer.objects.listed().filter(product=OuterRef("pk"), seller__slug=slug)
        return rows.filter(Exists(offers))
