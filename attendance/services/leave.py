"""Leave requests: written, handed in, approved, taken back, cancelled, exchanged (handbook 2.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from attendance.choices import (
    AwayKind,
    LeavePurpose,
    LeaveState,
    LeaveUnit,
)
from attendance.errors import OnlyByCancellation, RequestFaulty
from attendance.models import LeaveDay, LeaveRequest
from attendance.permissions import OWN_USE
from attendance.queries.leave_planning import days_of_request
from attendance.queries.rulebook import LeaveType, RuleBook
from attendance.queries.staff import StaffFacts, staff_by_id, staff_of
from attendance.rules import flows
from attendance.rules.moments import moment
from attendance.services import away, leave_lines
from attendance.services.days import recalculate
from attendance.services.leave_checks import CheckedLeave, check_leave, closed_months
from attendance.services.leave_words import said_of, when_words
from attendance.services.paper_documents import (
    Said,
    hand_in,
    lock_paper,
    note,
    number_of,
    recall_paper,
    require_drafter,
    save_paper,
)
from attendance.services.staff import lock_staff
from core.access import Actor
from core.errors import DomainError, FieldFault, InvalidMove, NotFound
from core.periods import SEOUL, day_of, end_of_day
from organization.choices import AbsenceKind
from organization.queries import primary_department

SUBJECT, PREFIX = "leave_request", "LV"
CONVERTIBLE = (LeaveState.APPROVED, LeaveState.TAKEN)


@dataclass(frozen=True)
class LeaveData:
    """Leave as somebody asks for it; `facts` as the kind needs them: event, event_on, born_on, due_on, child …"""

    leave_type: str
    unit: str
    from_on: date
    until_on: date
    start: int | None = None
    end: int | None = None
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    deputy_id: UUID | None = None
    evidence_note: str = ""
    may_advance: bool = False


@transaction.atomic
def draft_leave(*, actor: Actor, data: LeaveData, at: datetime) -> LeaveRequest:
    """Write a request for oneself. Refuses who is not employed on its first day and unreadable input."""
    actor.require(OWN_USE)
    _refuse_unreadable(data)
    if actor.user_id is None:
        raise NotFound
    staff = staff_of(actor.user_id, data.from_on)
    request = LeaveRequest(
        staff_id=staff.staff_id,
        department_id=_department(staff.person_id, at),
        purpose=LeavePurpose.LEAVE,
        drafted_by_id=actor.user_id,
        drafted_at=at,
    )
    _fill(request, data)
    request.save(force_insert=True)
    return request


@transaction.atomic
def edit_leave(
    *, actor: Actor, request_id: UUID, data: LeaveData, at: datetime, version: int | None = None
) -> LeaveRequest:
    """Replace what a draft says. Locks it; refuses what is under approval or approved (E-ATT-018)."""
    actor.require(OWN_USE)
    _refuse_unreadable(data)
    request = _own(request_id, actor, version)
    if request.state != LeaveState.DRAFT or request.purpose == LeavePurpose.CANCEL:
        raise OnlyByCancellation
    _fill(request, data)
    request.version += 1
    request.save()
    note(request, SUBJECT, "edited", "휴가 신청 수정", actor, at)
    return request


@transaction.atomic
def discard_leave(*, actor: Actor, request_id: UUID, at: datetime, version: int | None = None) -> None:
    """Throw a draft away that was never handed in. Anything else goes back only by a cancellation (E-ATT-018)."""
    actor.require(OWN_USE)
    request = _own(request_id, actor, version)
    if request.state != LeaveState.DRAFT or request.number:
        raise OnlyByCancellation
    LeaveDay.objects.filter(request=request).delete()
    request.delete()


def submit_leave(*, actor: Actor, request_id: UUID, at: datetime, version: int | None = None) -> LeaveRequest:
    """Hand a request in: its minutes are held, its time is taken, its document goes to the line.

    Locks document → request → employment → lots → counter. Refuses everything `check_leave` finds (E-ATT-001 …
    009, 019) and a line that cannot be built.
    """
    actor.require(OWN_USE)

    def prepare() -> Said:
        request = _own(request_id, actor, version)
        flows.leave.next(request.state, "submit")
        if request.purpose != LeavePurpose.CANCEL:
            _lay_out(request, check_leave(request, _staff(request), day_of(at), _credit(request)))
        return said_of(request)

    with transaction.atomic():
        hand_in(subject=SUBJECT, paper_id=request_id, prepare=prepare, actor=actor, at=at)
        return LeaveRequest.objects.get(pk=request_id)


def recall_leave(
    *, actor: Actor, request_id: UUID, reason: str, at: datetime, version: int | None = None
) -> LeaveRequest:
    """Take a request back before anybody signed it; what was held is free again."""
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=LeaveRequest,
            paper_id=request_id,
            version=version,
            reason=reason,
            actor=actor,
            at=at,
        )
        return LeaveRequest.objects.get(pk=request_id)


@transaction.atomic
def ask_cancellation(*, actor: Actor, request_id: UUID, reason: str, at: datetime) -> LeaveRequest:
    """Write the request that cancels an approved one; it is handed in like any other. Locks the original.

    Refuses an original that is not approved and a closed month (E-ATT-004).
    """
    actor.require(OWN_USE)
    original = _own(request_id, actor, None)
    flows.leave.next(original.state, "ask_cancel")
    refused = closed_months(original.from_on, original.until_on)
    if refused:
        raise refused[0]
    return _follow(original, LeavePurpose.CANCEL, reason, actor, at)


@transaction.atomic
def ask_change(*, actor: Actor, request_id: UUID, data: LeaveData, at: datetime) -> LeaveRequest:
    """Write the request that exchanges an approved one for another. Locks the original."""
    actor.require(OWN_USE)
    _refuse_unreadable(data)
    original = _own(request_id, actor, None)
    flows.leave.next(original.state, "ask_change")
    made = _follow(original, LeavePurpose.CHANGE, data.reason, actor, at)
    _fill(made, data)
    made.save()
    return made


@transaction.atomic
def ask_conversion(*, actor: Actor, request_id: UUID, data: LeaveData, at: datetime) -> LeaveRequest:
    """Write the request that turns days of an approved or taken leave into leave of another kind, also afterwards.

    Illness or a death in the family during annual leave (handbook 2.6). Locks the original. Refuses days outside
    it, parts of days, the same kind, kinds with a balance of their own, and a closed month (E-ATT-004).
    """
    actor.require(OWN_USE)
    _refuse_unreadable(data)
    original = _own(request_id, actor, None)
    if original.state not in CONVERTIBLE or original.purpose == LeavePurpose.CANCEL:
        raise InvalidMove(state=original.get_state_display(), verb="convert")
    kind = RuleBook(data.from_on).leave_type(data.leave_type)
    faults = []
    if data.unit != LeaveUnit.DAY or original.unit != LeaveUnit.DAY:
        faults.append(FieldFault("/unit", "choice", "하루 단위의 휴가만 전환합니다."))
    if data.from_on < original.from_on or data.until_on > original.until_on:
        faults.append(FieldFault("/from_on", "range", "원래 휴가의 날짜만 전환합니다."))
    if kind.balance or kind.code == original.leave_type:
        faults.append(FieldFault("/leave_type", "choice", "다른 종류의 휴가로만 전환합니다."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))
    made = _follow(original, LeavePurpose.CONVERT, data.reason, actor, at)
    _fill(made, data)
    made.save()
    return made


@transaction.atomic
def convert_and_submit(*, actor: Actor, request_id: UUID, data: LeaveData, at: datetime) -> LeaveRequest:
    """Write a conversion and hand it in, both or nothing."""
    made = ask_conversion(actor=actor, request_id=request_id, data=data, at=at)
    return submit_leave(actor=actor, request_id=made.pk, at=at)


@transaction.atomic
def ask_and_submit(
    *, actor: Actor, data: LeaveData, at: datetime, change_of: UUID | None = None
) -> LeaveRequest:
    """Write a request (or the exchange of an approved one) and hand it in, both or nothing."""
    if change_of is not None:
        made = ask_change(actor=actor, request_id=change_of, data=data, at=at)
    else:
        made = draft_leave(actor=actor, data=data, at=at)
    return submit_leave(actor=actor, request_id=made.pk, at=at)


@transaction.atomic
def cancel_and_submit(*, actor: Actor, request_id: UUID, reason: str, at: datetime) -> LeaveRequest:
    """Write the cancellation of an approved request and hand it in, both or nothing."""
    made = ask_cancellation(actor=actor, request_id=request_id, reason=reason, at=at)
    return submit_leave(actor=actor, request_id=made.pk, at=at)


# --- steps of the document ----------------------------------------------------------------------------------


def check_submission(request: LeaveRequest, at: datetime) -> list[DomainError]:
    """What stands against handing in."""
    if request.purpose == LeavePurpose.CANCEL:
        return closed_months(request.from_on, request.until_on)
    return list(check_leave(request, _staff(request), day_of(at), _credit(request)).refusals)


def take_in(request: LeaveRequest, actor: Actor, at: datetime) -> None:
    """Handed in: hold the minutes and the time; the original of a cancellation or change waits."""
    lock_staff(request.staff_id)
    state = flows.leave.next(request.state, "submit")
    if request.original_id and request.purpose != LeavePurpose.CONVERT:
        _move_original(request, "ask_cancel" if request.purpose == LeavePurpose.CANCEL else "ask_change")
    if request.purpose != LeavePurpose.CANCEL:
        checked = check_leave(request, _staff(request), day_of(at), _credit(request))
        if checked.refusals:
            raise checked.refusals[0]
        _lay_out(request, checked)
        leave_lines.hold(request, checked.allocation, _credit(request), at=at, by=actor.user_id)
        if request.purpose == LeavePurpose.LEAVE:
            away.take_time(_claim(request, checked.kind))
    save_paper(request, state=state, submitted_at=at, number=number_of(request, PREFIX, at))
    note(request, SUBJECT, "submitted", f"휴가 신청: {when_words(request)}", actor, at)


def complete_approval(request: LeaveRequest, actor: Actor, at: datetime) -> None:
    """Approved: held minutes become use, the absence is told to the approvals; a cancellation gives back."""
    lock_staff(request.staff_id)
    if request.purpose == LeavePurpose.CANCEL:
        _give_back_original(request, "cancel", actor, at)
        save_paper(request, state=LeaveState.CLOSED, approved_at=at)
        return
    kind = RuleBook(request.from_on).leave_type(request.leave_type)
    if request.purpose == LeavePurpose.CONVERT:
        _convert(request, kind, actor, at)
        return
    if request.purpose == LeavePurpose.CHANGE:
        leave_lines.release(request, at=at, by=actor.user_id)
        _give_back_original(request, "replace", actor, at)
        checked = check_leave(request, _staff(request), day_of(at))
        if checked.refusals:
            raise checked.refusals[0]
        leave_lines.hold(request, checked.allocation, (), at=at, by=actor.user_id)
        away.take_time(_claim(request, kind))
    leave_lines.use(request, at=at, by=actor.user_id)
    away.make_firm(request.pk)
    absences = away.record_absences(_absences(request, kind), at)
    save_paper(
        request,
        state=flows.leave.next(request.state, "approve"),
        approved_at=at,
        absence_ids=absences,
    )


def give_back(request: LeaveRequest, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled: minutes and time are free again; an original stands as before."""
    lock_staff(request.staff_id)
    leave_lines.release(request, at=at, by=actor.user_id)
    away.give_time_back(request.pk)
    if request.original_id and request.purpose != LeavePurpose.CONVERT:
        original = lock_paper(LeaveRequest, request.original_id)
        kept = "keep_taken" if original.state_before == LeaveState.TAKEN else "keep"
        save_paper(original, state=flows.leave.next(original.state, kept), state_before="")
    save_paper(request, state=flows.leave.next(request.state, verb), decision_text=text)


