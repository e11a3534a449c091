"""Who somebody is."""

from datetime import date

from django.db import transaction

from apps.accounts.models import User
from apps.media import services as media


@transaction.atomic
def save_profile(
    *, user: User, name: str, phone: str, language: str, birthday: date | None = None
) -> None:
    """Change a person's name, phone (E.164), language and birthday. Another phone is one they have
    not verified yet."""
    if phone != str(user.phone):
        user.phone_verified_at = None
    user.name, user.phone, user.language = name, phone, language  # type: ignore[assignment]  # texts
    user.birthday = birthday
    user.save(update_fields=["name", "phone", "phone_verified_at", "language", "birthday"])


def save_photo(*, user: User, content: bytes | None) -> None:
    """Give a person a photo, made anew from what was sent; None takes it away. Raises Invalid,
    TooLarge."""
    user.photo = media.store_image(content=content) if content is not None else None
    user.save(update_fields=["photo"])
