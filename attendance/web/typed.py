"""What people type on the screens of attendance, read into values."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _t

from core.errors import FieldFault, InvalidInput
from core.periods import SEOUL
from ui.rules.entry import parse_date, parse_whole


def day(data: QueryDict, name: str, today: date) -> date:
    """A day; refused where it cannot be read."""
    found = parse_date(data.get(name, ""), today)
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "date", _t("날짜를 읽을 수 없습니다."))])
    return found


def days(data: QueryDict, name: str, today: date) -> list[date]:
    """Several days, one a line or apart by commas."""
    words = data.get(name, "").replace(",", "\n").split("\n")
    found = [parse_date(word.strip(), today) for word in words if word.strip()]
    if any(one is None for one in found):
        raise InvalidInput(errors=[FieldFault(f"/{name}", "date", _t("날짜를 읽을 수 없습니다."))])
    return [one for one in found if one is not None]


def minutes(data: QueryDict, name: str) -> int | None:
    """A time of day in minutes: 0900, 09:00; None when left empty."""
    text = data.get(name, "").strip().replace(":", "")
    if not text:
        return None
    if not text.isdigit() or len(text) not in (3, 4) or int(text[:-2]) > 47 or int(text[-2:]) > 59:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "time", _t("시각을 읽을 수 없습니다."))])
    return int(text[:-2]) * 60 + int(text[-2:])


def moment(data: QueryDict, name: str, today: date) -> datetime:
    """A day and a time on the office's clock."""
    on, at = day(data, f"{name}_on", today), minutes(data, f"{name}_time") or 0
    return datetime.combine(on, time(at // 60 % 24, at % 60), tzinfo=SEOUL)


def whole(data: QueryDict, name: str) -> int:
    """A whole number; 0 when left empty."""
    text = data.get(name, "").strip().replace(",", "") or "0"
    found = parse_whole(text, 12)
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "number", _t("숫자를 읽을 수 없습니다."))])
    return found


def rate(data: QueryDict, name: str) -> Decimal | None:
    """A positive number with up to four places; None when left empty."""
    text = data.get(name, "").strip().replace(",", "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,4})?", text):
        raise InvalidInput(errors=[FieldFault(f"/{name}", "number", _t("숫자를 읽을 수 없습니다."))])
    return Decimal(text)


def key(data: QueryDict, name: str) -> UUID | None:
    """An id; None when left empty."""
    text = data.get(name, "").strip()
    try:
        return UUID(text) if text else None
    except ValueError:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "choice", _t("목록에서 고르십시오."))]) from None
