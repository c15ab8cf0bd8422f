"""Jobs of accounting, gathered for the worker."""

from __future__ import annotations

from django.utils import timezone

from accounting.services.nightly_recount import recount_books
from core.schema import SchemaKind
from tenants.jobs import every_night, tenant_job


@tenant_job(name="accounting.recount_books")
def recount_books_of_institution() -> None:
    """Recount one institution's books; fails when anything differs."""
    recount_books(at=timezone.now())


recount_books_everywhere = every_night(
    recount_books_of_institution, at="02:30", kinds=(SchemaKind.INSTITUTION,)
)
