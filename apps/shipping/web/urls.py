from django.urls import URLPattern

app_name = "courier"
urlpatterns: list[URLPattern] = []