@transaction.atomic
def give_days_back(
    *, request: LeaveRequest, on: Sequence[date], cause: str, actor: Actor, at: datetime
) -> int:
    """Give single days of an approved leave back: a holiday was declared, a leave of absence begins.

    Locks the employment. The minutes given back.
    """
    lock_staff(request.staff_id)
    rows = LeaveDay.objects.filter(request=request, on__in=list(on), given_back_at__isnull=True)
    wanted = [row.on for row in rows]
    minutes = leave_lines.reverse_days(request, wanted, cause, at=at, by=actor.user_id)
    rows.update(given_back_at=at, given_back_for=cause[:200])
    away.give_time_back(request.pk, wanted)
    note(request, SUBJECT, "days_given_back", f"휴가 반환: {cause}", actor, at, days=[str(d) for d in wanted])
    return minutes


def _give_back_original(request: LeaveRequest, verb: str, actor: Actor, at: datetime) -> None:
    original = lock_paper(LeaveRequest, request.original_id) if request.original_id else None
    if original is None:
        raise NotFound
    leave_lines.reverse(original, at=at, by=actor.user_id)
    away.give_time_back(original.pk)
    away.withdraw_absences(original.absence_ids, at)
    save_paper(original, state=flows.leave.next(original.state, verb))
    note(original, SUBJECT, f"{verb}ed", f"휴가 취소: {when_words(original)}", actor, at, by=str(request.pk))


