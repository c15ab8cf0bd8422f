"""Screen 69: 서식 관리: forms with their versions; a change is a new version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import CrossClass, Disclosure, DocumentKind, Layout
from approvals.models import FormDefinition, FormVersion
from approvals.permissions import FORM_MANAGE
from approvals.queries.drafting import form_list, form_of, versions_of
from approvals.rules.form_fields import CHOICE, TEXT, TYPES
from approvals.rules.writing.sanitizer import stored_body
from approvals.services.forms import EMPTY_BODY, FormData, save_form, set_form_active
from core.errors import FieldFault, InvalidInput
from core.labels import Label
from core.periods import day_of
from organization.queries import business_types
from records.queries import disclosure_grounds, unit_tasks
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("전자결재"), _("서식 관리"))
IN_USE = BadgeLook(_("사용"), "check", "ok")
RETIRED = BadgeLook(_("사용 안 함"), "pause")
TYPE_WORDS: dict[str, Label] = {
    "TEXT": _("한 줄 글"),
    "LONG": _("여러 줄 글"),
    "NUMBER": _("숫자"),
    "WON": _("금액"),
    "DAY": _("날짜"),
    "CHOICE": _("고르기"),
    "CHECK": _("확인 칸"),
    "PERSON": _("사람"),
}
FEED_WORDS: dict[str, Label] = {
    "": "-",
    "AMOUNT": _("금액 구간"),
    "PEOPLE": _("대상자"),
    "SELECTOR": _("전결 조건"),
    "SERIES": _("지시문서 번호"),
}


class FormList(ListScreen):
    """서식 목록."""

    required = FORM_MANAGE
    title = _("서식 관리")
    crumbs = (_("전자결재"),)
    help_text = _("서식을 고치면 새 판이 됩니다. 이미 기안한 문서는 기안할 때의 판을 씁니다.")
    default_order = "code"
    empty_title = _("서식이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("kind", _("문서 종류"), choices=DocumentKind.choices),
        Text("q", _("서식 이름·코드")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("code", _("서식 코드"), "code", sort=True, href=lambda row: row["url"]),
        Column("name", _("서식"), key=True, href=lambda row: row["url"]),
        Column("number", _("판"), "number"),
        Column("kind", _("문서 종류")),
        Column("cross_class", _("시행 구분")),
        Column("layout", _("서식 모양")),
        Column("business_type", _("위임전결 구분")),
        Column("state", _("상태"), "badge"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        url = reverse("approvals:form_new")
        heads = reverse("approvals:letterheads")
        return (
            {"label": _("서식 머리말"), "url": heads, "icon": "building"},
            {"label": _("서식 만들기"), "url": url, "icon": "plus", "primary": True},
        )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = form_list(query["q"] or "", query["kind"] or "")
        words = dict(business_types(day_of(self.now)))
        return page_queryset(rows, query, to_row=lambda row: _row(row, words))

    def row_url(self, row: Any) -> str:
        return str(row["url"])


def _row(row: Any, words: dict[str, str]) -> dict[str, Any]:
    return {
        "url": reverse("approvals:form", args=[row.pk]),
        "code": row.code,
        "name": row.latest_name,
        "number": row.latest_number,
        "kind": DocumentKind(row.latest_kind).label,
        "cross_class": CrossClass(row.latest_cross_class).label,
        "layout": Layout(row.latest_layout).label,
        "business_type": words.get(row.latest_business_type, _("업무 내용에 따름")),
        "state": IN_USE if row.is_active else RETIRED,
    }


class FormEditor(DocumentScreen):
    """What a version of a form says, as fields of a screen."""

    required = FORM_MANAGE
    template_name = "approvals/forms/form.html"

    def version_shown(self) -> FormVersion | None:
        """The version the fields begin with."""
        return None

    def document(self) -> dict[str, Any]:
        shown, today = self.version_shown(), day_of(self.now)
        return {
            "shown": shown,
            "body": json.dumps(shown.body if shown else {}, ensure_ascii=False),
            "kinds": DocumentKind.choices,
            "cross_classes": CrossClass.choices,
            "layouts": Layout.choices,
            "disclosures": Disclosure.choices,
            "grounds": disclosure_grounds(),
            "business_types": business_types(today),
            "tasks": [(one.code, f"{one.code} {one.name} · {one.retention}") for one in unit_tasks(today)],
            "columns": _columns(),
            "rows": [_field_row(one) for one in (shown.fields if shown else ())],
        }

    def data(self, data: QueryDict, code: str) -> FormData:
        """What was typed, as the service takes it."""
        disclosure = data.get("disclosure", "")
        numbers = {int(one) for one in data.getlist("grounds") if one in tuple("12345678")}
        return FormData(
            code=code,
            name=data.get("name", "").strip()[:60],
            business_type=data.get("business_type", "").strip()[:60],
            kind=data.get("kind", ""),
            cross_class=data.get("cross_class", ""),
            layout=data.get("layout", ""),
            fields=[_field_of(row) for row in self.rows(data)],
            body=_body_of(data) or dict(EMPTY_BODY),
            subject_type=self._subject_type(),
            unit_task_code=data.get("unit_task_code", ""),
            disclosure=disclosure,
            grounds=sorted(numbers) if disclosure not in ("", Disclosure.OPEN) else [],
            reject_allowed=data.get("reject_allowed") == "1",
            step_up=data.get("step_up") == "1",
        )

    def _subject_type(self) -> str:
        shown = self.version_shown()
        return shown.subject_type if shown else ""


class NewFormScreen(FormEditor):
    """A new form."""

    title = _("서식 만들기")
    crumbs = CRUMBS

    def acts(self) -> Sequence[Act]:
        return (Act("make", _("만들기"), "save", tone="primary", key="Ctrl ↵", validates=False),)

    def act_make(self, data: QueryDict) -> Done:
        code = data.get("code", "").strip().upper()[:41]
        made = save_form(data=self.data(data, code), actor=self.actor, at=self.now, is_first=True)
        return Done(reverse("approvals:form", args=[made.form_id]), _t("서식을 만들었습니다."))


class FormScreen(FormEditor):
    """One form: its versions, and the next one begun from the latest."""

    @property
    def versions(self) -> list[FormVersion]:
        """All versions, the newest first."""
        if not hasattr(self, "_versions"):
            self._versions = versions_of(self.kwargs["form_id"])
        return self._versions

    @property
    def form(self) -> FormDefinition:
        """The form."""
        if not hasattr(self, "_form"):
            self._form = form_of(self.kwargs["form_id"])
        return self._form

    def head(self) -> PageHead:
        look = IN_USE if self.form.is_active else RETIRED
        return PageHead(self.versions[0].name, CRUMBS, state=look, number=self.form.code, star=False)

    def version_shown(self) -> FormVersion | None:
        asked = self.request.GET.get("version", "")
        return next((one for one in self.versions if str(one.number) == asked), self.versions[0])

    def document(self) -> dict[str, Any]:
        return {**super().document(), "form": self.form, "versions": self.versions}

    def acts(self) -> Sequence[Act]:
        if self.form.is_active:
            words = _("새 문서를 이 서식으로 기안할 수 없게 됩니다. 이미 기안한 문서는 그대로 갑니다.")
            turn = Act("retire", _("사용 안 함"), "pause", confirm=words, validates=False)
        else:
            turn = Act("activate", _("다시 사용"), "check", validates=False)
        make = Act("save", _("새 판으로 저장"), "save", tone="primary", key="Ctrl S", validates=False)
        return (turn, make)

    def act_save(self, data: QueryDict) -> Done:
        made = save_form(
            data=self.data(data, self.form.code), actor=self.actor, at=self.now, version=_seen(data)
        )
        words = _t("제%(number)s판을 저장했습니다. 이제부터 기안하는 문서가 이 판을 씁니다.")
        return Done(reverse("approvals:form", args=[self.form.pk]), words % {"number": made.number})

    def act_retire(self, data: QueryDict) -> Done:
        return self._turn(data, is_active=False, words=_t("서식을 쓰지 않게 했습니다."))

    def act_activate(self, data: QueryDict) -> Done:
        return self._turn(data, is_active=True, words=_t("서식을 다시 쓰게 했습니다."))

    def _turn(self, data: QueryDict, *, is_active: bool, words: str) -> Done:
        set_form_active(
            form_id=self.form.pk, is_active=is_active, version=_seen(data), actor=self.actor, at=self.now
        )
        return Done(reverse("approvals:form", args=[self.form.pk]), words)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(document=self.document())


def _columns() -> list[dict[str, Any]]:
    """Columns of the grid of fields."""
    types = [[kind, str(TYPE_WORDS[kind])] for kind in TYPES]
    feeds = [[feed, str(words)] for feed, words in FEED_WORDS.items()]
    return [
        {"field": "name", "title": str(_("이름(영문)")), "type": "text", "width": 130, "required": True},
        {"field": "label", "title": str(_("이름표")), "type": "text", "min": 140, "required": True},
        {"field": "type", "title": str(_("종류")), "type": "select", "width": 110, "options": types},
        {"field": "required", "title": str(_("필수")), "type": "check", "width": 60},
        {"field": "options", "title": str(_("고를 값(쉼표)")), "type": "text", "min": 140},
        {"field": "feeds", "title": str(_("결재선·번호")), "type": "select", "width": 110, "options": feeds},
        {"field": "drives", "title": str(_("검토자 고침 금지")), "type": "check", "width": 120},
        {"field": "hint", "title": str(_("도움말")), "type": "text", "min": 140},
    ]


def _field_row(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one.get("name", ""),
        "label": one.get("label", ""),
        "type": one.get("type") or TEXT,
        "required": bool(one.get("required")),
        "options": ", ".join(str(option) for option in one.get("options", ())),
        "feeds": one.get("feeds", ""),
        "drives": bool(one.get("drives")),
        "hint": one.get("hint", ""),
    }


def _field_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the grid as a field of the form; what is empty is left out."""
    kind = str(row.get("type") or TEXT)
    found: dict[str, Any] = {
        "name": str(row.get("name", "")).strip(),
        "label": str(row.get("label", "")).strip(),
        "type": kind,
    }
    options = [part.strip()[:100] for part in str(row.get("options") or "").split(",") if part.strip()]
    if kind == CHOICE:
        found["options"] = list(dict.fromkeys(options))
    for name in ("required", "drives"):
        if row.get(name) in (True, "1", "true", 1):
            found[name] = True
    for name, most in (("feeds", 10), ("hint", 200)):
        if str(row.get(name) or "").strip():
            found[name] = str(row[name]).strip()[:most]
    return found


def _body_of(data: QueryDict) -> dict[str, Any]:
    try:
        given = json.loads(data.get("body") or "{}")
    except (ValueError, RecursionError):
        fault = FieldFault("/body", "malformed", _t("본문을 읽을 수 없습니다."))
        raise InvalidInput(errors=[fault]) from None
    return stored_body(given) if isinstance(given, dict) and given.get("blocks") else {}


def _seen(data: QueryDict) -> int:
    typed = data.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
