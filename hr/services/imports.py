"""People with their first employment, and posts allowed, taken over from a table: tried first, then kept whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import DomainError, NotFound, Refusals
from core.import_rows import RowFault, read_rows
from core.periods import day_of
from core.sheets import FileUnreadable, read_sheet
from hr.choices import ImportKind, RowMark
from hr.errors import ImportFaulty
from hr.models import RuleTable
from hr.permissions import HEADCOUNT_MANAGE, ORDER_ISSUE, PERSON_MANAGE
from hr.rules.import_rows import (
    HEADCOUNT_COLUMNS,
    HEADCOUNT_NEEDED,
    PEOPLE_COLUMNS,
    PEOPLE_NEEDED,
    headcount_line,
    person_line,
)
from hr.services.headcount_lines import HeadcountLines
from hr.services.person_lines import PersonLines

MAX_ROWS = 5_000
COLUMNS = {ImportKind.PEOPLE: PEOPLE_COLUMNS, ImportKind.HEADCOUNT: HEADCOUNT_COLUMNS}
NEEDED = {ImportKind.PEOPLE: PEOPLE_NEEDED, ImportKind.HEADCOUNT: HEADCOUNT_NEEDED}
PERMISSION = {ImportKind.PEOPLE: PERSON_MANAGE, ImportKind.HEADCOUNT: HEADCOUNT_MANAGE}
ALSO = {ImportKind.PEOPLE: ORDER_ISSUE, ImportKind.HEADCOUNT: HEADCOUNT_MANAGE}
_READ: dict[ImportKind, Callable[[int, Any], Any]] = {
    ImportKind.PEOPLE: person_line,
    ImportKind.HEADCOUNT: headcount_line,
}
_LINES: dict[ImportKind, type[PersonLines] | type[HeadcountLines]] = {
    ImportKind.PEOPLE: PersonLines,
    ImportKind.HEADCOUNT: HeadcountLines,
}


@dataclass(frozen=True)
class MarkedRow:
    """A row of the file and what becomes of it."""

    line: int
    label: str
    mark: str
    text: str = ""

    @property
    def mark_label(self) -> str:
        return str(RowMark(self.mark).label)


@dataclass(frozen=True)
class CheckedImport:
    """A file as read, each row marked; `faults` also names what is wrong with the file as a whole (line 0)."""

    kind: str
    rows: tuple[MarkedRow, ...]
    faults: tuple[RowFault, ...]

    @property
    def fresh(self) -> int:
        return self._count(RowMark.FRESH)

    @property
    def known(self) -> int:
        return self._count(RowMark.KNOWN)

    def _count(self, mark: str) -> int:
        return sum(1 for row in self.rows if row.mark == mark)


class _Undone(Exception):
    """A dry run is over: what it wrote goes."""


def check_import(*, actor: Actor, kind: str, content: bytes, at: datetime) -> CheckedImport:
    """Read a file, keep it in a try and undo that (dry run). Refuses what is no table of this kind."""
    wanted = kind_of(kind)
    found, lines, fresh = _plan(actor, wanted, content, at)
    if found.faults or not fresh:
        return found
    try:
        with transaction.atomic():
            lines.keep(fresh, actor, at, _hash(content))
            raise _Undone
    except _Undone:
        return found
    except DomainError as error:
        return CheckedImport(found.kind, found.rows, tuple(_of_refusal(error)))


@transaction.atomic
def import_file(*, actor: Actor, kind: str, content: bytes, at: datetime) -> CheckedImport:
    """Keep a file, all of it or nothing; what is there already is left out, so a repeat adds nothing.

    Locks the codes the file is read by, so that files come in one after the other. Refuses a file with faults;
    `errors` name each row. People come on the register with their first appointment as an order of before.
    """
    wanted = kind_of(kind)
    list(RuleTable.objects.filter(code="employment_type").order_by("pk").for_change())
    found, lines, fresh = _plan(actor, wanted, content, at)
    if found.faults:
        errors = [one.field for one in found.faults[:200]]
        raise ImportFaulty(count=len(found.faults), errors=errors)
    file_hash = _hash(content)
    if fresh:
        lines.keep(fresh, actor, at, file_hash)
    audit.record(
        actor=actor,
        verb="hr_table_imported",
        subject_type="hr_import",
        subject_id=None,
        summary=f"{wanted.label} 가져오기: {found.fresh}건",
        at=at,
        facts={"kind": str(wanted), "rows": found.fresh, "known": found.known, "file_hash": file_hash},
    )
    return found


def kind_of(text: str) -> ImportKind:
    """The kind of a file as a form or a program names it."""
    if text not in ImportKind.values:
        raise NotFound(kind=text)
    return ImportKind(text)


def may_import(actor: Actor, kind: ImportKind) -> bool:
    """Whether somebody has the rights a kind of file needs."""
    return actor.may(PERMISSION[kind]) and actor.may(ALSO[kind])


def _plan(
    actor: Actor, kind: ImportKind, content: bytes, at: datetime
) -> tuple[CheckedImport, PersonLines | HeadcountLines, Sequence[Any]]:
    actor.require(PERMISSION[kind])
    actor.require(ALSO[kind])
    sheet = read_sheet(content, max_rows=MAX_ROWS, find_formulas=False)
    read, unreadable, missing = read_rows(sheet.rows, COLUMNS[kind], NEEDED[kind], _READ[kind])
    if missing:
        raise FileUnreadable(reason=f"열이 없습니다: {', '.join(missing)}")
    faults = [RowFault(line, column, f"읽을 수 없습니다. ({word})") for line, column, word in unreadable]
    lines = _LINES[kind](read, day_of(at))
    faults += lines.faults()
    if not read and not faults:
        faults.append(RowFault(1, "", "행이 없습니다."))
    faults.sort(key=lambda one: (one.line, one.column))
    known = lines.known()
    fresh = [row for row in read if row.line not in known]
    return CheckedImport(str(kind), _marks(read, faults, known), tuple(faults)), lines, fresh


def _marks(read: Sequence[Any], faults: Sequence[RowFault], known: set[int]) -> tuple[MarkedRow, ...]:
    texts: dict[int, list[str]] = {}
    for one in faults:
        texts.setdefault(one.line, []).append(f"{one.column}: {one.text}".strip(": "))
    labels = {row.line: row.label for row in read}
    found = []
    for line in sorted({*labels, *texts}):
        mark = RowMark.FAULTY if line in texts else RowMark.KNOWN if line in known else RowMark.FRESH
        found.append(MarkedRow(line, labels.get(line, ""), str(mark), " / ".join(texts.get(line, ()))))
    return tuple(found)


def _of_refusal(error: DomainError) -> list[RowFault]:
    """What refused the file as a whole, in words."""
    found = error.refusals if isinstance(error, Refusals) else [error]
    return [RowFault(0, "", " ".join((one.detail, *(part.detail for part in one.errors)))) for one in found]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
