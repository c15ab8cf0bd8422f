"""Error pages in plain Korean; requests of the API get their problem documents instead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.access import ANONYMOUS
from core.api import problems
from ui.shell import Shell, look_of, this_year


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith(problems.API_PREFIX)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    if _is_api(request):
        return problems.bad_request(request, exception)
    return render(request, "ui/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    if _is_api(request):
        return problems.forbidden(request, exception)
    return render(request, "ui/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also what belongs to another institution."""
    if _is_api(request):
        return problems.not_found(request, exception)
    return render(request, "ui/errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the login (or comes from elsewhere): nothing was done."""
    if _is_api(request):
        return problems.forbidden(request, PermissionError(reason))
    return render(request, "ui/errors/409.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: shown without asking the database anything."""
    if _is_api(request):
        return problems.server_error(request)
    year = this_year()
    frame = Shell(look_of(request), ANONYMOUS, "", "", None, year, ())
    return HttpResponse(render_to_string("ui/errors/500.html", {"shell": frame}), status=500)
