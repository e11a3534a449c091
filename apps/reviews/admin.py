"""Reviews, replies, questions and answers; staff publish what was held, as it is or in other
words, hide one, or show it again."""

import hashlib
from collections.abc import Mapping
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
from apps.core.panel import Look, ReadOnlyInline, ReasonForm, StaffAdmin, state, step
from apps.media import selectors as pictures
from apps.reviews import rules, services
from apps.reviews.models import Answer, Question, Reply, Review, ReviewPhoto, WordState

Said = Review | Reply | Question | Answer
REASONS = {
    rules.Suspicion.PHONE: _("a phone number"),
    rules.Suspicion.EMAIL: _("an e-mail address"),
    rules.Suspicion.LINK: _("a link"),
    rules.Suspicion.HANDLE: _("a messenger name"),
    rules.TAKEN_OFF: _("taken off by staff"),
}


class AnswerStepForm(ReasonForm):
    """What staff answer, and why they do."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=rules.MAX_ANSWER_LENGTH,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )
    field_order = ("text", "reason")


class EditedTextForm(ReasonForm):
    """The words that everybody will read in the place of the author's, and why."""

    text = forms.CharField(
        label=_("What everybody will read"),
        max_length=rules.MAX_LENGTH,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
    )
    field_order = ("text", "reason")


class WordAdmin(StaffAdmin):
    """A table of what people wrote, and what staff do with any of it. `date_field` is when it was
    written, `about` the relation that a list shows beside it."""

    date_field: ClassVar[str]
    about: ClassVar[str]
    more_columns: ClassVar[tuple[str, ...]] = ()
    more_filters: ClassVar[tuple[str, ...]] = ()
    ordering = ("-id",)
    shown_state = state(published="success", held="warning", hidden="danger")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        own = (self.date_field, self.about, *self.more_columns)
        return (*own, "shown_state", "shown_reasons", "beginning")

    def get_fields(self, request: HttpRequest, obj: Said | None = None) -> list[Any]:  # Any: Django
        fields = super().get_fields(request, obj)
        return ["shown_reasons" if name == "held_for" else name for name in fields]

    def get_list_filter(self, request: HttpRequest) -> tuple[str, ...]:
        return ("state", *self.more_filters)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # Any: Django's own signature
        return super().get_queryset(request).select_related(self.about)

    @admin.display(description=_("held for"))
    def shown_reasons(self, row: Said) -> str:
        return ", ".join(str(REASONS.get(each, each)) for each in row.reasons)

    @admin.display(description=_("text"))
    def beginning(self, row: Said) -> str:
        return row.text[:80]

    def look_before(
        self, name: str, row: Said, asked: Mapping[str, Any]
    ) -> Look | None:  # Any: a form's answers
        """Its author may write another text while staff look at this one: they publish what they
        have read."""
        if name not in ("show", "publish_edited"):
            return None
        key = hashlib.sha256(row.text.encode()).hexdigest()
        return Look("admin/reviews/_word_look.html", key, {"text": row.text})

    @step(
        _("Hide"),
        explanation=_(
            "Nobody reads it any more, nor what was answered to it; a review's stars do not count."
        ),
        offered=lambda row: row.state != WordState.HIDDEN,
        is_grave=True,
    )
    def hide(self, row: Said, *, by: Actor, now: datetime) -> str:
        services.set_word_state(word=row, state=WordState.HIDDEN, by=by)
        return _t("Hidden.")

    @step(_("Publish"), offered=lambda row: row.state != WordState.PUBLISHED)
    def show(self, row: Said, *, by: Actor, now: datetime) -> str:
        services.set_word_state(word=row, state=WordState.PUBLISHED, by=by, seen=row.text)
        return _t("Published.")

    @step(
        _("Publish in other words"),
        explanation=_(
            "Take out what the rules don't allow. The author's own text stays on record here, and"
            " the author is told."
        ),
        offered=lambda row: row.state == WordState.HELD,
        form=EditedTextForm,
        initial=lambda row: {"text": row.text},
    )
    def publish_edited(self, row: Said, *, by: Actor, now: datetime, text: str) -> str:
        services.publish_edited_word(word=row, text=text, by=by, seen=row.text)
        return _t("Published in other words.")


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


class ReplyInline(ReadOnlyInline):
    model = Reply
    fields = ("replied_at", "seller", "state", "text")
    ordering = ("id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # Any: Django's own signature
        return super().get_queryset(request).select_related("seller")


class AnswerInline(ReadOnlyInline):
    model = Answer
    fields = ("answered_at", "side", "seller", "state", "text")
    ordering = ("id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # Any: Django's own signature
        return super().get_queryset(request).select_related("seller")


class OfCard(WordAdmin):
    """What is said of a card is found by the card's code."""

    about = "product"
    search_fields = ("product__code",)
    search_help_text = _("By the product's code.")


@admin.register(Review)
class ReviewAdmin(OfCard):
    date_field = "written_at"
    more_columns = ("author_name", "rating")
    more_filters = ("rating",)
    exclude = ("item",)
    inlines = (PhotoInline, ReplyInline)


@admin.register(Reply)
class ReplyAdmin(WordAdmin):
    date_field = "replied_at"
    about = "seller"
    exclude = ("author_name",)


@admin.register(Question)
class QuestionAdmin(OfCard):
    date_field = "asked_at"
    more_columns = ("author_name",)
    inlines = (AnswerInline,)

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
    date_field = "answered_at"
    about = "question"
    more_columns = ("side",)
    more_filters = ("side",)
