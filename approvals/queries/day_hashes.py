"""What approvals have sealed each day: hashes of signatures, approved documents, opinions, changes of lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from approvals.models import LineChange, OfficialDocument, Opinion, Signature
from core.periods import SEOUL, day_of, end_of_day

_HASHED: tuple[tuple[Any, str, str], ...] = (
    (Signature, "signed_at", "signed_hash"),
    (OfficialDocument, "decided_at", "seal_hash"),
    (Opinion, "written_at", "entry_hash"),
    (LineChange, "changed_at", "entry_hash"),
)


def day_hashes(first: date | None, last: date) -> Iterator[tuple[date, str]]:
    """(day in Seoul, hash) of everything from the first day (none: from the beginning) to the last, in any order."""
    for model, moment, column in _HASHED:
        rows = model.objects.filter(**{f"{moment}__lt": end_of_day(last)}).exclude(**{column: ""})
        if first is not None:
            rows = rows.filter(**{f"{moment}__gte": datetime.combine(first, time.min, tzinfo=SEOUL)})
        for at, value in rows.order_by().values_list(moment, column).iterator():
            yield day_of(at), value
