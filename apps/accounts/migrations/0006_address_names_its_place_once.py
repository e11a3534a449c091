from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_addresses_of_other_countries'),
    ]

    operations = [
        ValidateConstraint(model_name='address', name='address_names_its_place_once'),
    ]
