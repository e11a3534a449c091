"""Help and legal pages."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from apps.content import selectors
from apps.core.web.page_cache import cacheable, tagged


@require_safe
@cacheable(seconds=3600)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    context = {"page": selectors.page(slug=slug), "pages": selectors.pages()}
    return tagged(TemplateResponse(request, "content/page.html", context).render(), "content")
