"""전달하지 못한 알림: what tenants' outboxes gave up, and sending it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.labels import Label
from tenants.deliveries import DeadLetter, dead_letter, dead_letters
from tenants.permissions import DELIVERY_RETRY, TENANT_VIEW
from tenants.services.deliveries import send_again
from ui.columns import Column
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS: tuple[Label, ...] = (_("플랫폼"), _("전달하지 못한 알림"))
TOPICS: dict[str, Label] = {
    "approvals.notice": _("전자우편 알림"),
    "identity.login_locked": _("로그인 잠김 알림"),
    "records.day_roots": _("일일 봉인값"),
}


@dataclass(frozen=True)
class DeadLetterLine:
    """One message as the list shows it."""

    id: UUID
    url: str
    tenant: str
    topic: str
    dead_at: datetime
    created_at: datetime
    attempts: int
    may_have_arrived: str
    error: str


class DeadLetterList(ListScreen):
    """Messages that were given up, of all tenants."""

    required = TENANT_VIEW
    title = _("전달하지 못한 알림")
    crumbs = CRUMBS[:1]
    help_text = _(
        "기관 밖으로 나가야 하는 알림 가운데 여러 번 시도하고 그만둔 것입니다. 누구에게 무엇을 알리는지는 보이지 않습니다."
    )
    empty_title = _("전달하지 못한 알림이 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("dead_at", _("그만둔 때"), kind="time", href=lambda row: row.url, key=True),
        Column("tenant", _("기관")),
        Column("topic", _("종류")),
        Column("created_at", _("생긴 때"), kind="time"),
        Column("attempts", _("시도"), kind="number"),
        Column("may_have_arrived", _("이미 갔을 수 있음")),
        Column("error", _("마지막 실패"), kind="code"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        return page_sequence([_line(one) for one in dead_letters()], query, sort=False)

    def row_url(self, row: DeadLetterLine) -> str:
        return row.url


class DeadLetterScreen(DocumentScreen):
    """One message, to be sent again."""

    required = {"get": TENANT_VIEW, "post": DELIVERY_RETRY}
    template_name = "tenants/dead_letter.html"

    def head(self) -> PageHead:
        line = self.document()
        return PageHead(line.topic, CRUMBS, number=line.tenant, star=False)

    def document(self) -> DeadLetterLine:
        if not hasattr(self, "_found"):
            self._found = _line(dead_letter(self.kwargs["schema_name"], self.kwargs["message_id"]))
        return self._found

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(line=self.document(), **kwargs)

    def acts(self) -> list[Act]:
        return [Act("retry", _t("다시 보내기"), "send", tone="primary", required=DELIVERY_RETRY)]

    def act_retry(self, data: QueryDict) -> Done:
        send_again(
            schema_name=self.kwargs["schema_name"],
            message_id=self.kwargs["message_id"],
            actor=self.actor,
            at=self.now,
        )
        return Done(reverse("tenants:dead_letters"), _t("곧 다시 보냅니다."))


def _line(one: DeadLetter) -> DeadLetterLine:
    return DeadLetterLine(
        id=one.id,
        url=reverse("tenants:dead_letter", args=[one.schema_name, one.id]),
        tenant=one.tenant_name,
        topic=str(TOPICS.get(one.topic, one.topic)),
        dead_at=one.dead_at,
        created_at=one.created_at,
        attempts=one.attempts,
        may_have_arrived=_t("예") if one.open_ends else "",
        error=one.error,
    )
