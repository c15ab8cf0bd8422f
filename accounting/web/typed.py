"""What people typed into a form or a grid, as values; everything wrong is collected and named by its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _t

from accounting.errors.execution import DocumentFaulty
from core.errors import DomainError, FieldFault, Refusals
from core.periods import day_of
from ui.rules.entry import parse_amount, parse_date, parse_whole


class Typed:
    """Reader of one form: call its methods, then `check()`."""

    def __init__(self, data: QueryDict, at: datetime) -> None:
        self.data = data
        self.today = day_of(at)
        self.faults: list[FieldFault] = []

    def text(self, name: str, label: str = "", *, limit: int = 300) -> str:
        """One line of text; a label makes it required."""
        found = " ".join(self.data.get(name, "").split())[:limit]
        if label and not found:
            self.fault(f"/{name}", _t("%(label)s 칸을 입력하십시오.") % {"label": label})
        return found

    def note(self, name: str) -> str:
        """Several lines of text."""
        return self.data.get(name, "").strip()[:2000]

    def day(self, name: str, label: str = "") -> date | None:
        """A date as people type it; a label makes it required."""
        typed = self.data.get(name, "").strip()
        found = parse_date(typed, self.today) if typed else None
        if found is None and (typed or label):
            self.fault(f"/{name}", _t("%(label)s 칸에 날짜를 입력하십시오.") % {"label": label or _t("날짜")})
        return found

    def required_day(self, name: str, label: str) -> date:
        """A date that must be there."""
        return self.day(name, label) or self.today

    def amount(self, name: str, label: str = "") -> int | None:
        """An amount as people type it (1.5백만)."""
        typed = self.data.get(name, "").strip()
        found = parse_amount(typed) if typed else None
        if found is None and (typed or label):
            self.fault(f"/{name}", _t("%(label)s 칸에 금액을 입력하십시오.") % {"label": label or _t("금액")})
        return found

    def number(self, name: str) -> int:
        """A small whole number, 0 when empty."""
        typed = self.data.get(name, "").strip()
        return parse_whole(typed) or 0

    def key(self, name: str, label: str = "") -> UUID | None:
        """Id of a chosen object; a label makes it required."""
        found = as_uuid(self.data.get(name, ""))
        if found is None and label:
            self.fault(f"/{name}", _t("%(label)s 칸에서 고르십시오.") % {"label": label})
        return found

    def required_key(self, name: str, label: str) -> UUID:
        """Id that must be there."""
        return self.key(name, label) or UUID(int=0)

    def flag(self, name: str) -> bool:
        """A ticked box."""
        return self.data.get(name, "") in ("1", "on", "true")

    def cell_key(self, index: int, row: Mapping[str, Any], name: str, field: str, label: str) -> UUID:
        """Id behind a looked-up cell of a grid row; the fault stands on the cell people see."""
        found = as_uuid(row.get(name))
        if found is None:
            self.fault(
                f"/rows/{index}/{field}",
                _t("%(row)s줄 %(label)s 칸에서 고르십시오.") % {"row": index + 1, "label": label},
            )
        return found or UUID(int=0)

    def cell_amount(self, index: int, row: Mapping[str, Any], field: str, label: str) -> int:
        """Amount of a grid cell, more than zero."""
        found = as_amount(row.get(field))
        if not found or found <= 0:
            self.fault(
                f"/rows/{index}/{field}",
                _t("%(row)s줄 %(label)s 칸에 0보다 큰 금액을 입력하십시오.")
                % {"row": index + 1, "label": label},
            )
        return found or 0

    def fault(self, pointer: str, text: str) -> None:
        """Note something to mend."""
        self.faults.append(FieldFault(pointer, "REQUIRED", text))

    def check(self) -> None:
        """Refuse when anything is to be mended."""
        if self.faults:
            raise DocumentFaulty(errors=self.faults, count=len(self.faults))


def as_uuid(value: Any) -> UUID | None:
    """An id, or nothing."""
    try:
        return UUID(str(value or ""))
    except ValueError:
        return None


def as_amount(value: Any) -> int | None:
    """A whole amount from a cell."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    return parse_amount(str(value))


def as_decimal(value: Any) -> Decimal | None:
    """A quantity from a cell, up to three decimals."""
    if value in (None, "") or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    return found.quantize(Decimal("0.001")) if found.is_finite() and abs(found) < 10**9 else None


def as_text(value: Any, limit: int = 300) -> str:
    """Text of a cell."""
    return " ".join(str(value or "").split())[:limit]


def version_of(data: QueryDict) -> int | None:
    """Version of the document the person has seen."""
    return parse_whole(data.get("version", ""))


def mark_rows(error: DomainError, rows: Sequence[Mapping[str, Any]], cell: str = "amount") -> None:
    """Put a budget refusal on the cells of the rows that ask for the line it speaks of.

    The cell says what to do; the sentence with its figures stands once, above.
    """
    for part in error.refusals if isinstance(error, Refusals) else [error]:
        line_id = str(part.facts.get("line_id", ""))
        places = [index for index, row in enumerate(rows) if line_id and str(row.get("line_id")) == line_id]
        part.errors += [_row_fault(part, index, cell) for index in places]


def _row_fault(part: DomainError, index: int, cell: str) -> FieldFault:
    short = part.facts.get("short")
    if short is None:
        text = _t("%(row)s줄 예산과목을 바꾸십시오.") % {"row": index + 1}
        return FieldFault(f"/rows/{index}/line", part.code, text)
    facts = {"row": index + 1, "short": f"{short:,}"}
    text = _t("%(row)s줄 과목의 요청을 %(short)s원 줄여야 합니다.") % facts
    return FieldFault(f"/rows/{index}/{cell}", part.code, text)
