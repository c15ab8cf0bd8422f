"""판 비교: two versions of a document side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.documents import document_page
from approvals.queries.letters import version_difference
from approvals.rules.canonical import canonical
from approvals.services.reading import COMPARE, note_reading
from approvals.web.line_view import plain
from core.errors import NotFound
from ui.views import PageHead, ScreenView

FIELD_WORDS = {
    "title": _("제목"),
    "abstract": _("문서요지"),
    "keywords": _("키워드"),
    "enclosures": _("붙임"),
    "receivers": _("수신"),
    "disclosure": _("공개구분"),
    "grounds": _("비공개 근거"),
    "title_hidden": _("목록에서 제목 숨김"),
    "amount": _("금액"),
    "record_file": _("기록물철"),
}


class DifferencesScreen(ScreenView):
    """이전 판과 비교."""

    required = DOCUMENT_VIEW
    title = _("판 비교")
    template_name = "approvals/differences.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = document_page(kwargs["document_id"], self.actor, self.now)
        versions = list(found.versions.order_by("number"))
        if not versions:
            raise NotFound(document=str(found.pk))
        numbers = [one.number for one in versions]
        new = _number(request.GET.get("new"), numbers, numbers[-1])
        old = _number(request.GET.get("old"), numbers, max(numbers[0], new - 1))
        difference = version_difference(found.pk, old=old, new=new)
        note_reading(document=found, what=COMPARE, actor=self.actor, at=self.now)
        return self.render(
            found=found,
            versions=versions,
            old=old,
            new=new,
            difference=difference,
            fields=[
                {
                    "name": FIELD_WORDS.get(one.name, one.name),
                    "old": plain(canonical(one.old)),
                    "new": plain(canonical(one.new)),
                }
                for one in difference.fields
            ],
            back_url=reverse("approvals:document", args=[found.pk]),
        )

    def head(self) -> PageHead:
        return PageHead(self.title, (_("결재함"), _("결재 문서")), star=False)


def _number(text: str | None, known: list[int], otherwise: int) -> int:
    given = int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
    return given if given in known else otherwise
