from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Protected numbers, contacts and families go by a decided destruction only."""

    dependencies = [("hr", "0007_notices_and_destructions"), ("core", "0002_guards")]
    operations = [SchemaSQL(SQL / "destruction_guards.sql")]
