from django.urls import path

from apps.sellers.web import shop

app_name = "sellers"
urlpatterns = [path("sell/", shop.apply, name="apply")]
