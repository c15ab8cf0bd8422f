"""Deadlines of a request for childcare leave (남녀고용평등법 시행령 제11조~제13조)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class RequestDays:
    """Days of the rule row `childcare_request`."""

    before_days: int = 30
    urgent_before_days: int = 7
    answer_days: int = 14
    urgent_answer_days: int = 3
    withdraw_before_days: int = 7
    warn_days: int = 2


@dataclass(frozen=True)
class RequestDeadlines:
    """What a request means: last day to answer, day of the warning, and the day silence becomes consent."""

    answer_until: date
    warn_on: date
    granted_on: date
    withdraw_until: date
    is_in_time: bool
    employer_may_put_off_to: date | None


def request_deadlines(
    requested_on: date, start_on: date, *, is_urgent: bool = False, days: RequestDays | None = None
) -> RequestDeadlines:
    """Answer, warning, consent by silence and withdrawal of a request made that day."""
    rule = days or RequestDays()
    ahead = rule.urgent_before_days if is_urgent else rule.before_days
    answer = requested_on + timedelta(days=rule.urgent_answer_days if is_urgent else rule.answer_days)
    in_time = requested_on + timedelta(days=ahead) <= start_on
    return RequestDeadlines(
        answer_until=answer,
        warn_on=answer - timedelta(days=rule.warn_days),
        granted_on=answer + timedelta(days=1),
        withdraw_until=start_on - timedelta(days=rule.withdraw_before_days),
        is_in_time=in_time,
        employer_may_put_off_to=None if in_time else requested_on + timedelta(days=ahead),
    )
