"""Canonical JSON and the hashes over it (handbook 2.9): UTF-8, NFC, LF, sorted keys, no floats."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID


def canonical(value: Any) -> str:
    """The one text of a value; equal values give equal texts. Floats are refused."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return text_digest(canonical(value))


def text_digest(text: str) -> str:
    """SHA-256 of a text that is canonical already."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def instant(at: datetime) -> str:
    """An instant as it is hashed: UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        raise TypeError("canonical JSON knows no floats: amounts are whole numbers, rates are text")
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return _text(str(value))
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date | UUID):
        return str(value)
    return _composed(value)


def _composed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_text(str(key)): _plain(entry) for key, entry in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(entry) for entry in value), key=canonical)
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    raise TypeError(f"canonical JSON knows no {type(value).__name__}")


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
