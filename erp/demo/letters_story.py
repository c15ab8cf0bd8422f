"""Letters between 가람문화재단 and the city: registered, sent back, for a body outside, and one still to be sent."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from approvals.queries.dispatches import outgoing_page, transport_rows, usable_seals
from approvals.queries.documents import document_page
from approvals.queries.received import received_rows
from approvals.services.answers import Answer, note
from approvals.services.deciding import sign
from approvals.services.delivering import deliver
from approvals.services.dispatching import ReceiverData, SealChoice, request_dispatch, send
from approvals.services.drafting import create_draft
from approvals.services.handling import assign
from approvals.services.receipts import FilingData, distribute, register_received, send_back
from approvals.services.seals import SealData, register_seal
from approvals.services.submitting import submit
from approvals.services.taking_in import take_in
from approvals.services.transports import HandOver, hand_over
from core.access import SYSTEM, Actor
from core.periods import day_of
from erp.demo.founding import actor as person
from erp.demo.founding import departments
from erp.demo.hours import office_hour
from erp.demo.places import CITY, CULTURE
from organization.queries import primary_department
from records.queries import record_files
from tenants.context import institution

FORM = "NOTICE-SIMPLE"
SIDE = 240
VERIFY_AT = "http://{host}.localhost/verify/"
RETURN_REASON = "붙임의 산출내역이 빠져 있어 돌려드립니다."


@dataclass(frozen=True)
class Letter:
    """A letter: how many days ago, what it says, to whom it goes."""

    days_ago: int
    title: str
    receiver: str
    lines: tuple[str, ...]
    keywords: tuple[str, ...]


REGISTERED = Letter(
    6,
    "가을 거리공연 추진 실적 제출",
    "가람시장(공공기관담당관)",
    (
        "문화예술 진흥에 힘써 주셔서 감사합니다.",
        "가을 거리공연 추진 실적을 다음과 같이 제출합니다.",
        "공연 12회, 참여 단체 31곳, 관람 4,180명",
    ),
    ("거리공연", "실적"),
)
SENT_BACK = Letter(
    4,
    "소극장 시설 보강 수요 제출",
    "가람시장(공공기관담당관)",
    ("소극장 조명과 객석의 보강 수요를 제출합니다.", "세부 산출내역은 붙임과 같습니다."),
    ("소극장", "시설"),
)
OUTSIDE = Letter(
    3,
    "송년 공연 소방 안전 점검 협조 요청",
    "가람소방서장",
    ("송년 공연을 앞두고 소극장의 소방 안전 점검을 요청합니다.", "희망 일시: 공연 전 주 화요일 14:00"),
    ("소방", "안전 점검"),
)
WAITING = Letter(
    1,
    "문화도시 자문회의 참석 명단 제출",
    "가람시장(공공기관담당관)",
    ("문화도시 자문회의에 참석할 사람을 다음과 같이 제출합니다.", "참석자: 문화사업본부장 등 2명"),
    ("문화도시", "자문회의"),
)
TO_CULTURE = Letter(
    5,
    "지방출자·출연기관 연말 업무 추진 일정 안내",
    "(재)가람문화재단 대표이사",
    ("연말 업무 추진 일정을 안내하니 기한을 지켜 주시기 바랍니다.", "제출 방법: 전자문서"),
    ("업무 일정", "출연기관"),
)


def exchange_letters(at: datetime, today: date) -> int:
    """The letters of the last days, in both registers; returns how many were sent. Early in a year none."""
    if today < date(today.year, 1, 12):
        return 0
    culture, city = f"inst_{CITY[0]}_{CULTURE.code}", f"gov_{CITY[0]}"
    there = ReceiverData(REGISTERED.receiver, "TENANT", city)
    fire = ReceiverData(OUTSIDE.receiver, "OUTSIDE", "", "fire@garam.example")
    with institution(culture, platform_code=True):
        if usable_seals():
            return 0
        keeper = _keeper(at)
        seal = _register_seal("(재)가람문화재단 대표이사 직인", keeper, today)
        desk = Desk("drafter", "leader", file_of("D21"), at, today, CULTURE.code)
        registered = desk.send(REGISTERED, there, seal)
        returned = desk.send(SENT_BACK, there, None)
        _handed_over(desk, desk.send(OUTSIDE, fire, seal))
        desk.ask(WAITING, there)
    carry(culture, city, registered, REGISTERED, today)
    carry(culture, city, returned, SENT_BACK, today)
    with institution(city, platform_code=True):
        _register_here("officer", "officer2", "G10", registered, at, today)
        _send_back(returned, at, today)
        reply = Desk("officer2", "officer", file_of("G10"), at, today, CITY[0])
        sent = reply.send(TO_CULTURE, ReceiverData(TO_CULTURE.receiver, "TENANT", culture), None)
    carry(city, culture, sent, TO_CULTURE, today)
    with institution(culture, platform_code=True):
        _note_answers(registered, returned, city, today)
        _distribute_here(sent, at, today)
    return 4


@dataclass(frozen=True)
class Desk:
    """Who writes and who decides letters here, and where they are filed; the tenant is current."""

    drafter: str
    decider: str
    file_id: UUID
    at: datetime
    today: date
    host: str

    def send(self, letter: Letter, receiver: ReceiverData, seal: UUID | None) -> UUID:
        """Written, decided, sealed and sent; gives the transport."""
        document_id, on = self.ask(letter, receiver)
        dispatch = outgoing_page(document_id, self.who(self.decider)).dispatch
        choice = SealChoice("IMAGE", seal) if seal else SealChoice("OMITTED", reason="자료 제출")
        send(
            document_id=document_id,
            seen=dispatch.version,
            seal=choice,
            verify_at=VERIFY_AT.format(host=self.host),
            actor=self.who(self.decider),
            at=office_hour(on, 15),
        )
        [transport] = outgoing_page(document_id, self.who(self.decider)).all_transports
        return UUID(str(transport.pk))

    def ask(self, letter: Letter, receiver: ReceiverData) -> tuple[UUID, date]:
        """Written, decided and put up for sending."""
        on = self.today - timedelta(days=letter.days_ago)
        document_id = self.decided(letter, on)
        request_dispatch(
            document_id=document_id,
            receivers=[receiver],
            actor=self.who(self.drafter),
            at=office_hour(on, 14),
        )
        return document_id, on

    def who(self, login_name: str) -> Actor:
        return person_at_desk(login_name, self.at)

    def decided(self, letter: Letter, on: date, form: str = FORM) -> UUID:
        """Written and decided on that day."""
        drafter, decider = self.who(self.drafter), self.who(self.decider)
        made = create_draft(
            form_code=form, actor=drafter, at=office_hour(on, 9), values=_values(letter, self.file_id)
        )
        submit(document_id=made.pk, seen=made.version, actor=drafter, at=office_hour(on, 10))
        page: Any = document_page(made.pk, decider)
        step = next(one for one in page.line if one.person_id == decider.user_id and one.state == "ACTIVE")
        sign(document_id=made.pk, step_id=step.pk, seen=page.version, actor=decider, at=office_hour(on, 11))
        return UUID(str(made.pk))


def person_at_desk(login_name: str, at: datetime) -> Actor:
    """A person of the current tenant at the own desk."""
    found = person(login_name, at)
    home = primary_department(found.user_id, day_of(at)) if found.user_id else None
    return replace(found, department_id=home)


def _values(letter: Letter, file_id: UUID) -> dict[str, Any]:
    blocks = [{"type": "item", "level": 1, "runs": [{"text": line}]} for line in letter.lines]
    return {
        "title": letter.title,
        "abstract": letter.lines[-1],
        "keywords": list(letter.keywords),
        "body": {"signs": "NUMBERS", "blocks": blocks},
        "receivers": [letter.receiver],
        "disclosure": "OPEN",
        "record_file_id": file_id,
    }


def file_of(code: str) -> UUID:
    """The general file of a department."""
    rows = record_files(department_id=departments()[code], state="OPEN")
    found: Any = rows.filter(unit_task__code="UT-GEN-01").order_by("-year").first() or rows.first()
    return UUID(str(found.pk))


def _keeper(at: datetime) -> Actor:
    return replace(person_at_desk("planner", at), is_system=True)


def _register_seal(name: str, keeper: Actor, today: date) -> UUID:
    data = SealData(name, "OFFICIAL", keeper.user_id or UUID(int=0), seal_picture(), 24, "최초 등록")
    on = today - timedelta(days=REGISTERED.days_ago + 1)
    return UUID(str(register_seal(data=data, actor=keeper, at=office_hour(on)).pk))


def seal_picture() -> bytes:
    """An invented square seal: a red frame with a pattern of strokes on a transparent ground."""
    rows = []
    for y in range(SIDE):
        row = bytearray(b"\x00")
        for x in range(SIDE):
            row += b"\xc0\x20\x20\xff" if _is_red(x, y) else b"\x00\x00\x00\x00"
        rows.append(bytes(row))
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _is_red(x: int, y: int) -> bool:
    edge = min(x, y, SIDE - 1 - x, SIDE - 1 - y)
    if edge < 12:
        return True
    column, row = (x - 24) // 66, (y - 24) // 66
    inside = 24 <= x < 222 and 24 <= y < 222
    across, down = (x - 24) % 66, (y - 24) % 66
    stroke = across < 10 or down < 10 or (28 <= across < 38 and (column + row) % 2 == 0)
    return inside and stroke and across < 54 and down < 54


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def carry(sender: str, receiver: str, transport_id: UUID, letter: Letter, today: date) -> None:
    """What the jobs do: hand over, take in, answer."""
    arrived = office_hour(today - timedelta(days=letter.days_ago), 15, 1)
    with institution(sender, platform_code=True):
        deliver(transport_id=transport_id, at=arrived)
        letter_hash = str(transport_rows().get(pk=transport_id).letter_hash)
    with institution(receiver, platform_code=True):
        take_in(sender_schema=sender, transport_id=transport_id, letter_hash=letter_hash, at=arrived)
    with institution(sender, platform_code=True):
        note(transport_id=transport_id, given=Answer("ARRIVED", arrived.isoformat()))


def received(transport_id: UUID) -> Any:
    return received_rows(SYSTEM).get(transport_id=transport_id)


def _register_here(
    clerk: str, handler: str, code: str, transport_id: UUID, at: datetime, today: date
) -> None:
    on = today - timedelta(days=REGISTERED.days_ago - 1)
    who, letter = person_at_desk(clerk, at), received(transport_id)
    letter = distribute(
        received_id=letter.pk,
        seen=letter.version,
        department_id=departments()[code],
        actor=who,
        at=office_hour(on, 9),
    )
    letter = register_received(
        received_id=letter.pk,
        seen=letter.version,
        filing=FilingData(file_of(code), "OPEN"),
        actor=who,
        at=office_hour(on, 10),
    )
    assign(
        received_id=letter.pk,
        seen=letter.version,
        handler_id=person_at_desk(handler, at).user_id or UUID(int=0),
        due_on=today + timedelta(days=5),
        text="실적을 정리하여 보고",
        actor=who,
        at=office_hour(on, 11),
    )


def _send_back(transport_id: UUID, at: datetime, today: date) -> None:
    letter = received(transport_id)
    send_back(
        received_id=letter.pk,
        seen=letter.version,
        reason=RETURN_REASON,
        actor=person_at_desk("officer", at),
        at=office_hour(today - timedelta(days=SENT_BACK.days_ago - 1), 10),
    )


def _note_answers(registered: UUID, returned: UUID, city: str, today: date) -> None:
    """What the city answered, noted at the foundation."""
    with institution(city, platform_code=True):
        letter = received(registered)
        accepted = Answer("ACCEPTED", letter.registered_at.isoformat(), letter.number_text, "강민서")
    back = office_hour(today - timedelta(days=SENT_BACK.days_ago - 1), 10)
    note(transport_id=registered, given=accepted)
    note(transport_id=returned, given=Answer("SENT_BACK", back.isoformat(), RETURN_REASON, "강민서"))


def _distribute_here(transport_id: UUID, at: datetime, today: date) -> None:
    letter = received(transport_id)
    distribute(
        received_id=letter.pk,
        seen=letter.version,
        department_id=departments()["D21"],
        text="공연사업팀에서 일정을 맞춰 주십시오.",
        actor=person_at_desk("planner", at),
        at=office_hour(today - timedelta(days=TO_CULTURE.days_ago - 1), 9),
    )


def _handed_over(desk: Desk, transport_id: UUID) -> None:
    arrived = office_hour(desk.today - timedelta(days=OUTSIDE.days_ago - 1), 11)
    given = HandOver(arrived, "가람소방서 민원실", "전자우편 수신확인")
    hand_over(
        transport_id=transport_id, given=given, actor=desk.who(desk.drafter), at=office_hour(desk.today, 8)
    )
