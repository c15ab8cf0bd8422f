from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """What the database itself refuses, and the balances that follow the leave ledger."""

    dependencies = [("attendance", "0001_initial"), ("core", "0002_guards")]
    operations = [SchemaSQL(SQL / "insert_only.sql", SQL / "leave_ledger.sql", SQL / "day_guards.sql")]
