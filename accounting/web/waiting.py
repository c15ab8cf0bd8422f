"""결재대기 of accounting: what lies in the boxes of 결재함 about papers, with amounts; deliveries to inspect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounting.choices import InspectionState
from accounting.queries.waiting import ALL_KINDS, Waiting, waiting_for
from accounting.web.links import document_url
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import LOGGED_IN, ListScreen

_INSPECTION = BadgeLook(InspectionState.REQUESTED.label, "clock", "progress")


class WaitingList(ListScreen):
    """결재대기 목록, oldest first; deliveries to inspect among them."""

    required = LOGGED_IN
    title = _("결재대기")
    crumbs = (_("결재"),)
    help_text = _("내가 결재하거나 검수할 수 있는 문서입니다. 자기가 기안한 문서는 나오지 않습니다.")
    answer = "amount"
    empty_title = _("결재를 기다리는 문서가 없습니다.")
    empty_text = _("새 문서가 상신되면 여기에 나타납니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("kind", _("문서"), choices=[(kind.document_type, kind.label) for kind in ALL_KINDS]),
        Text("q", _("제목·기안자")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("kind", _("문서")),
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("drafter", _("기안자")),
        Column("amount", _("금액"), "won", key=True, total=True),
        Column("since", _("상신"), "time"),
        Column("state", _("상태"), "badge"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        found = waiting_for(self.actor, self.now, [query["kind"]] if query["kind"] else [])
        text = (query["q"] or "").strip()
        rows = [_row(item) for item in found if text in item.title or text in item.drafter]
        return page_sequence(rows, query, sums={"amount": sum(row["amount"] for row in rows)})

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


def _url(item: Waiting) -> str:
    if item.cancelling_id is not None:
        return reverse("approvals:document", kwargs={"document_id": item.cancelling_id})
    return document_url(item.document_type, item.id)


def _row(item: Waiting) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": _url(item),
        "kind": item.kind,
        "number": item.number,
        "title": item.title,
        "drafter": item.drafter,
        "amount": item.amount,
        "since": item.since,
        "state": _INSPECTION if item.document_type == "inspection" else "SUBMITTED",
    }
