"""연계 시스템 기안 위임: a person lets a program write drafts in the own name, and ends it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.drafting_delegations import is_in_force, own_delegations, programs_that_draft
from approvals.services.drafting_delegations import end_delegation, give_delegation
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.rules.entry import parse_date
from ui.views import Done, PageHead, ScreenView, StepView


class DelegationsScreen(ScreenView):
    """연계 시스템 기안 위임."""

    required = DOCUMENT_DRAFT
    title = _("연계 시스템 기안 위임")
    help_text = _(
        "다른 시스템이 내 이름으로 문서를 쓰려면 내가 여기서 맡겨야 합니다. 쓴 문서는 내 임시저장에 쌓이고, "
        "상신은 내가 합니다."
    )
    template_name = "approvals/drafting_delegations.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(row, is_in_force(row, self.now)) for row in own_delegations(self.actor)[:100]]
        return super().context(rows=rows, programs=programs_that_draft(), **kwargs)

    def head(self) -> PageHead:
        return PageHead(self.title, (_("전자결재"),), help=self.help_text)


class GiveDelegationStep(StepView):
    """기안 위임."""

    required = DOCUMENT_DRAFT

    def perform(self, data: QueryDict) -> Done:
        until_on = parse_date(data.get("until_on", "").strip(), day_of(self.now))
        if until_on is None:
            raise InvalidInput(errors=[FieldFault("/until_on", "date", _t("날짜를 읽을 수 없습니다."))])
        made = give_delegation(program_id=_program(data), until_on=until_on, actor=self.actor, at=self.now)
        words = _t("%(name)s에 기안을 맡겼습니다.") % {"name": made.client_name}
        return Done(reverse("approvals:drafting-delegations"), words)


class EndDelegationStep(StepView):
    """기안 위임 끝내기."""

    required = DOCUMENT_DRAFT

    def perform(self, data: QueryDict) -> Done:
        end_delegation(delegation_id=self.kwargs["delegation_id"], actor=self.actor, at=self.now)
        return Done(reverse("approvals:drafting-delegations"), _t("기안 위임을 끝냈습니다."))


def _program(data: QueryDict) -> UUID:
    try:
        return UUID(data.get("program", ""))
    except ValueError as fault:
        words = _t("목록에서 고르십시오.")
        raise InvalidInput(errors=[FieldFault("/program", "choice", words)]) from fault
