"""Names of the parent's standard items."""

from __future__ import annotations

from typing import Final

from consolidation.models import StandardItem

_PAYING_ITEMS: Final = (
    "306-01",
    "307-02",
    "307-05",
    "308-13",
    "309-01",
    "402-01",
    "402-02",
    "402-03",
    "403-02",
    "404-01",
    "502-01",
)


def standard_names(fiscal_year: int) -> dict[str, str]:
    """Name by code in the edition that holds for a year."""
    rows = StandardItem.objects.filter(edition__lte=fiscal_year).order_by("edition")
    return dict(rows.values_list("code", "name"))


def paying_items(fiscal_year: int) -> list[tuple[str, str]]:
    """Standard items by which the parent pays institutions (handbook 2.3), with their names."""
    names = standard_names(fiscal_year)
    return [(code, names[code]) for code in _PAYING_ITEMS if code in names]
