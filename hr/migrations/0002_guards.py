from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """What the database itself refuses."""

    dependencies = [("hr", "0001_initial"), ("core", "0002_guards")]
    operations = [SchemaSQL(SQL / "rule_guards.sql", SQL / "record_guards.sql")]
