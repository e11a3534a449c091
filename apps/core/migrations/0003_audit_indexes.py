from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

INDEXES = {
    "audit_of_subject": ["subject", "-id"],
    "audit_of_actor": ["actor", "-id"],
    "audit_of_ip": ["ip", "-id"],
    "audit_of_request": ["request_id"],
}


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("core", "0002_audit_ip")]

    operations = [
        AddIndexConcurrently("auditentry", models.Index(fields=fields, name=name))
        for name, fields in INDEXES.items()
    ]
