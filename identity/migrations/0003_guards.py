from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_api_clients"), ("core", "0002_guards")]
    operations = [SchemaSQL(SQL / "insert_only.sql")]
