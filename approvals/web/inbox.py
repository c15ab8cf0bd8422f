"""결재함: the boxes of a person, their documents, and signing many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import Box, DocumentState, StepKind, StepState
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.boxes import MOST, box_counts, box_rows, order_of
from approvals.queries.desk import Desk, desk_at
from approvals.queries.documents import titles_of
from approvals.queries.form_choices import form_names
from approvals.queries.full_text import document_matches
from approvals.services.budgets import budgets_left
from approvals.services.bulk import MOST as MOST_SIGNED
from approvals.services.bulk import BulkItem, sign_many
from approvals.web.words import decide_word, document_look
from core.labels import Label
from core.periods import SEOUL, day_of
from organization.queries import department_names
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.entry import found_by, has_initials
from ui.views import ListScreen, PageHead, ScreenView

TURNS = frozenset({Box.WAITING, Box.COOPERATION, Box.DEPUTY, Box.CIRCULATED})
SIGNED_HERE = TURNS - {Box.CIRCULATED}
DRAFTING = frozenset({Box.PROGRESS, Box.RETURNED, Box.RECALLED, Box.DRAFTS})
EMPTY_WORDS: dict[Box, Label] = {
    Box.WAITING: _("새 문서가 올라오면 여기와 알림에 나타납니다."),
    Box.COOPERATION: _("협조나 합의를 요청받은 문서가 여기에 나타납니다."),
    Box.DEPUTY: _("부재중인 사람의 문서를 대신 결재할 수 있을 때 여기에 나타납니다."),
    Box.UPCOMING: _("내 차례가 앞으로 올 문서가 여기에 나타납니다."),
    Box.PROGRESS: _("내가 올렸거나 결재한 문서가 끝날 때까지 여기에 있습니다."),
    Box.CIRCULATED: _("참조나 공람으로 받은 문서가 여기에 나타납니다."),
    Box.DONE: _("내가 올렸거나 결재한 문서가 결재되면 여기에 쌓입니다."),
    Box.RETURNED: _("반려되거나 부결된 문서가 여기에 나타납니다."),
    Box.RECALLED: _("내가 거둔 문서가 여기에 나타납니다."),
    Box.DRAFTS: _("쓰다 만 문서가 저절로 여기에 저장됩니다."),
}
BREAKS = frozenset({Box.PROGRESS, Box.CIRCULATED, Box.RECALLED})
HOLDING = frozenset({Box.PROGRESS, Box.UPCOMING, Box.DEPUTY})


@dataclass(frozen=True)
class BoxLink:
    """A box in the list of boxes; `breaks`: a line below it."""

    box: Box
    url: str
    count: str
    is_here: bool
    breaks: bool


@dataclass(frozen=True)
class BoxRow:
    """A document as the list of a box shows it."""

    id: UUID
    url: str
    title: str
    form: str
    drafter: str
    department: str
    amount: int | None
    since: datetime | None
    state: Any
    number: str
    holder: str
    step: str
    files: int
    days: int
    token: str
    is_held: bool
    when: str
    has_mixed_states: bool
    left: int | None = None
    is_short: bool = False
    is_urgent: bool = False

    @property
    def urgency(self) -> str:
        """The word of an urgent document, for the file of the list."""
        return _t("긴급") if self.is_urgent else ""


def box_address(box: Box) -> str:
    """Address of a box; 결재대기 is the page itself."""
    place = reverse("approvals:inbox")
    return place if box == Box.WAITING else f"{place}?{urlencode({'box': box.value})}"


def box_named(text: str | None) -> Box:
    """The box an address names; 결재대기 for anything else."""
    return Box(text) if text in Box.values else Box.WAITING


def box_links(here: Box | None, counts: dict[Box, int]) -> list[BoxLink]:
    """The boxes with their numbers."""
    return [
        BoxLink(
            box,
            box_address(box),
            f"{count - 1:,}+" if count == MOST else f"{count:,}",
            box == here,
            box in BREAKS,
        )
        for box, count in counts.items()
        if box != Box.DEPUTY or count or box == here
    ]


def rows_of(found: Sequence[Any], box: Box, at: datetime) -> list[BoxRow]:
    """Documents of a box as lines; one statement for the names of departments."""
    names = department_names(day_of(at)) if found else {}
    open_ones = [one.pk for one in found if one.amount is not None and one.state == DocumentState.IN_PROGRESS]
    left = budgets_left(open_ones) if box in TURNS else {}
    return [_row(one, box, names, at, left) for one in found]


def _row(found: Any, box: Box, names: dict[UUID, Any], at: datetime, left: dict[UUID, int]) -> BoxRow:
    name = names.get(found.department_id)
    holder = " ".join(word for word in (found.holder or "", found.holder_title or "") if word)
    may_sign = box in SIGNED_HERE and not found.bulk_forbidden
    may_sign = may_sign and found.step_kind not in {StepKind.AUDIT, StepKind.POST_REVIEW}
    address = reverse("approvals:document", args=[found.pk])
    return BoxRow(
        id=found.pk,
        url=address if box == Box.WAITING else f"{address}?{urlencode({'box': box.value})}",
        title=found.title or _t("(제목 없음)"),
        form=found.form.name,
        drafter=found.drafter.name,
        department=name.name if name else "",
        amount=found.amount,
        since=found.since,
        state=document_look(found.state),
        number=found.number_text,
        holder=holder if box in HOLDING else "",
        step=str(decide_word(found.step_kind, is_delegated=found.is_delegated, is_acting=box == Box.DEPUTY)),
        files=found.file_count,
        days=(day_of(at) - day_of(found.since)).days if found.since else 0,
        token=f"{found.pk}:{found.step_id}:{found.version}" if may_sign and found.step_id else "",
        is_held=found.step_state == StepState.HELD,
        when=_when(found.since, at),
        has_mixed_states=box == Box.RETURNED,
        left=left.get(found.pk),
        is_short=found.amount is not None and left.get(found.pk, found.amount) < found.amount,
        is_urgent=found.is_urgent,
    )


def _when(since: datetime | None, at: datetime) -> str:
    """The hour of today, the day of this year, else the whole date."""
    if since is None:
        return ""
    then = since.astimezone(SEOUL)
    if day_of(since) == day_of(at):
        return _t("오늘 %(time)s") % {"time": f"{then:%H:%M}"}
    return f"{then:%m-%d %H:%M}" if day_of(since).year == day_of(at).year else f"{then:%Y-%m-%d}"


class InboxScreen(ListScreen):
    """결재함의 한 함."""

    required = DOCUMENT_VIEW
    title = _("결재함")
    template_name = "approvals/inbox.html"
    body_template = "approvals/inbox_body.html"
    help_text = _(
        "내 차례인 문서와 내가 올린 문서가 함마다 있습니다. 부재중인 사람의 문서를 대신 결재할 수 있으면 "
        "대결 가능에 나타납니다."
    )
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("form", _("서식"), choices=form_names),
        Text("drafter", _("기안자")),
        Period("on", _("기간")),
        Text("q", _("제목·번호·본문·첨부")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code"),
        Column("title", _("제목")),
        Column("form", _("서식")),
        Column("step", _("내 차례")),
        Column("drafter", _("기안자")),
        Column("department", _("처리과")),
        Column("amount", _("금액"), "won"),
        Column("left", _("남은 예산"), "won"),
        Column("urgency", _("긴급")),
        Column("since", _("일시"), "time", sort=True),
        Column("holder", _("지금 누가")),
        Column("files", _("첨부"), "number"),
        Column("state", _("상태"), "badge"),
    )

    @cached_property
    def box(self) -> Box:
        return box_named(self.request.GET.get("box"))

    @cached_property
    def desk(self) -> Desk:
        return desk_at(self.now)

    def query(self, filled: Any) -> ListQuery:
        asked = super().query(filled)
        return ListQuery(**{**vars(asked), "order": asked.order or order_of(self.box)})

    def fetch(self, query: ListQuery) -> ListResult:
        rows = _asked(box_rows(self.box, self.actor, self.desk), query)
        found = page_queryset(rows, query, count=self._count(rows, query))
        return ListResult(
            rows=rows_of(found.rows, self.box, self.now),
            count=found.count,
            next_cursor=found.next_cursor,
            prev_cursor=found.prev_cursor,
        )

    @cached_property
    def counts(self) -> dict[Box, int]:
        return box_counts(self.actor, self.desk)

    def _count(self, rows: QuerySet[Any], query: ListQuery) -> int:
        """The number on the box's tab, unless conditions narrow the list."""
        is_narrowed = any(query[name] for name in ("form", "drafter", "q")) or any(query["on"] or ())
        return rows.order_by()[:MOST].count() if is_narrowed else self.counts[self.box]

    def list_context(self, query: ListQuery, filled: Any) -> dict[str, Any]:
        context = super().list_context(query, filled)
        count = context["result"].count
        return {
            **context,
            "boxes": box_links(self.box, self.counts),
            "box": self.box,
            "all_columns": [],
            "is_counted": count < MOST,
            "may_sign": any(row.token for row in context["result"].rows),
            "reset_url": self.request.path,
            "urgent": sum(row.is_urgent for row in context["result"].rows),
            "empty_title": _t("%(box)s 함에 문서가 없습니다.") % {"box": self.box.label},
            "empty_text": EMPTY_WORDS.get(self.box, ""),
            "empty_act": self._next_act(),
            "turn_url": self.address(order=_turned(query.order), cursor=""),
            "is_oldest_first": not query.descending,
        }

    def _next_act(self) -> dict[str, Any]:
        """What an empty box offers to do instead."""
        if self.box in DRAFTING and self.actor.may(DOCUMENT_DRAFT):
            return {"label": _("기안하기"), "url": reverse("approvals:choose")}
        if self.box == Box.WAITING:
            return {"label": _("진행 중인 문서 보기"), "url": box_address(Box.PROGRESS)}
        return {"label": _("결재대기 보기"), "url": box_address(Box.WAITING)}


