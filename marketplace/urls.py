"""The URL map: pages under their language, the API, the staff panel, health."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from apps.core.web import health, pages, reports
from apps.media.web import shop as media
from apps.storefront.web import engines

urlpatterns = [
    path("", pages.choose_language, name="choose-language"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("csp-report/", reports.csp_report, name="csp-report"),
    path("bare", pages.bare, name="bare"),
    path("robots.txt", engines.robots, name="robots"),
    path("sitemap.xml", engines.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", engines.sitemap, name="sitemap-part"),
    path("feeds/merchant-<str:language>-<int:number>.xml.gz", engines.feed, name="feed"),
    path("api/", include("marketplace.api")),
    path("payments/", include("apps.payments.web.hooks_urls")),
    path("staff/", admin.site.urls),
]
urlpatterns += i18n_patterns(
    path("", include("apps.storefront.web.urls")),
    path("", include("apps.search.web.urls")),
    path("", include("apps.catalog.web.urls")),
    path("", include("apps.sellers.web.urls")),
    path("", include("apps.cart.web.urls")),
    path("", include("apps.alerts.web.urls")),
    path("", include("apps.orders.web.urls")),
    path("", include("apps.payments.web.urls")),
    path("", include("apps.shipping.web.urls")),
    path("", include("apps.reviews.web.urls")),
    path("", include("apps.content.web.urls")),
    path("seller/", include("marketplace.seller_urls")),
    path("account/", include("apps.accounts.web.urls")),
    path("account/", include("allauth.urls")),
)
if settings.MEDIA_URL.startswith("/"):
    # Local disk is the default storage; a CDN or nginx answers before this in production.
    urlpatterns.append(path("media/<path:path>", media.picture, name="media"))

handler400 = "apps.core.web.pages.bad_request"
handler403 = "apps.core.web.pages.forbidden"
handler404 = "apps.core.web.pages.not_found"
handler500 = "apps.core.web.pages.server_error"
