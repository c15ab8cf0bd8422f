"""Which document lies in which box of whom, how many, and what a box costs."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.choices import Box
from approvals.queries.boxes import box_counts, box_rows, documents_of, in_order
from approvals.queries.desk import desk_at
from approvals.queries.documents import document_page
from approvals.rules.line_types import StepKind
from approvals.services.circulating import confirm_reading
from approvals.services.returning import recall, return_document
from approvals.services.verifying import verify_documents
from tests.approvals.kit import (
    AT,
    Office,
    away,
    draft,
    fresh,
    group,
    signed,
    step_of,
    steps,
    submitted,
)


def boxes(office: Office, name: str) -> dict[str, int]:
    """The boxes of a person that are not empty."""
    counts = box_counts(office.actor(name), desk_at(AT))
    return {str(box): count for box, count in counts.items() if count}


def test_a_document_moves_through_the_boxes_of_everybody(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    assert boxes(office, "박") == {"WAITING": 1}
    assert boxes(office, "김") == {"PROGRESS": 1}
    assert boxes(office, "예") == {"UPCOMING": 1}
    assert boxes(office, "이") == {"UPCOMING": 1}
    assert boxes(office, "회") == {}
    signed(office, document, "박")
    assert boxes(office, "박") == {"PROGRESS": 1}
    assert boxes(office, "예") == {"COOPERATION": 1}
    signed(office, document, "예", "이")
    for name in ("김", "박", "예", "이"):
        assert boxes(office, name) == {"DONE": 1}, name


def test_returned_recalled_and_drafts_lie_with_their_drafter(office: Office) -> None:
    back = submitted(office, amount=5_000_000)
    return_document(
        document_id=back.pk,
        step_id=step_of(office, back, "박").pk,
        seen=fresh(back).version,
        opinion="금액 확인",
        actor=office.actor("박"),
        at=AT,
    )
    taken = submitted(office, amount=5_000_000)
    recall(document_id=taken.pk, reason="오기", actor=office.actor("김"), at=AT)
    draft(office)
    assert boxes(office, "김") == {"RETURNED": 1, "RECALLED": 1, "DRAFTS": 1}
    assert boxes(office, "박") == {"RETURNED": 1}
    assert boxes(office, "예") == {}


def test_what_somebody_absent_holds_lies_with_the_deputy_since_the_absence(office: Office) -> None:
    document = submitted(office, amount=5_000_000, at=AT - timedelta(days=1))
    away(office, "박", "회", start=AT - timedelta(hours=3))
    desk = desk_at(AT)
    assert boxes(office, "회") == {"DEPUTY": 1}
    (row,) = box_rows(Box.DEPUTY, office.actor("회"), desk)
    assert (row.pk, row.step_kind, row.step_id) == (
        document.pk,
        "REVIEW",
        step_of(office, document, "박").pk,
    )
    assert boxes(office, "박") == {"WAITING": 1}
    assert boxes(office, "계") == {}


def test_a_circulated_document_stays_until_it_is_read_and_needs_no_signature(office: Office) -> None:
    groups = [
        group(office, 1, StepKind.REVIEW, ["박"]),
        group(office, 2, StepKind.COOPERATE, ["예"]),
        group(office, 3, StepKind.APPROVE, ["이"]),
        group(office, 4, StepKind.CIRCULATE, ["회"], required=False),
    ]
    document = submitted(office, amount=5_000_000, groups=groups)
    assert boxes(office, "회") == {}
    signed(office, document, "박", "예", "이")
    assert boxes(office, "회") == {"CIRCULATED": 1}
    step = next(one for one in steps(document) if one.kind == "CIRCULATE")
    confirm_reading(document_id=document.pk, step_id=step.pk, actor=office.actor("회"), at=AT)
    assert boxes(office, "회") == {"DONE": 1}
    assert verify_documents(at=AT, everything=True).broken == ()


def test_the_longest_waiting_stands_first_and_what_is_over_the_newest(office: Office) -> None:
    late = submitted(office, amount=5_000_000, at=AT - timedelta(hours=1))
    early = submitted(office, amount=5_000_000, at=AT - timedelta(days=3))
    desk = desk_at(AT)
    assert [one.pk for one in in_order(Box.WAITING, office.actor("박"), desk)] == [early.pk, late.pk]
    assert [one.pk for one in in_order(Box.PROGRESS, office.actor("김"), desk)] == [late.pk, early.pk]


def test_statements_do_not_grow_with_the_boxes(office: Office) -> None:
    actor = office.actor("박")

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk = desk_at(AT)
            box_counts(actor, desk)
            list(in_order(Box.WAITING, actor, desk)[:50])
        return len(caught)

    submitted(office, amount=5_000_000)
    few = cost()
    for _ in range(4):
        submitted(office, amount=5_000_000)
    assert cost() == few == 3


def test_the_deputy_and_who_comes_later_read_the_document(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    away(office, "박", "회")
    bare = {name: office.actor(name, "회계팀") for name in ("회", "이")}
    for name, actor in bare.items():
        reader = type(actor)(user_id=actor.user_id, name=name, codes=frozenset(), department_id=None)
        assert document_page(document.pk, reader, AT).pk == document.pk, name


def test_nobody_has_no_boxes(office: Office) -> None:
    submitted(office, amount=5_000_000)
    nobody = type(office.actor("김"))(user_id=None, name="", codes=frozenset())
    desk = desk_at(AT)
    assert all(not documents_of(box, nobody, desk).exists() for box in Box)
    assert set(box_counts(nobody, desk).values()) == {0}
