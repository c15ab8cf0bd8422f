"""Approvals on the home page: documents of one's turn, and those one may sign for somebody absent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t

from approvals.choices import Box
from approvals.permissions import DOCUMENT_VIEW, RESOLUTION_REGISTER
from approvals.queries.desk import desk_at
from approvals.queries.documents import awaiting_board
from approvals.queries.waiting import WAITING_BOXES, waiting_documents
from approvals.web.inbox import BoxRow, rows_of
from core.schema import SchemaKind
from ui.home import HomeParts, Moment, Todo
from ui.units import won_words

SHOWN = 10
LONG_DAYS = 3


def todos(moment: Moment) -> list[Todo]:
    """The longest waiting documents of 결재대기, then those of 협조대기 and 대결 가능."""
    if not moment.actor.may(DOCUMENT_VIEW):
        return []
    desk = desk_at(moment.at)
    found = waiting_documents(moment.actor, desk, SHOWN)
    return [one for box in WAITING_BOXES for one in _todos(box, found, moment)]


def _todos(box: Box, waiting: Sequence[tuple[Box, Any]], moment: Moment) -> list[Todo]:
    found = rows_of([document for place, document in waiting if place == box], box, moment.at)
    return [
        Todo(
            mark=row.form,
            title=row.title,
            note=" · ".join(_note(row)),
            url=row.url,
            act=row.step,
            tone="near" if row.days >= LONG_DAYS else "",
            order=50 - min(row.days, 40),
        )
        for row in found
    ]


def resolutions(moment: Moment) -> list[Todo]:
    """Approved documents whose resolution by the board is still to be registered."""
    if not moment.actor.may(RESOLUTION_REGISTER):
        return []
    return [
        Todo(
            mark=_t("이사회 의결"),
            title=one.title,
            note=" · ".join(word for word in (one.drafter.name, one.number_text) if word),
            url=reverse("approvals:resolution", args=[one.pk]),
            act=_t("의결 등록"),
        )
        for one in awaiting_board(SHOWN)
    ]


def _note(row: BoxRow) -> list[str]:
    amount = [] if row.amount is None else [won_words(row.amount)]
    return [row.drafter, row.department, *amount, _waited(row.days)]


def _waited(days: int) -> str:
    return _t("%(days)s일째 기다림") % {"days": days} if days else _t("오늘 올라옴")


PARTS = HomeParts(todos=(todos, resolutions))
HOME = {SchemaKind.INSTITUTION: PARTS, SchemaKind.GOVERNMENT: PARTS}
