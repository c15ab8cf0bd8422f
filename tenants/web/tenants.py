"""Screen 74: 기관(테넌트) 목록, one tenant with its life-cycle acts, and making a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from tenants import queries
from tenants.choices import InstitutionProfile, TenantColour, TenantKind, TenantState
from tenants.permissions import TENANT_CREATE, TENANT_DROP, TENANT_SUSPEND, TENANT_VIEW
from tenants.queries import TenantRow
from tenants.services import operations
from tenants.services.provisioning import NewTenant
from tenants.steps import Administrator, ProvisioningSpec, one_time_password
from tenants.web.looks import tenant_badge
from ui.columns import Column
from ui.conditions import Choice, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead
from ui.views.screen import is_partial

CRUMBS = (_("플랫폼"), _("기관 목록"))
MEGABYTE = 1024 * 1024
NEW_KINDS = (TenantKind.INSTITUTION, TenantKind.GOVERNMENT)


def tenant_url(tenant_id: UUID) -> str:
    """Address of one tenant's screen."""
    return reverse("tenants:tenant", kwargs={"tenant_id": tenant_id})


class TenantList(ListScreen):
    """All tenants: life cycle, size, users, version."""

    required = TENANT_VIEW
    title = _("기관 목록")
    crumbs = CRUMBS
    help_text = _("기관의 자료는 운영자에게 보이지 않습니다. 크기와 사용자 수만 나타납니다.")
    conditions = (
        Text("q", _("이름·코드")),
        Choice("kind", _("구분"), choices=lambda: TenantKind.choices),
        Choice("state", _("상태"), choices=lambda: TenantState.choices),
        Choice("version", _("판"), choices=(("head", _("최신")), ("behind", _("이전 판")))),
    )
    columns = (
        Column("name", _("이름"), key=True, frozen=True, sort=True, href=lambda row: tenant_url(row.id)),
        Column("kind_word", _("구분")),
        Column("government_name", _("소속")),
        Column("host", _("주소")),
        Column("schema_name", _("스키마"), kind="code", wide=True),
        Column("user_count", _("사용자"), kind="number", sort=True, total=True),
        Column("megabytes", _("크기(MB)"), kind="number", sort=True, total=True),
        Column("version_word", _("판")),
        Column("state_badge", _("상태"), kind="badge"),
        Column("created_at", _("만든 때"), kind="time", sort=True),
    )
    default_order = ""
    count_word = _("곳")

    def fetch(self, query: ListQuery) -> ListResult:
        found = queries.tenant_rows(
            kind=query["kind"] or "",
            text=query["q"] or "",
            state=query["state"] or "",
            is_at_head=None if query["version"] is None else query["version"] == "head",
        )
        rows = [_line(row) for row in found]
        sums = {name: sum(row[name] for row in rows) for name in ("user_count", "megabytes")}
        return page_sequence(rows, query, sums=sums)

    def row_url(self, row: dict[str, Any]) -> str:
        return tenant_url(row["id"])

    def row_classes(self, row: dict[str, Any]) -> str:
        return "is-cancelled" if row["state"] == TenantState.SUSPENDED else ""

    def actions(self) -> list[dict[str, Any]]:
        if not self.actor.may(TENANT_CREATE):
            return []
        return [{"label": _t("기관 만들기"), "url": reverse("tenants:new"), "icon": "plus", "primary": True}]


