from django.urls import path

from apps.reviews.web import shop

app_name = "reviews"
urlpatterns = [
    path("reviews/write/<int:item_id>/", shop.write, name="write"),
    path("reviews/<slug:code>/", shop.all_of, name="list"),
]
