import apps.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_photos'),
        ('sellers', '0003_api_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A process of before this release goes on writing the column; the next one drops it.
        migrations.AlterField(
            model_name='review',
            name='reply',
            field=models.TextField(blank=True, db_default='', max_length=2000),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name='review', name='reply')],
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('author_name', models.CharField(max_length=60)),
                ('language', models.CharField(max_length=2)),
                ('state', models.CharField(choices=[('published', 'published'), ('held', 'held'), ('hidden', 'hidden')], default='published', max_length=10)),
                ('held_for', models.CharField(blank=True, db_default='', max_length=60, verbose_name='held for')),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('replied_at', models.DateTimeField()),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply', to='reviews.review')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='sellers.seller')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'indexes': [models.Index(condition=models.Q(('state', 'held')), fields=['id'], name='reply_held')],
            },
        ),
    ]
