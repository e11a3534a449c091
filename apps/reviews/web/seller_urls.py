"""A shop's pages about what shoppers write."""

from django.urls import path

from apps.reviews.web import seller, seller_reviews

urlpatterns = [
    path("<slug:shop>/questions/", seller.questions, name="questions"),
    path("<slug:shop>/questions/<uuid:pk>/answer/", seller.answer, name="question-answer"),
    path("<slug:shop>/reviews/", seller_reviews.reviews, name="reviews"),
    path(
        "<slug:shop>/reviews/<uuid:pk>/reply/",
        seller_reviews.reply,
        {"is_known": False},
        name="review-reply",
    ),
    path(
        "<slug:shop>/reviews/<uuid:pk>/reply/edit/",
        seller_reviews.reply,
        {"is_known": True},
        name="review-reply-edit",
    ),
]
