"""A shop's page of what shoppers say of what it sold."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.web.person import signed_in
from apps.core.web.responses import render_page
from apps.reviews import rules, selectors, services
from apps.reviews.models import WordState
from apps.reviews.selectors import ReviewOfShop
from apps.reviews.web.forms import ReplyForm
from apps.reviews.web.seller import form_ids, is_open_list
from apps.sellers.selectors import Desk, desk_of

REVIEWS = "reviews/seller/reviews.html"
STARS = (5, 4, 3, 2, 1)


@require_safe
@login_required
def reviews(request: HttpRequest, shop: str) -> HttpResponse:
    """Reviews without a reply yet, or with one, a form beside each."""
    desk = desk_of(user=signed_in(request), shop=shop, right="products")
    return _show(request, desk)


@require_POST
@login_required
def reply(request: HttpRequest, shop: str, pk: UUID, is_known: bool) -> HttpResponse:
    """Reply for the shop, or change the reply that `is_known`; the list comes back, or what is
    wrong."""
    desk = desk_of(user=signed_in(request), shop=shop, right="products")
    form = ReplyForm(request.POST, auto_id=form_ids(pk))
    if not form.is_valid():
        return _show(request, desk, wrong=(pk, form))
    say = services.edit_reply if is_known else services.reply_to_review
    said = say(
        review_id=pk,
        by=desk.by,
        language=get_language() or "en",
        now=timezone.now(),
        **form.cleaned_data,
    )
    if said.state == WordState.PUBLISHED:
        messages.success(request, _("Your reply is on the product's page."))
    elif said.is_taken_off:
        messages.info(request, _("Your reply waits for us: we had taken it off."))
    else:
        messages.info(request, _("Your reply waits for us: it names a way past the market."))
    return redirect(reverse("seller:reviews", args=[shop], query=_filters(request)))


def _filters(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to, as an address says it."""
    stars = rules.read_stars(request.GET.get("stars", ""))
    named = {"state": "" if is_open_list(request) else "answered", "stars": str(stars or "")}
    return {name: value for name, value in named.items() if value}


def _show(
    request: HttpRequest, desk: Desk, *, wrong: tuple[UUID, ReplyForm] | None = None
) -> HttpResponse:
    filters = _filters(request)
    after = request.GET.get("after", "")
    # What is wrong is shown on the page that it was sent from.
    here = filters | ({"after": after} if rules.read_place(after) else {})
    rows, next_after = selectors.seller_reviews(
        seller_id=desk.seller_id,
        is_open=is_open_list(request),
        stars=rules.read_stars(filters.get("stars", "")),
        after=rules.read_place(after),
    )

    def form_of(each: ReviewOfShop) -> ReplyForm:
        if wrong is not None and wrong[0] == each.review.pk:
            return wrong[1]
        initial = {"text": each.own.text} if each.own is not None else None
        return ReplyForm(auto_id=form_ids(each.review.pk), initial=initial)

    def action_of(each: ReviewOfShop) -> str:
        name = "seller:review-reply" if each.own is None else "seller:review-reply-edit"
        return reverse(name, args=[desk.shop, each.review.pk], query=here)

    def address(**changes: str) -> str:
        query = {name: value for name, value in {**filters, **changes}.items() if value}
        return reverse("seller:reviews", args=[desk.shop], query=query)

    context = {
        "desk": desk,
        "rows": [(each, form_of(each), action_of(each)) for each in rows],
        "open_count": selectors.open_review_count(seller_id=desk.seller_id),
        "is_open": is_open_list(request),
        "stars": rules.read_stars(filters.get("stars", "")),
        "open_url": address(state=""),
        "answered_url": address(state="answered"),
        "every_url": address(stars=""),
        "stars_urls": [(stars, address(stars=str(stars))) for stars in STARS],
        "next_url": address(after=next_after) if next_after else "",
    }
    return render_page(request, REVIEWS, context, status=422 if wrong else 200)
