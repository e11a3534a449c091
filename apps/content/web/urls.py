from django.urls import path

from apps.content.web import shop

app_name = "content"
urlpatterns = [path("help/<slug:slug>/", shop.page, name="page")]
