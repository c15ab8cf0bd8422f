"""What changed between two versions of a document (handbook 10, C-09): body by paragraph and word, fields old
and new, files by hash. Compares the canonical content, so any two versions can be laid side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from approvals.rules.writing.body import block_lines, read_body
from approvals.rules.writing.items import signs_of

BODY, FILES = "body", "attachments"


class Change(StrEnum):
    """What happened to a line, a word, a field or a file."""

    SAME = "SAME"
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True)
class Words:
    """Neighbouring words with the same fate."""

    change: Change
    text: str


@dataclass(frozen=True)
class LineChange:
    """A paragraph, or a table row, of the two versions laid together."""

    change: Change
    words: tuple[Words, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field with its old and new value; a nested one by its path (`values.amount`)."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class FileChange:
    """A file added, removed or replaced (same name, other hash)."""

    change: Change
    name: str
    old_sha256: str = ""
    new_sha256: str = ""


@dataclass(frozen=True)
class Difference:
    """All that differs between two versions."""

    lines: tuple[LineChange, ...]
    fields: tuple[FieldChange, ...]
    files: tuple[FileChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        same = all(line.change is Change.SAME for line in self.lines)
        return same and not self.fields and not self.files


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """What changed from one canonical content to another."""
    return Difference(
        lines=tuple(line_changes(_lines(old.get(BODY)), _lines(new.get(BODY)))),
        fields=tuple(field_changes(_fields(old), _fields(new))),
        files=tuple(file_changes(old.get(FILES) or (), new.get(FILES) or ())),
    )


def _lines(body: Any) -> list[str]:
    if not body:
        return []
    read = read_body(body)
    found = []
    for block, sign in zip(read.blocks, signs_of(read), strict=True):
        first, *rest = block_lines(block) or [""]
        found += [f"{sign} {first}".strip(), *rest]
    return found


def _fields(content: Mapping[str, Any]) -> dict[str, Any]:
    return dict(_flat({key: value for key, value in content.items() if key not in (BODY, FILES)}))


def _flat(value: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            yield from _flat(inner, f"{path}{key}.")
        else:
            yield f"{path}{key}", inner


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    """Fields whose values differ, in the order of the new version; None where there was no such field."""
    for name in dict.fromkeys([*new, *old]):
        if old.get(name) != new.get(name):
            yield FieldChange(name, old.get(name), new.get(name))


def file_changes(old: Sequence[Sequence[Any]], new: Sequence[Sequence[Any]]) -> Iterator[FileChange]:
    """Files `[order, name, size, sha256]` by hash: the same hash is the same file whatever it is called; same
    name, other hash: replaced.
    """
    before = {str(sha256): str(name) for _order, name, _size, sha256 in old}
    after = {str(sha256): str(name) for _order, name, _size, sha256 in new}
    gone = {name: sha256 for sha256, name in before.items() if sha256 not in after}
    for sha256, name in after.items():
        if sha256 in before:
            continue
        replaced = gone.pop(name, "")
        yield FileChange(Change.CHANGED if replaced else Change.ADDED, name, replaced, sha256)
    for name, sha256 in gone.items():
        yield FileChange(Change.REMOVED, name, sha256)


def line_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[LineChange]:
    """Lines of both versions in reading order; changed ones with the words that changed."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            for line in new[new_start:new_end]:
                yield _whole(Change.SAME, line)
        else:
            yield from _replaced(old[old_start:old_end], new[new_start:new_end])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[LineChange]:
    """Pairs lines that resemble each other, in order; the rest was removed or added."""
    start = 0
    for line in old:
        match = next((place for place in range(start, len(new)) if _alike(line, new[place])), None)
        if match is None:
            yield _whole(Change.REMOVED, line)
            continue
        for added in new[start:match]:
            yield _whole(Change.ADDED, added)
        yield LineChange(Change.CHANGED, tuple(word_changes(line, new[match])))
        start = match + 1
    for added in new[start:]:
        yield _whole(Change.ADDED, added)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= 0.5 and matcher.quick_ratio() >= 0.5 and matcher.ratio() >= 0.5


def _whole(change: Change, line: str) -> LineChange:
    return LineChange(change, (Words(change, line),) if line else ())


def word_changes(old: str, new: str) -> Iterator[Words]:
    """Words removed and added, in reading order; blanks belong to the words around them."""
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Words(Change.SAME, "".join(after[new_start:new_end]))
            continue
        if old_end > old_start:
            yield Words(Change.REMOVED, "".join(before[old_start:old_end]))
        if new_end > new_start:
            yield Words(Change.ADDED, "".join(after[new_start:new_end]))
