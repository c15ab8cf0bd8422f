"""Versions of the delegation table: handed in as a file, put in force on a day, never changed after."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from core import audit
from core.access import SYSTEM, Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.periods import day_of
from core.sheets import FileUnreadable, Sheet, read_sheet
from organization.choices import TableState
from organization.errors import TableDayTaken, TableFaulty, TableNotDraft
from organization.models import DelegationRule, DelegationTable
from organization.permissions import DELEGATION_MANAGE
from organization.queries import rules_of
from organization.rules.delegation import Rule, TableFault, faults_of_table
from organization.rules.delegation_file import COLUMNS, NEEDED, RowUnreadable, rule_of_row

SAMPLE = Path(__file__).resolve().parent.parent / "seed" / "delegation_of_authority_sample.csv"
SAMPLE_TITLE, SAMPLE_BASIS = "위임전결규정(표준안)", "위임전결규정 별표"
MAX_ROWS = 2000


@dataclass(frozen=True)
class TableData:
    """What a version is called, which article it rests on, and from when it is to be in force."""

    title: str
    basis_text: str
    effective_from: date


@dataclass(frozen=True)
class CheckedTable:
    """A file as read: its rows, and everything that keeps it from being taken."""

    rules: tuple[Rule, ...]
    faults: tuple[TableFault, ...]


def check_table(content: bytes) -> CheckedTable:
    """Read a file without keeping anything (dry run). Refuses what is no table at all."""
    rules, unreadable = _rules_of(read_sheet(content, max_rows=MAX_ROWS, find_formulas=False))
    return CheckedTable(rules, (*unreadable, *faults_of_table(rules)))


@transaction.atomic
def import_table(*, actor: Actor, data: TableData, content: bytes, at: datetime) -> DelegationTable:
    """Keep a file as a new draft version. Refuses a file with faults; `errors` name each row."""
    actor.require(DELEGATION_MANAGE)
    _refuse_incomplete(data)
    table = _draft_of(data, check_table(content))
    _record(actor, table, "delegation_table_imported", f"{table.title} 제{table.number}판 올림", at)
    return table


@transaction.atomic
def write_table(*, actor: Actor, data: TableData, rules: Sequence[Rule], at: datetime) -> DelegationTable:
    """Keep rows written on the screen as a new draft version. Refuses faults; `errors` name each row."""
    actor.require(DELEGATION_MANAGE)
    _refuse_incomplete(data)
    table = _draft_of(data, CheckedTable(tuple(rules), tuple(faults_of_table(rules))))
    _record(actor, table, "delegation_table_written", f"{table.title} 제{table.number}판 작성", at)
    return table


def write_next_table(
    *, actor: Actor, base_id: UUID, data: TableData, rows: Sequence[Mapping[str, Any]], at: datetime
) -> DelegationTable:
    """The rows of a version, as changed, as a new draft version. Rows not named are left out.

    A row names its `rule_id`; what it does not say stays as it is in the row of that number. Refuses faults;
    `errors` name each row.
    """
    actor.require(DELEGATION_MANAGE)
    known = {rule.rule_id: rule for rule in rules_of(base_id)}
    rules = [replace(known.get(row["rule_id"]) or Rule(row["rule_id"], "", "", ""), **row) for row in rows]
    return write_table(actor=actor, data=data, rules=rules, at=at)


def _draft_of(data: TableData, checked: CheckedTable) -> DelegationTable:
    if checked.faults or not checked.rules:
        raise TableFaulty(
            count=len(checked.faults) or 1,
            errors=[fault_of(fault) for fault in checked.faults]
            or [FieldFault("", "EMPTY", "행이 없습니다.")],
        )
    return _keep(data, checked.rules, TableState.DRAFT)


@transaction.atomic
def put_table_in_force(*, actor: Actor, table_id: UUID, at: datetime) -> DelegationTable:
    """Put a draft in force from its day on. Locks it; refuses another version of the same day.

    Documents under way keep the version they were submitted with; the last click checks the one in force.
    """
    actor.require(DELEGATION_MANAGE)
    table = _draft(table_id)
    same_day = DelegationTable.objects.filter(state=TableState.IN_FORCE, effective_from=table.effective_from)
    other = same_day.first()
    if other is not None:
        raise TableDayTaken(on=str(table.effective_from), number=other.number)
    table.state = TableState.IN_FORCE
    table.save(update_fields=["state"])
    _record(actor, table, "delegation_table_in_force", f"{table.title} 제{table.number}판 시행", at)
    return table


@transaction.atomic
def discard_table(*, actor: Actor, table_id: UUID, at: datetime) -> DelegationTable:
    """Give up a draft; its rows stay to be read. Locks it."""
    actor.require(DELEGATION_MANAGE)
    table = _draft(table_id)
    table.state = TableState.DISCARDED
    table.save(update_fields=["state"])
    _record(actor, table, "delegation_table_discarded", f"{table.title} 제{table.number}판 폐기", at)
    return table


def keep_sample(*, effective_from: date) -> None:
    """The sample table as the first version in force, when there is none; part of making a tenant."""
    if DelegationTable.objects.exists():
        return
    _keep(TableData(SAMPLE_TITLE, SAMPLE_BASIS, effective_from), _sample(), TableState.IN_FORCE)


@transaction.atomic
def extend_sample(*, at: datetime) -> bool:
    """Where the sample is in force as it came and lacks kinds of business the product knows now, its next version.

    A table of the institution's own stays as it is: what it does not name is the head's. True when a version
    was made; it is in force from today, or from tomorrow where a version of today exists.
    """
    today = day_of(at)
    tables = DelegationTable.objects.filter(state=TableState.IN_FORCE)
    current = tables.filter(effective_from__lte=today).order_by("-effective_from", "-number").first()
    if current is None or current.title != SAMPLE_TITLE or tables.filter(effective_from__gt=today).exists():
        return False
    rows = rules_of(current.pk)
    known = {rule.business_type for rule in rows}
    fresh = [rule for rule in _sample() if rule.business_type not in known]
    if not fresh:
        return False
    is_taken = tables.filter(effective_from=today).exists()
    data = TableData(SAMPLE_TITLE, current.basis_text, today + timedelta(days=1) if is_taken else today)
    made = _keep(data, (*rows, *fresh), TableState.IN_FORCE)
    names = ", ".join(rule.rule_id for rule in fresh)
    _record(SYSTEM, made, "delegation_table_extended", f"{made.title} 제{made.number}판: {names}", at)
    return True


def _sample() -> tuple[Rule, ...]:
    with SAMPLE.open(encoding="utf-8", newline="") as handle:
        return tuple(rule_of_row(row) for row in csv.DictReader(handle))


def fault_of(fault: TableFault) -> FieldFault:
    """A fault of the table as the edge shows it."""
    text = _TEXTS[fault.code].format(word=fault.word)
    rows = ", ".join(fault.rules)
    return FieldFault(f"/rules/{fault.rules[0] if fault.rules else ''}", fault.code, f"{rows}: {text}")


_TEXTS = {
    "EMPTY": "{word} 칸이 비어 있습니다.",
    "UNKNOWN_ROLE": "모르는 직위·기능입니다. ({word})",
    "BAND_REVERSED": "금액의 이하가 초과보다 크지 않습니다.",
    "AMOUNT_NEGATIVE": "금액이 음수입니다.",
    "SELECTOR_UNREADABLE": "선택식을 읽을 수 없습니다. ({word})",
    "RULE_ID_TWICE": "행 번호가 두 번 나옵니다.",
    "TWO_CANDIDATES": "같은 문서에 두 행이 함께 해당합니다.",
    "CELL_UNREADABLE": "값을 읽을 수 없습니다. ({word})",
}


def _rules_of(sheet: Sheet) -> tuple[tuple[Rule, ...], list[TableFault]]:
    rows = [row for row in sheet.rows if any(cell not in (None, "") for cell in row)]
    header = [str(cell or "").strip() for cell in rows[0]] if rows else []
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise FileUnreadable(reason=f"열이 없습니다: {', '.join(missing)}")
    rules, faults = [], []
    for row in rows[1:]:
        cells = dict(zip(header, row, strict=False))
        try:
            rules.append(rule_of_row(cells))
        except RowUnreadable as fault:
            faults.append(TableFault("CELL_UNREADABLE", (_name(cells),), str(fault)))
    return tuple(rules), faults


def _name(cells: Mapping[str, Any]) -> str:
    return str(cells.get(COLUMNS[0]) or "?")


def _keep(data: TableData, rules: Iterable[Rule], state: TableState) -> DelegationTable:
    last = DelegationTable.objects.aggregate(last=Max("number"))["last"] or 0
    table = DelegationTable.objects.create(
        number=last + 1,
        title=data.title.strip(),
        basis_text=data.basis_text.strip(),
        effective_from=data.effective_from,
    )
    DelegationRule.objects.bulk_create(
        DelegationRule(table=table, ordinal=ordinal, **_columns(rule))
        for ordinal, rule in enumerate(rules, start=1)
    )
    if state != table.state:
        table.state = state
        table.save(update_fields=["state"])
    return table


def _columns(rule: Rule) -> dict[str, Any]:
    lists = ("reviewer_roles", "cooperation", "report_after_to")
    return vars(rule) | {name: list(getattr(rule, name)) for name in lists}


def _draft(table_id: UUID) -> DelegationTable:
    table = DelegationTable.objects.select_for_update().filter(pk=table_id).first()
    if table is None:
        raise NotFound(table_id=str(table_id))
    if table.state != TableState.DRAFT:
        raise TableNotDraft(number=table.number, state=str(TableState(table.state).label))
    return table


def _refuse_incomplete(data: TableData) -> None:
    empty = [name for name in ("title", "basis_text") if not getattr(data, name).strip()]
    if empty:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "required", "값을 넣으십시오.") for name in empty])


def _record(actor: Actor, table: DelegationTable, verb: str, summary: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="delegation_table",
        subject_id=table.pk,
        summary=summary,
        at=at,
        facts={"number": table.number, "effective_from": str(table.effective_from)},
    )
