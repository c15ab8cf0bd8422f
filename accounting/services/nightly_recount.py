"""The recount of the books that nobody has to ask for."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from accounting.queries.verification import checks, differences
from core import audit
from core.access import SYSTEM

logger = logging.getLogger("dure.books")

SHOWN = 50


class BooksDiffer(RuntimeError):
    """Something in the books is not as its ledger says; the job of that night stands as failed."""


def recount_books(*, at: datetime) -> None:
    """Recount the books of the current institution and leave an audit line of the result.

    Basis: handbook 4.13. Reads only; locks nothing. Raises BooksDiffer after the line is written when anything
    differs, with every difference in the log.
    """
    found = [
        f"{item.check}: {item.key}: expected {item.expected}, found {item.found}" for item in differences()
    ]
    with transaction.atomic():
        audit.record(
            actor=SYSTEM,
            verb="books_recounted",
            subject_type="accounting.books",
            subject_id=None,
            summary=f"장부 검산: 점검 {len(checks())}가지, 차이 {len(found)}건",
            at=at,
            facts={"checks": len(checks()), "differences": len(found), "shown": found[:SHOWN]},
        )
    for line in found:
        logger.error("%s", line)
    if found:
        raise BooksDiffer(f"{len(found)} differences")
