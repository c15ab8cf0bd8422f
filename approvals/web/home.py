"""Approvals on the home page: documents of one's turn, and those one may sign for somebody absent."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from approvals.choices import Box
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.boxes import in_order
from approvals.queries.desk import Desk, desk_at
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
    return [one for box in (Box.WAITING, Box.COOPERATION, Box.DEPUTY) for one in _todos(box, desk, moment)]


def _todos(box: Box, desk: Desk, moment: Moment) -> list[Todo]:
    found = rows_of(list(in_order(box, moment.actor, desk)[:SHOWN]), box, moment.at)
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


def _note(row: BoxRow) -> list[str]:
    amount = [] if row.amount is None else [won_words(row.amount)]
    return [row.drafter, row.department, *amount, _waited(row.days)]


def _waited(days: int) -> str:
    return _t("%(days)s일째 기다림") % {"days": days} if days else _t("오늘 올라옴")


PARTS = HomeParts(todos=(todos,))
HOME = {SchemaKind.INSTITUTION: PARTS, SchemaKind.GOVERNMENT: PARTS}
