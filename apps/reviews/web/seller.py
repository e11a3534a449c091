"""A shop's page of what shoppers ask about its goods."""

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
from apps.reviews.selectors import AskedOfShop
from apps.reviews.web.forms import AnswerForm
from apps.sellers.selectors import Desk, desk_of

QUESTIONS = "reviews/seller/questions.html"


@require_safe
@login_required
def questions(request: HttpRequest, shop: str) -> HttpResponse:
    """What nobody has answered yet, or what was answered, a form beside each."""
    desk = desk_of(user=signed_in(request), shop=shop, right="products")
    return _show(request, desk)


@require_POST
@login_required
def answer(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Answer for the shop; the list comes back without the question, or with what is wrong."""
    desk = desk_of(user=signed_in(request), shop=shop, right="products")
    form = AnswerForm(request.POST, auto_id=form_ids(pk))
    if not form.is_valid():
        return _show(request, desk, wrong=(pk, form))
    said = services.answer_question(
        question_id=pk,
        by=desk.by,
        language=get_language() or "en",
        now=timezone.now(),
        **form.cleaned_data,
    )
    if said.state == WordState.PUBLISHED:
        messages.success(request, _("Your answer is on the product's page."))
    elif said.is_taken_off:
        messages.info(request, _("Your answer waits for us: we had taken it off."))
    else:
        messages.info(request, _("Your answer waits for us: it names a way past the market."))
    query = {} if is_open_list(request) else {"state": "answered"}
    return redirect(reverse("seller:questions", args=[shop], query=query))


def is_open_list(request: HttpRequest) -> bool:
    """Whether what waits for the shop is asked for, not what it has said something to."""
    return request.GET.get("state", "") != "answered"


def form_ids(pk: UUID) -> str:
    """The forms of a page don't share the ids of their fields."""
    return f"id_{pk}_%s"


def _show(
    request: HttpRequest, desk: Desk, *, wrong: tuple[UUID, AnswerForm] | None = None
) -> HttpResponse:
    is_open = is_open_list(request)
    after = request.GET.get("after", "")
    # What is wrong is shown on the page that it was sent from.
    here = {} if is_open else {"state": "answered"}
    here |= {"after": after} if rules.read_place(after) else {}
    rows, next_after = selectors.seller_questions(
        seller_id=desk.seller_id,
        is_open=is_open,
        after=rules.read_place(after),
    )

    def form_of(asked: AskedOfShop) -> AnswerForm:
        if wrong is not None and wrong[0] == asked.question.pk:
            return wrong[1]
        initial = {"text": asked.own.text} if asked.own is not None else None
        return AnswerForm(auto_id=form_ids(asked.question.pk), initial=initial)

    def action_of(asked: AskedOfShop) -> str:
        return reverse("seller:question-answer", args=[desk.shop, asked.question.pk], query=here)

    context = {
        "desk": desk,
        "rows": [
            (each.question, each.answers, each.own, form_of(each), action_of(each)) for each in rows
        ],
        "open_count": selectors.open_question_count(seller_id=desk.seller_id),
        "is_open": is_open,
        "next_after": next_after,
    }
    return render_page(request, QUESTIONS, context, status=422 if wrong else 200)
