from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Rows that are never rewritten."""

    dependencies = [("attendance", "0003_takeover_links_and_cancellations")]
    operations = [SchemaSQL(SQL / "kept_rows.sql")]
