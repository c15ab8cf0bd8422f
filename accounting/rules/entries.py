"""What goes into the books, as plain values: made by rules, written by the posting kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from accounting.errors.books import JournalTooShort, JournalUnbalanced


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """The document an entry belongs to. `number` may be empty when the kernel is to take it."""

    type: str
    id: UUID
    number: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """`requested` must be available on the line before the command's movements (E-BUD-002/003)."""

    line_id: UUID
    requested: int


@dataclass(frozen=True, slots=True)
class Movement:
    """Change of one bucket of an expenditure line."""

    line_id: UUID
    bucket: str
    amount: int


@dataclass(frozen=True, slots=True)
class RevenueMovement:
    """Change of one bucket of a revenue line."""

    line_id: UUID
    bucket: str
    amount: int


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Dimensions of a journal line besides its account (handbook 5.2)."""

    account_unit_code: str = ""
    sector: str = ""
    activity: str = ""
    department_id: UUID | None = None
    detail_project_id: UUID | None = None
    funding_code: str = ""
    partner_id: UUID | None = None
    entity_code: str = ""
    budget_line_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class JournalLineDraft:
    """One side of a journal. An empty account unit means the journal's own."""

    account_code: str
    debit: int = 0
    credit: int = 0
    account_unit_code: str = ""
    sector: str = ""
    activity: str = ""
    department_id: UUID | None = None
    detail_project_id: UUID | None = None
    funding_code: str = ""
    partner_id: UUID | None = None
    entity_code: str = ""
    budget_line_id: UUID | None = None
    text: str = ""

    def swapped(self) -> JournalLineDraft:
        """The line that takes this one back."""
        return replace(self, debit=self.credit, credit=self.debit)


@dataclass(frozen=True, slots=True)
class JournalDraft:
    """A journal to be posted; `revision` tells repeated events of one document apart."""

    event: str
    text: str
    lines: Sequence[JournalLineDraft]
    revision: int = 0
    account_unit: str = ""
    prefix: str = "JN"
    reverses: UUID | None = None


@dataclass(frozen=True, slots=True)
class IntercompanyDraft:
    """Amount booked with another entity of the same government."""

    side: str
    item_code: str
    entity_code: str
    amount: int
    agreement: str = ""
    account_unit_code: str = ""


def line_of(
    account_code: str, *, debit: int = 0, credit: int = 0, at: Dimensions, text: str = ""
) -> JournalLineDraft:
    """A line with its dimensions."""
    return JournalLineDraft(
        account_code=account_code,
        debit=debit,
        credit=credit,
        account_unit_code=at.account_unit_code,
        sector=at.sector,
        activity=at.activity,
        department_id=at.department_id,
        detail_project_id=at.detail_project_id,
        funding_code=at.funding_code,
        partner_id=at.partner_id,
        entity_code=at.entity_code,
        budget_line_id=at.budget_line_id,
        text=text,
    )


def check_balance(lines: Sequence[JournalLineDraft], unit: str = "") -> None:
    """E-ACC-001 unless debit equals credit in each account unit (empty: `unit`); two lines at least."""
    if len(lines) < 2:
        raise JournalTooShort()
    sums: dict[str, list[int]] = {}
    for line in lines:
        pair = sums.setdefault(line.account_unit_code or unit, [0, 0])
        pair[0] += line.debit
        pair[1] += line.credit
    for debit, credit in sums.values():
        if debit != credit:
            raise JournalUnbalanced(dr=debit, cr=credit)
