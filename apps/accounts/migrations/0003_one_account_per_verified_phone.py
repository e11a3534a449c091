"""A unique index on a table people are using: built beside them, then known as a constraint."""

from django.db import migrations, models

BUILD = """
    CREATE UNIQUE INDEX CONCURRENTLY user_one_per_verified_phone
    ON accounts_user (phone) WHERE phone_verified_at IS NOT NULL
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0002_phones_tokens_privacy")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    BUILD, "DROP INDEX CONCURRENTLY IF EXISTS user_one_per_verified_phone"
                )
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="user",
                    constraint=models.UniqueConstraint(
                        fields=["phone"],
                        condition=models.Q(phone_verified_at__isnull=False),
                        name="user_one_per_verified_phone",
                    ),
                )
            ],
        )
    ]
