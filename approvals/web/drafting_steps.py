"""What the drafting screen asks while somebody writes: saving, the line, files, pasted text, people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.models import OfficialDocument
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.drafting import attachment_of, department_line, favourite, own_draft, recent_people
from approvals.queries.pages import picture_urls
from approvals.queries.related import documents_to_relate
from approvals.rules import line_draft
from approvals.rules.line_types import CompleteRule, GroupMode, PlannedGroup, StepKind
from approvals.rules.writing.body import write_body
from approvals.rules.writing.sanitizer import body_from_html
from approvals.services.attachments import attach, detach, read_blob
from approvals.services.department_lines import delete_department_line, save_department_line
from approvals.services.drafted_lines import keep_line, line_of_draft
from approvals.services.drafting import save_draft
from approvals.services.favourites import delete_favourite, save_favourite
from approvals.services.reading import FILE, note_reading
from approvals.services.wanted_text import wanted_from, wanted_of
from approvals.web.drafting_editor import seen_version
from approvals.web.drafting_parts import side_parts
from approvals.web.drafting_typed import KNOWN, Typed
from core.errors import DomainError, FieldFault, InvalidInput, NotFound
from core.periods import SEOUL
from organization.queries import PersonChoice, people_choices
from ui.files import download_response
from ui.refusals import explain
from ui.views import LOGGED_IN, ScreenView

MOST_PASTED = 2_000_000
MOST_PEOPLE = 100


class DraftPart(ScreenView):
    """POST of the drafting screen, answered with JSON: the new version and the parts of the page that change.

    A refusal is answered with its block for `#refusal`.
    """

    required = DOCUMENT_DRAFT
    title = _("기안 작성")
    http_method_names = ["post"]  # noqa: RUF012

    def refused(self, error: DomainError) -> HttpResponse:
        block = render_to_string("ui/parts/refusal.html", {"refusal": explain(error)}, request=self.request)
        return JsonResponse({"html": {"refusal": block}, "code": error.code}, status=error.status)

    def draft(self) -> OfficialDocument:
        """The document as it is stored now."""
        return own_draft(self.kwargs["document_id"], self.actor)

    def parts(self, document: OfficialDocument, data: QueryDict, **more: Any) -> JsonResponse:
        """The panels as they are now."""
        typed = {name.removeprefix(KNOWN): data.get(name, "") for name in data if name.startswith(KNOWN)}
        html = side_parts(
            document,
            self.actor,
            self.now,
            unread=more.pop("unread", ()),
            typed=typed,
            with_page=data.get("page") == "1",
        )
        html |= more.pop("html", {})
        return JsonResponse({"version": document.version, "html": html, **more})


class AutosaveStep(DraftPart):
    """The draft as it is typed so far; what cannot be read yet is named and left as it was."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = self.draft()
        typed = Typed(request.POST, document, self.now)
        save_draft(
            document_id=document.pk,
            seen=seen_version(request.POST),
            values=typed.values,
            actor=self.actor,
            at=self.now,
        )
        at = self.now.astimezone(SEOUL)
        return self.parts(self.draft(), request.POST, unread=typed.faults, saved_at=f"{at:%H:%M:%S}")


class LineStep(DraftPart):
    """One change of the line: a step more or less, the order, side by side, a favourite."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = self.draft()
        act = getattr(self, f"line_{request.POST.get('do', '')}", None)
        if act is None:
            raise NotFound
        changed = act(document, request.POST)
        if changed is not None:
            wanted = wanted_from(changed) if changed else []
            keep_line(document_id=document.pk, groups=wanted, actor=self.actor, at=self.now)
        return self.parts(self.draft(), request.POST)

    def line_show(self, document: OfficialDocument, data: QueryDict) -> None:
        """Nothing changes: the panels are asked for anew."""

    def line_add(self, document: OfficialDocument, data: QueryDict) -> tuple[PlannedGroup, ...]:
        line = line_of_draft(document=document, at=self.now)
        try:
            kind = StepKind(data.get("kind", ""))
            seat = line.desk.chart.of_key(data.get("seat", "")[:80])
        except (ValueError, KeyError):
            seat = None
        if seat is None or kind not in line_draft.ADDABLE:
            raise _unknown()
        return line_draft.with_step(line.groups, kind, seat, is_parallel=data.get("parallel") == "1")

    def line_remove(self, document: OfficialDocument, data: QueryDict) -> tuple[PlannedGroup, ...]:
        groups = line_of_draft(document=document, at=self.now).groups
        return line_draft.without_step(groups, _number(data, "seq"), _number(data, "ordinal"))

    def line_up(self, document: OfficialDocument, data: QueryDict) -> tuple[PlannedGroup, ...]:
        groups = line_of_draft(document=document, at=self.now).groups
        return line_draft.with_group_moved(groups, _number(data, "seq"), -1)

    def line_down(self, document: OfficialDocument, data: QueryDict) -> tuple[PlannedGroup, ...]:
        groups = line_of_draft(document=document, at=self.now).groups
        return line_draft.with_group_moved(groups, _number(data, "seq"), 1)

    def line_serial(self, document: OfficialDocument, data: QueryDict) -> tuple[PlannedGroup, ...]:
        groups = line_of_draft(document=document, at=self.now).groups
        return line_draft.with_mode(groups, _number(data, "seq"), GroupMode.SERIAL, CompleteRule.ALL)

    def line_parallel(self, document: OfficialDocument, data: QueryDict) -> tuple[PlannedGroup, ...]:
        groups = line_of_draft(document=document, at=self.now).groups
        return line_draft.with_mode(groups, _number(data, "seq"), GroupMode.PARALLEL, CompleteRule.ALL)

    def line_reset(self, document: OfficialDocument, data: QueryDict) -> tuple[PlannedGroup, ...]:
        return ()

    def line_keep(self, document: OfficialDocument, data: QueryDict) -> None:
        groups = line_of_draft(document=document, at=self.now).groups
        save_favourite(name=data.get("name", ""), groups=wanted_from(groups), actor=self.actor, at=self.now)

    def line_apply(self, document: OfficialDocument, data: QueryDict) -> None:
        kept = favourite(_id(data, "favourite"), self.actor)
        keep_line(document_id=document.pk, groups=wanted_of(kept.groups), actor=self.actor, at=self.now)

    def line_forget(self, document: OfficialDocument, data: QueryDict) -> None:
        delete_favourite(favourite_id=_id(data, "favourite"), actor=self.actor, at=self.now)

    def line_share(self, document: OfficialDocument, data: QueryDict) -> None:
        """부서 결재선: kept by the head for everybody of the department."""
        groups = line_of_draft(document=document, at=self.now).groups
        save_department_line(
            name=data.get("name", ""), groups=wanted_from(groups), actor=self.actor, at=self.now
        )

    def line_take(self, document: OfficialDocument, data: QueryDict) -> None:
        kept = department_line(_id(data, "favourite"), self.actor)
        keep_line(document_id=document.pk, groups=wanted_of(kept.groups), actor=self.actor, at=self.now)

    def line_unshare(self, document: OfficialDocument, data: QueryDict) -> None:
        delete_department_line(line_id=_id(data, "favourite"), actor=self.actor, at=self.now)


class UploadStep(DraftPart):
    """Files attached, one after the other."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        files = request.FILES.getlist("files")
        if not files:
            raise InvalidInput(errors=[FieldFault("/files", "required", _t("올릴 파일을 고르십시오."))])
        document, seen = self.draft(), seen_version(request.POST)
        for file in files:
            made = attach(
                document_id=document.pk,
                seen=seen,
                name=file.name or "",
                data=file.read(),
                actor=self.actor,
                at=self.now,
            )
            seen = made.document.version
        return self.parts(self.draft(), request.POST, **files_part(document))


