"""What people of one place buy: counts only, so that nobody's order can be read from them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from apps.catalog.models import ProductState
from apps.orders.models import State

MOST_BOUGHT = """
WITH counted AS (
    SELECT city.region_id, item.product_id,
           count(DISTINCT lower(placed.email)) AS people, sum(item.quantity) AS pieces
    FROM orders_order placed
    JOIN geo_city city ON city.code = placed.address ->> 'city_code'
    JOIN orders_sellerorder part ON part.order_id = placed.id AND part.state <> ALL(%(unsold)s)
    JOIN orders_orderitem item ON item.seller_order_id = part.id
    JOIN catalog_product product ON product.id = item.product_id
         AND product.state = %(listed)s AND product.is_in_stock
    WHERE placed.placed_at >= %(since)s
    GROUP BY city.region_id, item.product_id
    HAVING count(DISTINCT lower(placed.email)) >= %(buyers)s
), ranked AS (
    SELECT region_id, product_id, row_number() OVER (
        PARTITION BY region_id ORDER BY people DESC, pieces DESC, product_id DESC
    ) AS place FROM counted
)
SELECT region_id, product_id, place FROM ranked WHERE place <= %(most)s ORDER BY region_id, place
"""


class Bought(NamedTuple):
    """A card among the most bought ones of a region; `place` counts from 1."""

    region_id: str
    product_id: UUID
    place: int


def most_bought(*, since: datetime, buyers: int, most: int) -> list[Bought]:
    """Up to `most` buyable cards of each region by how many people have ordered them since then,
    and how many pieces; what fewer than `buyers` have is left out. 1 query over those orders."""
    with connection.cursor() as cursor:
        cursor.execute(
            MOST_BOUGHT,
            {
                "unsold": [State.CREATED, State.CANCELLED],
                "listed": ProductState.LIVE,
                "since": since,
                "buyers": buyers,
                "most": most,
            },
        )
        return [Bought(*row) for row in cursor.fetchall()]
