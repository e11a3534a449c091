from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("catalog", "0013_merged_values")]

    operations = [
        AddIndexConcurrently(
            "variant",
            GinIndex(fields=["options"], name="variant_options", opclasses=["jsonb_path_ops"]),
        ),
    ]
