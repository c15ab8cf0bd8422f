"""Lines of a version while it is drafted: entered in the grid, or all at once from an upload."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting import permissions
from accounting.choices import BudgetSide, VersionKind
from accounting.errors.budget import RowsRefused
from accounting.models import BudgetVersion, BudgetVersionLine, CalculationBasis, DetailProject, StatItem
from accounting.queries.policy import policy_of
from accounting.rules.budget_control import amount_refusal
from accounting.rules.budget_sheet import BasisPart
from accounting.rules.sheet_values import MAX_WON
from accounting.services.budget_versions import SUBJECT, refuse_unless_editable, version_for_change
from core import audit
from core.access import Actor
from core.errors import FieldFault

MAX_LINES = 20_000


@dataclass(frozen=True)
class LineInput:
    """One amount as entered; ids are checked here. `basis` None keeps what stands on the line."""

    side: str
    account_unit: str
    department_id: UUID
    stat_item_id: UUID
    funding: str
    amount: int
    detail_project_id: UUID | None = None
    text: str = ""
    basis: tuple[BasisPart, ...] | None = None

    @property
    def item_key(self) -> tuple[Any, ...]:
        return self.side, self.account_unit, self.department_id, self.detail_project_id, self.stat_item_id

    @property
    def key(self) -> tuple[Any, ...]:
        return (*self.item_key, self.funding)


def save_version_lines(
    *,
    version_id: UUID,
    rows: Sequence[LineInput],
    actor: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> BudgetVersion:
    """Make the version hold exactly `rows`.

    Locks the version. Refuses a fixed version (E-BUD-010), equal keys, E-BUD-008 and E-BUD-009 by row.
    """
    actor.require(permissions.BUDGET_EDIT)
    with transaction.atomic():
        version = version_for_change(version_id, expected_version)
        refuse_unless_editable(version)
        faults = _faults(version, rows)
        if faults:
            raise RowsRefused(errors=faults, count=len(faults))
        _replace(version, rows)
        version.version += 1
        version.save(update_fields=["version"])
        audit.record(
            actor=actor,
            verb="budget_version_lines_saved",
            subject_type=SUBJECT,
            subject_id=version.pk,
            summary=version.title,
            at=at,
            facts={"rows": len(rows)},
        )
    return version


def rounding_of(version: BudgetVersion) -> str:
    """Rounding of the calculation basis: the version's own, else the institution's policy."""
    return version.basis_rounding or policy_of(version.fiscal_year).basis_rounding


def _faults(version: BudgetVersion, rows: Sequence[LineInput]) -> list[FieldFault]:
    if len(rows) > MAX_LINES:
        return [FieldFault("/rows", "TOO_MANY_ROWS", f"{MAX_LINES:,}행까지 저장할 수 있습니다.")]
    faults = _key_faults(version, rows)
    faults += _amount_faults(version, rows)
    return faults


def _key_faults(version: BudgetVersion, rows: Sequence[LineInput]) -> list[FieldFault]:
    year = version.fiscal_year
    items = dict(StatItem.objects.filter(fiscal_year=year, inactive_from=None).values_list("id", "side"))
    projects = set(DetailProject.objects.filter(fiscal_year=year).values_list("id", flat=True))
    faults: list[FieldFault] = []
    seen: dict[tuple[Any, ...], int] = {}
    for index, row in enumerate(rows):
        if items.get(row.stat_item_id) != row.side:
            detail = "예산과목이 해당 회계연도에 없거나 사용 중지되었습니다."
            faults.append(FieldFault(f"/rows/{index}/stat_item", "E-BUD-001", detail))
        if row.side == BudgetSide.EXPENDITURE and row.detail_project_id not in projects:
            faults.append(
                FieldFault(f"/rows/{index}/detail_project", "UNKNOWN_CODE", "세부사업을 고르십시오.")
            )
        if row.key in seen:
            detail = f"{seen[row.key] + 1}번째 행과 같은 예산과목입니다."
            faults.append(FieldFault(f"/rows/{index}/stat_item", "DUPLICATE_ROW", detail))
        seen.setdefault(row.key, index)
    return faults


def _amount_faults(version: BudgetVersion, rows: Sequence[LineInput]) -> list[FieldFault]:
    """Amounts are checked per item, over its funding sources, against the basis of the item."""
    rounding = rounding_of(version)
    kept = _stored_basis(version)
    totals: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in rows:
        totals[row.item_key] += row.amount
    given: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in rows:
        if row.basis:
            given[row.item_key] += sum(part.amount for part in row.basis)
    faults: list[FieldFault] = []
    for index, row in enumerate(rows):
        total = totals.pop(row.item_key, None)
        if abs(row.amount) > MAX_WON or (version.kind == VersionKind.MAIN and row.amount < 0):
            faults.append(FieldFault(f"/rows/{index}/amount", "OUT_OF_RANGE", "금액을 확인하십시오."))
        elif total is not None:
            basis = given.get(row.item_key) if row.basis is not None else kept.get(row.item_key)
            refusal = amount_refusal(total, basis, rounding)
            if refusal is not None:
                faults.append(FieldFault(f"/rows/{index}/amount", refusal.code, refusal.detail))
    return faults


def _stored_basis(version: BudgetVersion) -> dict[tuple[Any, ...], int]:
    rows = CalculationBasis.objects.filter(line__version=version).values_list(
        "line__side",
        "line__account_unit_id",
        "line__department_id",
        "line__detail_project_id",
        "line__stat_item_id",
        "amount",
    )
    sums: dict[tuple[Any, ...], int] = defaultdict(int)
    for *key, amount in rows:
        sums[tuple(key)] += amount
    return dict(sums)


def _replace(version: BudgetVersion, rows: Sequence[LineInput]) -> None:
    stored = {_key_of(line): line for line in BudgetVersionLine.objects.filter(version=version)}
    wanted = {row.key: row for row in rows}
    gone = [line.pk for key, line in stored.items() if key not in wanted]
    rewritten = [stored[key].pk for key, row in wanted.items() if key in stored and row.basis is not None]
    CalculationBasis.objects.filter(line_id__in=[*gone, *rewritten]).delete()
    BudgetVersionLine.objects.filter(pk__in=gone).delete()
    changed = [line for key, line in stored.items() if key in wanted and _take_over(line, wanted[key])]
    BudgetVersionLine.objects.bulk_update(changed, ["amount", "text"], batch_size=1000)
    made = {key: _line(version, row) for key, row in wanted.items() if key not in stored}
    BudgetVersionLine.objects.bulk_create(made.values(), batch_size=1000)
    lines = {**stored, **made}
    CalculationBasis.objects.bulk_create(_bases((lines[row.key], row) for row in rows), batch_size=1000)


def _key_of(line: BudgetVersionLine) -> tuple[Any, ...]:
    return (
        line.side,
        line.account_unit_id,
        line.department_id,
        line.detail_project_id,
        line.stat_item_id,
        line.funding_source_id,
    )


def _take_over(line: BudgetVersionLine, row: LineInput) -> bool:
    if (line.amount, line.text) == (row.amount, row.text):
        return False
    line.amount, line.text = row.amount, row.text
    return True


def _line(version: BudgetVersion, row: LineInput) -> BudgetVersionLine:
    return BudgetVersionLine(
        version=version,
        side=row.side,
        account_unit_id=row.account_unit,
        department_id=row.department_id,
        detail_project_id=row.detail_project_id,
        stat_item_id=row.stat_item_id,
        funding_source_id=row.funding,
        amount=row.amount,
        text=row.text[:300],
    )


def _bases(pairs: Iterable[tuple[BudgetVersionLine, LineInput]]) -> list[CalculationBasis]:
    return [
        CalculationBasis(
            line=line,
            ordinal=ordinal,
            label=part.label,
            unit_price=part.unit_price,
            quantity=part.quantity,
            times=part.times,
            amount=part.amount,
        )
        for line, row in pairs
        for ordinal, part in enumerate(row.basis or (), start=1)
    ]
