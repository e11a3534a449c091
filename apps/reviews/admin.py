"""Reviews, questions and answers; staff publish what was held, hide one, or show it again."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.core.actors import Actor
from apps.core.panel import ReadOnlyInline, ReasonForm, StaffAdmin, state, step
from apps.media import selectors as pictures
from apps.reviews import rules, services
from apps.reviews.models import Answer, Question, Review, ReviewPhoto, WordState


class AnswerStepForm(ReasonForm):
    """What staff answer, and why they do."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=rules.MAX_ANSWER_LENGTH,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )
    field_order = ("text", "reason")


class WordAdmin(StaffAdmin):
    """A table of what people wrote."""

    list_filter: ClassVar[tuple[str, ...]] = ("state",)
    ordering = ("-id",)
    shown_state = state(published="success", held="warning", hidden="danger")

    @admin.display(description=_("text"))
    def beginning(self, row: Review | Question | Answer) -> str:
        return row.text[:80]


def _is_off(row: Review | Question | Answer) -> bool:
    return row.state != WordState.PUBLISHED


def _is_not_hidden(row: Review | Question | Answer) -> bool:
    return row.state != WordState.HIDDEN


class PhotoInline(ReadOnlyInline):
    model = ReviewPhoto
    fields = ("position", "shown")
    ordering = ("position",)
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # Any: Django's own signature
        return super().get_queryset(request).select_related("image")

    @admin.display(description=_("photo"))
    def shown(self, photo: ReviewPhoto) -> str:
        return format_html('<img src="{}" width="240" alt="">', pictures.source(photo.image))


@admin.register(Review)
class ReviewAdmin(WordAdmin):
    list_display = ("written_at", "product", "author_name", "rating", "shown_state", "beginning")
    list_select_related = ("product",)
    list_filter = ("state", "rating")
    search_fields = ("product__code",)
    search_help_text = _("By the product's code.")
    exclude = ("item",)
    inlines = (PhotoInline,)

    @step(
        _("Hide"),
        explanation=_("Nobody reads it any more, and its stars do not count."),
        offered=_is_not_hidden,
        is_grave=True,
    )
    def hide(self, review: Review, *, by: Actor, now: datetime) -> str:
        services.set_review_state(review_id=review.pk, state=WordState.HIDDEN, by=by)
        return _t("The review is hidden.")

    @step(_("Publish"), offered=_is_off)
    def show(self, review: Review, *, by: Actor, now: datetime) -> str:
        services.set_review_state(review_id=review.pk, state=WordState.PUBLISHED, by=by)
        return _t("The review is published.")


class AnswerInline(ReadOnlyInline):
    model = Answer
    fields = ("answered_at", "side", "seller", "state", "text")
    ordering = ("id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # Any: Django's own signature
        return super().get_queryset(request).select_related("seller")


@admin.register(Question)
class QuestionAdmin(WordAdmin):
    list_display = ("asked_at", "product", "author_name", "shown_state", "held_for", "beginning")
    list_select_related = ("product",)
    search_fields = ("product__code",)
    search_help_text = _("By the product's code.")
    inlines = (AnswerInline,)

    @step(
        _("Hide"),
        explanation=_("Nobody reads it any more, nor its answers."),
        offered=_is_not_hidden,
        is_grave=True,
    )
    def hide(self, question: Question, *, by: Actor, now: datetime) -> str:
        services.set_question_state(question_id=question.pk, state=WordState.HIDDEN, by=by)
        return _t("The question is hidden.")

    @step(_("Publish"), offered=_is_off)
    def show(self, question: Question, *, by: Actor, now: datetime) -> str:
        services.set_question_state(question_id=question.pk, state=WordState.PUBLISHED, by=by)
        return _t("The question is published.")

    @step(
        _("Answer"),
        explanation=_("Everybody reads it beside the question, as the market's own word."),
        offered=lambda question: question.state == WordState.PUBLISHED,
        form=AnswerStepForm,
    )
    def answer(self, question: Question, *, by: Actor, now: datetime, text: str) -> str:
        services.answer_question(
            question_id=question.pk,
            by=by,
            text=text,
            language=get_language() or "en",
            now=now,
        )
        return _t("Answered.")


@admin.register(Answer)
class AnswerAdmin(WordAdmin):
    list_display = ("answered_at", "question", "side", "shown_state", "held_for", "beginning")
    list_select_related = ("question",)
    list_filter = ("state", "side")

    @step(
        _("Hide"),
        explanation=_("Nobody reads it any more."),
        offered=_is_not_hidden,
        is_grave=True,
    )
    def hide(self, answer: Answer, *, by: Actor, now: datetime) -> str:
        services.set_answer_state(answer_id=answer.pk, state=WordState.HIDDEN, by=by)
        return _t("The answer is hidden.")

    @step(_("Publish"), offered=_is_off)
    def show(self, answer: Answer, *, by: Actor, now: datetime) -> str:
        services.set_answer_state(answer_id=answer.pk, state=WordState.PUBLISHED, by=by)
        return _t("The answer is published.")
