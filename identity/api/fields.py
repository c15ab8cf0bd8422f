"""Strict fields of accounts."""

from __future__ import annotations

import re
from typing import Any

from core.api.fields import StrictField

LOGIN_NAME = r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]"
ADDRESS = (
    r"[0-9A-Za-z_+-]+(\.[0-9A-Za-z_+-]+)*@([0-9A-Za-z]([0-9A-Za-z-]{0,30}[0-9A-Za-z])?\.)+[A-Za-z]{2,20}"
)


class LoginNameField(StrictField):
    """Lower-case letters, digits, `.`, `_`, `-`; three and more."""

    def to_internal_value(self, data: str) -> str:
        if not re.fullmatch(LOGIN_NAME, data):
            self.fail("invalid")
        return data

    def to_representation(self, value: str) -> str:
        return str(value)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 60, "pattern": f"^{LOGIN_NAME}$", "examples": ["haneul.yun"]}


class AddressField(StrictField):
    """An e-mail address, or empty."""

    def to_internal_value(self, data: str) -> str:
        if len(data) > 254 or not re.fullmatch(f"({ADDRESS})?", data):
            self.fail("invalid")
        return data

    def to_representation(self, value: str) -> str:
        return str(value)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 254, "pattern": f"^({ADDRESS})?$", "examples": ["a@b.kr"]}
