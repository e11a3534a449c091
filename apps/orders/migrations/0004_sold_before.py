"""Pieces of each offer that shoppers had received before offers counted them."""

from uuid import UUID

from django.db import migrations

BATCH = 1_000
COUNT = """
WITH batch AS (
    SELECT DISTINCT offer_id FROM orders_orderitem WHERE offer_id > %s ORDER BY offer_id LIMIT %s
), received AS (
    SELECT batch.offer_id, coalesce(sum(item.quantity) FILTER (
        WHERE part.state IN ('delivered', 'completed')
    ), 0) AS pieces
    FROM batch
    JOIN orders_orderitem item ON item.offer_id = batch.offer_id
    JOIN orders_sellerorder part ON part.id = item.seller_order_id
    GROUP BY batch.offer_id
), counted AS (
    UPDATE catalog_offer offer SET sold_count = received.pieces
    FROM received WHERE received.offer_id = offer.id
)
SELECT offer_id FROM batch ORDER BY offer_id DESC LIMIT 1
"""


def count(apps, schema_editor):
    """In short transactions: shops change prices meanwhile."""
    last = UUID(int=0)
    while last:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(COUNT, [last, BATCH])
            row = cursor.fetchone()
        last = row[0] if row else None


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0003_headings"), ("catalog", "0017_views")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
