from django.urls import path, re_path

from apps.catalog.api import views

urlpatterns = [
    path("products/", views.ListProducts.as_view(), name="products"),
    re_path(r"^products/(?P<code>[0-9A-Z]{8})/$", views.ShowProduct.as_view(), name="product"),
    path("categories/", views.ListCategories.as_view(), name="categories"),
]
