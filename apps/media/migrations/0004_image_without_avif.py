from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('media', '0003_avif'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='image',
            index=models.Index(condition=models.Q(('avif_at', None), ('source', ''), ('state', 'ready')), fields=['id'], name='image_without_avif'),
        ),
    ]
