from django.urls import path

from apps.storefront.web import seller

urlpatterns = [
    path("<slug:shop>/", seller.home, name="home"),
    path("<slug:shop>/waiting/", seller.badge, name="badge"),
    path("<slug:shop>/reviews/waiting/", seller.reviews_badge, name="reviews-badge"),
]
