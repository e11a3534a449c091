"""Writing a review, reading more of them than the product page shows, saying which helped."""

from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.web.person import person_or_none, signed_in
from apps.catalog import selectors as shelves
from apps.core import limits
from apps.core.errors import Invalid, TooLarge
from apps.core.texts import storable
from apps.core.web.cursors import uuid_or_none
from apps.core.web.page_cache import cacheable, tagged
from apps.core.web.responses import from_htmx, go_back, render_page, same_origin
from apps.media.web.uploads import take_in
from apps.orders import selectors as orders
from apps.reviews import rules, selectors, services
from apps.reviews.models import WordState
from apps.reviews.web.forms import ReviewForm, VoteForm

MAX_SEARCH = 60
# Of more variants than these one is chosen from a list.
MAX_CHIPS = 8
HELPFUL = "reviews/_helpful.html"
HELPFUL_GUEST = "reviews/_helpful_guest.html"
ORDERS = (
    (rules.Sort.NEWEST, gettext_lazy("Newest first")),
    (rules.Sort.HELPFUL, gettext_lazy("Most helpful")),
    (rules.Sort.HIGHEST, gettext_lazy("Highest rated")),
    (rules.Sort.LOWEST, gettext_lazy("Lowest rated")),
)


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
@cacheable(seconds=300, query=frozenset({"stars", "after", "photos", "sort", "v"}))
def all_of(request: HttpRequest, code: str) -> HttpResponse:
    """All reviews of a card, or some; a variant (`v`) that nobody reviewed leads to those of all.
    Those with a word in them (`q`) aren't kept: nobody can fill the cache with words."""
    product = shelves.product_by_code(code=code)
    variant = request.GET.get("v", "")
    view = selectors.reviews_of(
        product_id=product.pk,
        stars=rules.read_stars(request.GET.get("stars", "")),
        text=storable(request.GET.get("q", "")).strip()[:MAX_SEARCH],
        has_photos=request.GET.get("photos") == "1",
        variant_id=uuid_or_none(variant),
        sort=rules.read_sort(request.GET.get("sort", "")),
        after=rules.read_place(request.GET.get("after", "")),
        has_variants=True,
    )
    if variant and variant not in {str(each.variant_id) for each in view.variants}:
        return redirect(_address(product.code, view, v=""))
    context = {"product": product, "reviews": view, **_addresses(product.code, view)}
    answer = TemplateResponse(request, "reviews/all.html", context).render()
    return tagged(answer, f"product:{product.pk}")


def _narrowed(view: selectors.ReviewsView) -> dict[str, str]:
    """What the list is narrowed to and ordered by, as an address says it; empty for neither."""
    return {
        "stars": str(view.stars or ""),
        "photos": "1" if view.has_photos else "",
        "v": str(view.variant_id or ""),
        "sort": str(view.sort) if view.sort != rules.Sort.NEWEST else "",
        "q": view.text,
    }


def _address(code: str, view: selectors.ReviewsView, **changes: str) -> str:
    """The list's address as it is, but for some changes."""
    query = {name: value for name, value in {**_narrowed(view), **changes}.items() if value}
    return reverse("reviews:list", args=[code], query=query)


def _addresses(code: str, view: selectors.ReviewsView) -> dict[str, object]:
    """Where the list leads: its orders, its filters taken off or put on, its next page."""
    address = partial(_address, code, view)
    # One variant is no choice, unless somebody has chosen it.
    is_choice = len(view.variants) > 1 or view.variant_id
    named = selectors.named(view.variants, chosen_id=view.variant_id) if is_choice else []
    kept = {name: value for name, value in _narrowed(view).items() if value}
    return {
        "orders": [
            (label, address(sort="" if sort == rules.Sort.NEWEST else sort), sort == view.sort)
            for sort, label in ORDERS
        ],
        "kept": list(kept.items()),
        "also": urlencode({name: value for name, value in kept.items() if name != "stars"}),
        "every_url": address(stars=""),
        "photos_url": address(photos="" if view.has_photos else "1"),
        "variants": [(each, address(v=str(each.variant_id))) for each in named],
        "variant": next((each for each in named if each.variant_id == view.variant_id), None),
        "has_many_variants": len(named) > MAX_CHIPS,
        "variants_url": address(v=""),
        "next_url": address(after=view.next_after) if view.next_after else "",
    }


@require_POST
@same_origin
def vote(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Say whether a review helped: its form comes back to htmx, else the page it stands on."""
    user = person_or_none(request)
    if user is None:
        return _ask_to_sign_in(request, review_id)
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise Invalid()
    is_helpful = form.cleaned_data["helpful"]
    review = services.vote_on_review(
        user=user, review_id=review_id, is_helpful=is_helpful, now=timezone.now()
    )
    if from_htmx(request):
        context = {"review": review, "said": "yes" if is_helpful else "no", "told": True}
        return render_page(request, HELPFUL, context)
    messages.success(request, _("Thank you for saying so."))
    return go_back(request, default="storefront:home")


def _ask_to_sign_in(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Only a person has one vote: where they are to htmx, else at the door, which leads back."""
    code = selectors.code_of_review(review_id=review_id)
    page = f"{reverse('reviews:list', args=[code])}#review-{review_id}"
    if from_htmx(request):
        return render_page(request, HELPFUL_GUEST, {"next_url": page})
    return redirect_to_login(page)
