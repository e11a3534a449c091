import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0006_originals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='helpful_count',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='found helpful'),
        ),
        migrations.AddField(
            model_name='review',
            name='unhelpful_count',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='found unhelpful'),
        ),
        migrations.CreateModel(
            name='HelpfulVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_helpful', models.BooleanField()),
                ('voted_at', models.DateTimeField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='reviews.review')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='helpful_votes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'vote on a review',
                'verbose_name_plural': 'votes on reviews',
                'constraints': [models.UniqueConstraint(fields=('user', 'review'), name='vote_once_per_person')],
            },
        ),
    ]
