"""Pages of the API reference and of problem codes: open to everybody, no scripts of their own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from api_docs.building import kept, kept_text
from api_docs.kinds import INTERFACES, Interface
from api_docs.problem_pages import problem_page
from api_docs.reference import Subject, subjects
from core.schema import SchemaKind, current_kind
from ui.views import PUBLIC, ScreenView


def _interface() -> Interface:
    kind = current_kind()
    if kind is None or kind not in INTERFACES:
        raise Http404
    return INTERFACES[kind]


def _subjects(kind: SchemaKind) -> list[Subject]:
    return subjects(kept(kind))


class ReferenceHome(ScreenView):
    """All operations, by subject."""

    required = PUBLIC
    title = _("API 안내")
    template_name = "api_docs/home.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        interface = _interface()
        return self.render(interface=interface, subjects=_subjects(interface.kind))


class ReferenceSubject(ScreenView):
    """The operations of one subject in full."""

    required = PUBLIC
    title = _("API 안내")
    template_name = "api_docs/subject.html"

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        everything = _subjects(_interface().kind)
        chosen = next((subject for subject in everything if subject.name == name), None)
        if chosen is None:
            raise Http404
        return self.render(subject=chosen, subjects=everything)


class ProblemHelp(ScreenView):
    """What a problem code means."""

    required = PUBLIC
    title = _("오류 코드")
    template_name = "api_docs/problem.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        page = problem_page(code)
        if page is None:
            raise Http404
        return self.render(page=page)


class Description(ScreenView):
    """The OpenAPI file of this interface."""

    required = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(kept_text(_interface().kind), content_type="application/yaml; charset=utf-8")
