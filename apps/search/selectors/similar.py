"""What is like a card."""

from uuid import UUID

from apps.search.engines import get_engine


def similar(*, product_id: UUID, limit: int) -> list[UUID]:
    """Cards in stock like this one, by the words they share, the most alike and bought first; none
    for a card the index doesn't hold yet. No query of the database, 1 with PostgreSQL's engine."""
    return get_engine().similar(product_id=product_id, limit=limit)
