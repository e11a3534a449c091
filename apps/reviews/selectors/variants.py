"""Which variants of a card were reviewed, as the lines say that they were bought with."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from apps.orders.models import OrderItem
from apps.orders.selectors import options_text

# More than these nobody looks through; who comes from a variant's own page has it besides.
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class VariantCount:
    """How many reviews a variant of a card has, and the newest line it was bought with of these."""

    variant_id: UUID
    count: int
    line_id: int


@dataclass(frozen=True, slots=True)
class NamedVariant:
    """A variant with so many reviews, called as its options are in the reader's language."""

    variant_id: UUID
    count: int
    text: str


def named(counts: Sequence[VariantCount], *, chosen_id: UUID | None = None) -> list[NamedVariant]:
    """The variants most reviewed, and the chosen one, as the card has them in order: 1 query."""
    shown = sorted(counts, key=lambda each: (each.variant_id != chosen_id, -each.count))
    of_variant = {each.variant_id: each for each in shown[:MOST_NAMED]}
    lines = OrderItem.objects.filter(pk__in=[each.line_id for each in of_variant.values()])
    rows = lines.order_by("offer__variant__position", "offer__variant_id")
    return [
        NamedVariant(pk, of_variant[pk].count, options_text(line) or _("Standard"))
        for line in rows.select_related("offer").only("options", "offer__variant")
        # An offer may move to another variant meanwhile.
        if (pk := line.offer.variant_id) in of_variant
    ]
