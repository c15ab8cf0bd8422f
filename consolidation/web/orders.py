"""A payment order of an institution: the voucher rows it pays."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.models import SourceVoucherRow
from consolidation.permissions import DOCUMENT_VIEW
from consolidation.queries.papers import order_rows
from consolidation.web.looked import LookedListScreen
from ui.columns import Column
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views.screen import PageHead


class OrderScreen(LookedListScreen):
    """지급명령: each row leads to its voucher."""

    required = DOCUMENT_VIEW
    title = _("지급명령")
    look_screen = LookScreen.VOUCHER
    needs_reason = True
    month_is_asked = False
    has_units = True
    default_order = "voucher_no"
    answer = "amount"
    columns = (
        Column("voucher_no", _("지출결의"), href=lambda row: row["url"], sort=True),
        Column("item_code", _("통계목"), "code"),
        Column("payee", _("채권자")),
        Column("text", _("적요")),
        Column("amount", _("금액"), "won", total=True, key=True),
        Column("withheld_amount", _("공제액"), "won", total=True),
        Column("paid_on", _("지급일"), "date"),
    )

    def head(self) -> PageHead:
        crumbs = (_("통합 예산집행"), self.member.name)
        return PageHead(title=f"{self.member.name} {_t('지급명령')}", crumbs=crumbs, star=False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(subject=str(kwargs["order_id"]))
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = order_rows(member=self.member, order_id=self.kwargs["order_id"])
        sums = rows.order_by().aggregate(amount=Sum("amount"), withheld_amount=Sum("withheld_amount"))
        whole = {name: int(value or 0) for name, value in sums.items()}
        return page_queryset(rows, query, to_row=self._row, sums=whole)

    def _row(self, row: SourceVoucherRow) -> dict[str, Any]:
        keys = {"institution": self.member.code, "voucher_id": row.voucher_id}
        shown = {column.name: getattr(row, column.name) for column in self.columns}
        return {"id": row.pk, **shown, "url": reverse("consolidation:voucher", kwargs=keys)}

    def row_url(self, row: Any) -> str:
        return str(row["url"])
