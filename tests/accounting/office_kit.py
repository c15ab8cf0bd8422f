"""Papers of accounting in the base organisation of the acceptance cases (approvals handbook, chapter 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from accounting.models import BudgetLine, Commitment, SpendingProposal
from accounting.models.base import DocumentModel
from accounting.services.approval import Decision, decide
from accounting.services.commitments import (
    CommitmentInput,
    CommitmentRowInput,
    draft_commitment,
    submit_commitment,
)
from accounting.services.papers import document_type
from accounting.services.proposals import draft_proposal, submit_proposal
from approvals.queries.subjects import document_of, line_of
from core.access import Actor
from identity.models import OfficerAppointment
from tests.accounting.books import line_with
from tests.accounting.spending_kit import NO_SPLIT, all_codes, commitment_input, payee, proposal_input
from tests.approvals.kit import AT, SINCE, Office, found_office

NAMES = {"REVIEW": "검토", "COOPERATE": "협조", "AGREE": "합의", "AUDIT": "감사", "APPROVE": "결재"}


def accounting_office() -> Office:
    """The base organisation of the handbook; 정 is 재무관, 회 is 지출원."""
    found = found_office()
    OfficerAppointment.objects.all().delete()
    for name, duty in (("정", "COMMITMENT_OFFICER"), ("회", "DISBURSING_OFFICER")):
        OfficerAppointment.objects.create(user_id=found.people[name], duty=duty, from_on=SINCE)
    return found


def one(office: Office, name: str) -> Actor:
    """A person of the base organisation with every permission of accounting."""
    found = office.actor(name)
    return replace(found, codes=found.codes | all_codes())


def proposal_of(
    office: Office, amount: int, available: int = 200_000_000, **changes: object
) -> SpendingProposal:
    """A draft of 김 on a line with that much on it."""
    project = f"D{BudgetLine.objects.count() + 1}"
    line = line_with(project=project, original=available, allotted=available)
    given = proposal_input([(line, amount)], **changes)
    return draft_proposal(given=given, actor=one(office, "김"), at=AT)


def submitted(office: Office, amount: int, **changes: object) -> SpendingProposal:
    """A proposal of 김 on its line."""
    paper = proposal_of(office, amount, **changes)
    return submit_proposal(proposal_id=paper.pk, actor=one(office, "김"), at=AT, acknowledged=NO_SPLIT)


def shape(subject: str, paper_id: UUID) -> str:
    """The line as `검토 박 > 협조 예`; 전결 where the decision is delegated."""
    found = document_of(subject, paper_id)
    line = line_of(found.document_id) if found else None
    assert line is not None
    steps = [f"{NAMES[step.kind]} {step.person}" for step in line.steps if step.kind in NAMES]
    return " > ".join(steps) + (" 전결" if line.delegated else "")


def say(
    office: Office,
    paper: DocumentModel,
    name: str,
    decision: Decision = Decision.APPROVE,
    text: str = "",
) -> Any:
    """The paper after this person of the organisation has said so."""
    return decide(
        subject=document_type(type(paper)),
        document_id=paper.pk,
        decision=decision,
        actor=one(office, name),
        at=AT,
        text=text,
        stepped_up=True,
    )


def signed_along(office: Office, paper: DocumentModel) -> Any:
    """The paper after everybody on its line has signed, whoever that is."""
    people = {user_id: name for name, user_id in office.people.items()}
    subject = document_type(type(paper))
    while True:
        found = document_of(subject, paper.pk)
        line = line_of(found.document_id) if found and found.state == "IN_PROGRESS" else None
        if line is None or not line.open_steps:
            return type(paper).objects.get(pk=paper.pk)
        holder = line.open_steps[0].person_id
        assert holder is not None
        say(office, paper, people[holder])


def contract(office: Office, amount: int, proposed: int | None = None, kind: str = "GOODS") -> Commitment:
    """A contract of 김 on its line, out of an approved proposal of that amount or of more."""
    paper = signed_along(office, submitted(office, proposed or amount))
    rows = [CommitmentRowInput(amount=amount, proposal_row_id=paper.rows.get().pk)]
    given: CommitmentInput = commitment_input(
        rows, kind=kind, proposal_id=paper.pk, partner_id=payee().pk, quote_count=2, bond_amount=amount
    )
    made = draft_commitment(given=given, actor=one(office, "김"), at=AT)
    return submit_commitment(commitment_id=made.pk, actor=one(office, "김"), at=AT, acknowledged=NO_SPLIT)
