"""What all that people write has in common."""

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.reviews.rules import TAKEN_OFF

M = TypeVar("M", bound=models.Model)


class WordState(models.TextChoices):
    """Where what somebody wrote stands: `held` waits for staff, `hidden` was taken off."""

    PUBLISHED = "published", _("published")
    HELD = "held", _("held")
    HIDDEN = "hidden", _("hidden")


class Word(models.Model):
    """`held_for` is why it is, or was, looked at, with commas: suspicions, and that staff had taken
    it off. `original` is what its author wrote where staff published other words, for the record;
    pages never show it."""

    author_name = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=WordState, default=WordState.PUBLISHED)
    held_for = models.CharField(_("held for"), max_length=60, blank=True, db_default="")
    original = models.TextField(_("as its author wrote it"), blank=True, db_default="")

    class Meta:
        abstract = True

    @property
    def reasons(self) -> list[str]:
        """Why it is, or was, looked at: values of `rules.Suspicion`, and `rules.TAKEN_OFF`."""
        return self.held_for.split(",") if self.held_for else []

    @property
    def is_taken_off(self) -> bool:
        """Whether staff took it off and haven't published it since, whatever its author wrote in
        its place."""
        # What waits for no named reason was taken off before that was marked.
        if self.state == WordState.HELD:
            return TAKEN_OFF in self.reasons or not self.reasons
        return self.state == WordState.HIDDEN


class WordQuerySet(models.QuerySet[M]):
    def published(self) -> Self:
        """What everybody may read."""
        return self.filter(state=WordState.PUBLISHED)

    def held(self) -> Self:
        """What waits for staff."""
        return self.filter(state=WordState.HELD)
