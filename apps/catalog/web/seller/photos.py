"""A draft's photos: taken in as they are dropped, cut to shape."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.web.person import signed_in
from apps.catalog import selectors, services
from apps.catalog.models import CardDraft
from apps.catalog.web.seller.photo_forms import CropForm
from apps.core.errors import DomainError, Invalid, NotAllowed
from apps.core.web.responses import render_page
from apps.media import services as media
from apps.media.web.uploads import take_in
from apps.sellers.selectors import Desk, desk_of

CROP = "catalog/seller/draft_crop.html"
REFUSED = "catalog/seller/photos_refused.html"


@require_POST
@login_required
def upload(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Take photos in, one or several; those that are none are named, the others kept. A page that
    sends them one by one asks for a plain answer: empty, or what is wrong."""
    desk, draft = _draft(request, shop, pk)
    refused: list[str] = []
    for file in request.FILES.getlist("photos"):
        try:
            image = take_in(file)
            services.add_photo(draft_id=draft.pk, image_id=image.pk, by=desk.by)
        except Invalid as error:
            refused.append(f"{file.name}: {next(iter(error.fields.values()), error.message)}")
        except DomainError as error:
            refused.append(f"{file.name}: {error.message}")
    if request.headers.get("Accept") == "text/plain":
        return HttpResponse(
            "\n".join(refused), content_type="text/plain", status=422 if refused else 200
        )
    if refused:
        context = {"desk": desk, "draft": draft, "refused": refused}
        return render_page(request, REFUSED, context, status=422)
    return redirect(f"{_photos_url(desk, draft)}#photos")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def crop(request: HttpRequest, shop: str, pk: UUID, image_id: UUID) -> HttpResponse:
    """Keep a part of a photo in its place."""
    desk, draft = _draft(request, shop, pk)
    if str(image_id) not in (known for known, _option in draft.photos):
        raise NotAllowed(image=str(image_id))
    form = CropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        part = media.crop_image(image_id=image_id, crop=form.crop())
        services.replace_photo(draft_id=draft.pk, image_id=image_id, other_id=part.pk, by=desk.by)
        return redirect(f"{_photos_url(desk, draft)}#photos")
    context = {
        "desk": desk,
        "draft": draft,
        "form": form,
        "photo": selectors.draft_photos(photos=[(image_id, "")])[0],
        "back": _photos_url(desk, draft),
    }
    return render_page(request, CROP, context, status=422 if form.is_bound else 200)


def _draft(request: HttpRequest, shop: str, pk: UUID) -> tuple[Desk, CardDraft]:
    desk = desk_of(user=signed_in(request), shop=shop, right="products")
    return desk, selectors.card_draft(seller_id=desk.seller_id, draft_id=pk)


def _photos_url(desk: Desk, draft: CardDraft) -> str:
    return reverse("seller:draft", args=[desk.shop, draft.pk, "photos"])
