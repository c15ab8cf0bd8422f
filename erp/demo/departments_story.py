"""A letter between own departments: one registered it and shows it round, the other has yet to register it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from approvals.queries.dispatches import outgoing_page
from approvals.services.dispatching import ReceiverData, request_dispatch, send
from approvals.services.handling import circulate, note_seen
from approvals.services.receipts import FilingData, register_received
from erp.demo.founding import departments
from erp.demo.hours import office_hour
from erp.demo.letters_story import VERIFY_AT, Desk, Letter, carry, file_of, person_at_desk, received
from erp.demo.places import CITY, CULTURE
from tenants.context import institution

FORM = "LETTER-INTERNAL"
BETWEEN = Letter(
    2,
    "송년 공연 정산 자료 제출 일정 안내",
    "수신자 참조",
    ("송년 공연의 정산 자료를 다음과 같이 모읍니다.", "제출할 곳: 공연사업팀"),
    ("송년 공연", "정산"),
)
RECEIVERS = (("회계팀장", "D12"), ("기획예산팀장", "D11"))


def write_between_departments(at: datetime, today: date) -> None:
    """From 공연사업팀 to 회계팀 and 기획예산팀, sent by the head of the department without a seal."""
    here = f"inst_{CITY[0]}_{CULTURE.code}"
    with institution(here, platform_code=True):
        transports = _send(at, today)
    for transport_id in transports.values():
        carry(here, here, transport_id, BETWEEN, today)
    with institution(here, platform_code=True):
        _show_round(transports["D12"], at, today)


def _send(at: datetime, today: date) -> dict[str, UUID]:
    """The transport to each department."""
    desk, places = Desk("drafter", "leader", file_of("D21"), at, today, CULTURE.code), departments()
    on = today - timedelta(days=BETWEEN.days_ago)
    document_id = desk.decided(BETWEEN, on, FORM)
    receivers = [ReceiverData(name, "DEPARTMENT", str(places[code])) for name, code in RECEIVERS]
    dispatch = request_dispatch(
        document_id=document_id,
        receivers=receivers,
        actor=desk.who(desk.drafter),
        at=office_hour(on, 14),
    )
    head = desk.who(desk.decider)
    send(
        document_id=document_id,
        seen=dispatch.version,
        seal=None,
        verify_at=VERIFY_AT.format(host=desk.host),
        actor=head,
        at=office_hour(on, 15),
    )
    found = {row.target: row.pk for row in outgoing_page(document_id, head).all_transports}
    return {code: found[str(places[code])] for _name, code in RECEIVERS}


def _show_round(transport_id: UUID, at: datetime, today: date) -> None:
    """회계팀 registers the letter and shows it to two people; one has read it."""
    on = today - timedelta(days=BETWEEN.days_ago - 1)
    clerk, letter = person_at_desk("disburser", at), received(transport_id)
    letter = register_received(
        received_id=letter.pk,
        seen=letter.version,
        filing=FilingData(file_of("D12"), "OPEN"),
        actor=clerk,
        at=office_hour(on, 9),
    )
    readers = [person_at_desk(name, at) for name in ("cashier", "assessor")]
    letter = circulate(
        received_id=letter.pk,
        seen=letter.version,
        purpose="COOPERATION",
        person_ids=[reader.user_id for reader in readers if reader.user_id is not None],
        actor=clerk,
        at=office_hour(on, 10),
    )
    note_seen(received=letter, actor=readers[0], at=office_hour(on, 11))
