"""평정·교육·포상 (screen 43): records of all people in a list, entered for several people at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from hr.choices import EntryKind, EvaluationGrade, SecretAct
from hr.permissions import PERSON_MANAGE, PERSON_VIEW
from hr.queries.people import people_on
from hr.queries.shared_records import (
    SHARED_KINDS,
    SharedRecordRow,
    TrainingRow,
    courses,
    mandatory_training,
    shared_records,
)
from hr.services.records import EntryData
from hr.services.secrets import note_access
from hr.services.shared_records import OwnPart, write_shared_entry
from hr.web.typed import as_uuid, may_day, place_of
from organization.queries import department_choices
from ui.columns import Column
from ui.conditions import Check, Choice, Condition, Filled, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Act, DocumentScreen, Done, ListScreen

CRUMBS = (_("인사·조직"),)
KINDS = [(str(kind), kind.label) for kind in SHARED_KINDS]
YEARS_BACK = 15
LONGEST_HOURS = 10_000


def _years() -> list[tuple[str, str]]:
    this = day_of(timezone.now()).year
    return [(str(year), str(year)) for year in range(this + 1, this - YEARS_BACK, -1)]


def _departments() -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in department_choices(day_of(timezone.now()))]


class RecordList(ListScreen):
    """Entries of everybody's card that are evaluation, training or awards."""

    required = PERSON_VIEW
    title = _("평정·교육·포상")
    crumbs = CRUMBS
    help_text = _("인사기록카드의 평정, 교육훈련, 포상을 모두 모아 봅니다. 소속은 오늘의 소속입니다.")
    default_order = "-last_on"
    empty_title = _("기록이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("year", _("연도"), choices=_years),
        Choice("kind", _("구분"), choices=KINDS),
        Choice("department", _("부서"), choices=_departments),
        Text("q", _("성명·사번")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("kind_label", _("구분"), sort=True),
        Column("year", _("연도"), "code", sort=True),
        Column("employee_no", _("사번"), "code", sort=True),
        Column("name", _("성명"), href=lambda row: _card(row), sort=True, key=True),
        Column("department", _("소속"), sort=True),
        Column("title", _("이름"), sort=True),
        Column("organisation", _("기관")),
        Column("from_on", _("시작일"), "date"),
        Column("last_on", _("종료일·취득일"), "date", sort=True),
        Column("result_label", _("결과·등급")),
        Column("hours", _("시간")),
        Column("course", _("법정의무교육"), wide=True),
        Column("completed_label", _("이수 여부")),
        Column("number", _("번호"), "code", wide=True),
        Column("detail", _("내용"), wide=True),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        training = {"label": _("법정의무교육 이수 현황"), "url": reverse("hr:training"), "icon": "check"}
        if not self.actor.may(PERSON_MANAGE):
            return (training,)
        entry = {"label": _("여러 사람 기록 넣기"), "url": reverse("hr:records_new"), "icon": "plus"}
        return (training, entry | {"primary": True})

    def fetch(self, query: ListQuery) -> ListResult:
        rows = shared_records(
            day_of(self.now),
            kind=query["kind"] or "",
            year=int(query["year"]) if query["year"] else None,
            department_id=as_uuid(query["department"] or ""),
            text=query["q"] or "",
        )
        return page_sequence(rows, query)

    def row_url(self, row: Any) -> str:
        return _card(row)

    def export(self, query: ListQuery, filled: Sequence[Filled]) -> HttpResponse:
        """The file leaves the house with names in it: the access log keeps that."""
        note_access(
            actor=self.actor,
            person_id=None,
            act=SecretAct.EXPORTED,
            reason=str(self.title),
            place=place_of(self.request),
            at=self.now,
        )
        return super().export(query, filled)


class TrainingList(ListScreen):
    """Who has finished which course the law asks for, in a year."""

    required = PERSON_VIEW
    title = _("법정의무교육 이수 현황")
    crumbs = (*CRUMBS, _("평정·교육·포상"))
    help_text = _(
        "재직자가 그해의 법정의무교육을 마쳤는지 봅니다. 과정은 기준표의 법정의무교육에서 정합니다."
    )
    default_order = "employee_no"
    count_word = _("명")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("year", _("연도"), choices=_years, default=lambda: str(day_of(timezone.now()).year), empty=""),
        Choice("department", _("부서"), choices=_departments),
        Check("missing", _("미이수자만")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("employee_no", _("사번"), "code", sort=True),
        Column("name", _("성명"), href=lambda row: _card(row), sort=True, key=True),
        Column("department", _("소속"), sort=True),
        Column("done", _("이수"), "number", sort=True),
        Column("needed", _("대상 과정"), "number"),
        Column("missing_text", _("남은 과정")),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        today = day_of(self.now)
        rows = mandatory_training(
            int(query["year"] or today.year),
            today,
            department_id=as_uuid(query["department"] or ""),
            missing_only=bool(query["missing"]),
        )
        return page_sequence(rows, query)

    def row_url(self, row: Any) -> str:
        return _card(row)


class RecordEntryScreen(DocumentScreen):
    """One entry for several people: the course or the year above, the people with their results below."""

    required = PERSON_MANAGE
    title = _("여러 사람 기록 넣기")
    crumbs = (*CRUMBS, _("평정·교육·포상"))
    help_text = _(
        "과정이나 평정 이름을 한 번 넣고 해당하는 직원을 고릅니다. 평정은 사람마다 등급을 고릅니다."
    )
    template_name = "hr/records_new.html"
    rail: ClassVar[bool] = False

    def document(self) -> dict[str, Any]:
        today = day_of(self.now)
        department = as_uuid(self.request.GET.get("department", ""))
        posted = self.request.POST
        return {
            "kinds": KINDS,
            "grades": EvaluationGrade.choices,
            "courses": courses(today),
            "departments": _departments(),
            "department": str(department or ""),
            "people": [
                (row, str(row.person_id) in posted.getlist("who"), *_typed_of(posted, row.person_id))
                for row in people_on(today, department_id=department)
            ],
        }

    def acts(self) -> Sequence[Act]:
        return (Act("save", _("저장"), "save", tone="primary", key="Ctrl S"),)

    def act_save(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        entry = EntryData(
            kind=data.get("kind", ""),
            title=data.get("title", "").strip()[:150],
            organisation=data.get("organisation", "").strip()[:100],
            from_on=may_day(data, "from_on", today),
            last_on=may_day(data, "last_on", today),
            minutes=_minutes(data.get("hours", "")),
            halves_stop="halves_stop" in data and data.get("kind") == EntryKind.AWARD,
            course=data.get("course", "") if data.get("kind") == EntryKind.TRAINING else "",
        )
        people = [_part(data, key) for key in data.getlist("who")]
        made = write_shared_entry(actor=self.actor, data=entry, people=people, at=self.now)
        return Done(reverse("hr:records"), _t("%(count)s명의 기록을 넣었습니다.") % {"count": len(made)})


def _part(data: QueryDict, key: str) -> OwnPart:
    person_id = as_uuid(key)
    if person_id is None:
        raise InvalidInput(errors=[FieldFault("/who", "required", _t("하나를 고르십시오."))])
    result, detail, left_out = _typed_of(data, person_id)
    return OwnPart(person_id, result, detail, is_completed=not left_out)


def _typed_of(data: QueryDict, person_id: UUID) -> tuple[str, str, bool]:
    result = data.get(f"result-{person_id}", "").strip()[:20]
    return result, data.get(f"detail-{person_id}", "").strip()[:300], f"failed-{person_id}" in data


def _minutes(text: str) -> int:
    if not text.strip():
        return 0
    try:
        exact = Decimal(text.strip()) * 60
    except InvalidOperation:
        exact = Decimal(-1)
    if not exact.is_finite() or not 0 <= exact <= LONGEST_HOURS * 60 or exact != int(exact):
        raise InvalidInput(errors=[FieldFault("/hours", "number", _t("시간을 숫자로 넣으십시오."))])
    return int(exact)


def _card(row: SharedRecordRow | TrainingRow) -> str:
    return reverse("hr:person", args=[row.person_id])
