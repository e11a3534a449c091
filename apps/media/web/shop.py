"""Pictures from this machine's disk, where no CDN or nginx answers before us."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
# A picture's name changes with its content.
@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError) as error:
        # A name that no disk can have: too long, or with a zero character.
        raise Http404 from error
