"""Budget lines as a person looks them up: by code or name of item or project."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _t

from accounting.models import BudgetLine
from accounting.queries.initials import worded
from organization import queries as organization

SHOWN = 20


def find_lines(fiscal_year: int, text: str, on: date) -> list[dict[str, Any]]:
    """Up to twenty lines in use whose item or project has every word of the text, or its first consonants."""
    lines = BudgetLine.objects.filter(fiscal_year=fiscal_year).filter(
        Q(inactive_from=None) | Q(inactive_from__gt=on)
    )
    for word in text.split()[:5]:
        plain = (
            Q(stat_item__code__startswith=word)
            | Q(stat_item__name__icontains=word)
            | Q(detail_project__code__startswith=word)
            | Q(detail_project__name__icontains=word)
        )
        lines = lines.filter(worded(lines, word, plain, "stat_item__name", "detail_project__name"))
    found = lines.select_related("stat_item", "detail_project", "funding_source").order_by(
        "detail_project__code", "stat_item__code", "funding_source_id", "id"
    )
    return [
        {
            "id": str(line.pk),
            "code": line.stat_item.code,
            "name": f"{line.stat_item.name} · {line.detail_project.name}",
            "note": f"{line.funding_source.name} · "
            + _t("가용 %(amount)s원") % {"amount": f"{line.available:,}"},
            "available": line.available,
            "unallotted": line.current - line.allotted,
        }
        for line in found[:SHOWN]
    ]


def line_ids_by_key(fiscal_year: int) -> dict[tuple[str, str, str, str], UUID]:
    """Lines by the codes of department, detail project, item and funding source."""
    codes = {pk: code for code, pk in organization.department_codes().items()}
    rows = BudgetLine.objects.filter(fiscal_year=fiscal_year).values_list(
        "department_id", "detail_project__code", "stat_item__code", "funding_source_id", "id"
    )
    return {(codes[row[0]], row[1], row[2], str(row[3])): row[4] for row in rows}
