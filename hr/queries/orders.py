"""Orders, the numbered register (발령대장), and what an appointment changes, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from approvals.queries.subjects import SubjectDocument, document_of
from core.errors import NotFound
from core.models.ranges import valid_on
from hr.choices import Fact, ItemState, OrderState, Status
from hr.models import AppointmentItem, AppointmentOrder, OrderNotice, PersonVersion
from hr.queries.rules import rule_rows
from organization.queries import department_names, posts

SUBJECT = "appointment_order"
SHOWN = ("department", "title", "post", "duty", "grade", "step", "series", "employment_type")


@dataclass(frozen=True)
class ItemRow:
    """One appointment as the register shows it."""

    item_id: UUID
    seq: int
    person_id: UUID
    employee_no: str
    name: str
    kind: str
    kind_label: str
    effective_on: date
    last_on: date | None
    before: str
    after: str
    reason: str
    state: str
    state_label: str
    target_id: UUID | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OrderRow:
    """An order with its appointments."""

    order_id: UUID
    number: str
    title: str
    basis: str
    department_id: UUID
    department: str
    effective_on: date
    state: str
    state_label: str
    committee_text: str
    committee_on: date | None
    reason: str
    drafted_by: str
    drafted_by_id: UUID | None
    issued_at: datetime | None
    version: int
    items: tuple[ItemRow, ...]
    document: SubjectDocument | None = None

    @property
    def written_number(self) -> str:
        """인사발령 2026-031."""
        return f"인사발령 {self.number}" if self.number else ""


@dataclass(frozen=True)
class OrderWords:
    """An order as its document says it: a first sentence and a row for each appointment."""

    lead: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """Codes in words on a day."""

    kinds: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    departments: Mapping[UUID, Any]
    posts: Mapping[UUID, str]
    leaves: Mapping[str, str]

    def of(self, name: str, value: Any) -> str:
        """One value of an appointment in words."""
        if value in (None, ""):
            return ""
        if name == "department":
            found = self.departments.get(UUID(str(value)))
            return found.name if found else ""
        if name == "post":
            return self.posts.get(UUID(str(value)), "")
        if name == "step":
            return f"{value}호봉"
        if name == "leave_kind":
            return self.leaves.get(str(value), str(value))
        if name == "status":
            return str(Status(value).label)
        return str(self.codes.get(name, {}).get(str(value), value))


def words_on(on: date) -> Words:
    """Everything needed to write appointments of a day in words."""
    tables = {"grade": "grade", "series": "job_series", "employment_type": "employment_type", "duty": "duty"}
    tables["title"] = "position_title"
    return Words(
        kinds={row.key: str(row.payload["name_ko"]) for row in rule_rows("appointment_kinds", on)},
        codes={
            name: {row.key: str(row.payload["name"]) for row in rule_rows(code, on)}
            for name, code in tables.items()
        },
        departments=department_names(on),
        posts={one.post_id: one.name for one in posts()},
        leaves={row.key: str(row.payload["name_ko"]) for row in rule_rows("leave_of_absence_types", on)},
    )


def order_rows() -> QuerySet[AppointmentOrder]:
    """Orders as rows, for lists of this app's edge."""
    return AppointmentOrder.objects.select_related("drafted_by", "department")


def order(order_id: UUID) -> OrderRow:
    """One order with everything on it; NotFound when there is none."""
    found = order_rows().filter(pk=order_id).first()
    if found is None:
        raise NotFound(order_id=str(order_id))
    words = words_on(found.effective_on)
    items = AppointmentItem.objects.filter(order=found).select_related("person").order_by("seq")
    return _order(found, item_rows(items, words), words, document_of(SUBJECT, order_id))


def order_of_item(item_id: UUID) -> OrderRow:
    """The order an appointment stands in; NotFound when there is none."""
    found = AppointmentItem.objects.filter(pk=item_id).values_list("order_id", flat=True).first()
    if found is None:
        raise NotFound(item_id=str(item_id))
    return order(found)


def register(year: int, text: str = "") -> list[OrderRow]:
    """The book of issued orders of a year (발령대장, 인사기록규칙 제19조), the newest first; four statements."""
    rows = order_rows().filter(state=OrderState.ISSUED, issued_on__year=year)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text))
    orders = list(rows.order_by("-number"))
    words = words_on(date(year, 12, 31))
    by_order: dict[UUID, list[AppointmentItem]] = {}
    for item in AppointmentItem.objects.filter(order__in=orders).select_related("person").order_by("seq"):
        by_order.setdefault(item.order_id, []).append(item)
    return [_order(one, item_rows(by_order.get(one.pk, ()), words), words, None) for one in orders]


def appointments_of(person_id: UUID, on: date, *, with_future: bool = False) -> list[ItemRow]:
    """Issued appointments of a person, the newest first; those of later days for the personnel office only."""
    rows = AppointmentItem.objects.filter(person_id=person_id).exclude(state=ItemState.DRAFT)
    if not with_future:
        rows = rows.filter(effective_on__lte=on)
    found = rows.select_related("person", "order").order_by("-effective_on", "-seq")
    return item_rows(found, words_on(on))


@dataclass(frozen=True)
class NoticeRow:
    """A notice of an appointment to its person."""

    notice_id: UUID
    number: str
    text: str
    sent_at: datetime