def _convert(request: LeaveRequest, kind: LeaveType, actor: Actor, at: datetime) -> None:
    """The days go back to the original's lots and are leave of the other kind; the absence stays as it was told."""
    original = lock_paper(LeaveRequest, request.original_id) if request.original_id else None
    if original is None or original.state not in CONVERTIBLE:
        raise InvalidMove(state=original.get_state_display() if original else "", verb="convert")
    refused = closed_months(request.from_on, request.until_on)
    if refused:
        raise refused[0]
    on = [day.on for day in days_of_request(request.pk)]
    give_days_back(request=original, on=on, cause=f"휴가 전환 {request.number}", actor=actor, at=at)
    away.take_time(_claim(request, kind))
    away.make_firm(request.pk)
    save_paper(request, state=flows.leave.next(request.state, "approve"), approved_at=at)
    recalculate(request.staff_id, on, at)


def _move_original(request: LeaveRequest, verb: str) -> None:
    original = lock_paper(LeaveRequest, request.original_id) if request.original_id else None
    if original is None:
        raise NotFound
    save_paper(original, state=flows.leave.next(original.state, verb), state_before=original.state)


def _credit(request: LeaveRequest) -> list[Any]:
    """What the original of an exchange gives back."""
    if request.purpose != LeavePurpose.CHANGE or request.original_id is None:
        return []
    return leave_lines.used_lots(request.original_id)