class _Line(dict[str, Any]):
    """A row whose columns read like attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as missing:
            raise AttributeError(name) from missing


def _line(row: TenantRow) -> _Line:
    return _Line(
        vars(row),
        kind_word=str(TenantKind(row.kind).label),
        megabytes=round(row.size_bytes / MEGABYTE),
        version_word=_t("최신") if row.is_at_head else _t("이전 판"),
        state_badge=tenant_badge(row.state),
    )


class TenantScreen(DocumentScreen):
    """One tenant and what can be done to it."""

    required = {"get": TENANT_VIEW, "post": TENANT_VIEW}
    template_name = "tenants/tenant.html"

    def head(self) -> PageHead:
        row = self.document()
        return PageHead(row.name, CRUMBS, state=tenant_badge(row.state), number=row.code, star=False)

    def document(self) -> TenantRow:
        if not hasattr(self, "_row"):
            self._row = queries.tenant_row(self.kwargs["tenant_id"])
        return self._row

    def context(self, **kwargs: Any) -> dict[str, Any]:
        row = self.document()
        return super().context(line=_line(row), address=self.address(row.host), **kwargs)

    def address(self, host: str) -> str:
        """Where the tenant's own site opens: same scheme and port as this one."""
        port = "".join(self.request.get_host().partition(":")[1:])
        return f"{self.request.scheme}://{host}{port}/" if host else ""

    def acts(self) -> list[Act]:
        row = self.document()
        if row.kind == TenantKind.PLATFORM:
            return []
        drop = Act(
            "drop",
            _t("삭제"),
            "trash",
            tone="danger",
            required=TENANT_DROP,
            confirm=_t("%(name)s의 자료가 모두 삭제되며 되돌릴 수 없습니다. 코드 %(code)s를 입력하십시오.")
            % {"name": row.name, "code": row.code},
            reason=_t("기관 코드"),
        )
        if row.state == TenantState.SUSPENDED:
            return [drop, Act("resume", _t("이용 재개"), "check", tone="primary", required=TENANT_SUSPEND)]
        suspend = Act(
            "suspend",
            _t("이용 중지"),
            "pause",
            required=TENANT_SUSPEND,
            confirm=_t("%(name)s의 직원이 접속할 수 없게 됩니다. 자료는 그대로 남습니다.")
            % {"name": row.name},
            reason=_t("중지 사유"),
        )
        return [drop, suspend]

    def act_suspend(self, data: QueryDict) -> Done:
        reason = data.get("reason", "").strip()
        operations.suspend(actor=self.actor, at=self.now, tenant_id=self.kwargs["tenant_id"], reason=reason)
        return Done(tenant_url(self.kwargs["tenant_id"]), _t("이용을 중지했습니다."))

    def act_resume(self, data: QueryDict) -> Done:
        operations.resume(actor=self.actor, at=self.now, tenant_id=self.kwargs["tenant_id"])
        return Done(tenant_url(self.kwargs["tenant_id"]), _t("이용을 다시 열었습니다."))

    def act_drop(self, data: QueryDict) -> Done:
        confirm = data.get("reason", "").strip()
        operations.drop(actor=self.actor, at=self.now, tenant_id=self.kwargs["tenant_id"], confirm=confirm)
        return Done(reverse("tenants:list"), _t("기관을 삭제했습니다."))


class TenantForm(DocumentScreen):
    """What a new government or institution needs."""

    required = TENANT_CREATE
    title = _("기관 만들기")
    crumbs = (_("플랫폼"), _("기관 목록"), _("기관 만들기"))
    template_name = "tenants/tenant_form.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        governments = queries.tenant_rows(kind=TenantKind.GOVERNMENT)
        only = governments[0].schema_name if len(governments) == 1 else ""
        return super().context(
            kinds=[(kind.value, kind.label) for kind in NEW_KINDS],
            usual_kind=TenantKind.INSTITUTION if governments else TenantKind.GOVERNMENT,
            governments=governments,
            only_government=only,
            colours=TenantColour.choices,
            profiles=InstitutionProfile.choices,
            first_year=day_of(self.now).year,
            **kwargs,
        )

    def acts(self) -> list[Act]:
        return [Act("create", _t("만들기"), "save", tone="primary", key="Ctrl S")]

    def act_create(self, data: QueryDict) -> HttpResponse:
        password = one_time_password()
        row = operations.open_tenant(
            actor=self.actor,
            at=self.now,
            new=_new_tenant(data),
            spec=ProvisioningSpec(
                at=self.now,
                administrator=Administrator(
                    data.get("login_name", "").strip(), data.get("admin_name", "").strip(), password
                ),
                profile=data.get("profile") or InstitutionProfile.FOUNDATION,
                fiscal_year=_year(data),
            ),
        )
        return self._show_password(row, data.get("login_name", "").strip(), password)

    def _show_password(self, row: TenantRow, login_name: str, password: str) -> HttpResponse:
        """The first password, this once, on the page itself: it travels in no address and no message."""
        template = "tenants/parts/new_tenant.html" if is_partial(self.request) else "tenants/new_tenant.html"
        context = {
            "head": PageHead(row.name, CRUMBS, star=False),
            "row": row,
            "login_name": login_name,
            "password": password,
            "next_url": tenant_url(row.id),
        }
        response = render(self.request, template, context)
        response["Cache-Control"] = "no-store"
        return response


def _new_tenant(data: QueryDict) -> NewTenant:
    """What is to be made; an institution without its government is sent back to that field."""
    kind = data.get("kind", "")
    if kind not in NEW_KINDS:
        raise InvalidInput(errors=[FieldFault("/kind", "missing", _t("무엇을 만들지 고르십시오."))])
    is_institution = kind == TenantKind.INSTITUTION
    if is_institution and not data.get("government"):
        detail = _t("기관이 속할 지방자치단체를 고르십시오.")
        raise InvalidInput(errors=[FieldFault("/government", "missing", detail)])
    color = data.get("color", "")
    return NewTenant(
        kind=TenantKind(kind),
        code=data.get("code", "").strip(),
        name=data.get("name", "").strip(),
        short_name=data.get("short_name", "").strip(),
        color=color if color in TenantColour.values else TenantColour.TEAL,
        government=data.get("government", "") if is_institution else "",
    )


def _year(data: QueryDict) -> int:
    text = data.get("fiscal_year", "")
    if not text.isdecimal() or not 2000 <= int(text) <= 2100:
        raise InvalidInput(fields=_t("회계연도"))
    return int(text)
