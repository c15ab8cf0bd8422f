"""검토자 수정: whoever reviews corrects the text; the next page shows what changed (영 제9조제3항)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import CrossClass
from approvals.errors.steps import NotYourTurn
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.desk import desk_at
from approvals.queries.documents import document_page
from approvals.queries.pages import picture_urls
from approvals.queries.standing import Standing, standing_of
from approvals.rules.form_fields import read_values
from approvals.services.changing import edit_by_reviewer
from approvals.web.document_parts import seen_version, step_id
from approvals.web.drafting_typed import VALUE, Typed
from approvals.web.words import document_look
from core.errors import InvalidInput
from ui.views import Act, DocumentScreen, Done, PageHead

TEXTS = ("title", "abstract", "keywords", "receivers", "body")


class ReviewEditScreen(DocumentScreen):
    """검토자 수정."""

    required = DOCUMENT_VIEW
    title = _("문안 고치기")
    template_name = "approvals/change/edit.html"

    @cached_property
    def found(self) -> Any:
        return document_page(self.kwargs["document_id"], self.actor, self.now)

    @cached_property
    def standing(self) -> Standing:
        found = self.found
        standing = standing_of(found, found.line, found.all_opinions, self.actor, desk_at(self.now))
        if not standing.may_edit:
            raise NotYourTurn
        return standing

    def head(self) -> PageHead:
        return PageHead(
            self.title, (_("결재함"), _("결재 문서")), document_look(self.found.state), star=False
        )

    def acts(self) -> Sequence[Act]:
        return (Act("edit", _("새 판으로 저장"), "save", "primary", "Ctrl ↵", validates=False),)

    def document(self) -> dict[str, Any]:
        found, step = self.found, self.standing.step
        return {
            "found": found,
            "step_id": step.pk if step else "",
            "back_url": reverse("approvals:document", args=[found.pk]),
            "body": json.dumps(found.body or {}, ensure_ascii=False),
            "keywords": ", ".join(str(word) for word in found.keywords),
            "receivers": "\n".join(str(receiver) for receiver in found.receivers),
            "is_sent": found.form.cross_class != CrossClass.INTERNAL,
            "fields": [self._field(one) for one in found.form.fields if not one.get("drives")],
            "fixed": [
                {"label": one.get("label") or one["name"], "value": found.values.get(one["name"], "")}
                for one in found.form.fields
                if one.get("drives")
            ],
            "pictures": picture_urls(found.pk),
        }

    def act_edit(self, data: QueryDict) -> Done:
        changes = self._changes(data)
        if not changes:
            return Done(reverse("approvals:document", args=[self.found.pk]), _t("고친 내용이 없습니다."))
        document = edit_by_reviewer(
            document_id=self.found.pk,
            step_id=step_id(data, "step_id"),
            seen=seen_version(data),
            changes=changes,
            actor=self.actor,
            at=self.now,
        )
        place = reverse("approvals:differences", args=[document.pk])
        words = _t("%(number)s판으로 저장했습니다. 바뀐 곳을 확인하고 결재하십시오.")
        return Done(
            f"{place}?{urlencode({'new': document.content_version})}",
            words % {"number": document.content_version},
        )

    def _changes(self, data: QueryDict) -> dict[str, Any]:
        typed = Typed(_texts_of(data), self.found, self.now).strictly()
        changes = {
            name: typed[name] for name in TEXTS if name in typed and typed[name] != getattr(self.found, name)
        }
        values = {**self._values(data), **self._driving(data)}
        amount = {"amount": data["amount"]} if self._is_other(data, "amount", self.found.amount) else {}
        return {**changes, **amount, "values": values} if values else {**changes, **amount}

    def _driving(self, data: QueryDict) -> dict[str, Any]:
        """Fields that drive money or a person's status the request wants otherwise: the service refuses them."""
        known = self.found.values
        names = [str(one["name"]) for one in self.found.form.fields if one.get("drives")]
        return {
            name: data[VALUE + name] for name in names if self._is_other(data, VALUE + name, known.get(name))
        }

    def _is_other(self, data: QueryDict, name: str, value: Any) -> bool:
        return name in data and data.get(name, "").replace(",", "").strip() != str(
            "" if value is None else value
        )

    def _values(self, data: QueryDict) -> dict[str, Any]:
        described = [one for one in self.found.form.fields if not one.get("drives")]
        typed = {name.removeprefix(VALUE): data.get(name, "") for name in data if name.startswith(VALUE)}
        if not described or not typed:
            return {}
        values, faults = read_values(described, typed)
        if faults:
            raise InvalidInput(errors=faults)
        return {name: value for name, value in values.items() if self.found.values.get(name) != value}

    def _field(self, one: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "name": f"{VALUE}{one['name']}",
            "id": f"v-{one['name']}",
            "label": one.get("label") or one["name"],
            "type": one.get("type") or "TEXT",
            "required": bool(one.get("required")),
            "hint": one.get("hint", ""),
            "options": one.get("options", ()),
            "value": self.found.values.get(one["name"], ""),
        }


def _texts_of(data: QueryDict) -> QueryDict:
    """The texts alone, as they are typed."""
    kept = QueryDict(mutable=True)
    for name in TEXTS:
        if name in data:
            kept.setlist(name, data.getlist(name))
    return kept
