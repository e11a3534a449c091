"""The smallest valid reviews, questions and answers."""

import factory
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog.tests.factories import OfferFactory
from apps.orders.models import State
from apps.orders.tests.factories import SellerOrderFactory
from apps.reviews.models import Answer, AnswerSide, Question, Reply, Review
from apps.reviews.services.questions import settle_question


def received(user=None, **part):
    """A line that somebody has bought and received."""
    owner = {"order__user": user} if user else {}
    return SellerOrderFactory(state=State.DELIVERED, **owner, **part).items.get()


class ReviewFactory(factory.django.DjangoModelFactory):
    """Five stars, no words, published."""

    class Meta:
        model = Review

    item = factory.LazyFunction(received)
    product = factory.SelfAttribute("item.product")
    user = factory.SubFactory(UserFactory)
    author_name = "Dilnoza K."
    rating = 5
    language = "en"
    written_at = factory.LazyFunction(timezone.now)


class ReplyFactory(factory.django.DjangoModelFactory):
    """A published reply of the shop that sold the goods."""

    class Meta:
        model = Reply

    review = factory.SubFactory(ReviewFactory)
    seller = factory.SelfAttribute("review.item.seller_order.seller")
    text = "Thank you!"
    language = "en"
    replied_at = factory.LazyFunction(timezone.now)


class QuestionFactory(factory.django.DjangoModelFactory):
    """A published question on a card that is on sale; nobody has answered it."""

    class Meta:
        model = Question

    product = factory.LazyFunction(lambda: OfferFactory().product)
    user = factory.SubFactory(UserFactory)
    author_name = "Dilnoza K."
    text = factory.Sequence(lambda n: f"Does the lid number {n} fit?")
    language = "en"
    asked_at = factory.LazyFunction(timezone.now)


class AnswerFactory(factory.django.DjangoModelFactory):
    """A shopper's published answer; the question knows when it came."""

    class Meta:
        model = Answer
        skip_postgeneration_save = True

    question = factory.SubFactory(QuestionFactory)
    side = AnswerSide.SHOPPER
    user = factory.SubFactory(UserFactory)
    author_name = "Anvar T."
    text = "It does."
    language = "en"
    answered_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def settled(self, create, extracted, **kwargs):
        settle_question(question=self.question)
