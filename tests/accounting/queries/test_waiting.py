"""What waits for a person: one source for the waiting list, the home page and the boxes; cancellations in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accounting.queries.waiting import waiting_for
from accounting.services.cancelling import draft_cancellation
from approvals.choices import Box
from approvals.queries.boxes import in_order
from approvals.queries.desk import desk_at
from approvals.queries.subjects import document_of
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    approver,
    away,
    direct_commitment,
    disburser,
    drafter,
    submitted_change,
)
from tests.people import client_of
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def test_changes_and_cancellations_wait_like_every_paper() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    raised, undone = (direct_commitment((line, 1_000_000)) for _ in range(2))
    change = submitted_change(raised, {raised.rows.get().pk: 200_000})
    document_id = draft_cancellation(
        subject="commitment", paper_id=undone.pk, text="해지", actor=drafter(), at=AT
    )
    found = {item.document_type: item for item in waiting_for(approver(), AT)}
    assert (found["commitment_change"].id, found["commitment_change"].amount) == (change.pk, 1_200_000)
    cancelling = found["commitment_cancellation"]
    assert (cancelling.cancelling_id, cancelling.title) == (document_id, "원인행위 취소: 무대 설치 계약")
    assert (cancelling.drafter, cancelling.amount, cancelling.state) == ("윤하늘", 1_000_000, "SUBMITTED")
    assert waiting_for(drafter(), AT) == []
    assert [item.id for item in waiting_for(approver(), AT, ["commitment_change"])] == [change.pk]
    lying = {one.pk for one in in_order(Box.WAITING, approver(), desk_at(AT))}
    own = document_of("commitment_change", change.pk)
    assert own is not None
    assert lying == {own.document_id, document_id}


def test_what_waits_for_somebody_absent_waits_for_the_deputy() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    paper = direct_commitment((line, 1_000_000))
    submitted_change(paper, {paper.rows.get().pk: 200_000})
    assert waiting_for(disburser(), AT) == []
    away("approver", "disburser")
    found = waiting_for(disburser(), AT)
    assert [(item.document_type, item.is_acting) for item in found] == [("commitment_change", True)]


def test_a_document_stands_once_on_the_home_page_and_a_cancellation_opens_its_document(world: World) -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    paper = direct_commitment((line, 1_000_000))
    document_id = draft_cancellation(
        subject="commitment", paper_id=paper.pk, text="해지", actor=drafter(), at=AT
    )
    browser = client_of(world.culture, "approver")
    listed = browser.get("/approvals/", {"fy": "2026"}).content.decode()
    assert listed.count(f'href="/documents/{document_id}/"') >= 1
    assert "원인행위 취소" in listed
    todos = [todo.url for todo in browser.get("/", {"fy": "2026"}).context["todos"]]
    assert [url for url in todos if str(document_id) in url] == [f"/documents/{document_id}/"]
