from pathlib import Path

from django.db import migrations, models

import core.ids
from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"

NAMED_ID = [
    ("id", models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
    ("asked_at", models.DateTimeField()),
    ("schema_name", models.CharField(max_length=60)),
    ("object_id", models.UUIDField()),
    ("user_id", models.UUIDField(null=True)),
    ("client_id", models.CharField(blank=True, default="", max_length=100)),
    ("method", models.CharField(max_length=8)),
    ("route", models.CharField(blank=True, default="", max_length=200)),
    ("status", models.PositiveSmallIntegerField()),
    ("address", models.GenericIPAddressField(null=True)),
    ("request_id", models.CharField(blank=True, default="", max_length=64)),
]


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(name="UnresolvedId", fields=NAMED_ID, options={"abstract": False}),
        migrations.CreateModel(
            name="ForeignRequest",
            fields=[
                *NAMED_ID,
                ("owner_schema", models.CharField(max_length=60)),
                ("owner_table", models.CharField(max_length=63)),
                ("resolved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["-asked_at", "-id"], name="foreign_request_recent")],
            },
        ),
        SchemaSQL(SQL / "foreign_requests.sql"),
    ]
