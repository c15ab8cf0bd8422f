"""Screen 19, editing: versions of the budget, their lines in the grid, upload, vote and effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import VersionKind, VersionState
from accounting.models import BudgetVersion
from accounting.queries.budget_form import budget_form
from accounting.queries.budget_versions import budget_version, budget_versions
from accounting.rules.budget_version_flow import OPEN_STATES
from accounting.services.budget_effect import version_refusals, version_totals
from accounting.services.budget_upload import check_upload, load_upload
from accounting.services.budget_version_approval import (
    default_day,
    recall_version,
    register_vote,
    submit_version,
)
from accounting.services.budget_version_lines import save_version_lines
from accounting.services.budget_versions import create_version, withdraw_version
from accounting.web.budget_grid import find_items, find_projects, grid_columns, grid_rows, line_inputs
from accounting.web.paper_line import waiting_names
from accounting.web.paper_screens import PaperScreen
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition
from ui.excel import file_response
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.entry import parse_date, parse_whole
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("예산"), _("예산서"))


class VersionList(ListScreen):
    """예산안: main and supplementary budgets of the year."""

    required = permissions.BUDGET_VIEW
    title = _("예산안")
    crumbs = CRUMBS
    help_text = _("본예산과 추가경정예산을 편성하고 확정합니다.")
    default_order = "-drafted_at"
    has_units = False
    empty_title = _("예산안이 없습니다.")
    empty_text = _("'예산안 작성'으로 본예산부터 시작하십시오.")
    columns: ClassVar[Sequence[Column]] = (
        Column("title", _("제목"), href=lambda row: _url(row)),
        Column("kind_label", _("종류")),
        Column("number", _("문서번호"), "code"),
        Column("state_label", _("상태"), "badge"),
        Column("revenue_total", _("세입"), "won"),
        Column("expenditure_total", _("세출"), "won", key=True),
        Column("board_voted_on", _("이사회 의결일"), "date"),
        Column("effective_on", _("시행일"), "date"),
    )

    def conditions_for(self) -> Sequence[Condition]:
        return (Choice("state", _("상태"), choices=VersionState.choices),)

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.BUDGET_EDIT):
            return ()
        url = reverse("accounting:budget_version_new")
        return ({"label": _("예산안 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = budget_versions(query.year)
        if query["state"]:
            rows = rows.filter(state=query["state"])
        return page_queryset(rows, query, to_row=_row)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class NewVersion(DocumentScreen):
    """Start a version."""

    required = permissions.BUDGET_EDIT
    template_name = "accounting/budget_version_new.html"

    def head(self) -> PageHead:
        return PageHead(_("예산안 작성"), CRUMBS)

    def document(self) -> Any:
        return {"kinds": [(VersionKind.MAIN, _("본예산")), (VersionKind.SUPPLEMENTARY, _("추가경정예산"))]}

    def acts(self) -> Sequence[Act]:
        return (Act("create", _("시작"), "plus", tone="primary", key="Ctrl S"),)

    def act_create(self, data: QueryDict) -> Done:
        kind = data.get("kind", "")
        if kind not in (VersionKind.MAIN, VersionKind.SUPPLEMENTARY):
            raise InvalidInput(errors=[FieldFault("/kind", "REQUIRED", _t("종류를 고르십시오."))])
        version = create_version(
            fiscal_year=self.year,
            kind=kind,
            title=data.get("title", "").strip()[:200],
            actor=self.actor,
            at=self.now,
        )
        return Done(
            reverse("accounting:budget_version", kwargs={"pk": version.pk}), _("예산안을 시작했습니다.")
        )


class VersionScreen(PaperScreen):
    """One version: totals, what stands in its way, upload, lines, its approval line and the board's vote."""

    required: ClassVar = {"get": permissions.BUDGET_VIEW, "post": permissions.BUDGET_VIEW}
    template_name = "accounting/budget_version.html"
    subject = "budget_version"
    kind_name = _("예산안")
    crumbs = CRUMBS
    draft_permission = permissions.BUDGET_EDIT
    submit = staticmethod(submit_version)
    recall = staticmethod(recall_version)
    id_name = "version_id"

    def load(self) -> BudgetVersion:
        return budget_version(self.kwargs["pk"])

    @property
    def is_open(self) -> bool:
        return bool(self.paper.state == VersionState.DRAFT)

    @property
    def is_before_board(self) -> bool:
        return bool(self.paper.state == VersionState.CEO_APPROVED)

    def head(self) -> PageHead:
        version = self.paper
        return PageHead(version.title, CRUMBS, state=VersionState(version.state), number=version.number)

    def document(self) -> dict[str, Any]:
        version = self.paper
        may_edit = self.is_open and self.actor.may(permissions.BUDGET_EDIT)
        is_formed = version.state in OPEN_STATES
        return {
            "version": version,
            "may_edit": may_edit,
            "may_submit": may_edit and self.is_own,
            "is_supplementary": version.kind == VersionKind.SUPPLEMENTARY,
            "may_vote": self.is_before_board and self.actor.may(permissions.BUDGET_CONFIRM),
            "totals": version_totals(version) if is_formed else [],
            "obstacles": [refusal.detail for refusal in version_refusals(version)] if self.is_open else [],
            "columns": grid_columns(version.fiscal_year, day_of(self.now)),
            "rows": grid_rows(version.pk, day_of(self.now)),
            "form_url": reverse("accounting:budget_version_form", kwargs={"pk": version.pk}),
            "default_effective_on_text": default_day(version, day_of(self.now)).isoformat(),
            "signs": self.signs() if version.drafted_by_id else [],
        }

    def acts(self) -> Sequence[Act]:
        edit, confirm = permissions.BUDGET_EDIT, permissions.BUDGET_CONFIRM
        if self.is_before_board:
            return (
                Act("voted_down", _("부결 등록"), "x", tone="danger", required=confirm),
                Act(
                    "vote",
                    _("의결 등록"),
                    "check",
                    tone="primary",
                    required=confirm,
                    confirm=_t("'%(title)s'이 의결되어 확정됩니다. 확정한 예산은 고칠 수 없습니다.")
                    % {"title": self.paper.title},
                ),
            )
        if not self.is_open:
            return super().acts()
        acts = [
            Act(
                "withdraw",
                _("철회"),
                "x",
                tone="danger",
                required=edit,
                confirm=_("이 예산안의 편성을 그만둡니다."),
            ),
            Act("save", _("저장"), "save", key="Ctrl S", required=edit),
        ]
        if self.is_own:
            acts.append(Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵", required=edit))
        return acts

    def act_save(self, data: QueryDict) -> Done:
        rows = line_inputs(self.rows(data), self.paper.fiscal_year, day_of(self.now))
        save_version_lines(rows=rows, **self._common(data))
        return self._done(_t("예산안을 저장했습니다."))

    def act_check_upload(self, data: QueryDict) -> HttpResponse:
        self.actor.require(permissions.BUDGET_EDIT)
        report = check_upload(version_id=self.paper.pk, content=self._file(), actor=self.actor, at=self.now)
        return render(self.request, "accounting/budget_upload_report.html", {"report": report})

    def act_load_upload(self, data: QueryDict) -> Done:
        report = load_upload(content=self._file(), **self._common(data))
        return self._done(_t("%(count)s과목을 올렸습니다.") % {"count": f"{report.rows:,}"})

    def act_submit(self, data: QueryDict) -> Done:
        day = self._day(data, "effective_on", _t("시행 예정일"))
        submit_version(effective_on=day, **self.act(data))
        waits = waiting_names(self.subject, self.paper.pk)
        return self._done(_t("상신했습니다. %(names)s에게 갑니다.") % {"names": waits})

    def act_vote(self, data: QueryDict) -> Done:
        self._voted(data, is_passed=True)
        return self._done(_t("이사회 의결로 예산을 확정했습니다. 예산배정 뒤에 집행할 수 있습니다."))

    def act_voted_down(self, data: QueryDict) -> Done:
        self._voted(data, is_passed=False)
        return self._done(_t("이사회 부결을 등록했습니다. 고쳐서 다시 상신할 수 있습니다."))

    def _voted(self, data: QueryDict, *, is_passed: bool) -> None:
        voted_on = self._day(data, "voted_on", _t("의결일"))
        minutes = data.get("minutes_no", "")
        register_vote(voted_on=voted_on, minutes_no=minutes, is_passed=is_passed, **self.act(data))

    def act_withdraw(self, data: QueryDict) -> Done:
        withdraw_version(**self._common(data))
        return self._done(_t("예산안을 철회했습니다."))

    def _common(self, data: QueryDict) -> dict[str, Any]:
        seen = data.get("version", "")
        return {
            "version_id": self.paper.pk,
            "actor": self.actor,
            "at": self.now,
            "expected_version": parse_whole(seen),
        }

    def _day(self, data: QueryDict, name: str, label: str) -> date:
        found = parse_date(data.get(name, ""), day_of(self.now))
        if found is None:
            raise InvalidInput(
                errors=[
                    FieldFault(f"/{name}", "REQUIRED", _t("%(label)s을 입력하십시오.") % {"label": label})
                ]
            )
        return found

    def _file(self) -> bytes:
        upload = self.request.FILES.get("file")
        if upload is None:
            raise InvalidInput(errors=[FieldFault("/file", "REQUIRED", _t("올릴 파일을 고르십시오."))])
        content: bytes = upload.read()
        return content

    def _done(self, message: str) -> Done:
        return Done(reverse("accounting:budget_version", kwargs={"pk": self.paper.pk}), message)


class VersionForm(ScreenView):
    """Download of the upload form with the lines as they stand."""

    required = permissions.BUDGET_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name, content = budget_form(kwargs["pk"], day_of(self.now))
        return file_response(content, name)


class ItemLookup(ScreenView):
    """Suggestions for an item cell (both sides)."""

    required = permissions.BUDGET_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"items": find_items(self.year, request.GET.get("q", ""))})


class ProjectLookup(ScreenView):
    """Suggestions for a project cell."""

    required = permissions.BUDGET_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"items": find_projects(self.year, request.GET.get("q", ""))})


def _url(row: dict[str, Any]) -> str:
    return str(row["url"])


def _row(version: Any) -> dict[str, Any]:
    return {
        "id": version.pk,
        "url": reverse("accounting:budget_version", kwargs={"pk": version.pk}),
        "title": version.title,
        "kind_label": VersionKind(version.kind).label,
        "number": version.number,
        "state_label": VersionState(version.state),
        "revenue_total": version.revenue_total,
        "expenditure_total": version.expenditure_total,
        "board_voted_on": version.board_voted_on,
        "effective_on": version.effective_on,
    }
