"""The least a page can cost: Django's handler and one view of 1 KB, no middleware at all."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * 1024, content_type="text/plain")


urlpatterns = [path("bare", page)]
settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"], ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__
)
django.setup(set_prefix=False)
application = WSGIHandler()
