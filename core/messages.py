"""Korean labels in the source and their English texts, without GNU gettext: Babel does the work."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
HANGUL = re.compile("[가-힣ㄱ-ㅎ]")
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")


@dataclass(frozen=True, order=True)
class Label:
    """A text a person sees, with its gettext context."""

    text: str
    context: str = ""


@dataclass(frozen=True)
class Fault:
    """A label whose English is missing or does not fit."""

    place: str
    label: Label
    reason: str


class AppMessages:
    """The labels of one app and its English catalogue."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"

    def labels(self) -> dict[Label, str]:
        """Every Korean label with the place it was first seen."""
        found: dict[Label, str] = {}
        for path in sorted(self.folder.rglob("*")):
            source = _python_of(path)
            for line, label in _labels_in(source):
                found.setdefault(label, f"{path.relative_to(self.folder.parent)}:{line}")
        return found

    def catalogue(self) -> Catalog:
        """The English texts as they are now; empty when there is no file yet."""
        if not self.path.exists():
            return _empty()
        with self.path.open("rb") as stream:
            return read_po(stream, locale="en")

    def faults(self) -> list[Fault]:
        """Labels without English, and English whose placeholders differ from the label's."""
        catalogue = self.catalogue()
        found = []
        for label, place in self.labels().items():
            message = catalogue.get(label.text, label.context or None)
            english = str(message.string) if message is not None and message.string else ""
            if not english:
                found.append(Fault(place, label, "no English text"))
            elif _placeholders(english) != _placeholders(label.text):
                found.append(Fault(place, label, "other placeholders than the label"))
        return found

    def update(self) -> int:
        """Add new labels, drop those nobody uses; the number of labels that still want English."""
        old = self.catalogue()
        new = _empty()
        missing = 0
        for label, place in sorted(self.labels().items()):
            known = old.get(label.text, label.context or None)
            english = str(known.string) if known is not None and known.string else ""
            missing += not english
            file = place.rpartition(":")[0]
            new.add(label.text, english, locations=[(file, 0)], context=label.context or None)
        if len(new):
            self._write(new)
        return missing

    def _write(self, catalogue: Catalog) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("wb") as stream:
            write_po(stream, catalogue, width=0, omit_header=False, include_lineno=False)
        # The date in the header would make every update a change.
        text = self.path.read_text(encoding="utf-8")
        kept = [line for line in text.splitlines(keepends=True) if "-Date:" not in line]
        self.path.write_text("".join(kept), encoding="utf-8")

    def compile(self) -> None:
        """Write what Django reads, when the texts are newer."""
        target = self.path.with_suffix(".mo")
        if not self.path.exists() or _is_newer(target, self.path):
            return
        with target.open("wb") as stream:
            write_mo(stream, self.catalogue())


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        header_comment="# English texts of the Korean labels.",
        project="Dure",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="en",
        charset="utf-8",
        fuzzy=False,
    )


def _is_newer(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns


def _python_of(path: Path) -> str:
    if path.suffix == ".py" and "migrations" not in path.parts:
        return path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt"} and "templates" in path.parts:
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Leading blanks would look like Python's indentation.
        return "\n".join(line.strip() for line in calls.splitlines())
    return ""


def _labels_in(source: str) -> Iterator[tuple[int, Label]]:
    if not HANGUL.search(source):
        return
    stream = io.BytesIO(source.encode())
    for line, message, _comments, context in extract(
        "python", stream, KEYWORDS, options={"encoding": "utf-8"}
    ):
        for text in message if isinstance(message, tuple) else (message,):
            if text and HANGUL.search(text):
                yield line, Label(text, context or "")


def _placeholders(text: str) -> set[str]:
    return {found.group(0) for found in PLACEHOLDER.finditer(text)}
