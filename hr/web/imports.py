"""인사 자료 가져오기: people with their first employment and posts allowed from Excel, tried first, and out again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, FieldFault, InvalidInput, PermissionMissing
from core.periods import day_of
from core.sheets import read_sheet
from hr.choices import ImportKind, SecretAct
from hr.permissions import PERSON_MANAGE
from hr.queries.import_words import headcount_table, people_table
from hr.rules import import_rows
from hr.services.imports import (
    ALSO,
    COLUMNS,
    MAX_ROWS,
    NEEDED,
    PERMISSION,
    CheckedImport,
    check_import,
    import_file,
    kind_of,
    may_import,
)
from hr.services.secrets import note_access
from hr.web.typed import place_of
from ui.columns import Column
from ui.columns import Kind as ColumnKind
from ui.excel import ExportHead, file_response, workbook
from ui.refusals import explain
from ui.views import ScreenView

TABLES = {ImportKind.PEOPLE: people_table, ImportKind.HEADCOUNT: headcount_table}
DAYS = frozenset({import_rows.BIRTH, import_rows.HIRED, import_rows.LAST, import_rows.FROM})
COUNTS = frozenset({import_rows.STEP, import_rows.HOURS, import_rows.COUNT})
LINE, MARK, CAUSE = "행", "결과", "까닭"


class ImportScreen(ScreenView):
    """A file of each kind is handed in; each of its rows comes back with what becomes of it."""

    required: ClassVar = {"get": PERSON_MANAGE, "post": PERSON_MANAGE}
    title = _("인사 자료 가져오기")
    crumbs = (_("인사·조직"),)
    help_text = _(
        "양식을 내려받아 채운 다음 먼저 검사하고 가져옵니다. 모두 맞아야 들어가고, 같은 자료를 다시 올려도 늘지 않습니다."
    )
    template_name = "hr/imports.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [
            (kind.value, kind.label, ", ".join(_head(kind)))
            for kind in ImportKind
            if may_import(self.actor, kind)
        ]
        return super().context(**{"kinds": kinds, "found": None, "refusal": None, "kept": False, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = kind_of(request.POST.get("kind", ""))
        act = request.POST.get("act", "")
        try:
            content = self._content()
            asked: dict[str, Any] = {"actor": self.actor, "kind": str(kind), "at": self.now}
            if act == "keep":
                found = import_file(content=content, **asked)
                return self._shown(found, kept=True)
            found = check_import(content=content, **asked)
            return self._marked(kind, found, content) if act == "file" else self._shown(found)
        except PermissionMissing:
            raise
        except DomainError as error:
            return self.render(status=error.status, refusal=explain(error))

    def _content(self) -> bytes:
        file = self.request.FILES.get("file")
        if file is None:
            raise InvalidInput(errors=[FieldFault("/file", "required", _t("올릴 파일을 고르십시오."))])
        return file.read()

    def _shown(self, found: CheckedImport, *, kept: bool = False) -> HttpResponse:
        whole = [one.text for one in found.faults if one.line == 0]
        label = ImportKind(found.kind).label
        return self.render(found=found, kept=kept, whole=whole, found_label=label)

    def _marked(self, kind: ImportKind, found: CheckedImport, content: bytes) -> HttpResponse:
        """The file itself with each row marked, to be corrected and handed in again."""
        sheet = read_sheet(content, max_rows=MAX_ROWS, find_formulas=False)
        header = [str(cell or "").strip() for cell in sheet.rows[0]]
        names = [name for name in header if name and name not in (LINE, MARK, CAUSE)]
        rows = []
        for marked in found.rows:
            cells = dict(zip(header, sheet.rows[marked.line - 1], strict=False)) if marked.line else {}
            rows.append({**cells, LINE: marked.line, MARK: marked.mark_label, CAUSE: marked.text})
        columns = [*_columns(names), *_columns((LINE, MARK, CAUSE))]
        return self._file(kind, columns, rows, _t("%(kind)s 검사 결과") % {"kind": kind.label})

    def _file(
        self, kind: ImportKind, columns: Sequence[Column], rows: Sequence[Any], name: str
    ) -> HttpResponse:
        head = ExportHead(str(kind.label), (), self.actor.name, self.now)
        return file_response(workbook(head, columns, rows, {}), f"{name}.xlsx")


class ImportFormFile(ScreenView):
    """The table to fill in: empty, or with what is on record (`?filled=1`)."""

    required = PERSON_MANAGE
    title = _("인사 자료 가져오기")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = kind_of(kwargs["kind"])
        self.actor.require(PERMISSION[kind])
        self.actor.require(ALSO[kind])
        is_filled = request.GET.get("filled") == "1"
        rows = TABLES[kind](day_of(self.now)) if is_filled else []
        if is_filled and kind == ImportKind.PEOPLE:
            note_access(
                actor=self.actor,
                person_id=None,
                act=SecretAct.EXPORTED,
                reason=str(kind.label),
                place=place_of(request),
                at=self.now,
            )
        head = ExportHead(str(kind.label), (), self.actor.name, self.now)
        name = kind.label if is_filled else _t("%(kind)s 양식") % {"kind": kind.label}
        return file_response(workbook(head, _columns(COLUMNS[kind]), rows, {}), f"{name}.xlsx")


def _columns(names: Sequence[str]) -> list[Column]:
    return [Column(name, name, _kind(name)) for name in names]


def _kind(name: str) -> ColumnKind:
    if name in DAYS:
        return "date"
    return "number" if name in COUNTS or name == LINE else "text"


def _head(kind: ImportKind) -> list[str]:
    """Columns in words, those that have to be there marked."""
    return [f"{name}*" if name in NEEDED[kind] else name for name in COLUMNS[kind]]
