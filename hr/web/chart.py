"""기준일 조직도: who was where on a day, as known then or now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.periods import day_of, end_of_day
from hr.permissions import PERSON_VIEW
from hr.queries.chart import ChartPerson, organization_chart
from ui.columns import Column
from ui.conditions import Condition, Day, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.rules.entry import found_by
from ui.views import ListScreen

INDENT = "　"


@dataclass(frozen=True)
class ChartLine:
    """One person below the name of the department; an empty department has a line of its own."""

    place: int
    department: str
    person_id: UUID | None = None
    employee_no: str = ""
    name: str = ""
    post: str = ""
    duty: str = ""
    grade: str = ""
    kind: str = ""
    status_label: str = ""


class ChartScreen(ListScreen):
    """Departments of the day in the order of the tree, with their people by rank."""

    required = PERSON_VIEW
    title = _("기준일 조직도")
    crumbs = (_("인사·조직"),)
    help_text = _(
        "기준일의 부서와 그날 재직한 직원입니다. 알던 날을 넣으면 그날까지 알려진 발령대로 보이고, "
        "비우면 그 뒤에 소급하거나 바로잡은 발령까지 반영합니다."
    )
    default_order = "place"
    count_word = _("줄")
    empty_title = _("그날의 부서가 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Day("on", _("기준일")),
        Day("known", _("알던 날")),
        Text("q", _("성명·부서·직위·직책")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("place", _("순서"), "number", sort=True),
        Column("department", _("부서"), key=True),
        Column("name", _("성명"), href=lambda row: _url(row)),
        Column("employee_no", _("사번"), "code"),
        Column("post", _("직위")),
        Column("duty", _("직책")),
        Column("grade", _("직급")),
        Column("kind", _("구분")),
        Column("status_label", _("신분")),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        on: date = query["on"] or day_of(self.now)
        known: date | None = query["known"]
        lines = _lines(on, known)
        text = query["q"] or ""
        found = [line for line in lines if found_by(text, line.department, line.name, line.post, line.duty)]
        return page_sequence(found, query)

    def row_url(self, row: Any) -> str:
        return _url(row)


def _lines(on: date, known: date | None) -> Iterator[ChartLine]:
    place = 0
    for unit in organization_chart(on, end_of_day(known) if known else None):
        title = f"{INDENT * unit.depth}{unit.name}"
        for line in [_line(title, one) for one in unit.people] or [ChartLine(0, title)]:
            place += 1
            yield ChartLine(**{**vars(line), "place": place})


def _line(department: str, one: ChartPerson) -> ChartLine:
    kind = _t("부서장") if one.is_head else (_t("겸직·직무대리") if one.is_extra else "")
    return ChartLine(
        place=0,
        department=department,
        person_id=one.person_id,
        employee_no=one.employee_no,
        name=one.name,
        post=one.post,
        duty=one.duty,
        grade=one.grade,
        kind=kind,
        status_label=one.status_label,
    )


def _url(row: Any) -> str:
    return reverse("hr:person", kwargs={"pk": row.person_id}) if row.person_id else ""
