"""기록물등록대장: the list, one line with its corrections, and registering paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from organization.queries import department_choices, department_name
from records.choices import ActingMark, Direction, Disclosure
from records.models import RegistryEntry
from records.permissions import REGISTRY_CORRECT, REGISTRY_REGISTER, REGISTRY_VIEW
from records.queries import (
    Asked,
    corrections,
    disclosure_grounds,
    disclosure_words,
    entries,
    entry,
    filing_choices,
    record_file,
    retention_names,
)
from records.queries.registry import separate_attachments
from records.services import (
    CorrectionData,
    PaperData,
    SeparateAttachmentData,
    correct_entry,
    register_paper,
    register_separate_attachment,
)
from records.web.typed import (
    as_disclosure,
    as_grounds,
    as_keywords,
    as_number,
    as_uuid,
    chosen_uuid,
    department_options,
    ticked,
)
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("기록물"),)
FIELD_NAMES = {
    "title": _("제목"),
    "abstract": _("문서요지"),
    "keywords": _("키워드"),
    "disclosure": _("공개구분"),
    "grounds": _("비공개 근거"),
    "title_hidden": _("목록에서 제목 숨김"),
    "record_file_id": _("기록물철"),
}


class RegistryList(ListScreen):
    """기록물등록대장."""

    required = REGISTRY_VIEW
    title = _("기록물등록대장")
    crumbs = CRUMBS
    help_text = _("번호를 받은 모든 문서입니다. 처음 등록한 내용은 바뀌지 않고, 수정은 따로 남습니다.")
    default_order = "-produced_at"
    empty_title = _("등록된 문서가 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("number_text", _("등록번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("direction", _("구분")),
        Column("produced_at", _("생산·접수 일시"), "time", sort=True),
        Column("drafter", _("기안자")),
        Column("approver", _("결재자")),
        Column("disclosure", _("공개구분"), key=True),
        Column("retention", _("보존기간")),
        Column("attachments", _("첨부 수"), "number", wide=True),
        Column("special", _("문서종류 번호"), "code", wide=True),
        Column("corrected", _("수정"), wide=True),
    )

    def conditions_for(self) -> Sequence[Condition]:
        today = day_of(self.now)
        return (
            Choice("department", _("처리과"), choices=lambda: department_options(today)),
            Period("on", _("생산·접수일")),
            Text("q", _("제목·번호·사람·본문·첨부·단위과제")),
            Choice("direction", _("구분"), choices=Direction.choices, more=True),
            Choice("disclosure", _("공개구분"), choices=Disclosure.choices, more=True),
        )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(REGISTRY_REGISTER):
            return ()
        url = reverse("records:paper_new")
        return ({"label": _("문서 등록"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        from_on, to_on = query["on"]
        asked = Asked(
            year=None if from_on or to_on else query.year,
            department_id=as_uuid(query["department"] or ""),
            direction=query["direction"] or "",
            disclosure=query["disclosure"] or "",
            text=query["q"] or "",
            from_on=from_on,
            to_on=to_on,
            file_id=as_uuid(self.request.GET.get("file", "")),
        )
        names = retention_names()
        return page_queryset(entries(asked, query.actor), query, to_row=lambda row: _Line(row, names))

    def row_url(self, row: Any) -> str:
        return str(row["url"])


class _Line(dict[str, Any]):
    """A row of the list; keeps the order key for the cursor."""

    def __init__(self, row: RegistryEntry, names: dict[str, str]) -> None:
        shown: Any = row
        super().__init__(
            url=reverse("records:entry", args=[row.pk]),
            number_text=row.number_text,
            title=shown.shown_title,
            direction=Direction(row.direction).label,
            produced_at=row.produced_at,
            drafter=row.drafter_name,
            approver=row.approver_name,
            disclosure=disclosure_words(row),
            retention=names.get(row.retention_code, row.retention_code),
            attachments=row.attachment_count,
            special=row.special_text,
            corrected=_t("수정") if shown.is_corrected else "",
        )


class EntryScreen(DocumentScreen):
    """One line of the register; the records liaison puts it right here."""

    required: ClassVar = {"get": REGISTRY_VIEW, "post": REGISTRY_VIEW}
    template_name = "records/entry.html"

    @property
    def entry(self) -> Any:
        if not hasattr(self, "_entry"):
            self._entry = entry(self.kwargs["entry_id"], self.actor)
        return self._entry

    def head(self) -> PageHead:
        return PageHead(
            self.entry.shown_title, (*CRUMBS, _("기록물등록대장")), number=self.entry.number_text, star=False
        )

    def document(self) -> dict[str, Any]:
        row, today = self.entry, day_of(self.now)
        file = record_file(row.now_file_id, today)
        return {
            "row": row,
            "direction": Direction(row.direction).label,
            "disclosure": disclosure_words(row),
            "decision": ActingMark(row.acting_mark).label if row.approver_name else "",
            "file": file,
            "retention": retention_names().get(row.retention_code, ""),
            "corrections": [_shown_correction(one) for one in corrections(row.pk)],
            "may_correct": self.actor.may(REGISTRY_CORRECT),
            "classes": Disclosure.choices,
            "grounds": disclosure_grounds(),
            "ticked": ticked(row.now_grounds),
            "files": filing_choices(row.department_id, today),
            "separate": separate_attachments(row),
            "may_attach": self._may_attach(),
        }

    def _may_attach(self) -> bool:
        row, actor = self.entry, self.actor
        own = actor.department_id == row.department_id or actor.may(REGISTRY_CORRECT)
        return bool(row.is_readable) and own and actor.may(REGISTRY_REGISTER)

    def acts(self) -> Sequence[Act]:
        attach = Act("attach", _("첨부물 등록"), "clip", required=REGISTRY_REGISTER, validates=False)
        attach_acts = (attach,) if self._may_attach() else ()
        if not self.actor.may(REGISTRY_CORRECT):
            return attach_acts
        return (
            *attach_acts,
            Act(
                "correct",
                _("등록정보 수정"),
                "pen",
                tone="primary",
                required=REGISTRY_CORRECT,
                confirm=_("처음 등록한 내용은 그대로 두고 수정 내역을 남깁니다."),
                reason=_("수정 사유"),
            ),
        )

    def act_attach(self, data: QueryDict) -> Done:
        names = ("title", "form", "quantity", "kept_in")
        given = SeparateAttachmentData(**{name: data.get(f"attached_{name}", "") for name in names})
        made = register_separate_attachment(
            entry_id=self.kwargs["entry_id"], data=given, actor=self.actor, at=self.now
        )
        message = _t("%(number)s 번호로 첨부물을 등록했습니다.") % {"number": made.number_text}
        return Done(self.request.path, message)

    def act_correct(self, data: QueryDict) -> Done:
        disclosure = as_disclosure(data)
        given = CorrectionData(
            reason=data.get("reason", ""),
            title=data.get("title", "")[:200],
            abstract=data.get("abstract", "")[:2000],
            keywords=as_keywords(data),
            disclosure=disclosure,
            grounds=as_grounds(data, disclosure),
            title_hidden=data.get("title_hidden") == "1",
            record_file_id=as_uuid(data.get("record_file", "")),
        )
        correct_entry(entry_id=self.kwargs["entry_id"], data=given, actor=self.actor, at=self.now)
        return Done(self.request.path, _t("등록정보를 수정했습니다."))


class PaperScreen(DocumentScreen):
    """A received letter or a paper document gets its number."""

    required: ClassVar = {"get": REGISTRY_REGISTER, "post": REGISTRY_REGISTER}
    title = _("문서 등록")
    crumbs = (*CRUMBS, _("기록물등록대장"))
    help_text = _("접수한 문서와 종이 문서를 등록합니다. 등록하면 바로 번호를 받고, 지울 수 없습니다.")
    template_name = "records/paper.html"

    def document(self) -> dict[str, Any]:
        today = day_of(self.now)
        wanted = as_uuid(self.request.GET.get("department", "")) if self._may_choose() else None
        department_id = wanted or self.actor.department_id
        return {
            "directions": Direction.choices,
            "classes": Disclosure.choices,
            "grounds": disclosure_grounds(),
            "ticked": ticked(self.request.POST.getlist("grounds")),
            "department_id": department_id,
            "department": department_name(department_id, today) if department_id else "",
            "departments": department_choices(today) if self._may_choose() else (),
            "files": filing_choices(department_id, today) if department_id else (),
        }

    def acts(self) -> Sequence[Act]:
        return (Act("register", _("등록"), "save", tone="primary", key="Ctrl ↵"),)

    def act_register(self, data: QueryDict) -> Done:
        disclosure = as_disclosure(data)
        given = PaperData(
            direction=Direction.PRODUCED if data.get("direction") == "PRODUCED" else Direction.RECEIVED,
            department_id=chosen_uuid(data, "department"),
            title=data.get("title", "")[:200],
            disclosure=disclosure,
            record_file_id=as_uuid(data.get("record_file", "")),
            abstract=data.get("abstract", "")[:2000],
            keywords=as_keywords(data),
            grounds=as_grounds(data, disclosure),
            title_hidden=data.get("title_hidden") == "1",
            sender=data.get("sender", "")[:100],
            sender_number=data.get("sender_number", "")[:90],
            receivers=data.get("receivers", "")[:2000],
            attachment_count=as_number(data, "attachment_count", low=0, high=999),
        )
        made = register_paper(data=given, actor=self.actor, at=self.now)
        message = _t("%(number)s 번호로 등록했습니다.") % {"number": made.text}
        return Done(reverse("records:entry", args=[made.entry_id]), message)

    def _may_choose(self) -> bool:
        return self.actor.may(REGISTRY_CORRECT)


def _shown_correction(row: Any) -> dict[str, Any]:
    changes = [
        (FIELD_NAMES.get(name, name), _written(before), _written(after))
        for name, (before, after) in row.content.items()
    ]
    return {"row": row, "changes": changes}


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return _t("예") if value else _t("아니오")
    return str(Disclosure(value).label) if value in Disclosure.values else str(value)
