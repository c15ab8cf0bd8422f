"""Screen 9 of drafters, first half: choosing a form, taking up an own draft, beginning again, taking back."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import DocumentKind, DocumentState
from approvals.models import OfficialDocument
from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.drafting import form_choices, own_draft, own_drafts
from approvals.queries.phrases import favourite_forms
from approvals.services.beginning import begin, begin_again
from approvals.services.returning import recall
from ui.views import Done, ScreenView, StepView

CRUMBS = (_("전자결재"),)
MOST_QUERY = 60


class ChooseFormScreen(ScreenView):
    """기안하기: forms by kind, found by name, and the papers one is still writing."""

    required = DOCUMENT_DRAFT
    title = _("기안하기")
    crumbs = CRUMBS
    help_text = _(
        "서식을 고르면 바로 쓰기 시작합니다. 쓰는 동안 10초마다, 그리고 화면을 떠날 때 저절로 저장됩니다."
    )
    template_name = "approvals/drafting/choose.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()[:MOST_QUERY]
        kind = self.request.GET.get("kind", "")
        kind = kind if kind in DocumentKind.values else ""
        forms = form_choices(text, kind)
        marked = favourite_forms(self.actor)
        stars = [one for one in forms if one.code in marked]
        groups = [(label, list(rows)) for label, rows in groupby(forms, lambda one: one.kind_label)]
        return super().context(
            groups=[(_t("자주 쓰는 서식"), stars), *groups] if stars else groups,
            kinds=DocumentKind.choices,
            chosen_kind=kind,
            text=text,
            drafts=own_drafts(self.actor),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        made = begin(form_code=request.POST.get("form", "")[:40], actor=self.actor, at=self.now)
        return HttpResponseRedirect(edit_url(made))


class BeginAgainStep(StepView):
    """재기안: a new draft with what an earlier document said."""

    required = DOCUMENT_DRAFT

    def perform(self, data: QueryDict) -> Done:
        made = begin_again(document_id=self.kwargs["document_id"], actor=self.actor, at=self.now)
        return Done(edit_url(made), _t("같은 내용으로 새 문서를 시작했습니다. 첨부 파일은 다시 붙이십시오."))


class RecallStep(StepView):
    """회수: the drafter takes the document back and goes on writing."""

    required = DOCUMENT_DRAFT

    def perform(self, data: QueryDict) -> Done:
        document = own_draft(self.kwargs["document_id"], self.actor)
        recall(document_id=document.pk, reason=data.get("reason", "")[:4000], actor=self.actor, at=self.now)
        return Done(edit_url(document), _t("문서를 회수했습니다. 고쳐서 다시 상신할 수 있습니다."))


def edit_url(document: OfficialDocument) -> str:
    """Where the draft is written."""
    return reverse("approvals:draft", args=[document.pk])


def document_url(document: OfficialDocument) -> str:
    """Where a document that was handed in is read."""
    try:
        return reverse("approvals:document", args=[document.pk])
    except NoReverseMatch:
        return reverse("approvals:paper", args=[document.pk])


def is_with_the_drafter(document: OfficialDocument) -> bool:
    """Whether it may be written on."""
    return document.state in (DocumentState.DRAFT, DocumentState.RETURNED, DocumentState.RECALLED)
