"""Screen 73: 연계 관리, the programs of other systems that call the REST interface."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.errors import FieldFault, InvalidInput
from identity.models import ApiClient
from identity.permissions import API_CLIENT_MANAGE, API_CLIENT_VIEW
from identity.queries.api_clients import api_client, api_clients, grantable_permissions
from identity.services.api_clients import (
    ApiClientData,
    IssuedSecret,
    change_api_client,
    create_api_client,
    revoke_api_client,
    rotate_api_client_secret,
)
from identity.web.adapters import proved_recently
from identity.web.reauthentication import RecentProofMixin
from ui.columns import Column
from ui.conditions import Check, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.entry import parse_whole
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead
from ui.views.screen import is_partial

CRUMBS = (_("관리"), _("연계 관리"))


def client_url(client_id: UUID) -> str:
    """Address of one program."""
    return reverse("identity:api_client", kwargs={"client_id": client_id})


class ApiClientList(ListScreen):
    """Which programs may call this institution, for what, and when they last did."""

    required = API_CLIENT_VIEW
    title = _("연계 관리")
    crumbs = CRUMBS
    help_text = _(
        "다른 시스템이 이 기관의 REST API를 부를 때 쓰는 프로그램입니다. 비밀은 발급할 때 한 번만 보입니다."
    )
    conditions = (Text("q", _("이름·연계 시스템")), Check("all", _("폐기 포함")))
    columns = (
        Column("name", _("이름"), key=True, sort=True, frozen=True, href=lambda row: client_url(row.pk)),
        Column("system_name", _("연계 시스템"), sort=True),
        Column("application.client_id", "client_id", kind="code"),
        Column("scope_count", _("범위"), kind="number"),
        Column("last_used_at", _("마지막 토큰 발급"), kind="time"),
        Column("state", _("상태"), kind="text"),
        Column("contact", _("담당자"), wide=True),
        Column("created_at", _("등록"), kind="time", sort=True, wide=True),
    )
    default_order = "name"

    def fetch(self, query: ListQuery) -> ListResult:
        found = api_clients(text=query["q"] or "", with_revoked=bool(query["all"]))
        return page_queryset(found, query, to_row=_row)

    def row_url(self, row: ApiClient) -> str:
        return client_url(row.pk)

    def row_classes(self, row: ApiClient) -> str:
        return "" if row.is_active else "is-cancelled"

    def actions(self) -> list[dict[str, Any]]:
        if not self.actor.may(API_CLIENT_MANAGE):
            return []
        new = reverse("identity:api_client_new")
        return [{"label": _("프로그램 등록"), "url": new, "icon": "plus", "primary": True}]


def _row(client: ApiClient) -> ApiClient:
    client.scope_count = len(client.scopes)  # type: ignore[attr-defined]
    client.state = _("사용") if client.is_active else _("폐기")  # type: ignore[attr-defined]
    return client


class ApiClientForm(RecentProofMixin, DocumentScreen):
    """A new program. The person proves themselves before the form opens, so that nothing typed is lost."""

    required = API_CLIENT_MANAGE
    title = _("연계 프로그램 등록")
    crumbs = CRUMBS
    template_name = "identity/api_client.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.may(API_CLIENT_MANAGE) and not proved_recently(request):
            target = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{target}")
        return super().get(request, *args, **kwargs)

    def acts(self) -> list[Act]:
        return [Act("save", _("등록하고 비밀 받기"), "key", tone="primary", key="Ctrl S")]

    def context(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form")
        chosen = set(form.getlist("code")) if isinstance(form, QueryDict) else self.held_codes()
        values = form if isinstance(form, QueryDict) else self.held_values()
        offered = {"areas": _areas(), "chosen": chosen, "values": values, "may_manage": True}
        return super().context(**{**offered, **kwargs})

    def held_values(self) -> dict[str, str]:
        """Texts filled in when the form opens."""
        return {"name": "", "system_name": "", "contact": ""}

    def held_codes(self) -> set[str]:
        """Codes ticked when the form opens."""
        return set()

    def act_save(self, data: QueryDict) -> HttpResponse:
        issued = create_api_client(actor=self.actor, data=_read(data), at=self.now)
        return self.show_secret(issued)

    def show_secret(self, issued: IssuedSecret) -> HttpResponse:
        """The secret, this once, on the page itself: it never travels in an address or a message."""
        template = (
            "identity/parts/new_secret.html" if is_partial(self.request) else "identity/new_secret.html"
        )
        context = {
            "head": PageHead(issued.client.name, CRUMBS, star=False),
            "client": issued.client,
            "secret": issued.secret,
            "token_url": self.request.build_absolute_uri(reverse("api-oauth-token")),
            "next_url": client_url(issued.client.pk),
        }
        response = render(self.request, template, context)
        response["Cache-Control"] = "no-store"
        return response


class ApiClientScreen(ApiClientForm):
    """One program: its scopes, a new secret, its end."""

    required = {"get": API_CLIENT_VIEW, "post": API_CLIENT_MANAGE}  # type: ignore[assignment]

    def head(self) -> PageHead:
        return PageHead(self.document().name, CRUMBS, star=False)

    def document(self) -> ApiClient:
        if not hasattr(self, "_client"):
            self._client = api_client(self.kwargs["client_id"])
        return self._client

    def held_codes(self) -> set[str]:
        return set(self.document().scopes)

    def held_values(self) -> dict[str, str]:
        client = self.document()
        return {"name": client.name, "system_name": client.system_name, "contact": client.contact}

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(may_manage=self.actor.may(API_CLIENT_MANAGE), **kwargs)

    def acts(self) -> list[Act]:
        if not self.document().is_active:
            return []
        found = [
            Act("save", _("저장"), "save", tone="primary", key="Ctrl S"),
            Act(
                "rotate",
                _("비밀 교체"),
                "key",
                confirm=_("새 비밀을 만듭니다. 지금 비밀과 발급된 토큰은 곧바로 쓸 수 없게 됩니다."),
                validates=False,
            ),
            Act(
                "revoke",
                _("폐기"),
                tone="danger",
                confirm=_("이 프로그램은 더 이상 접속하지 못합니다. 되돌릴 수 없습니다."),
                validates=False,
            ),
        ]
        return found if self.actor.may(API_CLIENT_MANAGE) else []

    def act_save(self, data: QueryDict) -> Done:  # type: ignore[override]
        client = change_api_client(**self._named(data), data=_read(data))
        return Done(client_url(client.pk), _("저장했습니다."))

    def act_rotate(self, data: QueryDict) -> HttpResponse:
        return self.show_secret(rotate_api_client_secret(**self._named(data)))

    def act_revoke(self, data: QueryDict) -> Done:
        client = revoke_api_client(**self._named(data))
        return Done(client_url(client.pk), _("폐기했습니다."))

    def _named(self, data: QueryDict) -> dict[str, Any]:
        version = data.get("version", "")
        return {
            "actor": self.actor,
            "client_id": self.kwargs["client_id"],
            "expected_version": parse_whole(version) or 0,
            "at": self.now,
        }


def _areas() -> list[tuple[str, list[Permission]]]:
    """Permissions a program can hold, by area in the order of declaration."""
    found: dict[str, list[Permission]] = {}
    for permission in grantable_permissions():
        found.setdefault(str(permission.area), []).append(permission)
    return list(found.items())


def _read(data: QueryDict) -> ApiClientData:
    faults: list[FieldFault] = []
    texts = {
        name: _line(data, name, limit, is_needed, faults)
        for name, limit, is_needed in (
            ("name", 100, True),
            ("system_name", 100, True),
            ("contact", 200, False),
        )
    }
    if not data.getlist("code"):
        faults.append(FieldFault("/code", "REQUIRED", str(_("줄 범위를 하나 이상 고르십시오."))))
    if faults:
        raise InvalidInput(errors=faults)
    return ApiClientData(codes=data.getlist("code"), **texts)


def _line(data: QueryDict, name: str, limit: int, is_needed: bool, faults: list[FieldFault]) -> str:
    text = data.get(name, "").strip()
    if is_needed and not text:
        faults.append(FieldFault(f"/{name}", "REQUIRED", str(_("비워 둘 수 없습니다."))))
    if len(text) > limit or not text.isprintable():
        faults.append(FieldFault(f"/{name}", "INVALID", str(_("너무 길거나 쓸 수 없는 문자가 있습니다."))))
    return text