def _staff(request: LeaveRequest) -> StaffFacts:
    return staff_by_id(request.staff_id)


def _lay_out(request: LeaveRequest, checked: CheckedLeave) -> None:
    LeaveDay.objects.filter(request=request).delete()
    LeaveDay.objects.bulk_create(
        LeaveDay(request=request, on=day.on, start=day.start, end=day.end, minutes=day.minutes)
        for day in checked.plan.days
    )
    request.minutes = checked.plan.minutes
    request.counted_days = checked.plan.counted
    request.rule_rows = checked.rule_rows
    request.save(update_fields=["minutes", "counted_days", "rule_rows"])


def _claim(request: LeaveRequest, kind: LeaveType) -> away.Claim:
    label = kind.name if request.unit == LeaveUnit.DAY else f"{kind.name} {LeaveUnit(request.unit).label}"
    spans = tuple(away.Span(day.on, day.start, day.end) for day in days_of_request(request.pk))
    return away.Claim(
        request.staff_id,
        AwayKind.LEAVE,
        request.pk,
        label,
        spans,
        kind.confidential or kind.group != "ANNUAL",
    )


def _absences(request: LeaveRequest, kind: LeaveType) -> list[away.Absent]:
    person_id = _staff(request).person_id
    word = AbsenceKind.SICK if kind.group == "SICK" else AbsenceKind.LEAVE
    reason = "" if kind.confidential else kind.name
    days = days_of_request(request.pk)
    if not days:
        return []
    if request.unit != LeaveUnit.DAY:
        day = days[0]
        from_at, to_at = moment(day.on, day.start), moment(day.on, day.end)
    else:
        from_at = end_of_day(days[0].on - timedelta(days=1)).astimezone(SEOUL)
        to_at = end_of_day(days[-1].on)
    return [away.Absent(person_id, word, from_at, to_at, request.deputy_id, reason)]


