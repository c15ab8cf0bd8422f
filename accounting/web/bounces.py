"""이체 후 반송: a transfer that the bank had carried out comes back (handbook 4.6)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.models import PaymentOrder
from accounting.queries import documents
from accounting.services.payment_settlement import bounce_line
from accounting.web.looks import look
from accounting.web.paper_parts import day_text
from accounting.web.typed import Typed, as_uuid, version_of
from core.periods import day_of
from ui.views import Act, DocumentScreen, Done, PageHead


class OrderBounce(DocumentScreen):
    """One executed line of a payment order that came back: day, reason, what happens then."""

    required = permissions.ORDER_SETTLE
    template_name = "accounting/bounce_form.html"

    @cached_property
    def order(self) -> PaymentOrder:
        return documents.order(self.kwargs["pk"])

    def head(self) -> PageHead:
        order = self.order
        crumbs = (_("지출"), _("지급명령"))
        return PageHead(_("이체 후 반송"), crumbs, state=look(order), number=order.number)

    def document(self) -> dict[str, Any]:
        lines = documents.executed_lines(self.order.pk)
        asked = self.request.POST.get("line", "") or self.request.GET.get("line", "")
        return {
            "paper": self.order,
            "order_url": self._order_url(),
            "lines": lines,
            "chosen": asked or (str(lines[0].pk) if len(lines) == 1 else ""),
            "today": day_text(day_of(self.now)),
        }

    def acts(self) -> Sequence[Act]:
        if not documents.executed_lines(self.order.pk):
            return ()
        sure = _("고른 지급의 지출액이 예산으로 되돌아가고 미지급금이 다시 생깁니다.")
        return (Act("bounce", _("반송 기록"), "back", tone="primary", key="Ctrl ↵", confirm=sure),)

    def act_bounce(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        line = as_uuid(data.get("line"))
        if line is None:
            form.fault("/line", _t("되돌아온 지급을 고르십시오."))
        day = form.required_day("bounced_on", _t("반송일"))
        reason = form.text("why", _t("반송 사유"), limit=200)
        form.check()
        if line is not None:
            bounce_line(
                order_id=self.order.pk,
                line_id=line,
                bounced_on=day,
                reason=reason,
                actor=self.actor,
                at=self.now,
                version=version_of(data),
            )
        return Done(self._order_url(), _t("반송을 기록했습니다. 한 번 재발행할 수 있습니다."))

    def _order_url(self) -> str:
        return reverse("accounting:payment_order", kwargs={"pk": self.order.pk})
