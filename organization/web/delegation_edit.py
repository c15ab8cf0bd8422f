"""위임전결규정 다음 판: the rows of a version on a grid, in Korean words, kept as a new draft."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from organization.choices import OTHER_ROLES, OfficeDuty, PostLevel, TeamFunction
from organization.permissions import DELEGATION_MANAGE
from organization.queries import role_words, rules_of, table
from organization.queries.delegation import TableRow, business_codes, business_words
from organization.queries.delegation_words import (
    condition_of,
    condition_words,
    selector_of,
    selector_words,
)
from organization.rules.delegation import Rule
from organization.services import TableData, write_next_table
from ui.rules.entry import parse_amount, parse_date
from ui.views import Act, DocumentScreen, Done, PageHead

CRUMBS = (_("관리"), _("위임전결규정"))
SEPARATORS = re.compile(r"[,›|]")


class DelegationEditScreen(DocumentScreen):
    """고쳐서 다음 판 만들기."""

    required = DELEGATION_MANAGE
    title = _("위임전결규정 다음 판")
    template_name = "organization/delegation_edit.html"

    @property
    def shown(self) -> TableRow:
        """The version the rows begin with."""
        if not hasattr(self, "_shown"):
            self._shown = table(self.kwargs["table_id"], day_of(self.now))
        return self._shown

    def head(self) -> PageHead:
        return PageHead(self.title, CRUMBS, star=False)

    def acts(self) -> Sequence[Act]:
        return (Act("save", _("다음 판으로 저장"), "save", "primary", "Ctrl ↵", validates=False),)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(document=self.document())

    def document(self) -> dict[str, Any]:
        words = business_words(self.shown.table_id)
        return {
            "businesses": list(words.values()),
            "shown": self.shown,
            "today": day_of(self.now),
            "columns": _columns(),
            "rows": [_row(rule, words) for rule in rules_of(self.shown.table_id)],
            "back_url": f"{reverse('organization:delegation')}?table={self.shown.table_id}",
            "roles": [words for words in _roles().values()],
        }

    def act_save(self, data: QueryDict) -> Done:
        day = parse_date(data.get("effective_from", ""), day_of(self.now))
        if day is None:
            words = _t("날짜를 읽을 수 없습니다.")
            raise InvalidInput(errors=[FieldFault("/effective_from", "date", words)])
        given = TableData(data.get("title", "")[:100], data.get("basis_text", "")[:200], day)
        businesses = business_codes(self.shown.table_id)
        rows = [
            _values(row, businesses)
            for row in self.rows(data)
            if any(str(one).strip() for one in row.values())
        ]
        made = write_next_table(
            actor=self.actor, base_id=self.shown.table_id, data=given, rows=rows, at=self.now
        )
        words = _t("제%(number)s판을 저장했습니다. 시행하기 전까지는 쓰이지 않습니다.")
        place = f"{reverse('organization:delegation')}?table={made.pk}"
        return Done(place, words % {"number": made.number})


def _roles() -> dict[str, str]:
    """Every role a row may name, with its Korean word."""
    codes = [*PostLevel.values, *OTHER_ROLES, *TeamFunction.values, *OfficeDuty.values]
    return {code: role_words(code) for code in codes}


def _columns() -> list[dict[str, Any]]:
    text: dict[str, Any] = {"type": "text"}
    return [
        {"field": "rule_id", "title": str(_("행 번호")), "width": 90, "required": True, **text},
        {"field": "business", "title": str(_("업무 종류")), "width": 170, "required": True, **text},
        {"field": "title", "title": str(_("행의 이름")), "min": 150, **text},
        {"field": "condition", "title": str(_("조건")), "min": 150, **text},
        {"field": "selector", "title": str(_("조건으로 고르기")), "width": 150, **text},
        {"field": "over", "title": str(_("초과(원)")), "width": 110, "type": "won"},
        {"field": "upto", "title": str(_("이하(원)")), "width": 110, "type": "won"},
        {"field": "final", "title": str(_("최종결재")), "width": 110, "required": True, **text},
        {"field": "reviewers", "title": str(_("검토")), "min": 150, **text},
        {"field": "cooperation", "title": str(_("협조")), "min": 130, **text},
        {"field": "audit", "title": str(_("일상감사")), "type": "check", "width": 80},
        {"field": "report", "title": str(_("사후보고")), "width": 100, **text},
        {"field": "important", "title": str(_("중요")), "type": "check", "width": 60},
        {"field": "bulk_forbidden", "title": str(_("일괄결재 금지")), "type": "check", "width": 110},
    ]


def _row(rule: Rule, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rule_id": rule.rule_id,
        "business": words.get(rule.business_type, rule.business_type),
        "title": rule.title,
        "condition": condition_words(rule.condition),
        "selector": selector_words(rule.selector),
        "over": "" if rule.over is None else str(rule.over),
        "upto": "" if rule.upto is None else str(rule.upto),
        "final": role_words(rule.final_role),
        "reviewers": " › ".join(role_words(role) for role in rule.reviewer_roles),
        "cooperation": ", ".join(role_words(role) for role in rule.cooperation),
        "audit": rule.audit,
        "report": ", ".join(role_words(role) for role in rule.report_after_to),
        "important": rule.important,
        "bulk_forbidden": rule.bulk_forbidden,
    }


def _values(row: Mapping[str, Any], businesses: Mapping[str, str]) -> dict[str, Any]:
    """A row of the grid with the codes its words stand for."""
    rule_id = _text(row, "rule_id", 20)
    return {
        "rule_id": rule_id,
        "business_type": _business(row, businesses, rule_id),
        "title": _text(row, "title", 100),
        "condition": condition_of(_text(row, "condition", 300)),
        "selector": selector_of(_text(row, "selector", 120)),
        "over": _won(row, "over", rule_id),
        "upto": _won(row, "upto", rule_id),
        "final_role": next(iter(_codes(row, "final")), ""),
        "reviewer_roles": _codes(row, "reviewers"),
        "cooperation": _codes(row, "cooperation"),
        "report_after_to": _codes(row, "report"),
        "audit": _is_ticked(row, "audit"),
        "important": _is_ticked(row, "important"),
        "bulk_forbidden": _is_ticked(row, "bulk_forbidden"),
    }


def _business(row: Mapping[str, Any], businesses: Mapping[str, str], rule_id: str) -> str:
    """The business a row is about: one of the words shown, or a code as files have it."""
    typed = _text(row, "business", 60)
    found = businesses.get("".join(typed.split()))
    if found is None and not re.fullmatch(r"[a-z][a-z0-9_]*|", typed):
        words = _t("%(row)s: 업무 종류 ‘%(typed)s’을(를) 찾을 수 없습니다.") % {
            "row": rule_id,
            "typed": typed,
        }
        raise InvalidInput(errors=[FieldFault(f"/rules/{rule_id}", "choice", words)])
    return found or typed


def _text(row: Mapping[str, Any], name: str, most: int) -> str:
    return str(row.get(name) or "").strip()[:most]


def _codes(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Roles typed as Korean words or codes; what is neither stays and is refused as unknown."""
    codes = {"".join(words.split()): code for code, words in _roles().items()}
    typed = [part.strip() for part in SEPARATORS.split(_text(row, name, 300)) if part.strip()]
    return tuple(codes.get("".join(part.split()), part)[:24] for part in typed)


def _won(row: Mapping[str, Any], name: str, rule_id: str) -> int | None:
    typed = _text(row, name, 30)
    if not typed:
        return None
    found = parse_amount(typed)
    if found is None:
        words = _t("%(row)s: 금액을 1,500,000 또는 1.5백만처럼 입력하십시오.") % {"row": rule_id}
        raise InvalidInput(errors=[FieldFault(f"/rules/{rule_id}", "amount", words)])
    return int(found)


def _is_ticked(row: Mapping[str, Any], name: str) -> bool:
    return row.get(name) in (True, 1, "1", "true")
