"""What people typed into the forms of letters, as services take it; how states look."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _t

from approvals.choices import DispatchState, ReceivedState, TransportState
from core.errors import FieldFault, InvalidInput
from core.periods import SEOUL
from ui.badges import BadgeLook
from ui.rules.entry import parse_date, parse_whole

_SENDING = {
    TransportState.PROPOSED: ("clock", "warn"),
    TransportState.DECLINED: ("x", ""),
    TransportState.QUEUED: ("clock", "progress"),
    TransportState.SENT: ("send", "progress"),
    TransportState.RETRY: ("refresh", "warn"),
    TransportState.MANUAL: ("pen", "warn"),
    TransportState.ARRIVED: ("check", "ok"),
    TransportState.SENT_BACK: ("back", "danger"),
    TransportState.RECALLED: ("back", ""),
}
_RECEIVING = {
    ReceivedState.ARRIVED: ("inbox", "progress"),
    ReceivedState.DISTRIBUTED: ("down", "progress"),
    ReceivedState.REDISTRIBUTE: ("refresh", "warn"),
    ReceivedState.REGISTERED: ("check", "info"),
    ReceivedState.ASSIGNED: ("people", "info"),
    ReceivedState.CIRCULATING: ("eye", "info"),
    ReceivedState.DONE: ("check", "ok"),
    ReceivedState.FORWARDED: ("send", ""),
    ReceivedState.SENT_BACK: ("back", "danger"),
}
_DISPATCH = {
    DispatchState.READY: ("clock", "progress"),
    DispatchState.DISPATCHED: ("check", "ok"),
    DispatchState.CANCELLED: ("x", ""),
}


def transport_look(state: str) -> BadgeLook:
    """How the way to a receiver is shown."""
    known = TransportState(state)
    return BadgeLook(known.label, *_SENDING[known])


def received_look(state: str) -> BadgeLook:
    """How a received document is shown."""
    known = ReceivedState(state)
    return BadgeLook(known.label, *_RECEIVING[known])


def dispatch_look(state: str) -> BadgeLook:
    """How a dispatch is shown; a document nobody asked to send yet waits for that."""
    if state not in DispatchState.values:
        return BadgeLook(_t("발송 전"), "draft")
    known = DispatchState(state)
    return BadgeLook(known.label, *_DISPATCH[known])


def chosen(data: QueryDict, name: str) -> UUID:
    """An id that has to be chosen."""
    found = optional(data.get(name, ""))
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "required", _t("하나를 고르십시오."))])
    return found


def optional(text: str) -> UUID | None:
    """An id of a choice; None when nothing readable was chosen."""
    try:
        return UUID(text)
    except ValueError:
        return None


def ids_in(data: QueryDict, name: str) -> list[UUID]:
    """Ids that were ticked; unreadable ones are left out."""
    return [key for text in data.getlist(name) if (key := optional(text)) is not None]


def version_of(data: QueryDict) -> int:
    """Version the form was made from; an unreadable one is no version anybody has seen."""
    return parse_whole(data.get("version", "")) or 0


def day_in(data: QueryDict, name: str, today: date) -> date:
    """A day typed in any of the usual ways."""
    found = parse_date(data.get(name, ""), today)
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "date", _t("날짜를 읽을 수 없습니다."))])
    return found


def optional_day(data: QueryDict, name: str, today: date) -> date | None:
    """A day, or None where nothing was typed."""
    return day_in(data, name, today) if data.get(name, "").strip() else None


def moment_in(data: QueryDict, name: str, today: date) -> datetime:
    """A day and a time like 14:30; without a time the noon of the day."""
    day = day_in(data, f"{name}_on", today)
    typed = data.get(f"{name}_time", "").strip() or "12:00"
    try:
        hour = time.fromisoformat(typed if ":" in typed else f"{typed[:2]}:{typed[2:]}")
    except ValueError as fault:
        detail = _t("시각은 14:30처럼 적습니다.")
        raise InvalidInput(errors=[FieldFault(f"/{name}_time", "time", detail)]) from fault
    return datetime.combine(day, hour.replace(tzinfo=None), SEOUL)


def grounds_in(data: QueryDict) -> tuple[int, ...]:
    """Ticked grounds; none for an open document."""
    if data.get("disclosure") == "OPEN":
        return ()
    read = (parse_whole(text, 2) for text in data.getlist("grounds"))
    return tuple(number for number in read if number is not None)
