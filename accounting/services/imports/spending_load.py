"""Loading spending lines into the books of one institution, batched through the kernel's guards.

A payment becomes a paid voucher, a negative line a return to its budget line or revenue of returned money
(R421-02). A line is known by its own id: the same file adds nothing; a corrected one shows its differences
and is posted, once agreed, as return of the old and payment of the new amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from accounting.choices import ImportHandling, ImportState
from accounting.errors.execution import ClassUnmapped, ImportDiffers
from accounting.models import BudgetLine, SpendingImport, SpendingImportLine
from accounting.permissions import SPENDING_IMPORT
from accounting.rules.spending_import import (
    PAYMENT,
    RETURN,
    REVENUE,
    Differences,
    Handled,
    SpendingLine,
    differences,
    handle,
)
from accounting.services import kernel
from accounting.services.imports.returned_revenue import ReturnedRevenue
from accounting.services.settled_spending import SettledEntry, entry_commands
from core.access import Actor
from core.errors import FieldFault
from core.schema import current_schema

NAMED_DIFFERENCES = 100
TITLES = {PAYMENT: "이관 지출", RETURN: "이관 여입", REVENUE: "이관 과년도수입"}


@dataclass(frozen=True)
class SpendingUpload:
    """A file as it was read: its name, its hash and the lines of this institution."""

    file_name: str
    sha256: str
    fiscal_year: int
    lines: Sequence[SpendingLine]


@dataclass(frozen=True)
class ImportResult:
    """What a load left in the books."""

    spending_import: SpendingImport | None
    added: int
    payments: int
    returns: int
    revenues: int
    executed_amount: int
    revenue_amount: int


@dataclass(frozen=True)
class ClassTarget:
    """Where a class of spending is budgeted."""

    line_id: UUID
    sub_type: str = ""


def check_spending(*, upload: SpendingUpload) -> Differences:
    """Compare a file with what was loaded before; reads only."""
    found = SpendingImportLine.objects.filter(fiscal_year=upload.fiscal_year)
    loaded = dict(found.values_list("source_line_id", "fingerprint"))
    return differences(upload.lines, loaded)


def load_spending(
    *,
    upload: SpendingUpload,
    targets: Mapping[str, ClassTarget],
    actor: Actor,
    at: datetime,
    accept_changes: bool = False,
) -> ImportResult:
    """Post what the file adds; all or nothing.

    Locks the import of the institution, then what the kernel locks. Refuses classes without a budget line
    (CLASS_UNMAPPED), a file that differs from what was loaded unless `accept_changes` (IMPORT_DIFFERS), and
    whatever a single posting is refused for (E-BUD-002/003, E-ACC-002).
    """
    actor.require(SPENDING_IMPORT)
    with transaction.atomic():
        _one_at_a_time()
        found = check_spending(upload=upload)
        if (found.changed or found.missing) and not accept_changes:
            raise _differs(found)
        _require_targets(found, targets)
        undone = _undo(found, actor, at)
        handled = _handled([*found.added, *found.changed], targets)
        return _post(upload, handled, targets, undone, actor, at)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        key = f"{current_schema()}:spending-import"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _differs(found: Differences) -> ImportDiffers:
    faults = [
        FieldFault(f"/lines/{line.line_id}", "CHANGED", f"{line.line_id}번 줄의 내용이 바뀌었습니다.")
        for line in found.changed
    ]
    faults += [
        FieldFault(f"/lines/{line_id}", "MISSING", f"{line_id}번 줄이 없어졌습니다.")
        for line_id in found.missing
    ]
    return ImportDiffers(
        changed=len(found.changed), missing=len(found.missing), errors=faults[:NAMED_DIFFERENCES]
    )


def _require_targets(found: Differences, targets: Mapping[str, ClassTarget]) -> None:
    wanted = {line.item_class for line in (*found.added, *found.changed)}
    unknown = sorted(wanted - set(targets))
    if unknown:
        raise ClassUnmapped(classes=unknown)


def _handled(lines: Sequence[SpendingLine], targets: Mapping[str, ClassTarget]) -> list[Handled]:
    """Decide each line against what its budget line has executed so far."""
    paid = dict(
        BudgetLine.objects.filter(pk__in={target.line_id for target in targets.values()}).values_list(
            "pk", "paid"
        )
    )
    executed = {line.key: paid[targets[line.item_class].line_id] for line in lines}
    return handle(lines, executed)


def _post(
    upload: SpendingUpload,
    handled: Sequence[Handled],
    targets: Mapping[str, ClassTarget],
    undone: int,
    actor: Actor,
    at: datetime,
) -> ImportResult:
    if not handled and not undone:
        return ImportResult(None, 0, 0, 0, 0, 0, 0)
    amounts = {kind: sum(h.line.amount for h in handled if h.handled_as == kind) for kind in TITLES}
    counts = {kind: sum(1 for h in handled if h.handled_as == kind) for kind in TITLES}
    record = SpendingImport.objects.create(
        file_name=upload.file_name[:200],
        file_sha256=upload.sha256,
        fiscal_year=upload.fiscal_year,
        state=ImportState.LOADED,
        line_count=len(handled),
        total_amount=sum(amounts.values()),
        summary={"counts": counts, "amounts": amounts, "undone": undone},
        recorded_at=at,
        recorded_by=actor.user_id,
    )
    commands = _commands(upload.fiscal_year, handled, targets, actor, at)
    kernel.apply_many(commands)
    SpendingImportLine.objects.bulk_create(
        [
            SpendingImportLine(
                spending_import=record,
                fiscal_year=upload.fiscal_year,
                source_line_id=item.line.line_id,
                line_id=targets[item.line.item_class].line_id,
                paid_on=item.line.paid_on,
                amount=item.line.amount,
                fingerprint=item.line.fingerprint,
                handled_as=item.handled_as,
                document_type=command.document.type,
                document_id=command.document.id,
            )
            for item, command in zip(handled, commands, strict=True)
        ],
        batch_size=2000,
    )
    return ImportResult(
        record,
        len(handled),
        counts[PAYMENT],
        counts[RETURN],
        counts[REVENUE],
        amounts[PAYMENT] + amounts[RETURN],
        amounts[REVENUE],
    )


def _commands(
    fiscal_year: int,
    handled: Sequence[Handled],
    targets: Mapping[str, ClassTarget],
    actor: Actor,
    at: datetime,
) -> list[kernel.Command]:
    """One command per line in the order decided; payee and purpose stay out of the books."""
    spending = [item for item in handled if item.handled_as != REVENUE]
    entries = [_entry(item.line, item.handled_as, targets[item.line.item_class]) for item in spending]
    made = iter(entry_commands(entries=entries, actor=actor, at=at) if entries else [])
    revenue = ReturnedRevenue(fiscal_year, actor, at) if len(spending) < len(handled) else None
    commands = []
    for item in handled:
        if item.handled_as != REVENUE:
            commands.append(next(made))
        elif revenue is not None:
            line_id = targets[item.line.item_class].line_id
            commands.append(revenue.command(item.line, line_id, TITLES[REVENUE]))
    return commands


def _entry(line: SpendingLine, handled_as: str, target: ClassTarget) -> SettledEntry:
    return SettledEntry(
        line_id=target.line_id,
        on=line.paid_on,
        amount=line.amount,
        title=f"{TITLES[handled_as]} {line.line_id}",
        sub_type=target.sub_type,
    )


def _undo(found: Differences, actor: Actor, at: datetime) -> int:
    """Take back what changed or vanished: payments return, returns are paid again, on their own days.

    Money booked as revenue is corrected by hand, because its year may be settled already.
    """
    gone = [line.line_id for line in found.changed] + list(found.missing)
    rows = list(SpendingImportLine.objects.filter(source_line_id__in=gone).order_by("-paid_on", "-pk"))
    stuck = [row for row in rows if row.handled_as == ImportHandling.REVENUE]
    if stuck:
        raise ImportDiffers(
            changed=len(stuck),
            missing=0,
            errors=[
                FieldFault(
                    f"/lines/{row.source_line_id}", "REVENUE", "과년도수입으로 들어간 줄은 직접 고칩니다."
                )
                for row in stuck[:NAMED_DIFFERENCES]
            ],
        )
    entries = [
        SettledEntry(
            line_id=row.line_id,
            on=row.paid_on,
            amount=-row.amount,
            title=f"이관 정정 {row.source_line_id}",
        )
        for row in rows
        if row.line_id is not None
    ]
    ordered = sorted(entries, key=lambda entry: entry.amount > 0, reverse=True)
    if ordered:
        kernel.apply_many(entry_commands(entries=ordered, actor=actor, at=at))
    SpendingImportLine.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
