"""What people typed into the forms of hr, as services take it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from core.errors import FieldFault, InvalidInput, NotFound
from hr.services.secrets import Place
from ui.rules.entry import parse_date, parse_whole

DAY = timedelta(days=1)


def as_day(data: QueryDict, name: str, today: date) -> date:
    """A day that has to be there."""
    found = parse_date(data.get(name, ""), today)
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "date", _("날짜를 읽을 수 없습니다."))])
    return found


def may_day(data: QueryDict, name: str, today: date) -> date | None:
    """A day that may be left out."""
    return as_day(data, name, today) if data.get(name, "").strip() else None


def after_last(data: QueryDict, name: str, today: date) -> date | None:
    """People type the last day; periods end on the day after."""
    found = may_day(data, name, today)
    return found + DAY if found else None


def as_uuid(text: str) -> UUID | None:
    """An id of a choice; None when nothing was chosen; NotFound when it is none."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotFound(key=text) from fault


def chosen_uuid(data: QueryDict, name: str) -> UUID:
    """An id that has to be chosen."""
    found = as_uuid(data.get(name, ""))
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "required", _("하나를 고르십시오."))])
    return found


def as_number(data: QueryDict, name: str) -> int:
    """A whole number; nothing counts as none."""
    found = parse_whole(data.get(name, "").strip() or "0")
    if found is None or found < 0:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "number", _("숫자를 넣으십시오."))])
    return found


def version_of(data: QueryDict) -> int | None:
    """Version the form was made from."""
    return parse_whole(data.get("version", ""))


def place_of(request: HttpRequest) -> Place:
    """Where the request came from, for the access log."""
    return Place(str(request.META.get("REMOTE_ADDR", "")))
