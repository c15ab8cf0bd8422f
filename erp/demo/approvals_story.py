"""Documents of 가람문화재단 on their way: in every box of the printed accounts at least one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from approvals.choices import DocumentState, SignatureKind
from approvals.queries.documents import document_page
from approvals.services.circulating import circulate, confirm_reading
from approvals.services.deciding import sign
from approvals.services.department_lines import save_department_line
from approvals.services.drafting import create_draft
from approvals.services.favourites import save_favourite
from approvals.services.letter_rights import heads_of
from approvals.services.phrases import mark_form, save_phrase
from approvals.services.returning import recall, return_document
from approvals.services.submitting import submit
from approvals.services.wanted_lines import WantedGroup, planned_groups
from erp.demo.founding import actor, actor_of, departments
from erp.demo.hours import office_hour
from erp.demo.program_story import let_a_program_draft
from organization.services import AbsenceData, set_absence
from records.queries import record_files


@dataclass(frozen=True)
class Group:
    """A group of a line: what it does, the departments whose heads sit in it."""

    kind: str
    heads: tuple[str, ...]
    mode: str = "SERIAL"
    is_required: bool = True


@dataclass(frozen=True)
class Signed:
    """Who signed how many days before today, with what opinion; `back`: sent the letter back instead."""

    person: str
    days: int
    opinion: str = ""
    back: bool = False


@dataclass(frozen=True)
class Letter:
    """One letter: form, drafter and department, what it says, its line and how far it has come."""

    days: int
    form: str
    person: str
    department: str
    title: str
    lines: tuple[str, ...]
    keywords: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    signed: tuple[Signed, ...] = ()
    receivers: tuple[str, ...] = ()
    amount: int | None = None
    refers_to: tuple[str, ...] = field(default=(), kw_only=True)
    is_urgent: bool = field(default=False, kw_only=True)
    ends: str = field(default="", kw_only=True)  # DRAFT, RECALLED
    proposer: str = field(default="", kw_only=True)  # ★
    reporter: str = field(default="", kw_only=True)  # ⊙


PHRASES = {
    "leader": (
        "계획대로 추진하기 바랍니다.",
        "산출근거를 보완하기 바랍니다.",
        "관련 부서와 협의한 뒤 다시 올리기 바랍니다.",
    ),
    "director": ("추진 일정에 차질이 없도록 하기 바랍니다.", "소요 예산을 다시 확인하기 바랍니다."),
    "budget": ("남은 예산 안에서 집행하기 바랍니다.", "예산과목을 다시 확인하기 바랍니다."),
}


STAGE = (Group("REVIEW", ("D21",)), Group("APPROVE", ("D20",)))
TOGETHER = (
    Group("REVIEW", ("D21",)),
    Group("COOPERATE", ("D11", "D12"), "PARALLEL"),
    Group("APPROVE", ("D20",)),
)
LETTERS = (
    Letter(
        9, "DETAIL-PLAN", "drafter", "D21", "소극장 겨울 기획공연 세부 추진계획",
        ("소극장에서 겨울 기획공연을 네 차례 엽니다.", "공연마다 객석 안내 인력 두 사람을 둡니다."),
        ("소극장", "기획공연"),
        (
            *STAGE,
            Group("CIRCULATE", ("D11", "D12"), "PARALLEL", is_required=False),
            Group("REFER", ("D02",), is_required=False),
        ),
        (Signed("leader", 8), Signed("director", 7)),
    ),
    Letter(
        6, "DETAIL-PLAN", "drafter", "D21", "거리공연 안전관리 협조 요청",
        ("거리공연 기간에 안전요원 교육을 함께 합니다.", "교육 날짜와 장소를 협의하고자 합니다."),
        ("안전관리", "협조"), TOGETHER,
        (
            Signed("leader", 5),
            Signed("budget", 5, "교육비는 남은 사무관리비 안에서 쓰기 바랍니다."),
            Signed("disburser", 4),
            Signed("director", 3),
        ),
    ),
    Letter(
        5, "DETAIL-PLAN", "drafter", "D21", "공연장 대관 규칙 안내 자료 정비 계획",
        ("대관 규칙 안내 자료를 새로 만듭니다.",), ("대관", "안내"), STAGE,
        (Signed("leader", 4), Signed("director", 2, "대관료 면제 기준을 더 적어 다시 올리기 바랍니다.", back=True)),
    ),
    Letter(
        3, "DETAIL-PLAN", "drafter", "D21", "겨울빛축제 자원봉사자 운영 계획",
        ("축제 기간에 자원봉사자 마흔 사람을 모십니다.", "활동 시간마다 쉬는 시간을 둡니다."),
        ("겨울빛축제", "자원봉사"), TOGETHER,
        (Signed("leader", 2), Signed("budget", 1, "보험료를 먼저 확인하기 바랍니다.")), amount=6_400_000,
        refers_to=("소극장 겨울 기획공연 세부 추진계획", "거리공연 안전관리 협조 요청"), is_urgent=True,
    ),
    Letter(
        2, "DETAIL-PLAN", "drafter", "D21", "무대 안전점검 협조 요청",
        ("정기 무대 안전점검을 함께 합니다.",), ("무대", "안전점검"), STAGE,
    ),
    Letter(
        1, "DETAIL-PLAN", "drafter2", "D22", "어린이 예술교실 겨울 과정 계획",
        ("겨울 과정 여덟 반을 엽니다.", "강사는 지난 과정의 강사 가운데 모십니다."), ("예술교실", "겨울 과정"),
        amount=9_800_000,
    ),
    Letter(
        1, "DETAIL-PLAN", "planner", "D11", "다음 해 주요업무 보고 준비 계획",
        ("부서마다 주요업무 보고 자료를 준비합니다.",), ("주요업무", "보고"), (), (Signed("budget", 0),),
    ),
    Letter(
        2, "DETAIL-PLAN", "drafter", "D21", "공연 관람객 설문 계획",
        ("관람객 설문을 합니다.",), ("관람객", "설문"), STAGE, ends="RECALLED",
    ),
    Letter(
        0, "LETTER", "drafter", "D21", "겨울빛축제 도로 사용 협의 요청",
        ("축제 장소의 도로 사용을 협의하고자 합니다.",), ("겨울빛축제", "도로"),
        receivers=("가람시장(건설과장)",), ends="DRAFT",
    ),
    Letter(
        0, "DETAIL-PLAN", "drafter", "D21", "거리공연 음향 장비 공동 사용 계획",
        ("거리공연 단체가 음향 장비를 함께 씁니다.", "장비마다 관리할 사람을 정합니다."), ("거리공연", "장비"),
        ends="DRAFT", proposer="drafter", reporter="leader",
    ),
    Letter(
        8, "RULE", "planner", "D11", "보수규정 일부개정",
        ("출장 중의 시간외근무를 인정하는 조항을 보수규정에 둡니다.", "이사회 의결을 받은 날부터 시행합니다."),
        ("보수규정", "개정"),
        signed=(
            Signed("budget", 7), Signed("approver", 6), Signed("inspectorate", 5), Signed("ceo", 4),
        ),
    ),
)  # fmt: skip


CIRCULATED = "소극장 겨울 기획공연 세부 추진계획"


def write_documents(year: int, at: datetime, today: date) -> int:
    """Every letter as far as it has come by today; how many. Runs in the loading transaction."""
    if today < date(year, 1, 20):
        return 0
    places = departments()
    files = {one.department_id: one.pk for one in record_files(year=year, text="UT-GEN-01")}
    written = [letter for letter in LETTERS if places[letter.department] in files]
    made: dict[str, UUID] = {}
    for letter in written:
        made[letter.title] = _write(letter, files[places[letter.department]], places, made, at, today)
    _circulate(made, at)
    _keep_at_hand(places, at)
    if places["D21"] in files:
        let_a_program_draft(files[places["D21"]], at)
    _leave_director(at, today)
    return len(written)


def _write(
    letter: Letter,
    file_id: UUID,
    places: dict[str, UUID],
    earlier: dict[str, UUID],
    at: datetime,
    today: date,
) -> UUID:
    who = actor(letter.person, at)
    then = _moment(today, letter.days, at)
    values = {
        "title": letter.title,
        "abstract": letter.lines[0],
        "keywords": list(letter.keywords),
        "body": {
            "signs": "NUMBERS",
            "blocks": [{"type": "item", "level": 1, "runs": [{"text": line}]} for line in letter.lines],
        },
        "receivers": list(letter.receivers),
        "disclosure": "OPEN",
        "record_file_id": file_id,
        "amount": letter.amount,
        "related": [earlier[one] for one in letter.refers_to if one in earlier],
        "is_urgent": letter.is_urgent,
        **_marks(letter, at),
    }
    made = create_draft(
        form_code=letter.form,
        actor=who,
        at=then,
        values=values,
        department_id=places[letter.department],
    )
    if letter.ends == DocumentState.DRAFT:
        return UUID(str(made.pk))
    groups = planned_groups(wanted=[_group(one, places) for one in letter.groups], at=then)
    submit(document_id=made.pk, seen=made.version, actor=who, at=then, groups=groups or None)
    if letter.ends == DocumentState.RECALLED:
        again = _moment(today, letter.days, at) + timedelta(minutes=40)
        recall(document_id=made.pk, reason="설문 문항을 고쳐 다시 올림", actor=who, at=again)
    for order, one in enumerate(letter.signed, 1):
        _sign(made.pk, one, _moment(today, one.days, at) + timedelta(minutes=10 * order), at)
    return UUID(str(made.pk))


def _marks(letter: Letter, at: datetime) -> dict[str, UUID | None]:
    """★ and ⊙ where the letter has them."""
    marked = {"proposer_id": letter.proposer, "reporter_id": letter.reporter}
    return {name: actor(person, at).user_id for name, person in marked.items() if person}


def _circulate(made: dict[str, UUID], at: datetime) -> None:
    """A finished plan goes round to colleagues who were not on its line."""
    who = actor("drafter", at)
    found = document_page(made[CIRCULATED], who, at) if CIRCULATED in made else None
    people = [actor(person, at).user_id for person in ("cashier", "drafter2")]
    readers = [one for one in people if one is not None]
    if found is not None and found.state == DocumentState.APPROVED:
        circulate(document_id=found.pk, people=readers, reason="공연 일정 참고", actor=who, at=at)
        reader = actor("cashier", at)
        page = document_page(found.pk, reader, at)
        step = next(one for one in page.line if one.person_id == reader.user_id and one.kind == "CIRCULATE")
        confirm_reading(document_id=found.pk, step_id=step.pk, actor=reader, at=at)


def _keep_at_hand(places: dict[str, UUID], at: datetime) -> None:
    """Phrases, a favourite line and starred forms of the people who use them."""
    for person, phrases in PHRASES.items():
        for text in phrases:
            save_phrase(text=text, actor=actor(person, at), at=at)
    drafter = actor("drafter", at)
    line = [_group(one, places) for one in TOGETHER]
    save_favourite(name="예산·회계 협조", groups=line, actor=drafter, at=at)
    team = places["D21"]
    for head in sorted(heads_of(team, at)[0])[:1]:
        save_department_line(
            name="팀 표준 협조", groups=line, actor=actor_of(head, at), at=at, department_id=team
        )
    for code in ("DETAIL-PLAN", "LETTER"):
        mark_form(form_code=code, is_favourite=True, actor=drafter, at=at)


def _group(group: Group, places: dict[str, UUID]) -> WantedGroup:
    seats = [f"HEAD_OF:{places[code]}" for code in group.heads]
    return WantedGroup(group.kind, seats, mode=group.mode, is_required=group.is_required)


def _sign(document_id: UUID, signed: Signed, then: datetime, at: datetime) -> None:
    who = actor(signed.person, at)
    found = document_page(document_id, who, then)
    step = next(one for one in found.line if one.person_id == who.user_id and one.state == "ACTIVE")
    given: dict[str, Any] = {
        "document_id": document_id,
        "step_id": step.pk,
        "seen": found.version,
        "opinion": signed.opinion,
        "actor": who,
        "at": then,
    }
    if signed.back:
        return_document(**given)
        return
    sign(result=_result(str(step.kind), signed.opinion), **given)


def _result(kind: str, opinion: str) -> SignatureKind:
    if kind == "AUDIT":
        return SignatureKind.AUDIT_OPINION if opinion else SignatureKind.AUDIT_PROPER
    return SignatureKind.AGREED_WITH_OPINION if opinion else SignatureKind.AGREED


def _leave_director(at: datetime, today: date) -> None:
    """송지안 is on a trip from today on; 장하람 signs for her meanwhile."""
    away, deputy = actor("director", at), actor("leader", at)
    if away.user_id is None:
        return
    start = datetime.combine(today, datetime.min.time(), at.tzinfo)
    data = AbsenceData(
        person_id=away.user_id,
        kind="TRIP",
        from_at=min(start, at - timedelta(minutes=5)),
        to_at=at + timedelta(days=3),
        deputy_id=deputy.user_id,
        reason="공연시설 견학",
    )
    set_absence(actor=away, data=data, at=at)


def _moment(today: date, days: int, at: datetime) -> datetime:
    """Ten in the morning so many days ago, never later than now."""
    return min(office_hour(today - timedelta(days=days)), at - timedelta(hours=3))
