from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """The reading half of the posting call."""

    dependencies = [("accounting", "0002_guards")]
    operations = [SchemaSQL(SQL / "posting_facts.sql")]
