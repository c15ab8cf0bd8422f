"""기관 기록물 현황 and 기관 기록물등록대장: lists for the parent's officers, never the documents themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.models import SourceRegistryEntry
from consolidation.permissions import REGISTER_VIEW
from consolidation.queries.members import members
from consolidation.queries.registers import RegisterAsked, register, register_choices, register_counts
from consolidation.rules.registers import RegisterCount, by_year, whole
from consolidation.web.looked import LookedListScreen
from core.periods import day_of
from records.choices import Direction, Disclosure
from records.queries import retention_names
from ui.columns import Column
from ui.conditions import Choice, Condition
from ui.listing import ListQuery, ListResult, page_queryset, page_sequence
from ui.views.screen import PageHead

_BY_INSTITUTION, _BY_YEAR = "institution", "year"
_COUNTED: Sequence[Column] = (
    Column("opened", _("공개"), "number", total=True),
    Column("partly", _("부분공개"), "number", total=True),
    Column("closed", _("비공개"), "number", total=True),
    Column("total", _("계"), "number", total=True, key=True),
)


class RegistersScreen(LookedListScreen):
    """How many records the institutions registered, by year and class of disclosure."""

    required = REGISTER_VIEW
    title = _("기관 기록물 현황")
    crumbs = (_("통합 조회"),)
    help_text = _(
        "소속 기관이 등록한 기록물의 수입니다. 기관을 누르면 등록대장이 목록으로 열리고, 문서의 내용은 열리지 않습니다."
    )
    look_screen = LookScreen.REGISTERS
    month_is_asked = False
    default_order = "-year"
    empty_title = _("등록된 기록물이 없습니다.")
    conditions: ClassVar = (
        Choice(
            "by",
            _("묶음"),
            choices=((_BY_INSTITUTION, _("연도·기관별")), (_BY_YEAR, _("연도별"))),
            default=_BY_INSTITUTION,
            empty="",
        ),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("year", _("연도"), "code", sort=True, frozen=True),
        Column("institution", _("기관"), href=lambda row: row["url"]),
        *_COUNTED,
    )

    def columns_for(self, query: ListQuery) -> Sequence[Column]:
        return [column for column in self.columns if column.name != "institution" or query["by"] != _BY_YEAR]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(of_member=False)
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        counts = register_counts()
        names = {member.code: member.name for member in members()}
        rows = by_year(counts) if query["by"] == _BY_YEAR else counts
        return page_sequence([_counted_row(row, names) for row in rows], query, sums=_figures(whole(counts)))

    def row_url(self, row: Any) -> str:
        return str(row["url"])


def _counted_row(row: RegisterCount, names: dict[str, str]) -> dict[str, Any]:
    code = row.institution_code
    path = reverse("consolidation:register", kwargs={"institution": code}) if code else ""
    return {
        "year": row.year,
        "institution": names.get(code, code),
        "url": f"{path}?{urlencode({'fy': row.year})}" if code else "",
        **_figures(row),
    }


def _figures(row: RegisterCount) -> dict[str, int]:
    return {"opened": row.opened, "partly": row.partly, "closed": row.closed, "total": row.total}


class RegisterScreen(LookedListScreen):
    """기록물등록대장 of one institution; a row opens nothing."""

    required = REGISTER_VIEW
    title = _("기관 기록물등록대장")
    help_text = _(
        "목록만 보입니다. 제목을 숨긴 문서는 `비공개 문서`로 나오고, 지급받는 개인의 이름은 가려집니다."
    )
    look_screen = LookScreen.REGISTER
    needs_reason = True
    month_is_asked = False
    default_order = "-registered_at"
    empty_title = _("등록된 기록물이 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("number_text", _("등록번호"), "code", frozen=True, key=True),
        Column("title", _("제목")),
        Column("direction", _("구분")),
        Column("department", _("처리과")),
        Column("registered_on", _("등록일"), "date", sort="registered_at"),
        Column("retention", _("보존기간")),
        Column("disclosure", _("공개구분")),
        Column("unit_task", _("단위과제")),
    )

    def head(self) -> PageHead:
        title = f"{self.member.name} {_t('기록물등록대장')}"
        return PageHead(title, (_("통합 조회"), _("기관 기록물 현황")), help=self.help_text, star=False)

    def conditions_for(self) -> Sequence[Condition]:
        found = register_choices(member=self.member, year=self.year)
        return (
            Choice("department", _("처리과"), choices=found.departments),
            Choice("unit_task", _("단위과제"), choices=found.unit_tasks),
            Choice("disclosure", _("공개구분"), choices=Disclosure.choices),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = (request.GET.get(name, "") for name in ("department", "unit_task", "disclosure"))
        self.look(subject=" ".join(filter(None, (str(self.year), *asked))))
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        asked = RegisterAsked(
            year=query.year,
            department_code=query["department"] or "",
            unit_task_code=query["unit_task"] or "",
            disclosure=query["disclosure"] or "",
        )
        names = retention_names()
        rows = register(member=self.member, asked=asked)
        return page_queryset(rows, query, to_row=lambda row: _line(row, names))


def _line(row: SourceRegistryEntry, retentions: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number_text": row.number_text,
        "title": row.shown_title,
        "direction": Direction(row.direction).label,
        "department": row.department_name,
        "registered_on": day_of(row.registered_at),
        "retention": retentions.get(row.retention_code, row.retention_code),
        "disclosure": row.disclosure_words,
        "unit_task": f"{row.unit_task_code} {row.unit_task_name}".strip(),
    }
