"""Accounting on the home page: papers to decide on, my papers, my department's money, deadlines."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.permissions import (
    EXECUTION_VIEW,
    ORDER_CREATE,
    ORDER_SETTLE,
    ORDER_SIGN,
    ORDER_VIEW,
    PROPOSAL_DRAFT,
    VOUCHER_VIEW,
)
from accounting.queries import documents as papers
from accounting.queries.deadlines import due_days
from accounting.queries.execution import BY_ITEM, ExecutionFilter, ExecutionReport, execution_report
from accounting.queries.waiting import WITHOUT_LINE, drafted_by, waiting_for
from accounting.queries.years import fiscal_years
from accounting.web.links import document_url
from core.periods import day_of
from core.schema import SchemaKind
from organization import queries as organization
from ui.home import Deadline, HomeParts, Moment, Money, MyDocument, QuickAct, Todo
from ui.rules.gauges import Position
from ui.shell import YearChoice
from ui.units import won_words

LONG_DAYS = 3
_TO_ORDER = (_("지급명령을 기다리는 지출결의"), "accounting:payment_vouchers", {"state": "APPROVED"})
_TO_SEND = (_("은행 전송을 기다리는 지급명령"), "accounting:payment_orders", {"step": "send"})
_TO_SETTLE = (_("지급 확인을 기다리는 지급명령"), "accounting:payment_orders", {"step": "settle"})
_COUNT = _("%(count)s건")


def todos(moment: Moment) -> list[Todo]:
    """What this person may decide alone, the longest waiting first; what goes by a line is approvals' part."""
    found = []
    for paper in waiting_for(moment.actor, moment.at, kinds=WITHOUT_LINE):
        days = (moment.at - paper.since).days
        waited = _t("%(days)s일째 기다림") % {"days": days} if days else _t("오늘 올라옴")
        note = f"{paper.drafter} · {won_words(paper.amount)} · {waited}"
        tone = "near" if days >= LONG_DAYS else ""
        url = document_url(paper.document_type, paper.id)
        act = _t("검수") if paper.document_type == "inspection" else _t("결재")
        found.append(Todo(paper.kind, paper.title, note, url, act, tone, order=50 - min(days, 40)))
    return found


def payments(moment: Moment) -> list[Todo]:
    """Papers of the year on their way to the bank, one line for each step this person may take."""
    vouchers = papers.vouchers().filter(state="APPROVED")
    steps = (
        (ORDER_CREATE, VOUCHER_VIEW, vouchers, _TO_ORDER),
        (ORDER_SIGN, ORDER_VIEW, papers.orders_awaiting("send"), _TO_SEND),
        (ORDER_SETTLE, ORDER_VIEW, papers.orders_awaiting("settle"), _TO_SETTLE),
    )
    found = []
    for permission, view, rows, (title, route, asked) in steps:
        if not (moment.actor.may(permission) and moment.actor.may(view)):
            continue
        if count := rows.filter(fiscal_year=moment.year).count():
            url = f"{reverse(route)}?{urlencode({'fy': moment.year, **asked})}"
            found.append(Todo(_t("지급"), str(title), _COUNT % {"count": f"{count:,}"}, url, order=30))
    return found


def documents(moment: Moment) -> list[MyDocument]:
    """My own papers on their way."""
    if moment.actor.user_id is None:
        return []
    return [
        MyDocument(
            paper.title,
            document_url(paper.document_type, paper.id),
            f"{paper.kind} {paper.number}".strip(),
            paper.amount,
            paper.state,
            paper.since if paper.state != "DRAFT" else None,
        )
        for paper in drafted_by(moment.actor.user_id, limit=5)
    ]


def money(moment: Moment) -> Money | None:
    """Budget of my department; of the whole institution where my department has none."""
    if not moment.actor.may(EXECUTION_VIEW) or moment.actor.user_id is None:
        return None
    today = day_of(moment.at)
    department = organization.primary_department(moment.actor.user_id, today)
    address = reverse("accounting:execution")
    if department is not None:
        report = _report(ExecutionFilter(moment.year, department_id=department), moment)
        if report.leaf_count:
            name = organization.department_names(today)[department].name
            title = _t("%(name)s 예산") % {"name": name}
            return Money(title, _position(report), f"{address}?department={department}")
    report = _report(ExecutionFilter(moment.year), moment)
    return Money(_t("기관 예산"), _position(report), address) if report.leaf_count else None


def _report(asked: ExecutionFilter, moment: Moment) -> ExecutionReport:
    return execution_report(asked, BY_ITEM, day_of(moment.at))


def _position(report: ExecutionReport) -> Position:
    total = report.total
    return Position(total.current, total.allotted, total.reserved, total.committed, total.paid)


def deadlines(moment: Moment) -> list[Deadline]:
    """Legal deadlines that come near."""
    return [Deadline(due.name, due.on) for due in due_days(day_of(moment.at))]


def years() -> list[YearChoice]:
    """Fiscal years for the selector of the frame."""
    return [YearChoice(year, is_closed) for year, is_closed in fiscal_years()]


HOME = {
    SchemaKind.INSTITUTION: HomeParts(
        todos=(todos, payments),
        documents=(documents,),
        money=(money,),
        deadlines=(deadlines,),
        acts=(
            QuickAct(_("집행 현황"), "accounting:execution", EXECUTION_VIEW, "budget"),
            QuickAct(
                _("품의 작성"), "accounting:spending_proposal_new", PROPOSAL_DRAFT, "draft", primary=True
            ),
        ),
    )
}
YEARS = {SchemaKind.INSTITUTION: years}