def notices_to(person_id: UUID) -> list[NoticeRow]:
    """Notices a person got, the newest first."""
    rows = OrderNotice.objects.filter(item__person_id=person_id).select_related("item__order")
    return [NoticeRow(row.pk, row.item.order.number, row.text, row.sent_at) for row in rows]


def order_words(order_id: UUID) -> OrderWords:
    """An order in the words of its document."""
    found = order(order_id)
    kinds = sorted({item.kind_label for item in found.items})
    return OrderWords(
        lead=f"{found.title}: {', '.join(kinds)} {len(found.items)}건",
        heads=("사번", "성명", "구분", "현재", "발령 내용", "발령일", "사유"),
        rows=tuple(
            (
                item.employee_no,
                item.name,
                item.kind_label,
                item.before,
                item.after,
                _days(item),
                item.reason,
            )
            for item in found.items
        ),
        facts=(
            ("제목", found.title),
            ("근거", found.basis),
            ("인사위원회 의결", found.committee_text),
        ),
    )


def order_payload(order_id: UUID) -> Mapping[str, Any]:
    """What is signed of an order: nothing that changes while it is under approval."""
    found = AppointmentOrder.objects.filter(pk=order_id).first()
    if found is None:
        raise NotFound(order_id=str(order_id))
    items = list(AppointmentItem.objects.filter(order=found).select_related("person").order_by("seq"))
    return {
        "business_type": "personnel_order",
        "title": found.title,
        "basis": found.basis,
        "effective_on": found.effective_on.isoformat(),
        "committee": [found.committee_text, found.committee_on.isoformat() if found.committee_on else ""],
        "people": [str(item.person.user_id) for item in items if item.person.user_id],
        "items": [
            {
                "person": item.person.employee_no,
                "kind": item.kind,
                "effective_on": item.effective_on.isoformat(),
                "until_on": item.until_on.isoformat() if item.until_on else "",
                "values": item.values,
                "reason": item.reason,
                "target": str(item.target_id or ""),
            }
            for item in items
        ],
    }


def item_rows(items: Iterable[AppointmentItem], words: Words) -> list[ItemRow]:
    """Appointments as rows with what was and what comes, in words."""
    rows = list(items)
    names = card_names([row.person_id for row in rows])
    return [
        ItemRow(
            item_id=row.pk,
            seq=row.seq,
            person_id=row.person_id,
            employee_no=row.person.employee_no,
            name=names.get(row.person_id, ""),
            kind=row.kind,
            kind_label=words.kinds.get(row.kind, row.kind),
            effective_on=row.effective_on,
            last_on=row.until_on - timedelta(days=1) if row.until_on else None,
            before=_before(row.before, words),
            after=_after(row.values, words),
            reason=row.reason,
            state=row.state,
            state_label=row.get_state_display(),
            target_id=row.target_id,
            values=row.values,
        )
        for row in rows
    ]


def card_names(person_ids: Iterable[UUID], on: date | None = None) -> dict[UUID, str]:
    """Names by person, as known now: on a day, else the latest."""
    rows = PersonVersion.objects.filter(person_id__in=set(person_ids), known_until__isnull=True)
    if on is not None:
        rows = rows.filter(valid_on(on))
    return dict(rows.order_by("from_on").values_list("person_id", "name"))


def _order(
    row: AppointmentOrder, items: list[ItemRow], words: Words, document: SubjectDocument | None
) -> OrderRow:
    department = words.departments.get(row.department_id)
    return OrderRow(
        order_id=row.pk,
        number=row.number,
        title=row.title,
        basis=row.basis,
        department_id=row.department_id,
        department=department.name if department else "",
        effective_on=row.effective_on,
        state=row.state,
        state_label=row.get_state_display(),
        committee_text=row.committee_text,
        committee_on=row.committee_on,
        reason=row.reason,
        drafted_by=row.drafted_by.name if row.drafted_by else "",
        drafted_by_id=row.drafted_by_id,
        issued_at=row.issued_at,
        version=row.version,
        items=tuple(items),
        document=document,
    )


def _before(before: Mapping[str, Any], words: Words) -> str:
    parts = [words.of("status", before.get(Fact.STATUS, {}).get("status"))]
    for fact in (Fact.POST, Fact.GRADE):
        values = before.get(fact, {})
        parts += [words.of(name, values.get(name)) for name in SHOWN if name in values]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _after(values: Mapping[str, Any], words: Words) -> str:
    parts = [words.of(name, values.get(name)) for name in ("leave_kind", *SHOWN) if name in values]
    if values.get("annual_amount"):
        parts.append(f"연봉 {int(values['annual_amount']):,}원")
    if values.get("host"):
        parts.append(str(values["host"]))
    if values.get("contract_until"):
        last = date.fromisoformat(str(values["contract_until"])) - timedelta(days=1)
        parts.append(f"계약 ~{last:%Y-%m-%d}")
    return " ".join(dict.fromkeys(part for part in parts if part))


def _days(item: ItemRow) -> str:
    end = f" ~ {item.last_on:%Y-%m-%d}" if item.last_on else ""
    return f"{item.effective_on:%Y-%m-%d}{end}"
