"""접수함: documents that arrived, one of them with what may be done with it, its print and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import CirculationPurpose, Disclosure, ReceivedState
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW, RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from approvals.queries.full_text import letter_matches
from approvals.queries.received import OPEN, received_file, received_page, received_rows, stored_bytes
from approvals.queries.received_letters import received_letter
from approvals.rules.letters import NUMBERED
from approvals.rules.writing.page import page_of
from approvals.services.handling import assign, circulate, draft_reply, finish_received, note_seen
from approvals.services.receipts import (
    FilingData,
    ask_redistribution,
    distribute,
    register_received,
    send_back,
)
from approvals.web.letter_fields import (
    chosen,
    grounds_in,
    ids_in,
    optional,
    optional_day,
    received_look,
)
from approvals.web.letters import letter_html
from approvals.web.received_onward import OnwardScreen, onward
from core.periods import day_of
from organization.queries import department_choices, department_name, department_names, members
from records.queries import disclosure_grounds, filing_choices
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.files import download_response
from ui.listing import ListQuery, ListResult, page_queryset
from ui.pdf import pdf_response
from ui.views import Act, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("전자결재"),)
BOXES = (("OPEN", _("처리할 문서")), *ReceivedState.choices)
VERBS = {
    "arrive": _("도착"),
    "distribute": _("배부"),
    "ask_again": _("재배부 요청"),
    "register": _("접수"),
    "assign": _("담당 지정"),
    "circulate": _("공람"),
    "reply": _("회신 기안"),
    "finish": _("처리 완료"),
    "send_back": _("반송"),
    "forward": _("이송"),
    "come_back": _("이송 문서 반송"),
    "hand_over": _("이송 문서 전달"),
    "accepted": _("소관 기관 접수"),
    "tell": _("관련 부서 통보"),
    "enter": _("외부 문서 등록"),
}


class ReceivedList(ListScreen):
    """접수함."""

    required = DOCUMENT_VIEW
    title = _("접수함")
    crumbs = CRUMBS
    help_text = _("다른 기관과 부서에서 도착한 문서입니다. 배부받은 부서가 접수하면 접수번호가 붙습니다.")
    default_order = "-arrived_at"
    empty_title = _("도착한 문서가 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("title", _("제목"), href=lambda row: row["url"], frozen=True),
        Column("sender", _("보낸 곳")),
        Column("sender_number", _("생산등록번호"), "code"),
        Column("arrived_at", _("도착일시"), "time", sort=True),
        Column("department", _("처리과")),
        Column("state", _("상태"), "badge"),
        Column("number", _("접수번호"), "code", key=True),
        Column("due_on", _("처리 기한"), "date", wide=True),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(RECEIPT_REGISTER):
            return ()
        url = reverse("approvals:received_new")
        return ({"label": _("외부 문서 등록"), "url": url, "icon": "plus", "primary": True},)

    def conditions_for(self) -> Sequence[Condition]:
        today = day_of(self.now)
        found: list[Condition] = [
            Choice("state", _("상태"), choices=BOXES),
            Text("q", _("제목·번호·보낸 곳·본문·첨부")),
        ]
        if self.actor.may(RECEIPT_DISTRIBUTE):
            options = [(str(key), label) for key, label in department_choices(today)]
            found.insert(1, Choice("department", _("처리과"), choices=options))
        return found

    def fetch(self, query: ListQuery) -> ListResult:
        rows = received_rows(query.actor)
        state, text = query["state"], query["q"]
        if state:
            rows = rows.filter(state__in=OPEN if state == "OPEN" else [state])
        department_id = optional(query.values.get("department") or "")
        if department_id:
            rows = rows.filter(department_id=department_id)
        if text:
            rows = rows.filter(letter_matches(text))
        names = {key: row.name for key, row in department_names(day_of(self.now)).items()}
        return page_queryset(rows, query, to_row=lambda row: _line(row, names))

    def row_url(self, row: Any) -> str:
        return str(row["url"])


def _line(row: Any, names: dict[Any, str]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": reverse("approvals:received", args=[row.pk]),
        "title": row.title,
        "sender": f"{row.sender_name} {row.sender_department}".strip(),
        "sender_number": row.sender_number,
        "arrived_at": row.arrived_at,
        "department": names.get(row.department_id, ""),
        "state": received_look(row.state),
        "number": row.number_text,
        "due_on": row.due_on,
    }


class ReceivedScreen(OnwardScreen):
    """One received document: the letter, its files, its way, and the next acts."""

    required: ClassVar = {"get": DOCUMENT_VIEW, "post": DOCUMENT_VIEW}
    template_name = "approvals/received.html"

    @property
    def letter(self) -> Any:
        if not hasattr(self, "_letter"):
            self._letter: Any = received_page(self.kwargs["received_id"], self.actor, on=day_of(self.now))
        return self._letter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if note_seen(received=self.letter, actor=self.actor, at=self.now):
            del self._letter
        return super().get(request, *args, **kwargs)

    def head(self) -> PageHead:
        return PageHead(
            self.letter.title,
            (*CRUMBS, _("접수함")),
            state=received_look(self.letter.state),
            number=self.letter.number_text,
            star=False,
        )

    def document(self) -> dict[str, Any]:
        row, today = self.letter, day_of(self.now)
        department = department_name(row.department_id, today) if row.department_id else ""
        return {
            "row": row,
            "letter": letter_html(page_of(received_letter(row))),
            "department": department,
            "today": today,
            "moves": [(VERBS.get(move.verb, move.verb), move) for move in row.all_moves],
            "can_distribute": self._distributes,
            "can_register": self._registers,
            "can_handle": row.state in NUMBERED and self._in_hand,
            "departments": department_choices(today) if self._distributes else (),
            "files": filing_choices(row.department_id, today) if self._registers else (),
            "classes": Disclosure.choices,
            "grounds": disclosure_grounds() if self._registers else (),
            "ticked": set(),
            "people": self._people(),
            "purposes": CirculationPurpose.choices,
            "reply_url": reverse("approvals:document", args=[row.reply_id]) if row.reply_id else "",
            **onward(row, self.actor, self.now, is_clerk=self._is_clerk, lies_here=self._lies_here),
        }

    @property
    def _distributes(self) -> bool:
        waits = self.letter.state in (ReceivedState.ARRIVED, ReceivedState.REDISTRIBUTE)
        return waits and self.actor.may(RECEIPT_DISTRIBUTE)

    @property
    def _is_own(self) -> bool:
        row = self.letter
        return row.department_id is not None and row.department_id == self.actor.department_id

    @property
    def _is_clerk(self) -> bool:
        return self._is_own and self.actor.may(RECEIPT_REGISTER)

    @property
    def _lies_here(self) -> bool:
        nobodys = self.letter.department_id is None and self.actor.may(RECEIPT_REGISTER)
        return self.actor.may(RECEIPT_DISTRIBUTE) or self._is_clerk or nobodys

    @property
    def _registers(self) -> bool:
        waits = self.letter.state == ReceivedState.DISTRIBUTED
        return waits and self._is_clerk

    @property
    def _in_hand(self) -> bool:
        row, me = self.letter, self.actor.user_id
        decides = any(one.person_id == me and one.is_decider for one in row.all_circulations)
        return self._is_clerk or row.handler_id == me or decides

    def _people(self) -> list[tuple[Any, str]]:
        row = self.letter
        if row.department_id is None or not (self._registers or row.state in NUMBERED):
            return []
        today = day_of(self.now)
        found = members(today, row.department_id)
        heads = [one for one in members(today) if one.is_head and one.department_id != row.department_id]
        people = {one.user_id: f"{one.name} ({one.department} {one.post})" for one in (*found, *heads)}
        return list(people.items())

    def acts(self) -> Sequence[Act]:
        row, found = self.letter, []
        if self._distributes or self._registers:
            number, day = row.sender_number, row.sent_on
            found.append(
                Act(
                    "send_back",
                    _("반송"),
                    "back",
                    tone="danger",
                    confirm=_t("%(number)s(%(day)s) 문서를 보낸 기관에 돌려보냅니다.")
                    % {"number": number, "day": f"{day:%Y. %-m. %-d.}"},
                    reason=_("돌려보내는 사유"),
                    validates=False,
                )
            )
        if self._registers:
            ask = Act(
                "ask_again",
                _("재배부 요청"),
                "refresh",
                confirm=_("소관이 아닌 문서로 보고 다시 배부해 달라고 합니다. 접수번호는 쓰지 않습니다."),
                reason=_("소관이 아닌 사유"),
                validates=False,
            )
            found += [ask, Act("register", _("접수"), "check", tone="primary", key="Ctrl ↵")]
        if self._distributes:
            found.append(Act("distribute", _("배부"), "down", tone="primary", key="Ctrl ↵"))
        if row.state in NUMBERED and self._in_hand:
            if row.reply_id is None:
                found.append(Act("reply", _("회신 기안"), "draft", required=DOCUMENT_DRAFT))
            found.append(Act("finish", _("처리 완료"), "check", tone="primary"))
        return found

    def act_distribute(self, data: QueryDict) -> Done:
        distribute(
            department_id=chosen(data, "department"),
            also=ids_in(data, "also"),
            text=data.get("text", ""),
            **self._act(data),
        )
        return self._done(_t("배부했습니다."))

    def act_ask_again(self, data: QueryDict) -> Done:
        ask_redistribution(reason=data.get("reason", ""), **self._act(data))
        return Done(reverse("approvals:received_documents"), _t("재배부를 요청했습니다."))

    def act_register(self, data: QueryDict) -> Done:
        filing = FilingData(
            record_file_id=chosen(data, "record_file"),
            disclosure=data.get("disclosure", ""),
            grounds=grounds_in(data),
            title_hidden=data.get("title_hidden") == "1",
            handler_id=optional(data.get("handler", "")),
        )
        made = register_received(filing=filing, **self._act(data))
        return self._done(_t("%(number)s 번호로 접수했습니다.") % {"number": made.number_text})

    def act_send_back(self, data: QueryDict) -> Done:
        send_back(reason=data.get("reason", ""), **self._act(data))
        return self._done(_t("보낸 기관에 돌려보냈습니다."))

    def act_assign(self, data: QueryDict) -> Done:
        assign(
            handler_id=chosen(data, "handler"),
            due_on=optional_day(data, "due_on", day_of(self.now)),
            text=data.get("text", ""),
            **self._act(data),
        )
        return self._done(_t("담당자를 정했습니다."))

    def act_circulate(self, data: QueryDict) -> Done:
        decider_id = optional(data.get("decider", ""))
        purpose = data.get("purpose", "")
        people = ids_in(data, "people")
        circulate(purpose=purpose, person_ids=people, decider_id=decider_id, **self._act(data))
        return self._done(_t("공람에 부쳤습니다."))

    def act_reply(self, data: QueryDict) -> Done:
        reply = draft_reply(**self._act(data))
        return Done(reverse("approvals:draft", args=[reply.pk]), _t("회신 문서를 기안했습니다."))

    def act_finish(self, data: QueryDict) -> Done:
        finish_received(reason=data.get("done_reason", ""), **self._act(data))
        return self._done(_t("처리를 마쳤습니다."))


class ReceivedPrint(ScreenView):
    """The sender's PDF/A."""

    required = DOCUMENT_VIEW
    title = _("받은 문서")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter = received_page(kwargs["received_id"], self.actor)
        note_seen(received=letter, actor=self.actor, at=self.now)
        return pdf_response(stored_bytes(letter.print_stored_as), f"{letter.sender_number}.pdf")


class ReceivedFileDownload(ScreenView):
    """A file that came with a letter."""

    required = DOCUMENT_VIEW
    title = _("받은 파일")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = received_file(kwargs["received_id"], kwargs["file_id"], self.actor)
        return download_response(stored_bytes(file.stored_as), file.name)
