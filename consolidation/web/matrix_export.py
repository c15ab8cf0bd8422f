"""The matrix as an Excel file: figures as numbers, in won, every measure of every cell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.queries.matrix import MatrixReport
from consolidation.rules.figures import Figures
from consolidation.rules.matrix import Row
from consolidation.web.matrix_view import column_label
from ui.columns import Column
from ui.excel import ExportHead, workbook

_MEASURES = (
    ("current", _("예산현액")),
    ("committed", _("원인행위액")),
    ("paid", _("지출액")),
    ("available", _("가용액")),
)


def matrix_workbook(report: MatrixReport, screen: Any) -> bytes:
    """One row per institution, then 단순 합계, 제거, 순계."""
    columns = [Column("name", _("기관"), frozen=True), *_measure_columns("total", _t("합계"))]
    for at, column in enumerate(report.matrix.columns):
        columns += _measure_columns(str(at), f"{column.code} {column_label(column)}".strip())
    matrix = report.matrix
    sums = [
        (_t("단순 합계"), matrix.aggregate),
        (_t("기관 간 거래 제거"), matrix.elimination),
        (_t("순계"), matrix.net),
    ]
    rows = [_row(row.name, row) for row in matrix.rows] + [_row(name, row) for name, row in sums]
    head = ExportHead(
        title=str(screen.title),
        conditions=[
            (_t("회계연도"), str(report.window.fiscal_year)),
            (_t("기준월"), _t("%(month)s월까지") % {"month": report.window.month}),
            (_t("경과율"), f"{report.benchmark}%"),
        ],
        taken_by=screen.actor.name,
        taken_at=screen.now,
    )
    return workbook(head, columns, rows, {})


def _measure_columns(key: str, group: str) -> list[Column]:
    found = [Column(f"{key}_{name}", label, "won", group=group) for name, label in _MEASURES]
    return [*found, Column(f"{key}_rate", _("집행률"), "rate", group=group)]


def _row(name: str, row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {"name": name, **_values("total", row.total)}
    for at, cell in enumerate(row.cells):
        values |= _values(str(at), cell)
    return values


def _values(key: str, figures: Figures) -> dict[str, Any]:
    found: dict[str, Any] = {f"{key}_{name}": getattr(figures, name) for name, _ in _MEASURES}
    return found | {f"{key}_rate": figures.rate}
