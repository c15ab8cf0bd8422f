"""P2 and steps: a document with its acts. One act = one service call; a refusal keeps the form."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from core.errors import DomainError, FieldFault, InvalidInput, NotFound
from core.labels import Label
from ui.refusals import explain
from ui.views.screen import ScreenView, is_partial, refusal_response


@dataclass(frozen=True)
class Act:
    """A button of a document. `verb` chooses the method `act_<verb>`; `required` may narrow the screen's.

    `confirm` asks first (object and effect, not "정말로"); `reason` asks for a reason in that question.
    `disabled` tells why the act is not possible now. `key` is the shown key: "Ctrl S", "Ctrl ↵".
    """

    verb: str
    label: Label
    icon: str = ""
    tone: str = ""
    key: str = ""
    required: str = ""
    confirm: Label = ""
    reason: Label = ""
    disabled: Label = ""
    validates: bool = True


@dataclass(frozen=True)
class Done:
    """Outcome of an act: where to go and the quiet sentence shown there."""

    url: str
    message: Label = ""


class StepView(ScreenView, ABC):
    """POST-only step: `perform()` calls one service and returns Done or a ready response."""

    http_method_names = ["post"]

    @abstractmethod
    def perform(self, data: QueryDict) -> Done | HttpResponse:
        """Do the act."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return finish(request, self.perform(request.POST))


def finish(request: HttpRequest, outcome: Done | HttpResponse) -> HttpResponse:
    """Send the person on: a redirect, or its htmx form, with the sentence as a toast."""
    if isinstance(outcome, HttpResponse):
        return outcome
    if outcome.message:
        messages.success(request, outcome.message)
    if is_partial(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = outcome.url
        return response
    return HttpResponseRedirect(outcome.url)


class DocumentScreen(ScreenView):
    """A document: head fields, lines, side panel, acts at the bottom.

    Subclasses give `document()` (what is shown), `acts()` and methods `act_<verb>(data)`. The form is one
    `<form id="document">`; lines of a grid arrive as JSON in the field `rows` (see `rows()`).
    """

    template_name: ClassVar[str] = "ui/document/screen.html"
    rail: ClassVar[bool] = True
    fixed: ClassVar[bool] = True
    draft_key: ClassVar[str] = ""

    def document(self) -> Any:
        """The document as plain data for the template."""
        return None

    def acts(self) -> Sequence[Act]:
        """Buttons offered now."""
        return ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(document=self.document())

    def context(self, **kwargs: Any) -> dict[str, Any]:
        acts = [act for act in self.acts() if not act.required or self.actor.may(act.required)]
        return super().context(
            **{"acts": acts, "draft_key": self.draft_key, "form": {}, "refusal": None, **kwargs}
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        verb = request.POST.get("act", "")
        method = getattr(self, f"act_{verb}", None) if verb.isidentifier() else None
        if method is None:
            raise NotFound()
        for act in self.acts():
            if act.verb == verb and act.required:
                self.actor.require(act.required)
        try:
            return finish(request, method(request.POST))
        except DomainError as error:
            return self.kept(error)

    def kept(self, error: DomainError) -> HttpResponse:
        """Refusal with the typing kept: htmx swaps only the block; without it the form is shown again."""
        if is_partial(self.request):
            return refusal_response(self.request, error)
        return self.render(
            status=error.status,
            document=self.document(),
            refusal=explain(error),
            form=self.request.POST,
        )

    @staticmethod
    def rows(data: QueryDict, name: str = "rows") -> list[dict[str, Any]]:
        """Lines of a grid: JSON text of a list of objects; anything else is refused."""
        text = data.get(name, "") or "[]"
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
            fault = FieldFault(f"/{name}", "malformed", _("내역을 읽을 수 없습니다. 다시 입력해 주십시오."))
            raise InvalidInput(errors=[fault])
        return [dict(row) for row in found]
