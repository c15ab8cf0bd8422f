"""Strict fields: a value is of its type or refused; nothing is guessed or rounded.

Every field knows its JSON schema, so that the description says exactly what is accepted.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.periods import end_of_day

_WON = re.compile(r"0|-?[1-9][0-9]{0,14}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:)([0-9]{2})(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_INTEGER = re.compile(r"-?[0-9]{1,18}")


class StrictField(serializers.Field):
    """Base of fields whose JSON type must be right before anything is converted."""

    json_type: type = str
    default_error_messages = {
        "type": _("값의 종류가 올바르지 않습니다."),
        "invalid": _("값의 형식이 올바르지 않습니다."),
    }

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str) and self.context.get("from_query"):
            data = self.from_query(data)
        data = self.from_json(data)
        is_value = data is not serializers.empty and data is not None
        if is_value and type(data) is not self.json_type:
            self.fail("type")
        return super().run_validation(data)

    def from_json(self, data: Any) -> Any:
        """The value that another spelling of the same JSON value stands for."""
        return data

    def from_query(self, text: str) -> Any:
        """The JSON value that a query parameter stands for."""
        return text

    def json_schema(self) -> dict[str, Any]:
        """JSON schema of the value."""
        raise TypeError(f"{type(self).__name__} describes no schema")


class WonField(StrictField):
    """Whole won as a string of digits. `minimum`: 0 (default), 1, or None for amounts that may be negative."""

    default_error_messages = {
        "invalid": _('원 단위 정수를 문자열로 보내야 합니다. 예: "1250000"'),
        "minimum": _("금액이 허용된 값보다 작습니다."),
    }

    def __init__(self, *, minimum: int | None = 0, **kwargs: Any) -> None:
        if minimum not in {None, 0, 1}:
            raise ValueError("the smallest amount is a matter of domain rules unless it is 0 or 1")
        self.minimum = minimum
        super().__init__(**kwargs)

    def to_internal_value(self, data: str) -> int:
        if not _WON.fullmatch(data):
            self.fail("invalid")
        amount = int(data)
        if self.minimum is not None and amount < self.minimum:
            self.fail("minimum")
        return amount

    def to_representation(self, value: int) -> str:
        return str(int(value))

    def json_schema(self) -> dict[str, Any]:
        positive = "[1-9][0-9]{0,14}"
        pattern = {None: f"^(0|-?{positive})$", 0: f"^(0|{positive})$", 1: f"^{positive}$"}[self.minimum]
        return {"type": "string", "pattern": pattern, "examples": ["1250000"]}


class LineField(StrictField):
    """One line of text without control characters; spaces at the ends are dropped."""

    controls = r"\x00-\x1f\x7f"
    default_error_messages = {
        "blank": _("비워 둘 수 없습니다."),
        "max_length": _("허용된 길이를 넘었습니다."),
        "invalid": _("쓸 수 없는 문자가 들어 있습니다."),
    }

    def __init__(self, *, max_length: int, allow_blank: bool = False, **kwargs: Any) -> None:
        self.max_length = max_length
        # Not named allow_blank: the description would then offer the empty string a second time.
        self.is_blank_allowed = allow_blank
        super().__init__(**kwargs)

    def to_internal_value(self, data: str) -> str:
        if len(data) > self.max_length:
            self.fail("max_length")
        if re.search(rf"[{self.controls}\ud800-\udfff]", data):
            self.fail("invalid")
        text = data.strip()
        if not text and not self.is_blank_allowed:
            self.fail("blank")
        return text

    def to_representation(self, value: Any) -> str:
        return force_str(value)

    def json_schema(self) -> dict[str, Any]:
        allowed, word = f"[^{self.controls}]", rf"[^\s{self.controls}]"
        pattern = f"^{allowed}*$" if self.is_blank_allowed else f"^{allowed}*{word}{allowed}*$"
        bounds = {} if self.is_blank_allowed else {"minLength": 1}
        return {"type": "string", "maxLength": self.max_length, "pattern": pattern, **bounds}


class TextField(LineField):
    """Several lines of text."""

    controls = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"


class CodeField(StrictField):
    """A code of a code table: letters, digits, `-`, `_`, `.`."""

    default_error_messages = {"max_length": _("허용된 길이를 넘었습니다.")}

    def __init__(self, *, max_length: int = 40, allow_blank: bool = False, **kwargs: Any) -> None:
        self.max_length = max_length
        self.pattern = "[0-9A-Za-z_.-]" + ("*" if allow_blank else "+")
        super().__init__(**kwargs)

    def to_internal_value(self, data: str) -> str:
        if len(data) > self.max_length:
            self.fail("max_length")
        if not re.fullmatch(self.pattern, data):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> str:
        return force_str(value)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.max_length, "pattern": f"^{self.pattern}$"}


class ChoiceTextField(StrictField):
    """One of the values of a code list (`choices` as Django's pairs)."""

    default_error_messages = {"choice": _("선택할 수 있는 값이 아닙니다.")}

    def __init__(self, *, choices: Any, **kwargs: Any) -> None:
        self.labels: Mapping[str, Any] = {str(value): label for value, label in choices}
        super().__init__(**kwargs)

    def to_internal_value(self, data: str) -> str:
        if data not in self.labels:
            self.fail("choice")
        return data

    def to_representation(self, value: Any) -> str:
        return str(value)

    def json_schema(self) -> dict[str, Any]:
        meaning = ", ".join(f"`{value}` {force_str(label)}" for value, label in self.labels.items())
        return {"type": "string", "enum": list(self.labels), "description": meaning}


class DayField(StrictField):
    """A day, `YYYY-MM-DD`."""

    default_error_messages = {"invalid": _("날짜는 YYYY-MM-DD 형식이어야 합니다.")}

    def to_internal_value(self, data: str) -> dt.date:
        try:
            return parse_day(data)
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: dt.date) -> str:
        return value.isoformat()

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "examples": ["2026-03-31"]}


