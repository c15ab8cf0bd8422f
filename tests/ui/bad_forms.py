"""What a page asks for, read from its HTML, and values nobody should be able to break it with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

HOSTILE = {
    "emoji": "🧾👩‍👩‍👧 품의",
    "nul": "가\x00나",
    "right to left": "\u202e000,000,1\u202c",
    "lone surrogate": "\\ud800",
    "negative": "-1",
    "too many won": "1000000000000000001",
    "beyond the database": "9" * 40,
    "29 February": "2026-02-29",
    "year 0": "0000-00-00",
    "fraction": "1.5",
    "words": "천이백",
    "exponent": "1e9",
    "not a number": "NaN",
    "infinity": "Infinity",
    "full width": "１２，３４５",
    "foreign id": "0199c2d4-7a10-7c3e-9b51-2f6c0d4e8a17",
    "markup": "<script>alert(1)</script>",
    "quote": "'; DROP TABLE x; --",
    "braces": "{name!r} %s %(x)s {0}",
    "json": '[{"a": [1, null, {"b": true}]}]',
    "broken json": '[{"a": ',
    "empty": "",
    "blank": " \t\r\n\u3000",
    "long": "가" * 20_000,
}
CONTROLS = {"input", "select", "textarea", "button"}


@dataclass
class Form:
    """A form: where it is sent and with what."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    grids: dict[str, list[str]] = field(default_factory=dict)
    acts: list[tuple[str, str]] = field(default_factory=list)


class FormReader(HTMLParser):
    """Forms of a page; a control with `form="id"` outside of them counts to the form it names."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self._open = ""
        self._script: str | None = None
        self._scripts: dict[str, str] = {}
        self._grids: list[tuple[str, str, str]] = []
        self._grid = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = given.get("id") or f"#{len(self.forms)}"
            method = "post" if "hx-post" in given else given.get("method", "get").lower()
            self.forms[self._open] = Form(given.get("hx-post") or given.get("action", ""), method)
        elif tag in CONTROLS:
            self._control(tag, given, given.get("form") or self._open)
        elif tag == "script" and given.get("type") == "application/json":
            self._script = given.get("id", "")
            self._scripts[self._script] = ""
        if "data-grid" in given:
            self._grid = given.get("data-name", "")
        if "data-grid-box" in given:
            self._grids.append((self._open, self._grid, given.get("data-columns", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = ""
        elif tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._scripts[self._script] += data

    def _control(self, tag: str, given: dict[str, str], owner: str) -> None:
        form, name = self.forms.get(owner), given.get("name", "")
        if form is None or not name:
            return
        if tag == "button" or given.get("type") == "submit":
            form.acts.append((name, given.get("value", "")))
        else:
            form.values[name] = given.get("value", "")

    def read(self, page: str) -> list[Form]:
        """The forms, with what their grids ask for."""
        self.feed(page)
        for owner, name, columns in self._grids:
            if owner in self.forms and name:
                described = json.loads(self._scripts.get(columns) or "[]")
                self.forms[owner].grids[name] = sorted({key for column in described for key in _keys(column)})
        return list(self.forms.values())


def _keys(column: dict[str, object]) -> list[str]:
    """Names of a grid row that a column writes: its own and those a look-up fills."""
    filled = column.get("fill")
    return [str(column["field"]), *(filled if isinstance(filled, dict) else {}).values()]
