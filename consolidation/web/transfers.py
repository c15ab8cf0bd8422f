"""모기관 지급 등록: a payment of the parent, so that both sides can be compared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.errors import TransferRefused
from consolidation.permissions import TRANSFER_RECORD
from consolidation.queries.members import members
from consolidation.queries.standards import paying_items
from consolidation.services.transfers import NewTransfer, record_parent_transfer
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.rules.entry import parse_amount, parse_date
from ui.views.screen import ScreenView


class TransferScreen(ScreenView):
    """One payment: to whom, from which standard item, by which agreement, how much, when."""

    required = TRANSFER_RECORD
    title = _("모기관 지급 등록")
    crumbs = (_("통합 조회"), _("내부거래 대사"))
    template_name = "consolidation/transfer.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            transfer = self.typed()
            record_parent_transfer(transfer=transfer, actor=self.actor, at=self.now)
        except (InvalidInput, TransferRefused) as refusal:
            faults = {fault.pointer.strip("/"): fault.detail for fault in refusal.errors}
            return self.render(status=refusal.status, faults=faults, typed=request.POST)
        messages.success(request, _t("지급 내역을 등록했습니다."))
        return redirect("consolidation:reconciliation")

    def typed(self) -> NewTransfer:
        """The form as values; what cannot be read is named field by field."""
        data = self.request.POST
        amount = parse_amount(data.get("amount", ""))
        paid_on = parse_date(data.get("paid_on", ""), day_of(self.now))
        faults = []
        if amount is None:
            faults.append(FieldFault("/amount", "malformed", _t("금액을 숫자로 적으십시오.")))
        if paid_on is None:
            faults.append(FieldFault("/paid_on", "malformed", _t("날짜를 2026-11-22처럼 적으십시오.")))
        if not data.get("institution_code"):
            faults.append(FieldFault("/institution_code", "missing", _t("기관을 고르십시오.")))
        if faults or amount is None or paid_on is None:
            raise InvalidInput(errors=faults)
        return NewTransfer(
            fiscal_year=self.year,
            paid_on=paid_on,
            institution_code=data["institution_code"],
            item_code=data.get("item_code", ""),
            amount=amount,
            agreement=data.get("agreement", "").strip()[:60],
            text=data.get("text", "").strip()[:200],
        )

    def context(self, **kwargs: Any) -> dict[str, Any]:
        given = {"faults": {}, "typed": {}} | kwargs
        return super().context(members=members(), items=paying_items(self.year), **given)
