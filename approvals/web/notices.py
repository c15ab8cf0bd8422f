"""알림: what a person was told about documents, and the number at the bell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import NoticeKind
from approvals.queries.mail_choices import mail_choice
from approvals.queries.notices import notices_of, unread_count
from approvals.services.notice_mails import choose_mail_kinds
from approvals.services.notices import mark_read
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Check, Choice, Condition
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import LOGGED_IN, Done, ListScreen, PageHead, ScreenView, StepView

TONES = {
    NoticeKind.YOUR_TURN: ("clock", "progress"),
    NoticeKind.POST_REVIEW: ("clock", "progress"),
    NoticeKind.REMINDER: ("bell", "warn"),
    NoticeKind.APPROVED: ("check", "ok"),
    NoticeKind.RETURNED: ("back", "danger"),
    NoticeKind.REJECTED: ("back", "danger"),
    NoticeKind.NOBODY: ("warn", "warn"),
    NoticeKind.AUDIT_OPINION: ("info", "warn"),
    NoticeKind.REMINDED: ("clock", "warn"),
    NoticeKind.SLOW: ("clock", "warn"),
    NoticeKind.ASKED_TO_ACT: ("clock", "progress"),
    NoticeKind.REPORT: ("send", "progress"),
    NoticeKind.REOPEN: ("info", "warn"),
    NoticeKind.EFFECT_FAILED: ("warn", "danger"),
    NoticeKind.HELD: ("pause", "warn"),
    NoticeKind.QUESTION: ("help", "warn"),
    NoticeKind.ANSWER: ("info", "progress"),
}


class NoticeList(ListScreen):
    """알림 목록."""

    required = LOGGED_IN
    title = _("알림")
    template_name = "approvals/notices.html"
    default_order = "-sent_at"
    help_text = _("문서를 열면 그 문서의 알림은 읽은 것이 됩니다.")
    empty_title = _("알림이 없습니다.")
    empty_text = ""
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("kind", _("알림"), choices=NoticeKind.choices),
        Check("unread", _("읽지 않은 것만")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("kind", _("알림"), "badge"),
        Column("title", _("문서"), href=lambda row: row["url"], frozen=True),
        Column("text", _("내용")),
        Column("sent_at", _("일시"), "time", sort=True),
        Column("read", _("읽음"), key=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = notices_of(self.actor)
        if query["kind"]:
            rows = rows.filter(kind=query["kind"])
        if query["unread"]:
            rows = rows.filter(read_at__isnull=True)
        return page_queryset(rows, query, to_row=_row)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])

    def list_context(self, query: ListQuery, filled: Any) -> dict[str, Any]:
        return {**super().list_context(query, filled), "read_url": reverse("approvals:notices-read")}


def _row(notice: Any) -> dict[str, Any]:
    kind = NoticeKind(notice.kind)
    icon, tone = TONES.get(kind, ("info", ""))
    return {
        "id": notice.pk,
        "url": reverse("approvals:document", args=[notice.document_id]),
        "kind": BadgeLook(kind.label, icon, tone),
        "title": notice.document.title or _t("(제목 없음)"),
        "text": notice.text,
        "sent_at": notice.sent_at,
        "read": "" if notice.read_at else _t("읽지 않음"),
    }


class NoticesRead(StepView):
    """모두 읽음."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        count = mark_read(actor=self.actor, at=self.now)
        return Done(
            reverse("approvals:notices"), _t("알림 %(count)s건을 읽은 것으로 했습니다.") % {"count": count}
        )


class MailNotices(ScreenView):
    """전자우편 알림: which kinds of notice come by mail too."""

    required = LOGGED_IN
    title = _("전자우편 알림")
    help_text = _("고른 알림은 전자우편으로도 옵니다. 알림 목록에는 고르지 않은 것도 모두 남습니다.")
    template_name = "approvals/mail_notices.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        choice = mail_choice(self.actor)
        kinds = [(kind.value, kind.label, kind.value in choice.kinds) for kind in NoticeKind]
        return super().context(choice=choice, kinds=kinds, **kwargs)

    def head(self) -> PageHead:
        return PageHead(self.title, (_("알림"),), help=self.help_text, star=False)


class MailNoticesStep(StepView):
    """전자우편 알림 저장."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        choose_mail_kinds(kinds=data.getlist("kinds"), actor=self.actor, at=self.now)
        return Done(reverse("approvals:mail-notices"), _t("전자우편으로 받을 알림을 저장했습니다."))


class NoticeCount(ScreenView):
    """The number at the bell, asked by the page itself."""

    required = LOGGED_IN
    title = _("알림 수")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"unread": unread_count(self.actor)})
