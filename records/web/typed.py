"""What people typed into the forms of records, as services take it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.errors import FieldFault, InvalidInput, NotFound
from organization.queries import department_choices
from records.choices import Disclosure
from records.errors import DisclosureMissing
from ui.rules.entry import parse_date, parse_whole

MAX_KEYWORDS = 10
KEYWORD_LENGTH = 40


def as_day(data: QueryDict, name: str, today: date) -> date:
    """A day typed in any of the usual ways."""
    found = parse_date(data.get(name, ""), today)
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "date", _("날짜를 읽을 수 없습니다."))])
    return found


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


def as_number(data: QueryDict, name: str, *, low: int, high: int) -> int:
    """A whole number between two bounds; empty counts as the lower one."""
    found = parse_whole(data.get(name, "").strip() or str(low))
    if found is None or not low <= found <= high:
        detail = _("%(low)s에서 %(high)s까지의 숫자를 넣으십시오.") % {"low": low, "high": high}
        raise InvalidInput(errors=[FieldFault(f"/{name}", "number", detail)])
    return found


def as_disclosure(data: QueryDict, name: str = "disclosure") -> Disclosure:
    """The class of disclosure; nothing chosen is refused (E-DOC-003)."""
    chosen = str(data.get(name, ""))
    if chosen not in Disclosure.values:
        raise DisclosureMissing(errors=[FieldFault(f"/{name}", "required", _("공개구분을 고르십시오."))])
    return Disclosure(chosen)


def as_grounds(data: QueryDict, disclosure: Disclosure) -> tuple[int, ...]:
    """Ticked grounds; those of an open document are left out, because the form hides them."""
    if disclosure == Disclosure.OPEN:
        return ()
    read = (parse_whole(text, 2) for text in data.getlist("grounds"))
    return tuple(number for number in read if number is not None)


def as_keywords(data: QueryDict) -> tuple[str, ...]:
    """Words between commas."""
    words = [word.strip()[:KEYWORD_LENGTH] for word in data.get("keywords", "").split(",")]
    return tuple(word for word in words if word)[:MAX_KEYWORDS]


def department_options(today: date) -> list[tuple[str, str]]:
    """Departments of that day for a condition of a list."""
    return [(str(key), label) for key, label in department_choices(today)]


def version_of(data: QueryDict) -> int | None:
    """Version the form was made from."""
    return parse_whole(data.get("version", ""))


def ticked(grounds: Any) -> set[int]:
    """Grounds as a set for the boxes of a form, as they were stored or as they were sent."""
    read = (parse_whole(str(number), 2) for number in grounds or ())
    return {number for number in read if number is not None}
