"""A shop's pages about what shoppers write."""

from django.urls import path

from apps.reviews.web import seller

urlpatterns = [
    path("<slug:shop>/questions/", seller.questions, name="questions"),
    path("<slug:shop>/questions/<uuid:pk>/answer/", seller.answer, name="question-answer"),
]
