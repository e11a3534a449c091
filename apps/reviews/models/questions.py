"""What shoppers ask of a card, and what they are answered, for everybody to read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core.models import TimestampedModel, UUIDModel
from apps.reviews.models.words import Word, WordQuerySet, WordState
from apps.sellers.models import Seller


class AnswerSide(models.TextChoices):
    """Whose word an answer is; readers are told."""

    SELLER = "seller", _("seller")
    SHOPPER = "shopper", _("shopper")
    STAFF = "staff", _("staff")


class QuestionQuerySet(WordQuerySet["Question"]):
    """Questions of any card."""


class Question(UUIDModel, TimestampedModel, Word):
    """One person's question on one card. `answered_at` is when the newest published answer was
    given, None while there is none."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="questions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="questions"
    )
    text = models.TextField(_("text"), max_length=500)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            # Sent twice it is one; who was forgotten asks nothing any more.
            models.UniqueConstraint(
                "product", "user", MD5("text"), name="question_once_per_person"
            ),
        ]
        indexes = [
            models.Index(
                "product",
                F("answered_at").desc(),
                F("id").desc(),
                name="question_answered",
                condition=Q(state=WordState.PUBLISHED, answered_at__isnull=False),
            ),
            models.Index(
                fields=["product", "-id"],
                name="question_open",
                condition=Q(state=WordState.PUBLISHED, answered_at=None),
            ),
            models.Index(fields=["id"], name="question_held", condition=Q(state=WordState.HELD)),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class AnswerQuerySet(WordQuerySet["Answer"]):
    """Answers to any question."""


class Answer(UUIDModel, TimestampedModel, Word):
    """One answer: a shop's (`seller`), or a person's own. `author_name` is empty for a shop, which
    is called what it is called now, and for staff."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    side = models.CharField(max_length=8, choices=AnswerSide)
    seller = models.ForeignKey(Seller, models.CASCADE, null=True, related_name="answers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="answers"
    )
    text = models.TextField(_("text"), max_length=1000)
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["question", "seller"], name="answer_once_per_shop"),
            models.UniqueConstraint(
                fields=["question", "user"],
                condition=Q(seller=None),
                name="answer_once_per_person",
            ),
            models.CheckConstraint(
                condition=Q(side=AnswerSide.SELLER, seller__isnull=False)
                | (~Q(side=AnswerSide.SELLER) & Q(seller=None)),
                name="answer_of_a_shop_names_it",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="answer_held", condition=Q(state=WordState.HELD)),
        ]

    def __str__(self) -> str:
        return self.text[:80]
