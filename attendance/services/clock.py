"""Clock records: by web, by telephone, by devices over REST; appended, never changed (handbook 2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from attendance.choices import ClockKind, ClockSource
from attendance.errors import AlreadyAway
from attendance.models import ClockEvent, LaborRefusal, LongAbsence
from attendance.permissions import CLOCK_SEND, OWN_USE
from attendance.queries.calendars import plans_for
from attendance.queries.promotions import fixed_days
from attendance.queries.staff import StaffFacts, find_staff, staff_of
from attendance.rules.moments import moment
from attendance.services.days import calculate_days
from attendance.services.staff import lock_staff
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.models.ranges import valid_on
from core.periods import day_of


@dataclass(frozen=True)
class Punched:
    """A record and what it means: the day it belongs to, and a notice where the day was fixed as leave."""

    event_id: UUID
    on: date
    is_refused: bool


@transaction.atomic
def punch(
    *, actor: Actor, kind: ClockKind, source: ClockSource, at: datetime, ip: str | None = None, note: str = ""
) -> Punched:
    """Somebody comes or goes, now. Locks the employment. Refused during a leave of absence.

    On a day fixed as leave by use promotion the refusal notice (노무수령 거부) is stored with the record.
    """
    actor.require(OWN_USE)
    if actor.user_id is None:
        raise NotFound
    staff = staff_of(actor.user_id, day_of(at))
    lock_staff(staff.staff_id)
    on = work_day(staff.staff_id, kind, at)
    _refuse_away(staff.staff_id, on)
    event = ClockEvent.objects.create(
        staff_id=staff.staff_id,
        on=on,
        at=at,
        kind=kind,
        source=source,
        ip=ip,
        note=note.strip()[:200],
        recorded_at=at,
        recorded_by=actor.user_id,
    )
    refused = kind == ClockKind.IN and any(day == on for day, _sent in fixed_days(staff.staff_id, on))
    if refused:
        LaborRefusal.objects.get_or_create(
            staff_id=staff.staff_id,
            on=on,
            defaults={"shown_at": at, "recorded_at": at, "recorded_by": None},
        )
    calculate_days(staff_ids=[staff.staff_id], from_on=on, until_on=on + timedelta(days=1), at=at)
    return Punched(event.pk, on, refused)


@dataclass(frozen=True)
class DeviceRecord:
    """A record of a door device: whose, when, what; `external_id` is the device's own number of it."""

    person_id: UUID
    at: datetime
    kind: ClockKind
    device: str
    external_id: str
    raw: dict[str, Any] = field(default_factory=dict)
    source: ClockSource = ClockSource.GATE


@dataclass(frozen=True)
class TakenIn:
    """What became of the records that were sent."""

    taken: int
    known: int
    unknown_people: tuple[UUID, ...]


@transaction.atomic
def take_in_records(*, actor: Actor, records: Iterable[DeviceRecord], at: datetime) -> TakenIn:
    """Take in records of devices; sent twice they are there once. Recalculates the days they belong to.

    People without an employment on the day are named, their records are not kept.
    """
    actor.require(CLOCK_SEND)
    return keep_records(records=records, actor=actor, at=at)


@transaction.atomic
def keep_records(*, records: Iterable[DeviceRecord], actor: Actor, at: datetime) -> TakenIn:
    """Keep records of devices or files; the caller has asked for the permission."""
    wanted = sorted(records, key=lambda one: (str(one.person_id), one.at))
    keys = {(one.device, one.external_id) for one in wanted}
    known = set(
        ClockEvent.objects.filter(device__in={device for device, _ in keys}).values_list(
            "device", "external_id"
        )
    )
    made: list[ClockEvent] = []
    unknown: dict[UUID, None] = {}
    found: dict[UUID, StaffFacts] = {}
    for one in wanted:
        if (one.device, one.external_id) in known:
            continue
        staff = _employment_of(one, found)
        if staff is None:
            unknown[one.person_id] = None
            continue
        known.add((one.device, one.external_id))
        on = work_day(staff.staff_id, one.kind, one.at, made)
        made.append(
            ClockEvent(
                staff_id=staff.staff_id,
                on=on,
                at=one.at,
                kind=one.kind,
                source=one.source,
                device=one.device,
                external_id=one.external_id,
                raw=one.raw,
                recorded_at=at,
                recorded_by=actor.user_id,
            )
        )
    ClockEvent.objects.bulk_create(made)
    days: dict[date, set[UUID]] = defaultdict(set)
    for event in made:
        days[event.on].add(event.staff_id)
    for on in sorted(days):
        ids = sorted(days[on], key=str)
        calculate_days(staff_ids=ids, from_on=on, until_on=on + timedelta(days=1), at=at)
    return TakenIn(len(made), len(wanted) - len(made) - len(unknown), tuple(unknown))


def _employment_of(record: DeviceRecord, found: dict[UUID, StaffFacts]) -> StaffFacts | None:
    """The employment of the record's day; records come by person, so most ask for the same one again."""
    on = day_of(record.at)
    known = found.get(record.person_id)
    if known is not None and known.is_employed_on(on):
        return known
    staff = find_staff(record.person_id, on)
    if staff is not None:
        found[record.person_id] = staff
    return staff


def work_day(staff_id: UUID, kind: ClockKind, at: datetime, unsaved: Iterable[ClockEvent] = ()) -> date:
    """The day a record belongs to: work past midnight to the day it began on, up to the next scheduled shift."""
    today = day_of(at)
    yesterday = today - timedelta(days=1)
    if kind == ClockKind.IN:
        return today
    own = [event for event in unsaved if event.staff_id == staff_id and event.at <= at]
    if any(event.kind == ClockKind.IN and event.on == today for event in own):
        return today
    rows = list(ClockEvent.objects.filter(staff_id=staff_id, on__in=(yesterday, today), at__lte=at))
    rows += own
    came = [event for event in rows if event.kind == ClockKind.IN]
    left = [event for event in rows if event.kind == ClockKind.OUT]
    if not came:
        return today
    last = max(came, key=lambda event: event.at)
    still_there = not any(event.at > last.at for event in left)
    shift = plans_for([staff_id], today, today + timedelta(days=1)).shift_of(staff_id, today)
    next_shift = moment(today, shift.start if shift else 1440)
    return last.on if last.on == yesterday and still_there and at <= next_shift else today


def _refuse_away(staff_id: UUID, on: date) -> None:
    row = LongAbsence.objects.filter(valid_on(on), staff_id=staff_id).first()
    if row is not None:
        raise AlreadyAway(kind=row.name, doc=f"{row.from_on} ~")


def kind_of(text: str) -> ClockKind:
    """The kind of a record as a form or a device writes it."""
    if text not in ClockKind.values:
        raise InvalidInput(errors=[FieldFault("/kind", "choice", "기록 구분을 목록에서 고르십시오.")])
    return ClockKind(text)
