"""Names of the parent's standard items."""

from __future__ import annotations

from consolidation.models import StandardItem


def standard_names(fiscal_year: int) -> dict[str, str]:
    """Name by code in the edition that holds for a year."""
    rows = StandardItem.objects.filter(edition__lte=fiscal_year).order_by("edition")
    return dict(rows.values_list("code", "name"))
