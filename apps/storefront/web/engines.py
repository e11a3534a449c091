"""What search engines and shopping services ask for: where they may look, and what there is."""

from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_safe

from apps.catalog import selectors as shelves
from apps.catalog.models import Product
from apps.core.private import private_files
from apps.storefront import selectors

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


@require_safe
def feed(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """A part of the goods as the night wrote it, or 304 for who has it. Raises NotAllowed."""
    part = selectors.feed_file(language=language, number=number)
    etag = f'"{part.digest}"'
    unchanged = get_conditional_response(request, etag=etag, last_modified=None)
    if unchanged is not None:
        return unchanged
    # Any: it streams, and our decorators speak of pages.
    answer: Any = FileResponse(
        private_files().open(part.file), content_type="application/gzip", filename=part.file[6:]
    )
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, max-age=3600"
    # It is for shopping services; people look at the pages it names.
    answer["X-Robots-Tag"] = "noindex"
    return cast("HttpResponse", answer)


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
