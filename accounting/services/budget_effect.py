"""A version becomes effective: its amounts move into the buckets of the budget lines (handbook 3.1, 11.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounting.choices import BudgetSide, VersionKind, VersionState
from accounting.errors.budget import BudgetImmutable, EffectiveDateGoesBack, EmptyBudget
from accounting.models import BudgetLine, BudgetVersion, BudgetVersionLine, ItemCrosswalk
from accounting.queries.policy import policy_of
from accounting.rules.budget_control import (
    BUCKETS,
    CONTINGENCY_ITEM,
    LineFigures,
    supplementary_effect,
    supplementary_refusal,
)
from accounting.rules.budget_version_flow import BUDGET_VERSION_FLOW, FIXED_STATES
from accounting.rules.version_checks import (
    UnitTotals,
    VersionAmount,
    mapping_refusals,
    total_refusals,
    unit_totals,
)
from accounting.services import kernel
from accounting.services.budget_lines import (
    ExpenditureKey,
    RevenueKey,
    open_expenditure_lines,
    open_revenue_lines,
)
from accounting.services.budget_versions import SUBJECT, last_day, refuse_day_before_last
from core import audit
from core.access import Actor
from core.errors import DomainError, Refusals
from core.locking import lock_rows


def put_in_force(*, version: BudgetVersion, effective_on: date, actor: Actor, at: datetime) -> None:
    """Fix a version and write O (main) or S (supplementary) of every line; the effect of its approval.

    The version is locked; locks the budget lines. Refuses, all together: unbalanced unit (E-BUD-007), contingency
    above its cap (E-BUD-013), unmapped items (E-CNS-002), a cut below R + M (E-BUD-015). An opening load stands
    outside these gates.
    """
    if version.state in FIXED_STATES:
        raise BudgetImmutable()
    lines = list(BudgetVersionLine.objects.filter(version=version).select_related("stat_item"))
    if not lines:
        raise EmptyBudget()
    refuse_day_before_last(version, effective_on)
    if not version.is_opening_load:
        refuse(_refusals(version, lines))
    _post(version, lines, effective_on, actor, at)
    _fix(version, effective_on, actor, at)


def version_refusals(version: BudgetVersion, effective_on: date | None = None) -> list[DomainError]:
    """Everything that keeps the version from being in force, apart from decision and vote."""
    lines = list(BudgetVersionLine.objects.filter(version=version).select_related("stat_item"))
    found: list[DomainError] = [*_refusals(version, lines)] if lines else [EmptyBudget()]
    last = last_day(version.fiscal_year)
    if effective_on is not None and last is not None and effective_on < last:
        found.append(EffectiveDateGoesBack(last=last.isoformat()))
    return found


def version_totals(version: BudgetVersion) -> list[UnitTotals]:
    """Totals of each account unit as they will stand once the version is effective."""
    lines = BudgetVersionLine.objects.filter(version=version).select_related("stat_item")
    return unit_totals(_amounts(version, lines))


def refuse(refusals: Sequence[DomainError]) -> None:
    """Raise what stands against something: one refusal by itself, several together."""
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise Refusals(refusals)


def _refusals(version: BudgetVersion, lines: Sequence[BudgetVersionLine]) -> list[DomainError]:
    cap = policy_of(version.fiscal_year).contingency_cap_pct
    found = total_refusals(unit_totals(_amounts(version, lines)), cap)
    crosswalk = ItemCrosswalk.objects.filter(fiscal_year=version.fiscal_year)
    mapped = set(
        crosswalk.exclude(standard_code="", standard_class="").values_list("item_code", flat=True),
    )
    return found + mapping_refusals((line.stat_item.code for line in lines), mapped)


def effective_amounts(fiscal_year: int) -> list[VersionAmount]:
    """What the effective versions of the year hold already."""
    fixed = BudgetVersionLine.objects.filter(
        version__fiscal_year=fiscal_year, version__state__in=FIXED_STATES
    )
    rows = fixed.values_list("account_unit_id", "side", "stat_item__code", "amount")
    return [VersionAmount(str(unit), side, item, amount) for unit, side, item, amount in rows]


def _amounts(version: BudgetVersion, lines: Iterable[BudgetVersionLine]) -> list[VersionAmount]:
    """The amounts of the version together with everything that is effective already."""
    own = [VersionAmount(line.account_unit_id, line.side, line.stat_item.code, line.amount) for line in lines]
    return effective_amounts(version.fiscal_year) + own


@dataclass(frozen=True)
class _Target:
    """A line of the version with the budget line it moves."""

    line_id: UUID
    amount: int
    item: str


def _post(
    version: BudgetVersion,
    lines: Sequence[BudgetVersionLine],
    effective_on: date,
    actor: Actor,
    at: datetime,
) -> None:
    expenditure = _expenditure_targets(version, [ln for ln in lines if ln.side == BudgetSide.EXPENDITURE])
    revenue = _revenue_targets(version, [ln for ln in lines if ln.side == BudgetSide.REVENUE])
    if version.kind == VersionKind.MAIN:
        movements = _main_movements(version, expenditure)
        bucket, event = "original", "MAIN_BUDGET_EFFECTIVE"
    else:
        movements = _supplementary_movements(version, expenditure)
        bucket, event = "supplementary", "SUPPLEMENTARY_EFFECTIVE"
    kernel.apply(
        kernel.Command(
            event=event,
            document=kernel.DocumentRef(SUBJECT, version.pk, version.number),
            fiscal_year=version.fiscal_year,
            effective_on=effective_on,
            actor=actor,
            at=at,
            movements=movements,
            revenue_movements=[
                kernel.RevenueMovement(t.line_id, bucket, t.amount) for t in revenue if t.amount
            ],
        )
    )


def _expenditure_targets(version: BudgetVersion, lines: Sequence[BudgetVersionLine]) -> list[_Target]:
    keys = [
        ExpenditureKey(
            version.fiscal_year,
            line.account_unit_id,
            line.department_id,
            _project_of(line),
            line.stat_item_id,
            line.funding_source_id,
        )
        for line in lines
    ]
    ids = open_expenditure_lines(keys)
    return [
        _Target(ids[key], line.amount, line.stat_item.code) for key, line in zip(keys, lines, strict=True)
    ]


def _project_of(line: BudgetVersionLine) -> UUID:
    """Detail project of an expenditure line; the table lets only revenue be without one."""
    if line.detail_project_id is None:
        raise ValueError("an expenditure line has a detail project")
    return line.detail_project_id


def _revenue_targets(version: BudgetVersion, lines: Sequence[BudgetVersionLine]) -> list[_Target]:
    keys = [
        RevenueKey(
            version.fiscal_year,
            line.account_unit_id,
            line.department_id,
            line.stat_item_id,
            line.funding_source_id,
        )
        for line in lines
    ]
    ids = open_revenue_lines(keys)
    return [
        _Target(ids[key], line.amount, line.stat_item.code) for key, line in zip(keys, lines, strict=True)
    ]


def _main_movements(version: BudgetVersion, targets: Sequence[_Target]) -> list[kernel.Movement]:
    """O of every line; A at once where the institution does not allot by quarters. 801-01 is never allotted."""
    found = [
        kernel.Movement(target.line_id, "original", target.amount) for target in targets if target.amount
    ]
    if policy_of(version.fiscal_year).allotment_control == "FULL_YEAR" or version.is_opening_load:
        found += [
            kernel.Movement(target.line_id, "allotted", target.amount)
            for target in targets
            if target.amount and target.item != CONTINGENCY_ITEM
        ]
    return found


def _supplementary_movements(version: BudgetVersion, targets: Sequence[_Target]) -> list[kernel.Movement]:
    """S of every line, U absorbed, A down to K where K fell below it; refuses a cut below R + M."""
    deltas: dict[UUID, int] = defaultdict(int)
    for target in targets:
        deltas[target.line_id] += target.amount
    pending = BudgetLine.objects.filter(fiscal_year=version.fiscal_year).exclude(pending_supplementary=0)
    locked = lock_rows(BudgetLine, [*deltas, *pending.values_list("pk", flat=True)])
    figures = {pk: LineFigures(*(getattr(line, name) for name in BUCKETS)) for pk, line in locked.items()}
    refusals = [
        refusal
        for pk, delta in deltas.items()
        if (refusal := supplementary_refusal(figures[pk], delta)) is not None
    ]
    refuse(refusals)
    movements: list[kernel.Movement] = []
    for pk in sorted(figures):
        effect = supplementary_effect(figures[pk], deltas.get(pk, 0))
        for bucket in ("supplementary", "pending_supplementary", "allotted"):
            amount = getattr(effect, bucket)
            if amount:
                movements.append(kernel.Movement(pk, bucket, amount))
    return movements


def _fix(version: BudgetVersion, effective_on: date, actor: Actor, at: datetime) -> None:
    before = BudgetVersion.objects.filter(fiscal_year=version.fiscal_year, state=VersionState.EFFECTIVE)
    before.update(state=BUDGET_VERSION_FLOW.next(VersionState.EFFECTIVE, "supersede"))
    verb = "load" if version.is_opening_load else "make_effective"
    version.state = BUDGET_VERSION_FLOW.next(version.state, verb)
    version.effective_on, version.approved_by_id, version.approved_at = effective_on, actor.user_id, at
    version.version += 1
    version.save()
    audit.record(
        actor=actor,
        verb="budget_version_effective",
        subject_type=SUBJECT,
        subject_id=version.pk,
        summary=version.title,
        at=at,
        facts={"effective_on": effective_on.isoformat(), "number": version.number},
    )
