from django.urls import path

from apps.search.web import shop

app_name = "search"
urlpatterns = [
    path("search/", shop.search, name="search"),
    path("search/suggest/", shop.suggest, name="suggest"),
    path("c/<slug:code>/", shop.category, name="category"),
    path("shop/<slug:slug>/", shop.shop, name="shop"),
]
