from pathlib import Path

from django.db import migrations

from core.db.operations import SchemaSQL

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """What the database itself refuses, and the one function that writes the books."""

    dependencies = [("accounting", "0001_initial"), ("core", "0002_guards")]
    operations = [
        SchemaSQL(
            SQL / "insert_only.sql",
            SQL / "journal_guards.sql",
            SQL / "document_guards.sql",
            SQL / "entry_hash.sql",
            SQL / "books_apply.sql",
        )
    ]
