"""`/api/`: version 1 of the API, app by app, its schema and the page that explains it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request

from apps.core.api.permissions import Everybody
from apps.core.web.pages import not_found


@csrf_exempt
def unknown(request: HttpRequest, path: str) -> HttpResponse:
    """An address that no endpoint has: a problem, and no redirect to one with a slash."""
    return not_found(request, Exception(path))


class Schema(SpectacularAPIView):
    """The schema in the reader's language, or in one of ours that the address names."""

    permission_classes = [Everybody]

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        language = request.GET.get("lang", "")
        if language and language not in dict(settings.LANGUAGES):
            raise Http404


v1 = [
    path("", include("apps.accounts.api.urls")),
    path("", include("apps.sellers.api.urls")),
    path("", include("apps.catalog.api.urls")),
    path("", include("apps.search.api.urls")),
    path("", include("apps.cart.api.urls")),
    path("", include("apps.orders.api.urls")),
    path("", include("apps.payments.api.urls")),
    path("", include("apps.storefront.api.urls")),
]
urlpatterns = [
    path("v1/", include((v1, "v1"), namespace="v1")),
    path("schema/", Schema.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="schema", permission_classes=[Everybody], template_name="api/docs.html"
        ),
        name="api-docs",
    ),
    re_path(r"^(?P<path>.*)$", unknown),
]
