"""발송함: outgoing documents, one of them with its receivers, its copy and packages as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import CrossClass, DispatchState, DocumentKind, SealMark, TransportState
from approvals.errors.steps import IntegrityBroken
from approvals.models import OfficialDocument, Transport
from approvals.permissions import DISPATCH_SEND
from approvals.queries.destinations import department_destinations, tenant_destinations
from approvals.queries.dispatches import outgoing_page, outgoing_rows, own_transport, usable_seals
from approvals.rules.receivers import Destination, meant
from approvals.services.copies import read_shared_copy
from approvals.services.delivering import package_of
from approvals.services.dispatching import (
    ReceiverData,
    SealChoice,
    add_receiver,
    cancel_dispatch,
    publish_notice,
    request_dispatch,
    send,
)
from approvals.services.letter_rights import is_head
from approvals.services.reading import PRINT, hand_out, note_refused_dispatch
from approvals.services.transports import HandOver, decide_receiver, hand_over, recall_letter, send_again
from approvals.web.damage import anyway, is_warned
from approvals.web.letter_fields import (
    chosen,
    day_in,
    dispatch_look,
    moment_in,
    optional,
    optional_day,
    transport_look,
    version_of,
)
from core.errors import DomainError
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.pdf import pdf_response
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("전자결재"),)
WAITING = (("WAITING", _("발송 전")), *DispatchState.choices)
TROUBLE = (("1", _("확인할 곳 있음")),)


class DispatchList(ListScreen):
    """발송함."""

    required = DISPATCH_SEND
    title = _("발송함")
    crumbs = CRUMBS
    help_text = _("결재가 끝난 대외·대내 문서를 받는 곳에 발송하고, 받는 곳마다 도달과 접수를 확인합니다.")
    default_order = "-decided_at"
    empty_title = _("발송할 문서가 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("생산등록번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("decided_at", _("결재일시"), "time", sort=True),
        Column("state", _("상태"), "badge"),
        Column("receivers", _("받는 곳")),
        Column("reached", _("도달·접수"), key=True),
        Column("trouble", _("확인할 것")),
        Column("effective_at", _("효력발생일시"), "time", wide=True),
    )

    def conditions_for(self) -> Sequence[Condition]:
        return (
            Choice("state", _("상태"), choices=WAITING),
            Choice("trouble", _("확인할 것"), choices=TROUBLE),
            Text("q", _("제목·번호")),
        )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = outgoing_rows(query.actor)
        if query["state"]:
            rows = rows.filter(dispatch_state=query["state"])
        if query["trouble"]:
            rows = rows.filter(troubled_count__gt=0)
        if query["q"]:
            rows = rows.filter(Q(title__icontains=query["q"]) | Q(number_text__icontains=query["q"]))
        return page_queryset(rows, query, to_row=_Line)

    def row_url(self, row: Any) -> str:
        return str(row["url"])


class _Line(dict[str, Any]):
    """A row of the list; keeps the order key for the cursor."""

    def __init__(self, row: Any) -> None:
        self.pk = row.pk
        super().__init__(
            id=row.pk,
            url=reverse("approvals:dispatch", args=[row.pk]),
            number=row.number_text,
            title=row.title,
            decided_at=row.decided_at,
            state=dispatch_look(row.dispatch_state),
            receivers=", ".join(str(one) for one in row.receivers),
            reached=_reached(row),
            trouble=_trouble(row),
            effective_at=row.effective_at,
        )


def _reached(row: Any) -> str:
    if not row.receiver_count:
        return ""
    facts = {"all": row.receiver_count, "arrived": row.arrived_count, "accepted": row.accepted_count}
    return _t("%(all)s곳 중 도달 %(arrived)s · 접수 %(accepted)s") % facts


def _trouble(row: Any) -> str:
    parts = []
    if row.troubled_count:
        parts.append(_t("반송·전달 %(count)s곳") % {"count": row.troubled_count})
    if row.proposed_count:
        parts.append(_t("승인 대기 %(count)s곳") % {"count": row.proposed_count})
    return ", ".join(parts)


class DispatchScreen(DocumentScreen):
    """One outgoing document: to whom, sealed by whom, how far."""

    required: ClassVar = {"get": DISPATCH_SEND, "post": DISPATCH_SEND}
    template_name = "approvals/dispatch.html"

    @property
    def paper(self) -> Any:
        if not hasattr(self, "_paper"):
            self._paper: Any = outgoing_page(self.kwargs["document_id"], self.actor)
        return self._paper

    def head(self) -> PageHead:
        look = dispatch_look(self.paper.dispatch_state)
        return PageHead(
            self.paper.title, (*CRUMBS, _("발송함")), state=look, number=self.paper.number_text, star=False
        )

    def document(self) -> dict[str, Any]:
        paper, today = self.paper, day_of(self.now)
        dispatch = getattr(paper, "dispatch", None)
        state = paper.dispatch_state
        places = self._places()
        return {
            "row": paper,
            "dispatch": dispatch,
            "state": state,
            "is_notice": paper.form.kind == DocumentKind.NOTICE,
            "is_external": paper.form.cross_class == CrossClass.OUTGOING_EXTERNAL,
            "can_request": state in ("WAITING", DispatchState.CANCELLED),
            "is_ready": state == DispatchState.READY,
            "is_sent": state == DispatchState.DISPATCHED and not (dispatch and dispatch.published_on),
            "rows": _wanted(paper, places),
            "places": [(f"{one.kind}:{one.target}", one.name) for one in places],
            "transports": [_shown(one) for one in paper.all_transports],
            "seals": usable_seals(),
            "uses": paper.all_seal_uses,
            "today": today,
            "is_head": self._is_head,
            "has_manual": any(one.state == TransportState.MANUAL for one in paper.all_transports),
        }

    @property
    def _is_head(self) -> bool:
        if not hasattr(self, "_head"):
            self._head = is_head(department_id=self.paper.department_id, actor=self.actor, at=self.now)
        return self._head

    def _places(self) -> list[Destination]:
        if self.paper.form.cross_class == CrossClass.OUTGOING_INTERNAL:
            return department_destinations(day_of(self.now))
        return [*tenant_destinations(), *department_destinations(day_of(self.now))]

    def acts(self) -> Sequence[Act]:
        state, found = self.paper.dispatch_state, []
        if state in ("WAITING", DispatchState.CANCELLED):
            if self.paper.form.kind == DocumentKind.NOTICE:
                found.append(Act("publish", _("공고 기록"), "check"))
            found.append(Act("request", _("발송 요청"), "send", tone="primary", key="Ctrl ↵"))
        elif state == DispatchState.READY:
            if self._is_head:
                ask = _("시행을 취소하는 사유")
                found.append(
                    Act("cancel", _("시행 취소"), "x", confirm=_("이 문서의 시행을 취소합니다."), reason=ask)
                )
            found.append(Act("send", _("날인하고 발송"), "send", tone="primary", key="Ctrl ↵"))
        elif self.paper.all_transports:
            found += self._acts_of_receivers()
        return found

    def _acts_of_receivers(self) -> list[Act]:
        states = {one.state for one in self.paper.all_transports}
        found = []
        if self._is_head and TransportState.PROPOSED in states:
            found.append(
                Act(
                    "decline",
                    _("승인하지 않음"),
                    "x",
                    confirm=_("고른 받는 곳에 보내지 않습니다."),
                    reason=_("승인하지 않는 사유"),
                )
            )
            found.append(Act("approve", _("수신자 승인"), "check", tone="primary"))
        if states & {TransportState.QUEUED, TransportState.RETRY, TransportState.MANUAL}:
            found.append(
                Act(
                    "recall",
                    _("발송 회수"),
                    "back",
                    confirm=_("고른 받는 곳에 보내는 것을 거둡니다."),
                    reason=_("회수하는 사유"),
                )
            )
        if states & {TransportState.MANUAL, TransportState.SENT_BACK, TransportState.RECALLED}:
            found.append(Act("again", _("다시 발송"), "refresh"))
        return found

    def act_request(self, data: QueryDict) -> Done:
        request_dispatch(
            document_id=self.paper.pk,
            receivers=_typed_receivers(data, _wanted(self.paper, self._places())),
            is_private=data.get("is_private") == "1",
            actor=self.actor,
            at=self.now,
        )
        return self._done(_t("발송을 요청했습니다. 관인을 정하면 보낼 수 있습니다."))

    def act_send(self, data: QueryDict) -> Done:
        send(
            document_id=self.paper.pk,
            seen=version_of(data),
            seal=_seal(data),
            verify_at=self.request.build_absolute_uri(reverse("approvals:verify")),
            actor=self.actor,
            at=self.now,
        )
        return self._done(_t("발송했습니다. 받는 곳에 도달하면 여기에 나타납니다."))

    def act_cancel(self, data: QueryDict) -> Done:
        cancel_dispatch(reason=data.get("reason", ""), seen=version_of(data), **self._who())
        return self._done(_t("시행을 취소했습니다."))

    def act_publish(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        publish_notice(
            published_on=day_in(data, "published_on", today),
            effective_on=optional_day(data, "effective_on", today),
            place=data.get("place", ""),
            **self._who(),
        )
        return self._done(_t("공고한 것을 기록했습니다."))

    def act_add(self, data: QueryDict) -> Done:
        [receiver] = _typed_receivers(data, [{"name": data.get("new_name", ""), "key": "new"}])
        made = add_receiver(receiver=receiver, seen=version_of(data), **self._who())
        if made.state == TransportState.PROPOSED:
            return self._done(_t("받는 곳을 추가했습니다. 처리과장이 승인하면 발송합니다."))
        return self._done(_t("받는 곳을 추가했습니다."))

    def act_approve(self, data: QueryDict) -> Done:
        decide_receiver(is_approved=True, **self._which(data))
        return self._done(_t("승인하여 발송했습니다."))

    def act_decline(self, data: QueryDict) -> Done:
        decide_receiver(is_approved=False, reason=data.get("reason", ""), **self._which(data))
        return self._done(_t("승인하지 않았습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        recall_letter(reason=data.get("reason", ""), **self._which(data))
        return self._done(_t("발송을 회수했습니다."))

    def act_again(self, data: QueryDict) -> Done:
        send_again(**self._which(data))
        return self._done(_t("다시 발송했습니다."))

    def act_handed(self, data: QueryDict) -> Done:
        given = HandOver(
            arrived_at=moment_in(data, "arrived", day_of(self.now)),
            handed_to=data.get("handed_to", ""),
            proof=data.get("proof", ""),
        )
        hand_over(given=given, **self._which(data))
        return self._done(_t("전달한 것을 기록했습니다."))

    def kept(self, error: DomainError) -> HttpResponse:
        """A damaged document stays; that somebody wanted to send it is written down."""
        if isinstance(error, IntegrityBroken):
            note_refused_dispatch(refusal=error, actor=self.actor, at=self.now)
        return super().kept(error)

    def _who(self) -> dict[str, Any]:
        return {"document_id": self.paper.pk, "actor": self.actor, "at": self.now}

    def _which(self, data: QueryDict) -> dict[str, Any]:
        return {"transport_id": chosen(data, "transport"), "actor": self.actor, "at": self.now}

    def _done(self, message: str) -> Done:
        return Done(self.request.path, message)


class CopyFile(ScreenView):
    """시행문 PDF/A, as it was sent."""

    required = DISPATCH_SEND
    title = _("시행문")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        paper = outgoing_page(kwargs["document_id"], self.actor)
        hand_out(
            document=paper,
            what=PRINT,
            is_warned=is_warned(request),
            actor=self.actor,
            at=self.now,
            anyway=anyway(request),
        )
        return pdf_response(read_shared_copy(document_id=paper.pk), f"{paper.number_text}.pdf")


class PackageFile(ScreenView):
    """The package of a letter for a receiver outside."""

    required = DISPATCH_SEND
    title = _("발송 꾸러미")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        transport = own_transport(kwargs["transport_id"], self.actor)
        try:
            content = package_of(transport_id=transport.pk, actor=self.actor, at=self.now)
        except IntegrityBroken as refusal:
            note_refused_dispatch(refusal=refusal, actor=self.actor, at=self.now)
            raise
        response = HttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="letter-{transport.pk}.zip"'
        response["Cache-Control"] = "no-store"
        return response


def _wanted(paper: OfficialDocument, places: Sequence[Destination]) -> list[dict[str, str]]:
    """A row of the form for each receiver of the letter, with the place it probably means."""
    rows = []
    for number, name in enumerate(paper.receivers):
        found = meant(str(name), places)
        rows.append(
            {
                "key": str(number),
                "name": str(name),
                "guess": f"{found.kind}:{found.target}" if found else "OUTSIDE:",
            }
        )
    return rows


def _typed_receivers(data: QueryDict, rows: Sequence[dict[str, str]]) -> list[ReceiverData]:
    """The receivers of the letter with the chosen places, and one written by hand."""
    written = data.get("new_name", "").strip()
    wanted = [row for row in rows if row["key"] != "new"]
    if written:
        wanted.append({"key": "new", "name": written})
    found = []
    for row in wanted:
        kind, _sep, target = data.get(f"to_{row['key']}", "OUTSIDE:").partition(":")
        found.append(ReceiverData(row["name"], kind, target, data.get(f"address_{row['key']}", "")))
    return found or [ReceiverData("", "OUTSIDE")]


def _seal(data: QueryDict) -> SealChoice | None:
    mark, _sep, seal_id = data.get("seal", "").partition(":")
    if mark not in SealMark.values:
        return None
    return SealChoice(mark, optional(seal_id), data.get("seal_reason", ""))


def _shown(transport: Transport) -> dict[str, Any]:
    return {
        "row": transport,
        "look": transport_look(transport.state),
        "can_pack": transport.state == TransportState.MANUAL or transport.arrived_by_hand,
    }