class MomentField(StrictField):
    """An instant, RFC 3339 with offset; given out in Asia/Seoul."""

    default_error_messages = {"invalid": _("시각은 시간대를 붙인 RFC 3339 형식이어야 합니다.")}

    def to_internal_value(self, data: str) -> dt.datetime:
        try:
            return parse_moment(data)
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: dt.datetime) -> str:
        return written_moment(value)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time", "examples": ["2026-03-31T09:00:00+09:00"]}


class AsOfField(StrictField):
    """A past moment: an instant, or a day meaning its end in Korea."""

    def to_internal_value(self, data: str) -> dt.datetime:
        try:
            return read_as_of(data)
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: dt.datetime) -> str:
        return written_moment(value)

    def json_schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}


class WholeNumberField(StrictField):
    """A JSON integer between two bounds (years, counts, periods)."""

    json_type = int
    default_error_messages = {"range": _("허용된 범위를 벗어났습니다.")}

    def __init__(self, *, minimum: int, maximum: int, **kwargs: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        super().__init__(**kwargs)

    def from_json(self, data: Any) -> Any:
        """To JSON 4 and 4.0 are the same number."""
        return int(data) if type(data) is float and data.is_integer() else data

    def from_query(self, text: str) -> Any:
        return int(text) if _INTEGER.fullmatch(text) else text

    def to_internal_value(self, data: int) -> int:
        if not self.minimum <= data <= self.maximum:
            self.fail("range")
        return data

    def to_representation(self, value: int) -> int:
        return int(value)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


class FiscalYearField(WholeNumberField):
    """Fiscal year as its own integer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(minimum=1990, maximum=2999, **kwargs)


class FlagField(StrictField):
    """true or false, nothing that merely looks like it."""

    json_type = bool

    def from_query(self, text: str) -> Any:
        return {"true": True, "false": False}.get(text, text)

    def to_internal_value(self, data: bool) -> bool:
        return data

    def to_representation(self, value: bool) -> bool:
        return bool(value)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class IdField(StrictField):
    """Id of another object."""

    def to_internal_value(self, data: str) -> UUID:
        if not _UUID.fullmatch(data):
            self.fail("invalid")
        return UUID(data)

    def to_representation(self, value: UUID) -> str:
        return str(value)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


def parse_day(text: str) -> dt.date:
    """The day written as `YYYY-MM-DD`; anything else is a ValueError."""
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def parse_moment(text: str) -> dt.datetime:
    """The instant written by RFC 3339 (a leap second counts as the second before)."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day, clock, seconds, fraction, offset = match.groups()
    seconds = "59" if seconds == "60" else seconds
    offset = "+00:00" if offset in {"Z", "z"} else offset
    moment = dt.datetime.fromisoformat(f"{day}T{clock}{seconds}{(fraction or '')[:7]}{offset}")
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def written_moment(value: dt.datetime) -> str:
    """RFC 3339 in Asia/Seoul; in UTC before 1908, when Seoul's offset had seconds, which RFC 3339 lacks."""
    shown = timezone.localtime(value)
    offset = shown.utcoffset() or dt.timedelta()
    return (shown if offset.seconds % 60 == 0 else value.astimezone(dt.UTC)).isoformat()


def read_as_of(text: str) -> dt.datetime:
    """The moment that `as_of` names; a day alone means its end in Korea."""
    return parse_moment(text) if "T" in text.upper() else end_of_day(parse_day(text))
