"""What shoppers and shops write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.reviews import rules


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        min_length=rules.MIN_QUESTION_LENGTH,
        max_length=rules.MAX_QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=rules.MAX_ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
