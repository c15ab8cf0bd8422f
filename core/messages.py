"""Korean labels in the source and their English texts, without GNU gettext: Babel does the work.

Python and templates fill the catalogue `django`; the browser's scripts fill `djangojs`, which pages in another
language than Korean carry along as data (see `ui/assets/src/js/words.js`).
"""

import ast
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from core.bare_texts import bare_texts_of_script, bare_texts_of_template

KEYWORDS = {
    "_": None,
    "marked": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
SCRIPT_KEYWORDS = {"t": None}
HANGUL = re.compile("[가-힣ㄱ-ㅎ]")
SOURCES = {"django": {"python", "template"}, "djangojs": {"script"}}
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
    """The labels of one app in one catalogue (`django` or `djangojs`) and their English texts."""

    def __init__(self, folder: Path, domain: str = "django") -> None:
        self.folder = folder
        self.domain = domain
        self.path = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"

    def labels(self) -> dict[Label, str]:
        """Every Korean label with the place it was first seen."""
        found: dict[Label, str] = {}
        for path in self._sources():
            for line, label in _labels_of(path):
                found.setdefault(label, self._place(path, line))
        return found

    def bare_texts(self) -> list[Fault]:
        """Korean that stands in a template or a script without gettext."""
        return [
            Fault(self._place(path, line), Label(text), "Korean outside of gettext")
            for path in self._sources()
            for line, text in _bare_texts_of(path)
        ]

    def _sources(self) -> list[Path]:
        kinds = SOURCES[self.domain]
        return [path for path in sorted(self.folder.rglob("*")) if _kind(path) in kinds]

    def _place(self, path: Path, line: int) -> str:
        return f"{path.relative_to(self.folder.parent)}:{line}"

    def catalogue(self) -> Catalog:
        """The English texts as they are now; empty when there is no file yet."""
        if not self.path.exists():
            return _empty()
        with self.path.open("rb") as stream:
            return read_po(stream, locale="en")

    def faults(self) -> list[Fault]:
        """Korean without gettext, labels without English, English whose placeholders differ."""
        catalogue = self.catalogue()
        found = self.bare_texts()
        for label, place in self.labels().items():
            message = catalogue.get(label.text, label.context or None)
            english = str(message.string) if message is not None and message.string else ""
            if not english:
                found.append(Fault(place, label, "no English text"))
            elif _placeholders(english) != _placeholders(label.text):
                found.append(Fault(place, label, "other placeholders than the label"))
        return found

    def update(self, elsewhere: Mapping[Label, str] | None = None) -> int:
        """Add new labels, drop those nobody uses; the number of labels that still want English.

        A label that another app (`elsewhere`) has in English already gets the same words.
        """
        old = self.catalogue()
        new = _empty()
        missing = 0
        for label, place in sorted(self.labels().items()):
            known = old.get(label.text, label.context or None)
            english = str(known.string) if known is not None and known.string else ""
            english = english or (elsewhere or {}).get(label, "")
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


def known_english(apps: Sequence[AppMessages]) -> dict[Label, str]:
    """The English of every label of these apps; the first app wins."""
    known: dict[Label, str] = {}
    for app in apps:
        for message in app.catalogue():
            if message.id and message.string:
                known.setdefault(Label(str(message.id), message.context or ""), str(message.string))
    return known


def conflicts(apps: Sequence[AppMessages]) -> list[Fault]:
    """Labels with another English text than an app before: Django reads the catalogues of all apps as one."""
    known: dict[tuple[str, Label], tuple[str, str]] = {}
    found = []
    for app in apps:
        for message in app.catalogue():
            if not message.id or not message.string:
                continue
            label, english = Label(str(message.id), message.context or ""), str(message.string)
            other, text = known.setdefault((app.domain, label), (app.folder.name, english))
            if text != english:
                found.append(Fault(app.folder.name, label, f'"{english}" here, "{text}" in {other}'))
    return found


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


def _kind(path: Path) -> str:
    """Which reader a file wants; nothing for files without labels."""
    if path.suffix == ".py" and "migrations" not in path.parts:
        return "python"
    if path.suffix in {".html", ".txt"} and "templates" in path.parts:
        return "template"
    if path.suffix == ".js" and "assets" in path.parts:
        return "script"
    return ""


def _labels_of(path: Path) -> Iterator[tuple[int, Label]]:
    source = path.read_text(encoding="utf-8")
    if not HANGUL.search(source):
        return
    kind = _kind(path)
    if kind == "template":
        # Leading blanks would look like Python's indentation.
        calls = templatize(source, origin=str(path)).splitlines()
        yield from _labels_in("\n".join(line.strip() for line in calls), "python", KEYWORDS)
    elif kind == "script":
        yield from _labels_in(source, "javascript", SCRIPT_KEYWORDS)
    else:
        yield from _labels_in(source, "python", KEYWORDS | _aliases(source))


def _labels_in(source: str, language: str, keywords: dict[str, Any]) -> Iterator[tuple[int, Label]]:
    stream = io.BytesIO(source.encode())
    for line, message, _comments, context in extract(
        language, stream, keywords, options={"encoding": "utf-8"}
    ):
        for text in message if isinstance(message, tuple) else (message,):
            if text and HANGUL.search(text):
                yield line, Label(text, context or "")


def _aliases(source: str) -> dict[str, Any]:
    """Other names a module gives to gettext's functions: `gettext as _t`."""
    imports = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    return {
        name.asname: KEYWORDS[name.name]
        for node in imports
        if node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.name in KEYWORDS
    }


def _bare_texts_of(path: Path) -> Iterator[tuple[int, str]]:
    source = path.read_text(encoding="utf-8")
    kind = _kind(path)
    if kind == "template" and HANGUL.search(source):
        yield from bare_texts_of_template(source)
    elif kind == "script" and HANGUL.search(source):
        yield from bare_texts_of_script(source)


def _placeholders(text: str) -> set[str]:
    return {found.group(0) for found in PLACEHOLDER.finditer(text)}
