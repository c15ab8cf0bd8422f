from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """What the database itself refuses of discipline cases."""

    dependencies = [("hr", "0004_discipline_cases"), ("core", "0002_guards")]
    operations = [SchemaSQL(SQL / "case_guards.sql")]
