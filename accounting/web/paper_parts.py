"""Parts of a document page as plain data: facts, tables, the thread, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.queries.corrections import Correction
from accounting.queries.threads import ThreadStop
from accounting.queries.waiting import deciders
from accounting.web.links import document_url
from core.money import won


@dataclass(frozen=True)
class Cell:
    """One cell of a table: text, class (n for figures, code, key), address it opens."""

    text: str
    css: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Head:
    """Heading of a column."""

    label: str
    css: str = ""


@dataclass(frozen=True)
class PaperTable:
    """Rows of a document."""

    key: str
    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    note: str = ""
    words: int | None = None


@dataclass(frozen=True)
class Fact:
    """One line of the side panel."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Sign:
    """One step of the approval line."""

    role: str
    name: str
    state: str = ""
    when: str = ""
    say: str = ""
    title: str = ""
    note: str = ""


def money(amount: int, css: str = "n", url: str = "") -> Cell:
    """An amount cell; zeros stay faint, minus is red with its sign."""
    tone = " neg" if amount < 0 else " zero" if amount == 0 else ""
    return Cell(won(amount), css + tone, url)


def item_cell(line: Any) -> Cell:
    """Budget line as people name it: code and name, project and source below."""
    note = (
        f"{line.detail_project.name} · {line.funding_source.name}" if hasattr(line, "detail_project") else ""
    )
    url = f"{reverse('accounting:execution_documents')}?line={line.pk}" if note else ""
    return Cell(f"{line.stat_item.code} {line.stat_item.name}", "", url, note)


_CORRECTIONS = {
    "commitment_changed": _("증감 변경"),
    "commitment_cancelled": _("취소"),
    "assessment_corrected": _("경정"),
    "assessment_cancelled": _("취소"),
}


def correction_table(found: Sequence[Correction], title: str) -> PaperTable | None:
    """What was changed after the approval, row by row; nothing where nothing was."""
    if not found:
        return None
    heads = (
        Head(_t("일자")),
        Head(_t("구분")),
        Head(_t("과목")),
        Head(_t("증감"), "n"),
        Head(_t("처리한 사람")),
    )
    rows = [
        [
            Cell(day_text(item.on)),
            Cell(str(_CORRECTIONS.get(item.event, item.event))),
            Cell(item.item),
            Cell(f"+{won(item.amount)}" if item.amount > 0 else won(item.amount), "n"),
            Cell(item.by),
        ]
        for item in found
    ]
    return PaperTable("changes", title, heads, rows)


def day_text(day: date | None) -> str:
    """2026-11-23, or nothing."""
    return day.isoformat() if day else ""


def stops(thread: Sequence[ThreadStop]) -> list[dict[str, Any]]:
    """The thread for ui/parts/trail.html."""
    return [
        {
            "label": stop.label,
            "number": stop.number,
            "url": document_url(stop.document_type, stop.id) if stop.id else "",
            "current": stop.is_current,
        }
        for stop in thread
    ]


def sign_line(paper: Any, permission: str, on: date) -> list[Sign]:
    """Drafter and officer: who signed, or who may sign now."""
    word = _t("결재")
    drafter = paper.drafted_by.name if paper.drafted_by else _t("연계 프로그램")
    is_draft = paper.state == "DRAFT"
    signs = [
        Sign(_t("기안"), drafter, "now" if is_draft else "done", moment(paper.submitted_at) or _t("작성중"))
    ]
    if paper.approved_by is not None:
        # What is written after the approval is the reason of a change or cancellation, not this opinion.
        signs.append(Sign(word, paper.approved_by.name, "done", moment(paper.approved_at)))
    elif paper.state == "REJECTED":
        signs.append(Sign(word, _t("부결"), "back", "", paper.decision_text))
    else:
        signs.append(
            Sign(
                word,
                names(permission, on, paper.drafted_by_id),
                "" if is_draft else "now",
                "",
                paper.decision_text,
            )
        )
    return signs


def names(permission: str, on: date, drafter: UUID | None) -> str:
    """Those who may decide: up to three names, then how many more."""
    found = deciders(permission, on, drafter)
    if not found:
        return _t("권한을 가진 사람(지금 없음)")
    rest = _t(" 외 %(count)s명") % {"count": len(found) - 3} if len(found) > 3 else ""
    return ", ".join(found[:3]) + rest


def moment(at: Any) -> str:
    """11. 23. 09:12."""
    if at is None:
        return ""
    from django.utils import timezone

    local = timezone.localtime(at)
    return f"{local.month}. {local.day}. {local:%H:%M}"