def _turned(order: str) -> str:
    return order[1:] if order.startswith("-") else f"-{order}"


def _asked(rows: QuerySet[Any], query: ListQuery) -> QuerySet[Any]:
    if query["form"]:
        rows = rows.filter(form__form__code=query["form"])
    if query["drafter"]:
        rows = rows.filter(_worded(rows, query["drafter"], "drafter__name"))
    first, last = query["on"] or (None, None)
    if first:
        rows = rows.filter(since__gte=datetime.combine(first, time(), SEOUL))
    if last:
        rows = rows.filter(since__lt=datetime.combine(last + timedelta(days=1), time(), SEOUL))
    if query["q"]:
        words = _worded(rows, query["q"], "title", "number_text")
        rows = rows.filter(words | document_matches(query["q"]))
    return rows


def _worded(rows: QuerySet[Any], text: str, *columns: str) -> Q:
    """The word as the database finds it; first consonants (초성) among the newest of the box."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": text})
    if not has_initials(text):
        return found
    newest = rows.order_by("-since", "-id").values_list("pk", *columns)[:MOST]
    return Q(pk__in=[pk for pk, *words in newest if found_by(text, *(str(word) for word in words))])


class BulkSignScreen(ScreenView):
    """고른 문서 한꺼번에 결재: what became of each."""

    required = DOCUMENT_VIEW
    title = _("한꺼번에 결재")
    template_name = "approvals/bulk.html"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        items = [_item(text) for text in request.POST.getlist("item")[: MOST_SIGNED + 1]]
        wanted = [item for item in items if item is not None]
        results = sign_many(items=wanted, actor=self.actor, at=self.now)
        titles = titles_of([one.document_id for one in results], self.actor)
        lines = [
            {
                "title": titles.get(one.document_id, ""),
                "url": reverse("approvals:document", args=[one.document_id]),
                "state": document_look(one.state) if one.state else None,
                "number": one.number_text,
                "why": one.refusal.detail if one.refusal else "",
                "code": one.refusal.code if one.refusal else "",
            }
            for one in results
        ]
        return self.render(
            lines=lines,
            done=sum(one.refusal is None for one in results),
            refused=sum(one.refusal is not None for one in results),
            inbox_url=reverse("approvals:inbox"),
        )

    def head(self) -> PageHead:
        return PageHead(self.title, (_("결재함"),), star=False)


def _item(text: str) -> BulkItem | None:
    """`document:step:version` of a ticked line; None for anything else."""
    document_id, _sep, rest = text.partition(":")
    step_id, _sep, version = rest.partition(":")
    try:
        return BulkItem(UUID(document_id), UUID(step_id), int(version[:9]))
    except ValueError:
        return None
