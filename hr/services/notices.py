"""Notices of appointments (인사발령 통지서, 임용장) as PDF/A and HWPX, drawn from what was issued."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from core.access import Actor
from core.errors import NotFound
from core.periods import day_of
from core.schema import current_schema
from hr.models import OrderNotice
from hr.permissions import ORDER_VIEW
from hr.queries.orders import card_names, item_rows, words_on
from hr.rules.kinds import ENTRY_KINDS
from hr.services.certificates import draw_page, write_page
from tenants import registry

NOTICE, LETTER = "인사발령 통지서", "임용장"


def notice_of(notice_id: UUID, actor: Actor) -> OrderNotice:
    """A notice for its person from its day on, or for who sees orders; NotFound for everybody else."""
    found = OrderNotice.objects.select_related("item__person", "item__order").filter(pk=notice_id).first()
    if found is None:
        raise NotFound(notice_id=str(notice_id))
    is_own = actor.user_id is not None and found.item.person.user_id == actor.user_id
    if not is_own and not actor.may(ORDER_VIEW):
        raise NotFound(notice_id=str(notice_id))
    return found


def draw_notice(notice: OrderNotice) -> bytes:
    """The notice as PDF/A: for hiring and promotion a letter of appointment (임용장), else a notice."""
    return draw_page(_page(notice), notice.sent_at)


def write_notice(notice: OrderNotice) -> bytes:
    """The same notice as HWPX, for the office to go on writing in 한글."""
    return write_page(_page(notice))


def _page(notice: OrderNotice) -> dict[str, Any]:
    item = notice.item
    row = item_rows([item], words_on(item.effective_on))[0]
    tenant = registry.find_by_schema(current_schema())
    is_letter = item.kind in ENTRY_KINDS | {"PROMOTE"}
    facts = [
        ("사번", item.person.employee_no),
        ("성명", card_names([item.person_id]).get(item.person_id, "")),
        ("구분", row.kind_label),
        ("발령 전", row.before),
        ("발령 내용", row.after),
        ("발령일", _day(item.effective_on)),
        ("종료일", _day(row.last_on) if row.last_on else ""),
        ("사유", item.reason),
    ]
    return {
        "title": LETTER if is_letter else NOTICE,
        "sentence": notice.text,
        "facts": [[label, text] for label, text in facts if text],
        "heads": [],
        "rows": [],
        "day": _day(item.issued_on or day_of(notice.sent_at)),
        "institution": tenant.name if tenant else "",
        "number": f"인사발령 {item.order.number}",
        "language": "ko",
        "verify": "발령대장에 등록된 내용과 같습니다.",
    }


def _day(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
