"""Who somebody is."""

from apps.accounts.models import User


def save_profile(*, user: User, name: str, phone: str, language: str) -> None:
    """Change a person's name, phone and language."""
    user.name, user.phone, user.language = name, phone, language
    user.save(update_fields=["name", "phone", "language"])
