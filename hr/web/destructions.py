"""개인정보 파기: what nothing keeps any more, proposals to be reviewed, and the book of what was destroyed."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.periods import day_of
from hr.permissions import DESTRUCTION_DECIDE, DESTRUCTION_PROPOSE, PERSON_VIEW
from hr.queries.destructions import destructions, due_for_destruction
from hr.services.destructions import decide_destruction, propose_destruction
from hr.web.typed import version_of
from ui.views import Done, ScreenView, StepView


class DestructionScreen(ScreenView):
    """Due, waiting and done on one page."""

    required = PERSON_VIEW
    title = _("개인정보 파기")
    crumbs = (_("인사·조직"),)
    help_text = _(
        "보존기간표에 따라 보존할 까닭이 없어진 퇴직자의 정보입니다. 제안한 사람과 다른 사람이 심사합니다."
    )
    template_name = "hr/destructions.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        acts = destructions()
        return super().context(
            due=due_for_destruction(day_of(self.now)),
            waiting=[
                (act, self.actor.may(DESTRUCTION_DECIDE) and act.proposed_by_id != self.actor.user_id)
                for act in acts
                if act.is_open
            ],
            done=[act for act in acts if not act.is_open],
            may_propose=self.actor.may(DESTRUCTION_PROPOSE),
            **kwargs,
        )


class ProposeStep(StepView):
    """Propose the chosen parts."""

    required: ClassVar = DESTRUCTION_PROPOSE

    def perform(self, data: QueryDict) -> Done:
        chosen = [_chosen(key) for key in data.getlist("lines")]
        propose_destruction(actor=self.actor, chosen=chosen, reason=data.get("reason", ""), at=self.now)
        return Done(reverse("hr:destructions"), _t("파기를 제안했습니다. 다른 담당자가 심사합니다."))


class DecideStep(StepView):
    """Destroy, or hold back with a reason."""

    required: ClassVar = DESTRUCTION_DECIDE

    def perform(self, data: QueryDict) -> Done:
        destroys = data.get("decision") == "destroy"
        decide_destruction(
            actor=self.actor,
            destruction_id=self.kwargs["pk"],
            destroy=destroys,
            text=data.get("text", ""),
            at=self.now,
            version=version_of(data),
        )
        words = _t("파기했습니다. 되돌릴 수 없습니다.") if destroys else _t("파기를 보류했습니다.")
        return Done(reverse("hr:destructions"), words)


def _chosen(key: str) -> tuple[UUID, str]:
    person_id, _slash, part = key.partition("/")
    try:
        return UUID(person_id), part
    except ValueError as fault:
        raise NotFound(key=key) from fault