class RemoveFileStep(DraftPart):
    """A file taken off."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = self.draft()
        detach(
            document_id=document.pk,
            attachment_id=kwargs["attachment_id"],
            seen=seen_version(request.POST),
            actor=self.actor,
            at=self.now,
        )
        return self.parts(self.draft(), request.POST, **files_part(document))


class PasteStep(DraftPart):
    """Pasted rich text as blocks: what the allow-list lets through. Nothing is kept."""

    required = LOGGED_IN

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        html = request.POST.get("html", "")
        if len(html) > MOST_PASTED:
            raise InvalidInput(errors=[FieldFault("/body", "too_long", _t("붙여 넣을 글이 너무 깁니다."))])
        return JsonResponse({"blocks": write_body(body_from_html(html))["blocks"]})


class DraftFile(ScreenView):
    """A file of a document somebody may read; pictures show themselves in the text."""

    required = DOCUMENT_DRAFT
    title = _("첨부 파일")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = attachment_of(kwargs["document_id"], kwargs["attachment_id"], self.actor)
        note_reading(document=found.document, what=FILE, actor=self.actor, at=self.now)
        shown = found.blob.media_type if request.GET.get("show") == "1" else ""
        return download_response(read_blob(blob=found.blob), found.name, shown_as=shown)


class PeoplePart(ScreenView):
    """People for the line, by department, name, post or duty; before anything is asked the recent ones first."""

    required = DOCUMENT_VIEW
    title = _("사람 고르기")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        text = request.GET.get("q", "").strip()[:60]
        department = request.GET.get("department", "")
        try:
            within = UUID(department) if department else None
        except ValueError:
            within = None
        found = people_choices(self.now, text=text, department_id=within)
        recent = recent_people(self.actor) if not text and within is None else []
        found.sort(key=lambda one: recent.index(one.person_id) if one.person_id in recent else len(recent))
        people = [_person(one, recent) for one in found[:MOST_PEOPLE]]
        context = {"people": people, "text": text, "more": len(found) > MOST_PEOPLE}
        return render(request, "approvals/drafting/people.html", context)


class RelatedPart(ScreenView):
    """Documents to refer to, by title or number; only those this person may read."""

    required = DOCUMENT_DRAFT
    title = _("관련 문서 고르기")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        draft = own_draft(kwargs["document_id"], self.actor)
        found = documents_to_relate(request.GET.get("q", "")[:60], self.actor, draft.pk)
        return render(request, "approvals/drafting/related_found.html", {"found": found})


def _person(one: PersonChoice, recent: Sequence[UUID]) -> dict[str, Any]:
    """A person as a position: who heads a department is found by the department, whoever it will be."""
    key = f"HEAD_OF:{one.department_id}" if one.is_head else f"PERSON:{one.person_id}"
    return {"choice": one, "seat": key, "is_recent": one.person_id in recent}


def files_part(document: OfficialDocument) -> dict[str, Any]:
    """The list of files, and where their pictures are."""
    files = list(document.attachments.select_related("blob").order_by("ordinal"))
    html = render_to_string("approvals/drafting/files.html", {"attachments": files, "draft": document})
    return {
        "html": {"draft-files": html},
        "names": [file.name for file in files],
        "pictures": picture_urls(document.pk),
    }


def _number(data: QueryDict, name: str) -> int:
    typed = data.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _id(data: QueryDict, name: str) -> UUID:
    try:
        return UUID(data.get(name, ""))
    except ValueError as fault:
        raise NotFound from fault


def _unknown() -> InvalidInput:
    return InvalidInput(errors=[FieldFault("/line", "choice", _t("결재선에 넣을 사람을 고르십시오."))])
