"""The catalogue: its tree and words are kept by hand here, cards and offers through steps."""

from apps.catalog.admin import cards, duplicates, moderation, offers, tree

__all__ = ["cards", "duplicates", "moderation", "offers", "tree"]
