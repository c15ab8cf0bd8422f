"""자료 가져오기: leave balances, clock records and absences of earlier years from Excel, tried first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.choices import ImportKind
from attendance.permissions import STAFF_MANAGE
from attendance.queries.past_absences import absence_sums
from attendance.services.imports import COLUMNS, PERMISSION, check_import, import_file, kind_of
from core.errors import FieldFault, InvalidInput
from ui.columns import Column
from ui.excel import ExportHead, file_response, workbook
from ui.views import Done, ScreenView, StepView


class ImportScreen(ScreenView):
    """A file of each kind is handed in; what was taken over of absences is shown with its sums."""

    required = STAFF_MANAGE
    title = _("자료 가져오기")
    crumbs = (_("복무"),)
    help_text = _(
        "양식을 내려받아 채운 다음 먼저 검사하고 가져옵니다. 같은 자료를 다시 올려도 늘지 않습니다."
    )
    template_name = "attendance/imports.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [
            (kind.value, kind.label, ", ".join(COLUMNS[kind]))
            for kind in ImportKind
            if self.actor.may(PERMISSION[kind])
        ]
        return super().context(kinds=kinds, sums=absence_sums(), **kwargs)


class ImportStep(StepView):
    """A file is only looked at, or kept."""

    required = STAFF_MANAGE

    def perform(self, data: QueryDict) -> Done:
        file = self.request.FILES.get("file")
        if file is None:
            raise InvalidInput(errors=[FieldFault("/file", "required", _t("올릴 파일을 고르십시오."))])
        asked: dict[str, Any] = {"actor": self.actor, "kind": self.kwargs["kind"], "at": self.now}
        home = reverse("attendance:imports")
        if data.get("check") == "1":
            found = check_import(content=file.read(), **asked)
            if found.faults:
                raise InvalidInput(errors=[one.field for one in found.faults[:200]])
            words = _t("잘못된 곳이 없습니다. 새로 들어올 것 %(fresh)s건, 이미 있는 것 %(known)s건.")
            return Done(home, words % {"fresh": found.fresh, "known": found.known})
        kept = import_file(content=file.read(), **asked)
        return Done(home, _t("%(count)s건을 가져왔습니다.") % {"count": kept.fresh})


class ImportFormFile(ScreenView):
    """The empty table to fill in."""

    required = STAFF_MANAGE
    title = _("자료 가져오기")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = kind_of(kwargs["kind"])
        head = ExportHead(str(kind.label), (), self.actor.name, self.now)
        columns = [Column(name, name) for name in COLUMNS[kind]]
        return file_response(workbook(head, columns, [], {}), f"{kind.label} 양식.xlsx")
