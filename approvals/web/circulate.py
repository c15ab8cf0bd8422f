"""공람: an approved document goes to colleagues to read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import StepKind
from approvals.errors.acting import NoActingAuthority
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.documents import document_page
from approvals.queries.reading import may_circulate
from approvals.services.circulating import READING, circulate
from core.errors import InvalidInput
from core.periods import day_of
from organization.queries import people_choices
from ui.views import Act, DocumentScreen, Done, PageHead

MOST_PEOPLE = 1000


class CirculateScreen(DocumentScreen):
    """공람할 사람을 부서별로 고른다."""

    required = DOCUMENT_VIEW
    title = _("공람")
    template_name = "approvals/desks/circulate.html"

    @cached_property
    def found(self) -> Any:
        found = document_page(self.kwargs["document_id"], self.actor, self.now)
        if not may_circulate(found, self.actor, day_of(self.now)):
            raise NoActingAuthority
        return found

    def head(self) -> PageHead:
        return PageHead(self.title, (_("전자결재"), _("부서 문서함")), star=False)

    def acts(self) -> Sequence[Act]:
        return (Act("circulate", _("공람"), "people", "primary", "Ctrl ↵", validates=False),)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(document=self.document())

    def document(self) -> dict[str, Any]:
        chosen = set(self.request.POST.getlist("person"))
        readers = [one for one in self.found.line if one.kind in (*READING, StepKind.POST_REVIEW)]
        known = {one.person_id for one in readers}
        departments: dict[str, list[dict[str, Any]]] = {}
        for one in people_choices(self.now, limit=MOST_PEOPLE):
            if one.person_id not in known:
                row = {"choice": one, "is_chosen": str(one.person_id) in chosen}
                departments.setdefault(one.department, []).append(row)
        return {
            "found": self.found,
            "readers": readers,
            "departments": [
                {"name": name, "people": people, "is_open": any(one["is_chosen"] for one in people)}
                for name, people in departments.items()
            ],
            "back_url": reverse("approvals:document", args=[self.found.pk]),
        }

    def act_circulate(self, data: QueryDict) -> Done:
        try:
            people = [UUID(one) for one in data.getlist("person")]
        except ValueError as fault:
            raise InvalidInput from fault
        circulate(
            document_id=self.found.pk,
            people=people,
            reason=data.get("why", "")[:200],
            actor=self.actor,
            at=self.now,
        )
        words = _t("%(count)s명에게 공람했습니다.") % {"count": len(set(people))}
        return Done(reverse("approvals:document", args=[self.found.pk]), words)
