"""What search engines ask for: where they may look, and what there is."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_safe

from apps.catalog import selectors as shelves
from apps.catalog.models import Product

SITEMAP_TTL_S = 3600
# Pages that are somebody's own, or endless ways to sort the same goods.
PRIVATE = (
    "account",
    "alerts",
    "cart",
    "checkout",
    "compare",
    "favourites",
    "orders",
    "pay",
    "personal",
    "place",
    "seller",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [
        f"Disallow: /{code}/{name}/" for code, _name in settings.LANGUAGES for name in PRIVATE
    ]
    address = settings.SITE_URL + reverse("sitemap")
    lines = [
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /staff/",
        *closed,
        f"Sitemap: {address}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


class _OurSitemap(Sitemap):
    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class ProductSitemap(_OurSitemap):
    """Every card a shopper may see."""

    limit = 5000

    def items(self) -> "QuerySet[Product]":
        return Product.objects.listed().only("slug", "code", "updated_at").order_by("pk")

    def location(self, item: Product) -> str:
        return shelves.product_url(item)

    def lastmod(self, item: Product) -> object:
        return item.updated_at


class CategorySitemap(_OurSitemap):
    """Every active category."""

    def items(self) -> list[str]:
        return [code for top in shelves.category_tree() for code in _codes(top)]

    def location(self, item: str) -> str:
        return reverse("search:category", args=[item])


SITEMAPS: dict[str, Sitemap] = {
    "products": ProductSitemap(),
    "categories": CategorySitemap(),
}


@require_safe
@cache_page(SITEMAP_TTL_S)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Every part's pages; Django's own view would name them under the domain of its sites table."""
    parts = [
        {"location": f"{settings.SITE_URL}{reverse('sitemap-part', args=[name])}?p={page}"}
        for name, part in SITEMAPS.items()
        for page in part.paginator.page_range
    ]
    context = {"sitemaps": parts}
    return TemplateResponse(request, "sitemap_index.xml", context, content_type="application/xml")


@require_safe
@cache_page(SITEMAP_TTL_S)
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, dict(SITEMAPS), section=section)


def _codes(node: shelves.CategoryNode) -> list[str]:
    return [node.code, *(code for child in node.children for code in _codes(child))]
