"""What every financial document goes through: lock, version, other person, number, audit line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from accounting.choices import YearState
from accounting.errors.budget import BudgetLineUnavailable
from accounting.errors.execution import (
    DocumentFaulty,
    DocumentLocked,
    MixedYears,
    NotTheDrafter,
    OwnDocument,
    PersonNeeded,
)
from accounting.models import BudgetLine, FiscalYear
from accounting.models.base import DocumentModel
from accounting.rules.series import known_series
from accounting.rules.sheet_values import MAX_WON
from accounting.services.kernel import DocumentRef
from core import audit
from core.access import Actor
from core.errors import FieldFault, NotFound, StaleVersion
from core.flow import Flow
from core.locking import lock_rows
from core.numbering import take_number

PaperT = TypeVar("PaperT", bound=DocumentModel)
RowT = TypeVar("RowT", bound=models.Model)
MOST_REASON = 500
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def lock_paper(model: type[PaperT], document_id: UUID, version: int | None = None) -> PaperT:
    """Lock one document; NotFound, or StaleVersion when it is not the version the caller has seen."""
    paper = lock_rows(model, [document_id]).get(document_id)
    if paper is None:
        raise NotFound
    if version is not None and paper.version != version:
        raise StaleVersion(current=paper.version, seen=version)
    return paper


def require_draft(paper: Any) -> None:
    """Refuse writing on a paper that is under approval or decided (E-EXE-009)."""
    if paper.state != "DRAFT":
        raise DocumentLocked(number=paper.number, state=paper.get_state_display())


def require_other_person(paper: Any, actor: Actor) -> None:
    """The one who drafted a paper never decides on it, and a program never does."""
    if actor.user_id is None and not actor.is_system:
        raise PersonNeeded
    if actor.user_id is not None and actor.user_id == paper.drafted_by_id:
        raise OwnDocument(user=actor.name)


def require_drafter(paper: Any, actor: Actor) -> None:
    """Only the one who drafted a paper writes on it, hands it in or takes it back."""
    if not actor.is_system and actor.user_id != paper.drafted_by_id:
        raise NotTheDrafter(number=paper.number or paper.title)


def save_paper(paper: Any, **changes: Any) -> None:
    """Write the changed columns and count the version up; refuses a reason that its column cannot hold."""
    refuse_long_text(changes.get("decision_text", ""))
    for name, value in changes.items():
        setattr(paper, name, value)
    paper.version += 1
    paper.save(update_fields=[*changes, "version"])


def move_paper(paper: Any, flow: Flow, verb: str, **changes: Any) -> None:
    """Ask the state table, then write the new state together with other columns."""
    save_paper(paper, state=flow.next(paper.state, verb), **changes)


def number_for(paper: DocumentModel, prefix: str) -> str:
    """The paper's number, taken at its first submit and kept for good; takes the counter lock."""
    return paper.number or take_number(known_series(prefix), paper.fiscal_year, str(paper.account_unit_id))


def reference(paper: DocumentModel) -> DocumentRef:
    """The paper as ledgers name it."""
    return DocumentRef(document_type(type(paper)), paper.pk, paper.number)


def document_type(model: type[DocumentModel]) -> str:
    """PaymentVoucher → payment_voucher, as ledgers, addresses and audit lines name the kind."""
    return _CAPITAL.sub("_", model.__name__).lower()


def note(paper: DocumentModel, verb: str, summary: str, actor: Actor, at: datetime, **facts: Any) -> None:
    """Audit line of one act on a paper."""
    audit.record(
        actor=actor,
        verb=verb,
        subject_type=document_type(type(paper)),
        subject_id=paper.pk,
        summary=summary,
        at=at,
        facts={"number": paper.number} | facts,
    )


def refuse_faults(faults: Sequence[FieldFault]) -> None:
    """Raise when there is anything to mend; each fault names its place."""
    if faults:
        raise DocumentFaulty(errors=faults, count=len(faults))


def refuse_long_text(text: str) -> None:
    """An opinion or reason of at most 500 letters."""
    if len(text) > MOST_REASON:
        detail = _("500자까지 쓸 수 있습니다. (%(length)s자)") % {"length": f"{len(text):,}"}
        refuse_faults([FieldFault("/text", "TOO_LONG", detail)])


def changed_rows(rows: Mapping[UUID, RowT], changes: Mapping[UUID, int]) -> list[tuple[RowT, int]]:
    """Rows to be raised or lowered in key order; NotFound for a row of another document."""
    if any(row_id not in rows for row_id in changes):
        raise NotFound
    wanted = [(rows[row_id], amount) for row_id, amount in sorted(changes.items()) if amount]
    if not wanted:
        refuse_faults([FieldFault("/rows", "EMPTY", "증감액을 입력하십시오.")])
    refuse_faults(
        [
            FieldFault(f"/rows/{place}/amount", "OUT_OF_RANGE", "금액을 확인하십시오.")
            for place, amount in enumerate(changes.values())
            if abs(amount) > MAX_WON
        ]
    )
    return wanted


def require_references(model: type[models.Model], columns: Mapping[str, object]) -> None:
    """Every foreign key among the columns names a row that is there (the database would say so too late)."""
    for name, value in columns.items():
        if not name.endswith("_id") or value is None:
            continue
        field: Any = model._meta.get_field(name.removesuffix("_id"))
        target = field.remote_field.model
        if not target._default_manager.filter(**{field.target_field.attname: value}).exists():
            raise NotFound(what=str(field.verbose_name))


def require_open_year(fiscal_year: int) -> None:
    """Documents are written only in a year that is being executed (E-BUD-001 otherwise)."""
    state = FiscalYear.objects.filter(year=fiscal_year).values_list("state", flat=True).first()
    if state not in (YearState.OPEN, YearState.SOFT_CLOSED):
        raise BudgetLineUnavailable(fiscal_year=fiscal_year)


def budget_lines(fiscal_year: int, line_ids: Iterable[UUID], on: date) -> dict[UUID, BudgetLine]:
    """The lines rows speak of: of this year, in use on the day, all of one account unit."""
    wanted = set(line_ids)
    found = {
        line.pk: line
        for line in BudgetLine.objects.filter(pk__in=wanted).select_related("stat_item", "detail_project")
    }
    for line_id in wanted:
        line = found.get(line_id)
        if line is None or line.fiscal_year != fiscal_year or _out_of_use(line, on):
            raise BudgetLineUnavailable(fiscal_year=fiscal_year, line_id=str(line_id))
    if len({line.account_unit_id for line in found.values()}) > 1:
        raise MixedYears
    return found


def _out_of_use(line: BudgetLine, on: date) -> bool:
    ends = [line.inactive_from, line.stat_item.inactive_from]
    return any(end is not None and end <= on for end in ends)
