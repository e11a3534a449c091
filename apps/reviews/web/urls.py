from django.urls import path

from apps.reviews.web import questions, shop

app_name = "reviews"
urlpatterns = [
    path("reviews/write/<int:item_id>/", shop.write, name="write"),
    path("reviews/<uuid:review_id>/helpful/", shop.vote, name="vote"),
    path("reviews/<slug:code>/", shop.all_of, name="list"),
    path("questions/<uuid:question_id>/answer/", questions.answer, name="answer"),
    path("questions/<slug:code>/", questions.all_of, name="questions"),
    path("questions/<slug:code>/ask/", questions.ask, name="ask"),
]
