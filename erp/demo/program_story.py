"""A program that drafts in a person's name, with that person's delegation."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.services.drafting import create_draft
from approvals.services.drafting_delegations import drafter_for, give_delegation
from core.access import SYSTEM, Actor
from core.periods import day_of
from erp.demo.founding import actor
from identity.services.api_clients import ApiClientData, create_api_client

NAME, SYSTEM_NAME = "대관 예약 연계", "대관 예약 시스템"
CODES = (DOCUMENT_DRAFT, DOCUMENT_VIEW)
LASTS = timedelta(days=180)


def let_a_program_draft(file_id: UUID, at: datetime) -> None:
    """The booking system writes a draft for 윤하늘, who finds it among the own drafts."""
    person = actor("drafter", at)
    data = ApiClientData(NAME, SYSTEM_NAME, CODES, "대관 예약 시스템 담당")
    client = create_api_client(actor=SYSTEM, data=data, at=at).client
    give_delegation(program_id=client.pk, until_on=day_of(at) + LASTS, actor=person, at=at)
    program = Actor(
        user_id=None, name=NAME, codes=frozenset(CODES), client_id=str(client.application.client_id)
    )
    lines = ("다음 달 소극장 대관 예약 현황을 보고합니다.", "예약 14건, 승인을 기다리는 예약 3건")
    blocks = [{"type": "item", "level": 1, "runs": [{"text": line}]} for line in lines]
    create_draft(
        form_code="DETAIL-PLAN",
        actor=drafter_for(person_id=person.user_id, actor=program, at=at),
        at=at,
        values={
            "title": "소극장 대관 예약 현황 보고",
            "abstract": lines[0],
            "keywords": ["소극장", "대관"],
            "body": {"signs": "NUMBERS", "blocks": blocks},
            "disclosure": "OPEN",
            "record_file_id": file_id,
        },
    )
