"""Screen 69: 위임전결규정: the table in force, other versions, and a new one from a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from organization.permissions import DELEGATION_MANAGE, DELEGATION_VIEW
from organization.queries import role_words, rules_of, table, tables
from organization.queries.delegation_book import table_book
from organization.queries.delegation_words import condition_words, selector_words
from organization.rules.delegation import Rule
from organization.services import TableData, check_table, discard_table, import_table, put_table_in_force
from organization.services.delegation import fault_of
from organization.web.departments import DepartmentStep, read_uuid
from ui.excel import file_response
from ui.views import Done, ScreenView


class DelegationScreen(ScreenView):
    """Versions above, the rows of the chosen one below; the one in force unless another is chosen."""

    required = DELEGATION_VIEW
    title = _("위임전결규정")
    crumbs = (_("관리"), _("위임전결규정"))
    help_text = _(
        "결재선은 시행 중인 판으로 만들어집니다. 내려받은 파일을 고쳐 올리면 새 판이 되고, 시행해야 효력이 생깁니다."
    )
    template_name = "organization/delegation.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        rows = tables(today)
        asked = self.request.GET.get("table", "")
        shown = read_uuid(asked) if asked else next((row.table_id for row in rows if row.is_current), None)
        return super().context(
            tables=rows,
            shown=table(shown, today) if shown else None,
            rules=[_row(rule) for rule in rules_of(shown)] if shown else [],
            may_manage=self.actor.may(DELEGATION_MANAGE),
            today=today,
            **kwargs,
        )


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule,
        "condition": condition_words(rule.condition),
        "selector": selector_words(rule.selector),
        "final": role_words(rule.final_role),
        "reviewers": " › ".join(role_words(role) for role in rule.reviewer_roles),
        "cooperation": ", ".join(role_words(role) for role in rule.cooperation),
        "report": ", ".join(role_words(role) for role in rule.report_after_to),
    }


class DelegationFileScreen(ScreenView):
    """A version as Excel."""

    required = DELEGATION_VIEW
    title = _("위임전결규정")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name, content = table_book(kwargs["table_id"], self.actor.name, self.now)
        return file_response(content, name)


class TableStep(DepartmentStep):
    """A step that returns to the screen."""

    required = DELEGATION_MANAGE

    def done(self, table_id: UUID, message: str) -> Done:
        return Done(f"{reverse('organization:delegation')}?table={table_id}", message)


class HandInTableStep(TableStep):
    """A file becomes a draft; with `check` it is only looked at and its faults are named."""

    def perform(self, data: QueryDict) -> Done:
        file = self.request.FILES.get("file")
        if file is None:
            raise InvalidInput(errors=[FieldFault("/file", "required", gettext("올릴 파일을 고르십시오."))])
        content = file.read()
        if data.get("check") == "1":
            return self._checked(content)
        given = TableData(
            data.get("title", "")[:100], data.get("basis_text", "")[:200], self.day(data, "effective_from")
        )
        made = import_table(actor=self.actor, data=given, content=content, at=self.now)
        return self.done(made.pk, gettext("새 판을 올렸습니다. 시행하기 전까지는 쓰이지 않습니다."))

    def _checked(self, content: bytes) -> Done:
        found = check_table(content)
        if found.faults:
            raise InvalidInput(errors=[fault_of(fault) for fault in found.faults])
        words = gettext("%(count)s행을 읽었습니다. 잘못된 곳이 없습니다.") % {"count": len(found.rules)}
        return Done(reverse("organization:delegation"), words)


class EnforceTableStep(TableStep):
    """A draft comes into force on its day."""

    def perform(self, data: QueryDict) -> Done:
        made = put_table_in_force(actor=self.actor, table_id=self.kwargs["table_id"], at=self.now)
        return self.done(made.pk, gettext("시행일부터 이 판을 따릅니다."))


class DiscardTableStep(TableStep):
    """A draft is given up."""

    def perform(self, data: QueryDict) -> Done:
        made = discard_table(actor=self.actor, table_id=self.kwargs["table_id"], at=self.now)
        return self.done(made.pk, gettext("판을 폐기했습니다."))
