"""An institution's budget ledger, masked, down to the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen, MovedBucket
from consolidation.models import SourceMovement
from consolidation.permissions import DOCUMENT_VIEW
from consolidation.queries.papers import movement_sum, movements
from consolidation.web.looked import LookedListScreen
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views.screen import PageHead


def _subject(item: str, bucket: str) -> str:
    """What the look record says was opened, in Korean whatever language the officer reads."""
    with translation.override("ko"):
        label = str(dict(MovedBucket.choices).get(bucket, bucket))
    return f"{item} {label}".strip()


class MovementsScreen(LookedListScreen):
    """Every movement that makes a figure; their sum is that figure."""

    required = DOCUMENT_VIEW
    title = _("기관 예산 원장")
    look_screen = LookScreen.MOVEMENTS
    needs_reason = True
    has_units = True
    default_order = "-effective_on"
    answer = "amount"
    columns = (
        Column("effective_on", _("귀속일"), "date", sort=True),
        Column("document_no", _("문서번호"), href=lambda row: row["url"], css="nowrap"),
        Column("item_code", _("통계목"), "code"),
        Column("project_name", _("세부사업"), css="nowrap"),
        Column("department_name", _("부서")),
        Column("bucket", _("구분")),
        Column("amount", _("금액"), "won", key=True, total=True),
        Column("recorded_at", _("기록일시"), "time", wide=True),
    )

    def head(self) -> PageHead:
        crumbs = (_("통합 예산집행"), self.member.name, _("과목별 집행"))
        return PageHead(title=f"{self.member.name} {_t('예산 원장')}", crumbs=crumbs, star=False)

    def conditions_for(self) -> Sequence[Condition]:
        return (
            *super().conditions_for(),
            Text("item", _("통계목")),
            Choice("bucket", _("구분"), choices=MovedBucket.choices, default=MovedBucket.PAID),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(subject=_subject(request.GET.get("item", ""), request.GET.get("bucket", "")))
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = movements(member=self.member, fiscal_year=query.year, month=self.month)
        if query["item"]:
            rows = rows.filter(item_code=query["item"])
        if query["bucket"]:
            rows = rows.filter(bucket=query["bucket"])
        return page_queryset(rows, query, to_row=self._row, sums={"amount": movement_sum(rows)})

    def _row(self, row: SourceMovement) -> dict[str, Any]:
        labels = dict(MovedBucket.choices)
        return {
            "id": row.pk,
            "effective_on": row.effective_on,
            "document_no": row.document_no or _t("문서 보기"),
            "item_code": row.item_code,
            "project_name": row.project_name,
            "department_name": row.department_name,
            "bucket": labels.get(row.bucket, row.bucket),
            "amount": row.amount,
            "recorded_at": row.recorded_at,
            "url": self._paper(row),
        }

    def _paper(self, row: SourceMovement) -> str:
        if row.bucket != MovedBucket.PAID or row.document_id is None:
            return ""
        keys = {"institution": self.member.code, "document_id": row.document_id}
        return reverse("consolidation:paper", kwargs=keys)

    def row_url(self, row: Any) -> str:
        return str(row["url"])
