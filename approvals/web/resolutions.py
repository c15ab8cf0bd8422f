"""이사회 의결 등록: minutes, day and outcome for a document whose effect waits for the board (C-07)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.permissions import RESOLUTION_REGISTER
from approvals.queries.documents import document_page
from approvals.rules.line_building import BOARD_RESOLUTION
from approvals.services.gates import Resolution, register_resolution
from approvals.web.letter_fields import day_in
from approvals.web.line_view import subject_views
from approvals.web.words import document_look
from core.errors import FieldFault, InvalidInput, InvalidMove
from core.periods import day_of
from ui.views import Act, DocumentScreen, Done, PageHead

PASSED, REJECTED = "passed", "rejected"


class ResolutionScreen(DocumentScreen):
    """이사회 의결 등록."""

    required = RESOLUTION_REGISTER
    title = _("이사회 의결 등록")
    template_name = "approvals/resolution.html"

    @cached_property
    def found(self) -> Any:
        found = document_page(self.kwargs["document_id"], self.actor, self.now)
        if found.waits_for != BOARD_RESOLUTION:
            raise InvalidMove(state=found.get_state_display(), verb="register_resolution")
        return found

    def head(self) -> PageHead:
        found = self.found
        crumbs = (_("결재함"), _("결재 문서"))
        return PageHead(self.title, crumbs, document_look(found.state), found.number_text, star=False)

    def acts(self) -> Sequence[Act]:
        return (Act("register", _("의결 등록"), "check", "primary", "Ctrl ↵"),)

    def document(self) -> dict[str, Any]:
        return {
            "found": self.found,
            "subjects": subject_views(self.found.subjects.order_by("seq")),
            "back_url": self._back(),
            "today": day_of(self.now).isoformat(),
        }

    def act_register(self, data: QueryDict) -> Done:
        outcome = data.get("outcome", "")
        day = day_in(data, "resolved_on", day_of(self.now))
        if outcome not in {PASSED, REJECTED}:
            fault = FieldFault("/outcome", "required", _t("의결 결과를 고르십시오."))
            raise InvalidInput(errors=[fault])
        minutes_no = data.get("minutes_no", "").replace("\x00", "")[:60]
        resolution = Resolution(minutes_no, day, outcome == PASSED)
        register_resolution(
            document_id=self.kwargs["document_id"], resolution=resolution, actor=self.actor, at=self.now
        )
        said = (
            _t("가결을 등록했습니다.") if resolution.passed else _t("부결을 등록하고 기안자에게 알렸습니다.")
        )
        return Done(self._back(), said)

    def _back(self) -> str:
        return reverse("approvals:document", args=[self.kwargs["document_id"]])
