from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [SchemaSQL(SQL / "insert_only.sql")]
