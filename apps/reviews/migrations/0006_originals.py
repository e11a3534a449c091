from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0005_replies_of_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='original',
            field=models.TextField(blank=True, db_default='', verbose_name='as its author wrote it'),
        ),
        migrations.AddField(
            model_name='reply',
            name='original',
            field=models.TextField(blank=True, db_default='', verbose_name='as its author wrote it'),
        ),
        migrations.AddField(
            model_name='question',
            name='original',
            field=models.TextField(blank=True, db_default='', verbose_name='as its author wrote it'),
        ),
        migrations.AddField(
            model_name='answer',
            name='original',
            field=models.TextField(blank=True, db_default='', verbose_name='as its author wrote it'),
        ),
    ]
