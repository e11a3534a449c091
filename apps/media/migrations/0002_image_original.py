from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('media', '0001_initial'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='image',
            index=models.Index(fields=['original'], name='image_original'),
        ),
    ]
