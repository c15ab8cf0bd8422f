"""What the ledger screen is asked for: account, days, moment, and the address of each next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest

from accounting.queries.ledger import LineQuestion
from core.periods import SEOUL, first_day, last_day, period_of
from ui.rules.entry import parse_date

NOW, CLOSE, AT = "now", "close", "at"
LINES, MONTHS, PARTNERS = "lines", "months", "partners"


@dataclass(frozen=True)
class LedgerAsk:
    """The question as it stands in the address."""

    year: int
    account: str
    from_on: date
    until_on: date
    seen: str
    moment: datetime | None
    view: str
    partner: UUID | None = None
    journal: UUID | None = None
    cursor: str = ""

    @property
    def question(self) -> LineQuestion:
        """The lines it asks for."""
        return LineQuestion(
            self.year,
            self.account,
            self.from_on,
            self.until_on,
            as_of=self.moment,
            dimensions={"partner_id": self.partner},
        )

    @property
    def months(self) -> tuple[tuple[date, date], tuple[date, date]]:
        """Days of the month before and the month after, inside the year's books."""
        before = first_day(period_of(self.from_on)) - timedelta(days=1)
        after = last_day(period_of(self.until_on)) + timedelta(days=1)
        return (before.replace(day=1), before), (after, last_day(period_of(after)))

    def address(self, path: str, **changes: str) -> str:
        """The same question with some parts changed."""
        parts = {
            "node": self.account,
            "from": self.from_on.isoformat(),
            "to": self.until_on.isoformat(),
            "seen": "" if self.seen == NOW else self.seen,
            "moment": self.moment.astimezone(SEOUL).strftime("%Y-%m-%dT%H:%M") if self.moment else "",
            "view": "" if self.view == LINES else self.view,
            "partner": str(self.partner or ""),
            "fy": str(self.year),
        }
        parts.update(changes)
        return f"{path}?{urlencode({name: value for name, value in parts.items() if value})}"


def read_ask(
    request: HttpRequest, *, year: int, account: str, today: date, closed_at: datetime | None
) -> LedgerAsk:
    """The question of a request; anything unreadable falls back to this month of the year, seen now."""
    data = request.GET
    middle = today if today.year == year else date(year, 12, 31)
    from_on = parse_date(data.get("from", ""), today) or middle.replace(day=1)
    until_on = parse_date(data.get("to", ""), today) or last_day(period_of(middle))
    if until_on < from_on:
        from_on, until_on = until_on, from_on
    seen = data.get("seen", NOW)
    moment = {CLOSE: closed_at, AT: _moment(data.get("moment", ""))}.get(seen)
    view = data.get("view", LINES)
    return LedgerAsk(
        year=year,
        account=account,
        from_on=from_on,
        until_on=until_on,
        seen=seen if moment else NOW,
        moment=moment,
        view=view if view in {LINES, MONTHS, PARTNERS} else LINES,
        partner=_uuid(data.get("partner", "")),
        journal=_uuid(data.get("journal", "")),
        cursor=data.get("cursor", ""),
    )


def without_moment(ask: LedgerAsk) -> LedgerAsk:
    """The same question as it is answered now."""
    return replace(ask, seen=NOW, moment=None)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=SEOUL)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
