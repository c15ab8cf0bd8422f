"""The demo load into a database of its own: once, then again without harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounting.models import CommitmentChange
from accounting.queries.verification import differences
from approvals.models import OfficialDocument
from approvals.queries.boxes import box_counts
from approvals.queries.desk import desk_at
from approvals.queries.dispatches import transport_rows
from approvals.queries.received import received_rows
from approvals.services.verifying import verify_documents
from consolidation.queries.members import members
from core.access import SYSTEM
from core.models import OutboxMessage
from core.periods import day_of
from erp.demo import city_books, departments_story, founding, letters_story, records_story
from erp.demo.accounts import account_lines
from erp.demo.loading import load_city
from erp.demo.places import PLACES
from organization.queries import duty_holders, function_holders
from records.queries import production_report
from tenants.context import institution

CITY = ("solbit", "솔빛시", "솔빛")

# Boxes in which the printed accounts find something, whatever the papers of the year add.
FULL_BOXES = {
    "drafter": {"PROGRESS", "DONE", "RETURNED", "RECALLED", "DRAFTS"},
    "leader": {"WAITING", "DEPUTY", "PROGRESS", "DONE"},
    "director": {"WAITING", "UPCOMING", "DONE"},
    "disburser": {"COOPERATION", "CIRCULATED"},
    "budget": {"CIRCULATED"},
    "inspectorate": {"CIRCULATED"},
}


def boxes_of(schema: str) -> dict[str, set[str]]:
    """The boxes asked for in which each of these people finds something."""
    at = timezone.now()
    with institution(schema):
        desk = desk_at(at)
        counts = {person: box_counts(founding.actor(person, at), desk) for person in FULL_BOXES}
    return {
        person: {box.value for box, count in found.items() if count and box.value in FULL_BOXES[person]}
        for person, found in counts.items()
    }


def assert_special_papers() -> None:
    """The papers the guide points to, in the current institution; nothing due is left in its outbox."""
    rule = OfficialDocument.objects.get(title="보수규정 일부개정")
    assert (rule.state, rule.special_text, rule.effective_at) == ("APPROVED", "제1호", None)
    marked = OfficialDocument.objects.get(proposer__isnull=False, reporter__isnull=False)
    assert (marked.state, marked.title) == ("DRAFT", "거리공연 음향 장비 공동 사용 계획")
    by_program = OfficialDocument.objects.exclude(drafted_through="").get()
    assert (by_program.state, by_program.title) == ("DRAFT", "소극장 대관 예약 현황 보고")
    assert CommitmentChange.objects.get().state == "SUBMITTED"
    between = received_rows(SYSTEM).filter(title="송년 공연 정산 자료 제출 일정 안내")
    assert sorted(between.values_list("state", flat=True)) == ["CIRCULATING", "DISTRIBUTED"]
    waiting = OutboxMessage.objects.filter(delivered_at__isnull=True, due_at__lte=timezone.now())
    assert waiting.count() == 0


@pytest.mark.slow
def test_the_city_is_loaded_once_and_its_books_are_clean(
    committed_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for module in (founding, city_books, records_story, letters_story, departments_story):
        monkeypatch.setattr(module, "CITY", CITY)
    said: list[str] = []
    load_city(at=timezone.now(), say=said.append, places=PLACES[1:2], share=40)
    assert said[-1].startswith("(재)가람복지재단: 집행")
    for schema in ("inst_solbit_culture", "inst_solbit_welfare"):
        with institution(schema):
            assert list(differences()) == []
            assert verify_documents(at=timezone.now()).broken == ()
    year = day_of(timezone.now()).year
    for schema in ("inst_solbit_culture", "gov_solbit"):
        with institution(schema):
            assert production_report(year).missing == 0
    with institution("gov_solbit"):
        today = day_of(timezone.now())
        assert [one.label for one in function_holders(today) if one.holder_id is None] == []
        assert {one.code for one in duty_holders(today) if one.holder_id} == {
            "ASSET_MANAGER",
            "DISCLOSURE_OFFICER",
            "RECORDS_OFFICER",
            "SEAL_KEEPER",
        }
        letters = dict(received_rows(SYSTEM).values_list("title", "state"))
    assert letters == {"가을 거리공연 추진 실적 제출": "ASSIGNED", "소극장 시설 보강 수요 제출": "SENT_BACK"}
    with institution("inst_solbit_culture"):
        ways = dict(transport_rows().values_list("dispatch__document__title", "state"))
    assert ways == {
        "가을 거리공연 추진 실적 제출": "ARRIVED",
        "소극장 시설 보강 수요 제출": "SENT_BACK",
        "송년 공연 소방 안전 점검 협조 요청": "ARRIVED",
        "문화도시 자문회의 참석 명단 제출": "QUEUED",
        "송년 공연 정산 자료 제출 일정 안내": "ARRIVED",
    }
    with institution("inst_solbit_culture"):
        assert_special_papers()
    assert boxes_of("inst_solbit_culture") == FULL_BOXES
    again: list[str] = []
    load_city(at=timezone.now(), say=again.append, places=PLACES[1:2], share=40)
    assert again == said[:1]
    with institution("gov_solbit"):
        assert {member.code for member in members()} == {"culture", "welfare"}


def test_accounts_are_printed_with_their_addresses(world: object) -> None:
    lines = account_lines(8000)
    assert any("http://culture.garam.localhost:8000/" in line for line in lines)
    assert any(line.split()[:2] == ["drafter", "윤하늘"] for line in lines)
