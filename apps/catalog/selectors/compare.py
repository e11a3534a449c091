"""Cards of one category side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from apps.catalog.models import Product
from apps.catalog.selectors.pages import facts_of
from apps.catalog.selectors.tiles import Card, cards
from apps.catalog.selectors.tree import attributes_of


@dataclass(frozen=True, slots=True)
class CompareRow:
    """What is known of each card under one name, empty where nothing is."""

    name: str
    values: list[str]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cards in order, and rows with a value for each of them."""

    cards: list[Card]
    rows: list[CompareRow]


def comparison(*, product_ids: Sequence[UUID], category_path: str, language: str) -> Comparison:
    """Listed cards of a category by all that is known of one of them: 4 queries."""
    shown = cards(product_ids=product_ids, language=language)
    found = (
        Product.objects.select_related("brand")
        .defer("description")
        .in_bulk([card.id for card in shown])
    )
    attributes = {view.code: view for view in attributes_of(category_path=category_path)}
    known = []
    for card in shown:
        product = found[card.id]
        facts = {
            _("Seller"): card.seller_name,
            _("Brand"): product.brand.name if product.brand else "",
        }
        known.append(facts | dict(facts_of(product, attributes)))
    names = [str(view.name) for view in attributes.values()]
    order = [_("Seller"), _("Brand"), *names, *(name for facts in known for name in facts)]
    rows = [
        CompareRow(name, [facts.get(name, "") for facts in known])
        for name in dict.fromkeys(order)
        if any(facts.get(name) for facts in known)
    ]
    return Comparison(shown, rows)
