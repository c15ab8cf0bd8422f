"""Screen 9: 기안 작성: text, fields of the form, files, filing, line; kept by itself, handed in with Ctrl+Enter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import CrossClass, Disclosure, DocumentState
from approvals.models import OfficialDocument
from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.drafting import own_draft, returned_words
from approvals.queries.pages import picture_urls
from approvals.queries.related import related_documents
from approvals.rules.form_fields import feeds_amount
from approvals.services.beginning import default_file
from approvals.services.drafting import discard, save_draft
from approvals.services.handing_in import save_and_submit
from approvals.web.drafting import document_url, is_with_the_drafter
from approvals.web.drafting_marks import mark_fields
from approvals.web.drafting_parts import checks_of, destination_groups, line_context, line_now, ways_of
from approvals.web.drafting_typed import Typed, known_warnings
from core.errors import DomainError
from core.periods import day_of
from organization.queries import department_name, people_choices, rules_of, table_in_force
from organization.web.picker import department_nodes
from records.queries import disclosure_grounds, filing_choices
from ui.views import Act, DocumentScreen, Done, PageHead

GROUND_UNDER_WAY = 5


class EditorScreen(DocumentScreen):
    """기안 작성: a draft of one's own."""

    required = DOCUMENT_DRAFT
    template_name = "approvals/drafting/editor.html"

    @property
    def draft(self) -> OfficialDocument:
        """The document as it is stored; read once."""
        if not hasattr(self, "_draft"):
            self._draft = own_draft(self.kwargs["document_id"], self.actor)
        return self._draft

    def head(self) -> PageHead:
        crumbs = (_("전자결재"), _("기안하기"))
        is_new = self.draft.state == DocumentState.DRAFT
        state = None if is_new else self.draft.state
        return PageHead(self.draft.form.name, crumbs, state=state, star=False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_with_the_drafter(self.draft):
            return HttpResponseRedirect(document_url(self.draft))
        return super().get(request, *args, **kwargs)

    def acts(self) -> Sequence[Act]:
        throw = _("이 문서를 폐기합니다. 폐기한 문서는 되살릴 수 없습니다.")
        reason = _("폐기 사유") if self.draft.state == DocumentState.RETURNED else ""
        return (
            Act("discard", _("폐기"), "trash", confirm=throw, reason=reason, validates=False),
            Act("save", _("임시저장"), "save", key="Ctrl S", validates=False),
            Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵", validates=False),
        )

    def document(self) -> dict[str, Any]:
        draft, today = self.draft, day_of(self.now)
        files = filing_choices(draft.department_id, today)
        line = line_now(draft, self.now)
        is_sent = draft.form.cross_class != CrossClass.INTERNAL
        return {
            "draft": draft,
            "form": draft.form,
            "body": json.dumps(draft.body or {}, ensure_ascii=False),
            "keywords": ", ".join(str(word) for word in draft.keywords),
            "receivers": "\n".join(str(receiver) for receiver in draft.receivers),
            "fields": self._fields(),
            "asks_amount": self._asks_amount(),
            "is_sent": is_sent,
            "department": department_name(draft.department_id, today),
            "files": files,
            "default_file": default_file(draft.form, files),
            "disclosures": Disclosure.choices,
            "grounds": disclosure_grounds(),
            "under_way": GROUND_UNDER_WAY,
            "attachments": list(draft.attachments.select_related("blob").order_by("ordinal")),
            "pictures": picture_urls(draft.pk),
            "returned": returned_words(draft),
            "checks": checks_of(draft, line, self.now),
            "side": line_context(line, draft, self.actor),
            "marks": mark_fields(line, draft),
            "nodes": department_nodes(today),
            "subjects": list(draft.subjects.order_by("seq")),
            "related": related_documents(draft, self.actor),
            "destinations": destination_groups(today) if is_sent else [],
            "ways": ways_of(draft, today) if is_sent else [],
        }

    def act_save(self, data: QueryDict) -> Done:
        self._save(data)
        return Done(self.request.path, _t("임시저장했습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        document = save_and_submit(
            document_id=self.draft.pk,
            seen=seen_version(data),
            values=Typed(data, self.draft, self.now).strictly(),
            acknowledged=known_warnings(data),
            actor=self.actor,
            at=self.now,
        )
        words = _t("상신했습니다.")
        if document.state == DocumentState.APPROVED:
            words = _t("결재했습니다. 생산등록번호는 %(number)s입니다.") % {"number": document.number_text}
        return Done(document_url(document), words)

    def act_discard(self, data: QueryDict) -> Done:
        discard(
            document_id=self.draft.pk,
            seen=self.draft.version,
            actor=self.actor,
            at=self.now,
            reason=data.get("reason", "")[:4000],
        )
        return Done(reverse("approvals:choose"), _t("문서를 폐기했습니다."))

    def _save(self, data: QueryDict) -> OfficialDocument:
        return save_draft(
            document_id=self.draft.pk,
            seen=seen_version(data),
            values=Typed(data, self.draft, self.now).strictly(),
            actor=self.actor,
            at=self.now,
        )

    def _fields(self) -> list[dict[str, Any]]:
        described = self.draft.form.fields
        people: Sequence[Any] = ()
        if any(one.get("type") == "PERSON" for one in described):
            people = [
                (str(one.person_id), f"{one.name} ({one.department} {one.post})")
                for one in people_choices(self.now)
            ]
        return [
            {
                "name": f"value.{one['name']}",
                "id": f"v-{one['name']}",
                "label": one.get("label") or one["name"],
                "type": one.get("type") or "TEXT",
                "required": bool(one.get("required")),
                "hint": one.get("hint", ""),
                "options": one.get("options", ()),
                "people": people if one.get("type") == "PERSON" else (),
                "value": self.draft.values.get(one["name"], ""),
            }
            for one in described
        ]

    def _asks_amount(self) -> bool:
        """Whether the delegation table has bands of amounts for this business, and no field gives the amount."""
        if feeds_amount(self.draft.form.fields):
            return False
        try:
            rules = rules_of(table_in_force(day_of(self.now)).table_id)
        except DomainError:
            return False
        kind = self.draft.form.business_type
        return any(
            rule.business_type == kind and (rule.over is not None or rule.upto is not None) for rule in rules
        )


def seen_version(data: QueryDict) -> int:
    """The version the screen has seen; none counts as 0 and is refused as stale."""
    typed = data.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
