"""Pieces sold before offers counted them, by what left the warehouses for good."""

from django.db import migrations

COUNT = """
UPDATE catalog_offer offer SET sold_count = left_for_good.pieces
FROM (
    SELECT offer_id, -sum(on_hand) AS pieces FROM catalog_stockmovement
    WHERE kind IN ('dispatched', 'returned') GROUP BY offer_id HAVING sum(on_hand) < 0
) left_for_good
WHERE left_for_good.offer_id = offer.id
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0017_views")]
    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop, elidable=True)]
