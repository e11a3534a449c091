from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_offer_prices"),
        ("media", "0004_image_without_avif"),
    ]

    operations = [
        migrations.AddField(
            model_name="product",
            name="second_photo",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=models.SET_NULL,
                related_name="+",
                to="media.image",
            ),
        ),
    ]
