"""A damaged document is handed out after a warning: the same address once more, with the mark that it was seen."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.errors import NextStep

MARK = "warned"


def is_warned(request: HttpRequest) -> bool:
    """Whether the person has seen the warning."""
    return request.GET.get(MARK) == "1"


def anyway(request: HttpRequest) -> NextStep:
    """The way on for who wants the damaged document nevertheless."""
    match = request.resolver_match
    kwargs = {name: str(value) for name, value in match.kwargs.items()} if match else {}
    query = {**request.GET.dict(), MARK: "1"}
    return NextStep(_("훼손된 것을 알고 받기"), match.view_name if match else "", kwargs, query)
