"""What shoppers and shops write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.media.web.uploads import PhotosField
from apps.reviews import rules

STARS = [
    (5, _("Excellent")),
    (4, _("Good")),
    (3, _("Fair")),
    (2, _("Poor")),
    (1, _("Bad")),
]


class WordsField(forms.CharField):
    """A text of several lines, whose length is counted as the browser counts it."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return rules.tidy(text) if text else text


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Your rating"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    text = WordsField(
        label=_("What should others know?"),
        max_length=rules.MAX_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    photos = PhotosField(
        label=_("Photos"),
        most=rules.MAX_PHOTOS,
        required=False,
        help_text=_(
            "Up to five, JPEG, PNG or WebP, 10 MB each at most. Where and when they were taken is"
            " erased from them."
        ),
    )


class VoteForm(forms.Form):
    helpful = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )


class QuestionForm(forms.Form):
    text = WordsField(
        label=_("Your question"),
        min_length=rules.MIN_QUESTION_LENGTH,
        max_length=rules.MAX_QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    text = WordsField(
        label=_("Your answer"),
        max_length=rules.MAX_ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    text = WordsField(
        label=_("Your reply"),
        max_length=rules.MAX_REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
