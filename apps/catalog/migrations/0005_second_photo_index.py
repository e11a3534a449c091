from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("catalog", "0004_second_photo")]

    operations = [
        AddIndexConcurrently(
            "product",
            models.Index(
                fields=["second_photo"],
                name="product_second_photo",
                condition=~models.Q(second_photo=None),
            ),
        ),
    ]