def _follow(
    original: LeaveRequest, purpose: LeavePurpose, reason: str, actor: Actor, at: datetime
) -> LeaveRequest:
    made = LeaveRequest(
        staff_id=original.staff_id,
        department_id=original.department_id,
        purpose=purpose,
        original=original,
        leave_type=original.leave_type,
        unit=original.unit,
        from_on=original.from_on,
        until_on=original.until_on,
        start=original.start,
        end=original.end,
        minutes=original.minutes if purpose == LeavePurpose.CANCEL else 0,
        reason=reason.strip()[:500],
        drafted_by_id=original.drafted_by_id,
        drafted_at=at,
    )
    made.save(force_insert=True)
    note(made, SUBJECT, "drafted", f"{LeavePurpose(purpose).label}: {when_words(original)}", actor, at)
    return made


def _own(request_id: UUID, actor: Actor, version: int | None) -> LeaveRequest:
    request: LeaveRequest = lock_paper(LeaveRequest, request_id, version)
    require_drafter(request, actor)
    return request


def _fill(request: LeaveRequest, data: LeaveData) -> None:
    if RuleBook(data.from_on).leave_type(data.leave_type).status_change:
        fault = FieldFault("/leave_type", "personnel", "휴직은 인사의 휴직 신청으로 냅니다.")
        raise RequestFaulty(errors=[fault], count=1)
    for name, value in vars(data).items():
        setattr(request, name, dict(value) if name == "facts" else value)
    request.reason = data.reason.strip()[:500]


def _department(person_id: UUID, at: datetime) -> UUID:
    found = primary_department(person_id, day_of(at))
    if found is None:
        raise NotFound(what="부서")
    return found


def _refuse_unreadable(data: LeaveData) -> None:
    faults = []
    if data.unit not in LeaveUnit.values:
        faults.append(FieldFault("/unit", "choice", "휴가 단위를 목록에서 고르십시오."))
    if data.until_on < data.from_on or (data.until_on - data.from_on).days > 400:
        faults.append(FieldFault("/until_on", "range", "종료일이 시작일보다 빠를 수 없습니다."))
    if data.unit == LeaveUnit.HOUR and (data.start is None or data.end is None or data.end <= data.start):
        faults.append(FieldFault("/end", "range", "시작 시각과 종료 시각을 입력하십시오."))
    if data.unit == LeaveUnit.QUARTER and data.start is None:
        faults.append(FieldFault("/start", "EMPTY", "시작 시각을 입력하십시오."))
    faults += _event_faults(data)
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))


NEEDED = {
    "FAMILY_EVENT": ("event", "event_on"),
    "MISCARRIAGE": ("event_on", "weeks"),
}


def _event_faults(data: LeaveData) -> list[FieldFault]:
    missing = [name for name in NEEDED.get(data.leave_type, ()) if not data.facts.get(name)]
    if data.leave_type == "SPOUSE_BIRTH" and not (data.facts.get("born_on") or data.facts.get("due_on")):
        missing.append("born_on")
    found = [FieldFault(f"/facts/{name}", "EMPTY", "필요한 사항을 입력하십시오.") for name in missing]
    for name in ("event_on", "born_on", "due_on"):
        try:
            date.fromisoformat(str(data.facts.get(name) or "2000-01-01"))
        except ValueError:
            found.append(FieldFault(f"/facts/{name}", "date", "날짜를 확인하십시오."))
    return found
