"""People and papers for tests of the spending documents: everything by the public services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounting.models import BudgetLine, Commitment, SpendingProposal
from accounting.services.approval import Decision, decide
from accounting.services.commitments import (
    CommitmentInput,
    CommitmentRowInput,
    draft_commitment,
    submit_commitment,
)
from accounting.services.proposals import (
    ProposalInput,
    ProposalRowInput,
    draft_proposal,
    submit_proposal,
)
from core.access import Actor
from core.ids import uuid7
from core.periods import SEOUL
from identity.queries import actor_for
from tests.accounting.books import department
from tests.people import user

YEAR = 2026
AT = datetime(2026, 3, 10, 10, 0, tzinfo=SEOUL)
ON = date(2026, 3, 10)


def person(login_name: str, *codes: str) -> Actor:
    """A person of the world with these further permission codes."""
    found = actor_for(user(login_name).pk, ON)
    return replace(found, codes=found.codes | frozenset(codes))


def all_codes() -> frozenset[str]:
    """Every permission of accounting."""
    from accounting.permissions import PERMISSIONS

    return frozenset(permission.code for permission in PERMISSIONS)


def drafter() -> Actor:
    """윤하늘, who writes the papers."""
    return person("drafter", *all_codes())


def approver() -> Actor:
    """서정우, 재무관: signs commitments."""
    return person("approver", *all_codes())


def disburser() -> Actor:
    """한지민, 지출관: signs vouchers and orders."""
    return person("disburser", *all_codes())


def cashier() -> Actor:
    """오세라, 출납원: records what the bank answers."""
    return person("cashier", *all_codes())


def proposal_input(lines: Sequence[tuple[BudgetLine, int]], **changes: Any) -> ProposalInput:
    """A proposal over these lines."""
    values: dict[str, Any] = {
        "fiscal_year": YEAR,
        "title": "무대 설치",
        "document_date": ON,
        "department_id": department().pk,
        "rows": [ProposalRowInput(line.pk, amount) for line, amount in lines],
    }
    return ProposalInput(**(values | changes))


def submitted_proposal(*rows: tuple[BudgetLine, int]) -> SpendingProposal:
    """A proposal that waits for approval."""
    paper = draft_proposal(given=proposal_input(rows), actor=drafter(), at=AT)
    return submit_proposal(proposal_id=paper.pk, actor=drafter(), at=AT)


def approved(subject: str, document_id: UUID, by: Actor | None = None) -> Any:
    """The document after its approval."""
    return decide(
        subject=subject,
        document_id=document_id,
        decision=Decision.APPROVE,
        actor=by or approver(),
        at=AT,
    )


def approved_proposal(*rows: tuple[BudgetLine, int]) -> SpendingProposal:
    """A proposal that holds its reserve."""
    return approved("spending_proposal", submitted_proposal(*rows).pk)


def commitment_input(
    rows: Sequence[CommitmentRowInput], *, kind: str = "OTHER", **changes: Any
) -> CommitmentInput:
    """A commitment with these rows."""
    values: dict[str, Any] = {
        "fiscal_year": YEAR,
        "title": "무대 설치 계약",
        "document_date": ON,
        "department_id": department().pk,
        "kind": kind,
        "rows": rows,
    }
    return CommitmentInput(**(values | changes))


def from_proposal(proposal: SpendingProposal, *amounts: int, **changes: Any) -> CommitmentInput:
    """A commitment that draws on the rows of a proposal in order."""
    rows = [
        CommitmentRowInput(amount=amount, proposal_row_id=row.pk)
        for row, amount in zip(proposal.rows.order_by("ordinal"), amounts, strict=True)
    ]
    return commitment_input(rows, proposal_id=proposal.pk, **changes)


def submitted_commitment(given: CommitmentInput) -> Commitment:
    """A commitment that waits for its officer."""
    paper = draft_commitment(given=given, actor=drafter(), at=AT)
    return submit_commitment(commitment_id=paper.pk, actor=drafter(), at=AT)


def approved_commitment(given: CommitmentInput) -> Commitment:
    """A commitment that stands in M."""
    return approved("commitment", submitted_commitment(given).pk)


def direct_commitment(*rows: tuple[BudgetLine, int], kind: str = "UTILITY", **changes: Any) -> Commitment:
    """An approved commitment of a kind that needs no proposal."""
    inputs = [CommitmentRowInput(amount=amount, line_id=line.pk) for line, amount in rows]
    return approved_commitment(commitment_input(inputs, kind=kind, **changes))


def figures(line: BudgetLine) -> dict[str, int]:
    """The moving buckets of a line as they stand."""
    fresh = BudgetLine.objects.get(pk=line.pk)
    return {
        "reserved": fresh.reserved,
        "committed": fresh.committed,
        "paid": fresh.paid,
        "available": fresh.available,
    }


def unknown_id() -> UUID:
    """An id nothing has."""
    return uuid7()
