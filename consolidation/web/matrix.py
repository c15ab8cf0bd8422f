"""통합 집행 매트릭스 (screen 61): institution × standard item, live."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consolidation.choices import ColumnLevel, LookScreen, Measure
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.matrix import MatrixReport, matrix_report
from consolidation.queries.members import members
from consolidation.web.charts import progress_chart, slow_chart
from consolidation.web.looked import LookedScreen
from consolidation.web.matrix_export import matrix_workbook
from consolidation.web.matrix_view import Drawing, draw, one_place
from core.periods import SEOUL, day_of
from tenants.choices import InstitutionProfile
from ui.excel import file_response
from ui.units import MILLION, UNITS, unit_of
from ui.views.screen import ScreenView

_ORDERS = ("rate", "-rate", "paid", "-paid", "current", "-current")


class MatrixScreen(LookedScreen, ScreenView):
    """Where the money of all institutions stands, and who lags behind the calendar."""

    required = FIGURES_VIEW
    title = _("통합 집행 매트릭스")
    crumbs = (_("통합 예산집행"), _("기관 × 과목"))
    help_text = _(
        "칸의 색은 기간 경과율과 집행률의 차이입니다. 15%포인트 넘게 늦으면 ▼를 붙입니다. "
        "제거 행은 기관끼리 주고받아 양쪽 장부가 함께 인정하는 금액과 기관 내부 회계간 거래입니다."
    )
    template_name = "consolidation/matrix.html"
    rail = True
    fixed = True
    look_screen = LookScreen.MATRIX

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(of_member=False)
        report = self.report(self.year)
        if request.GET.get("export") == "xlsx":
            name = f"{self.title}_{day_of(self.now):%Y%m%d}.xlsx"
            return file_response(matrix_workbook(report, self), name)
        return self.render(report=report)

    def report(self, year: int) -> MatrixReport:
        return matrix_report(
            fiscal_year=year,
            month=self.month,
            level=self.level,
            profile=self.profile,
            today=day_of(self.now),
        )

    @property
    def measure(self) -> str:
        return self._asked("measure", Measure.values, Measure.PAID)

    @property
    def level(self) -> str:
        return self._asked("level", ColumnLevel.values, ColumnLevel.MIXED)

    @property
    def profile(self) -> str:
        return self._asked("profile", InstitutionProfile.values, "")

    @property
    def order(self) -> str:
        return self._asked("order", _ORDERS, "rate")

    def _asked(self, name: str, known: Any, default: str) -> str:
        value = self.request.GET.get(name, "")
        return value if value in known else str(default)

    def address(self, **changes: str) -> str:
        data = {key: value for key, value in self.request.GET.items() if key != "export"}
        data.update(changes)
        return f"{self.request.path}?{urlencode({k: v for k, v in data.items() if v})}"

    def link(self, institution: str, column: str | None) -> str:
        """Address of the institution's own items behind a cell."""
        asked = {"month": str(self.month), "fy": str(self.year)}
        if column is not None:
            asked |= {"column": column or "-", "level": self.level}
        path = reverse("consolidation:items", kwargs={"institution": institution})
        return f"{path}?{urlencode(asked)}"

    def taken_link(self, column: str | None) -> str:
        """Address of the payments behind a figure of the elimination row."""
        asked = {"month": str(self.month), "fy": str(self.year), "profile": self.profile}
        if column is not None:
            asked |= {"column": column or "-", "level": self.level}
        path = reverse("consolidation:eliminations")
        return f"{path}?{urlencode({key: value for key, value in asked.items() if value})}"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        report: MatrixReport = kwargs.pop("report")
        unit = unit_of(self.request.GET.get("unit"), MILLION)
        drawing = Drawing(self.measure, unit, self.order, self.link, self.taken_link, self._before(report))
        return super().context(
            report=report,
            view=draw(report, drawing),
            taken_url=self.taken_link(None),
            mismatch_url=self._mismatch_url(),
            unit=unit,
            month=self.month,
            earlier_url=self.address(month=str(self.month - 1)) if self.month > 1 else "",
            later_url=self.address(month=str(self.month + 1)) if self.month < 12 else "",
            order=self.order,
            measure=self.measure,
            measures=[(value, label, self.address(measure=value)) for value, label in Measure.choices],
            level=self.level,
            levels=[(value, label, self.address(level=value)) for value, label in ColumnLevel.choices],
            units=[(choice, self.address(unit=str(choice.divisor))) for choice in UNITS],
            profiles=self._profiles(),
            heads=[
                self._head("rate", _("집행률")),
                self._head("paid", _("지출 계")),
                self._head("current", _("예산현액")),
            ],
            export_url=self.address(export="xlsx"),
            progress=progress_chart(report.progress),
            slow=slow_chart(report.matrix.rows, report.benchmark),
            report_at=f"{self.now.astimezone(SEOUL):%Y-%m-%d %H:%M}",
            benchmark_text=one_place(report.benchmark),
            mismatch_sum=sum(abs(m.difference) for m in report.elimination.mismatches),
            **kwargs,
        )

    def _mismatch_url(self) -> str:
        """The pairs that disagree among the institutions shown."""
        asked = {"month": str(self.month), "fy": str(self.year), "state": "open", "between": "members"}
        if self.profile:
            asked["profile"] = self.profile
        return f"{reverse('consolidation:reconciliation')}?{urlencode(asked)}"

    def _before(self, report: MatrixReport) -> dict[str, Any]:
        """Last year's rows over this year's columns, for the comparison."""
        if self.measure != Measure.PRIOR:
            return {}
        earlier = self.report(self.year - 1).matrix
        return earlier.rows_over(report.matrix.columns)

    def _profiles(self) -> list[tuple[str, Any, str, int, bool]]:
        everyone = members()
        counts = {"": len(everyone)}
        for member in everyone:
            counts[member.profile] = counts.get(member.profile, 0) + 1
        labels = [
            ("", _("모든 기관")),
            (InstitutionProfile.FOUNDATION, _("출연기관")),
            (InstitutionProfile.CORPORATION, _("공사·공단")),
        ]
        return [
            (value, label, self.address(profile=value), counts.get(value, 0), value == self.profile)
            for value, label in labels
            if not value or counts.get(value)
        ]

    def _head(self, name: str, label: Any) -> dict[str, Any]:
        now = self.order
        state = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
        wanted = f"-{name}" if state == "ascending" or (state == "none" and name != "rate") else name
        return {"label": label, "sort": state, "url": self.address(order=wanted)}
