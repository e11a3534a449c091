from django.urls import path

from apps.search.api import views

urlpatterns = [
    path("search/", views.Search.as_view(), name="search"),
    path("search/suggest/", views.Suggest.as_view(), name="suggest"),
]
