"""Asking of a card, answering as somebody who has it, and reading what was asked."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.web.person import person_or_none, signed_in
from apps.catalog import selectors as shelves
from apps.catalog.models import Product
from apps.core.actors import Actor
from apps.core.web.page_cache import cacheable, tagged
from apps.core.web.responses import from_htmx, render_page
from apps.reviews import rules, selectors, services
from apps.reviews.models import WordState
from apps.reviews.web.forms import AnswerForm, QuestionForm

LIST = "reviews/questions.html"
ASK = "reviews/ask.html"
GUEST = "reviews/ask_guest.html"
DONE = "reviews/ask_done.html"
ANSWER = "reviews/answer.html"


@require_safe
@cacheable(seconds=300, query=frozenset({"open", "after"}))
def all_of(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that was asked of a card and answered, or what is still open."""
    product = shelves.product_by_code(code=code)
    view = selectors.questions_of(
        product_id=product.pk,
        is_open=request.GET.get("open") == "1",
        after=rules.read_place(request.GET.get("after", "")),
    )
    context = {"product": product, "questions": view}
    answer = TemplateResponse(request, LIST, context).render()
    return tagged(answer, f"product:{product.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a question: a part of the product page to htmx, else a page of its own."""
    product = shelves.product_by_code(code=code)
    user = person_or_none(request)
    if user is None:
        if from_htmx(request):
            return render_page(request, GUEST, {"product": product})
        return redirect_to_login(request.get_full_path())
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"product": product, "form": form}
        return render_page(request, ASK, context, partial="ask", status=status)
    question = services.ask_question(
        user=user,
        product_id=product.pk,
        language=get_language() or "en",
        now=timezone.now(),
        **form.cleaned_data,
    )
    if from_htmx(request):
        return render_page(request, DONE, {"question": question})
    if question.state == WordState.PUBLISHED:
        messages.success(request, _("Asked. We will write to you when somebody answers."))
    else:
        messages.info(request, _("Thank you. It is here as soon as we have looked at it."))
    return _to_questions(product)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Answer as somebody who has the goods."""
    user = signed_in(request)
    question = selectors.question_for_answering(question_id=question_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {
            "question": question,
            "form": form,
            "may_answer": selectors.may_answer(question=question, user=user),
        }
        return render_page(request, ANSWER, context, status=422 if form.is_bound else 200)
    said = services.answer_question(
        question_id=question_id,
        by=Actor(role="shopper", user_id=user.pk),
        language=get_language() or "en",
        now=timezone.now(),
        **form.cleaned_data,
    )
    if said.state == WordState.PUBLISHED:
        messages.success(request, _("Thank you! Your answer is on the product's page."))
    else:
        messages.info(request, _("Thank you. It is here as soon as we have looked at it."))
    return _to_questions(question.product)


def _to_questions(product: Product) -> HttpResponse:
    page = reverse("storefront:product", args=[product.slug, product.code])
    return HttpResponseRedirect(f"{page}#questions")
