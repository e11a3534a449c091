"""Writing a review, and reading more of them than the product page shows."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors as shelves
from apps.core.texts import storable
from apps.core.web.cursors import uuid_or_none
from apps.core.web.page_cache import cacheable, tagged
from apps.core.web.responses import render_page
from apps.orders import selectors as orders
from apps.reviews import rules, selectors, services
from apps.reviews.models import WordState

MAX_SEARCH = 60
STARS = [
    (5, gettext_lazy("Excellent")),
    (4, gettext_lazy("Good")),
    (3, gettext_lazy("Fair")),
    (2, gettext_lazy("Poor")),
    (1, gettext_lazy("Bad")),
]


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=gettext_lazy("Your rating"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("What should others know?"),
        max_length=rules.MAX_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
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
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        review = services.write_review(
            user=user,
            item_id=item_id,
            language=get_language() or "en",
            now=timezone.now(),
            **form.cleaned_data,
        )
        if review.state == WordState.PUBLISHED:
            messages.success(request, _("Thank you! Your review is on the product's page."))
        else:
            messages.info(request, _("Thank you. It is here as soon as we have looked at it."))
        return card
    context = {"form": form, "line": orders.item_view(item)}
    return render_page(request, "reviews/write.html", context, status=422 if form.is_bound else 200)


@require_safe
@cacheable(seconds=300, query=frozenset({"stars", "after"}))
def all_of(request: HttpRequest, code: str) -> HttpResponse:
    """All reviews of a card, or some. Those with a word in them (`q`) aren't kept: nobody can fill
    the cache with words."""
    product = shelves.product_by_code(code=code)
    stars = request.GET.get("stars", "")
    view = selectors.reviews_of(
        product_id=product.pk,
        stars=int(stars) if stars in {"1", "2", "3", "4", "5"} else 0,
        text=storable(request.GET.get("q", "")).strip()[:MAX_SEARCH],
        after=uuid_or_none(request.GET.get("after", "")),
    )
    context = {"product": product, "reviews": view}
    answer = TemplateResponse(request, "reviews/all.html", context).render()
    return tagged(answer, f"product:{product.pk}")
