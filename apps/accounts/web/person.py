"""Who is asking, typed: Django calls a visitor's `user` either a person or nobody."""

from django.http import HttpRequest

from apps.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The person behind a request; only for views that `login_required` guards."""
    assert isinstance(request.user, User)  # noqa: S101  # else the view lacks its guard
    return request.user


def person_or_none(request: HttpRequest) -> User | None:
    """The person behind a request, None for a guest."""
    return request.user if isinstance(request.user, User) else None
