from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="ip",
            field=models.GenericIPAddressField(null=True, verbose_name="from"),
        )
    ]
