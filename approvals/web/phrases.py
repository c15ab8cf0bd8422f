"""자주 쓰는 문구: the sentences a person puts into opinions with one click."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.phrases import phrase_rows, phrases_of
from approvals.services.phrases import MOST_LETTERS, delete_phrase, order_phrases, save_phrase
from core.errors import InvalidInput
from ui.views import Done, PageHead, ScreenView, StepView


class PhraseScreen(ScreenView):
    """자주 쓰는 문구."""

    required = DOCUMENT_VIEW
    title = _("자주 쓰는 문구")
    help_text = _("의견을 적을 때 눌러서 넣는 문장입니다. 내 문구는 나에게만 보입니다.")
    template_name = "approvals/phrases.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(phrase_rows(self.actor))
        return super().context(rows=rows, most=MOST_LETTERS, **kwargs)

    def head(self) -> PageHead:
        return PageHead(self.title, (_("결재함"),), help=self.help_text)


class SavePhraseStep(StepView):
    """문구 저장."""

    required = DOCUMENT_VIEW

    def perform(self, data: QueryDict) -> Done | HttpResponse:
        """From the list back to the list; beside a document the sentences alone are shown anew."""
        is_beside = "opinion" in data
        text = data.get("opinion" if is_beside else "text", "")
        made = save_phrase(text=text, actor=self.actor, at=self.now)
        words = _t("‘%(text)s’ 문구를 저장했습니다.") % {"text": made.text}
        if is_beside:
            context = {"phrases": phrases_of(self.actor), "said": words}
            return render(self.request, "approvals/phrase_chips.html", context)
        return Done(reverse("approvals:phrases"), words)


class DeletePhraseStep(StepView):
    """문구 지우기."""

    required = DOCUMENT_VIEW

    def perform(self, data: QueryDict) -> Done:
        delete_phrase(phrase_id=self.kwargs["phrase_id"], actor=self.actor, at=self.now)
        return Done(reverse("approvals:phrases"), _t("문구를 지웠습니다."))


class OrderPhrasesStep(StepView):
    """문구 순서."""

    required = DOCUMENT_VIEW

    def perform(self, data: QueryDict) -> Done:
        rows = [one.pk for one in phrase_rows(self.actor)]
        try:
            moved = UUID(data.get("phrase", ""))
            at = rows.index(moved)
        except ValueError as fault:
            raise InvalidInput from fault
        to = max(0, min(len(rows) - 1, at + (-1 if data.get("by") == "up" else 1)))
        rows.insert(to, rows.pop(at))
        order_phrases(phrase_ids=rows, actor=self.actor, at=self.now)
        return Done(reverse("approvals:phrases"))
