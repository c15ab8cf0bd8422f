"""Names by their first consonants (초성). The names of one look-up are few, so they are read and compared."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from ui.rules.entry import found_by, has_initials


def worded(found: QuerySet[Any], word: str, plain: Q, *names: str) -> Q:
    """Condition of one typed word: as the database finds it, or by first consonants of the named columns."""
    if not has_initials(word):
        return plain
    known: dict[str, bool] = {}
    wanted = []
    for pk, *values in found.order_by().values_list("pk", *names):
        for value in values:
            name = str(value or "")
            if name not in known:
                known[name] = found_by(word, name)
            if known[name]:
                wanted.append(pk)
                break
    return Q(pk__in=wanted)
