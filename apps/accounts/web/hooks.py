"""Where Facebook asks on a person's behalf, and where they see that it is done."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import selectors, services
from apps.core.web.responses import render_page


@csrf_exempt
@require_POST
def facebook_deletion(request: HttpRequest) -> HttpResponse:
    """The callback named in Facebook's settings of our app; the answer is as it wants it."""
    sent = request.POST.get("signed_request", "")
    code = services.forget_facebook(signed_request=sent, now=timezone.now())
    page = reverse("accounts:facebook-deleted", args=[code])
    return JsonResponse({"url": f"{settings.SITE_URL}{page}", "confirmation_code": code})


@require_safe
def facebook_deleted(request: HttpRequest, code: str) -> HttpResponse:
    done_at = selectors.facebook_forgotten_at(code=code)
    return render_page(request, "account/facebook_deleted.html", {"done_at": done_at})
