"""Writing a review, and reading more of them than the product page shows."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.models import User
from apps.accounts.web.person import signed_in
from apps.catalog import selectors as shelves
from apps.core import limits
from apps.core.errors import Invalid, TooLarge
from apps.core.texts import storable
from apps.core.web.cursors import uuid_or_none
from apps.core.web.page_cache import cacheable, tagged
from apps.core.web.responses import render_page
from apps.media.web.uploads import take_in
from apps.orders import selectors as orders
from apps.reviews import rules, selectors, services
from apps.reviews.models import WordState
from apps.reviews.web.forms import ReviewForm

MAX_SEARCH = 60


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: HttpRequest, item_id: int) -> HttpResponse:
    user = signed_in(request)
    item = orders.review_item(item_id=item_id, user=user)
    card = redirect("storefront:product", item.product.slug, item.product.code)
    if selectors.reviewed_items(user=user, item_ids=[item_id]):
        messages.info(request, _("You have already reviewed this product."))
        return card
    is_sent = request.method == "POST"
    form = ReviewForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    photos = _take_in(user, form) if form.is_valid() else None
    if photos is not None:
        review = services.write_review(
            user=user,
            item_id=item_id,
            rating=form.cleaned_data["rating"],
            text=form.cleaned_data["text"],
            photos=photos,
            language=get_language() or "en",
            now=timezone.now(),
        )
        if review.state == WordState.PUBLISHED:
            messages.success(request, _("Thank you! Your review is on the product's page."))
        else:
            messages.info(request, _("Thank you. It is here as soon as we have looked at it."))
        return card
    context = {"form": form, "line": orders.item_view(item)}
    return render_page(request, "reviews/write.html", context, status=422 if form.is_bound else 200)


def _take_in(user: User, form: ReviewForm) -> list[UUID] | None:
    """The ids of a valid form's photos as pictures; None when one is none, which the form says."""
    photos = []
    for file in form.cleaned_data["photos"]:
        limits.spend("photo", str(user.pk))
        try:
            photos.append(take_in(file).pk)
        except (Invalid, TooLarge) as error:
            fields = getattr(error, "fields", {})
            form.add_error("photos", f"{file.name}: {next(iter(fields.values()), error.message)}")
            return None
    return photos


@require_safe
@cacheable(seconds=300, query=frozenset({"stars", "after", "photos"}))
def all_of(request: HttpRequest, code: str) -> HttpResponse:
    """All reviews of a card, or some. Those with a word in them (`q`) aren't kept: nobody can fill
    the cache with words."""
    product = shelves.product_by_code(code=code)
    view = selectors.reviews_of(
        product_id=product.pk,
        stars=rules.read_stars(request.GET.get("stars", "")),
        text=storable(request.GET.get("q", "")).strip()[:MAX_SEARCH],
        has_photos=request.GET.get("photos") == "1",
        after=uuid_or_none(request.GET.get("after", "")),
    )
    context = {"product": product, "reviews": view}
    answer = TemplateResponse(request, "reviews/all.html", context).render()
    return tagged(answer, f"product:{product.pk}")
