"""Screen 70, first form: a file of spending lines is checked, then loaded into the books."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.permissions import SPENDING_IMPORT
from accounting.queries.spending_imports import spending_imports
from accounting.services.imports.spending_upload import (
    UploadedSpending,
    check_spending_upload,
    load_spending_upload,
)
from core.errors import FieldFault, InvalidInput
from ui.views import Act, DocumentScreen, Done

SHOWN_LOADS = 20


class SpendingImportScreen(DocumentScreen):
    """The file, the year, whose lines; and what was loaded before."""

    required = SPENDING_IMPORT
    title = _("지출자료 이관")
    crumbs = (_("관리"), _("지출자료 이관"))
    help_text = _("점검은 아무것도 바꾸지 않습니다. 같은 파일을 다시 올려도 더해지지 않습니다.")
    template_name = "accounting/spending_import.html"

    def document(self) -> Any:
        return {"loads": list(spending_imports()[:SHOWN_LOADS])}

    def acts(self) -> list[Act]:
        return [
            Act("check", _("점검"), "search"),
            Act("load", _("이관"), "check", tone="primary", confirm=_("파일의 줄을 장부에 올립니다.")),
        ]

    def act_check(self, data: QueryDict) -> HttpResponse:
        found = check_spending_upload(given=self._given(data), actor=self.actor)
        return render(self.request, "accounting/spending_import_report.html", {"found": found})

    def act_load(self, data: QueryDict) -> Done:
        done = load_spending_upload(
            given=self._given(data),
            actor=self.actor,
            at=self.now,
            accept_changes=data.get("accept_changes") == "on",
        )
        words = _t("%(added)s줄을 이관했습니다.") % {"added": f"{done.added:,}"}
        return Done(reverse("accounting:spending_imports"), words)

    def _given(self, data: QueryDict) -> UploadedSpending:
        file = self.request.FILES.get("file")
        year = data.get("fiscal_year", "")
        faults = []
        if file is None:
            faults.append(FieldFault("/file", "REQUIRED", _t("올릴 파일을 고르십시오.")))
        if not (year.isascii() and year.isdecimal() and len(year) == 4):
            faults.append(FieldFault("/fiscal_year", "INVALID", _t("회계연도를 네 자리로 넣으십시오.")))
        if faults or file is None:
            raise InvalidInput(errors=faults)
        group = data.get("group", "").strip()[:40]
        return UploadedSpending(str(file.name), file.read(), int(year), group)
