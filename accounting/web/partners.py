"""Screen 30: 거래처·계좌, and the look-ups of the forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import PartnerKind
from accounting.models import Partner
from accounting.queries import documents, lookups
from accounting.services import partners as services
from accounting.services.partners import AccountInput, PartnerInput
from accounting.web.typed import Typed, as_uuid, version_of
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("지출"),)
BANKS = (
    ("004", _("KB국민")),
    ("088", _("신한")),
    ("020", _("우리")),
    ("081", _("하나")),
    ("011", _("NH농협")),
    ("003", _("IBK기업")),
    ("031", _("iM뱅크")),
    ("032", _("부산")),
    ("034", _("광주")),
    ("035", _("제주")),
    ("037", _("전북")),
    ("039", _("경남")),
    ("045", _("새마을금고")),
    ("048", _("신협")),
    ("071", _("우체국")),
    ("090", _("카카오뱅크")),
    ("092", _("토스뱅크")),
)


class PartnerList(ListScreen):
    """거래처 목록."""

    required = permissions.PARTNER_VIEW
    title = _("거래처·계좌")
    crumbs = CRUMBS
    help_text = _("돈을 주고받는 상대와 계좌입니다. 예금주를 확인한 계좌에만 지급합니다.")
    default_order = "name"
    empty_title = _("거래처가 없습니다.")
    empty_text = _("'거래처 등록'으로 시작하십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("kind", _("종류"), choices=PartnerKind.choices),
        Text("q", _("이름·코드·사업자번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("code", _("코드"), "code", href=lambda row: row["url"]),
        Column("name", _("이름"), href=lambda row: row["url"], sort=True),
        Column("kind", _("종류")),
        Column("business_no", _("사업자등록번호"), "code"),
        Column("account", _("기본 계좌")),
        Column("state", _("예금주"), "badge"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.PARTNER_MANAGE):
            return ()
        url = reverse("accounting:partner_new")
        return ({"label": _("거래처 등록"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = documents.partners().prefetch_related("accounts")
        rows = rows.filter(kind=query["kind"]) if query["kind"] else rows
        text = (query["q"] or "").strip()
        if text:
            digits = text.replace("-", "")
            rows = rows.filter(
                Q(name__icontains=text) | Q(code__icontains=text) | Q(business_no__startswith=digits)
            )
        return page_queryset(rows, query, to_row=_row)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class PartnerScreen(DocumentScreen):
    """One partner: details, accounts, verification; also the form of a new one."""

    required: ClassVar = {"get": permissions.PARTNER_VIEW, "post": permissions.PARTNER_VIEW}
    template_name = "accounting/partner.html"

    @property
    def partner(self) -> Partner | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_partner"):
            self._partner = documents.partner(self.kwargs["pk"])
        return self._partner

    def head(self) -> PageHead:
        partner = self.partner
        title = partner.name if partner else _("거래처 등록")
        return PageHead(title, (*CRUMBS, _("거래처·계좌")), number=partner.code if partner else "")

    def document(self) -> dict[str, Any]:
        partner = self.partner
        return {
            "partner": partner,
            "kinds": PartnerKind.choices,
            "banks": BANKS,
            "accounts": [
                {"account": account, "bank": dict(BANKS).get(account.bank_code, account.bank_code)}
                for account in (partner.accounts.all() if partner else ())
            ],
            "may_manage": self.actor.may(permissions.PARTNER_MANAGE),
            "may_verify": self.actor.may(permissions.PARTNER_ACCOUNT_VERIFY),
        }

    def acts(self) -> Sequence[Act]:
        manage = permissions.PARTNER_MANAGE
        if self.partner is None:
            return (Act("register", _("등록"), "save", tone="primary", key="Ctrl S", required=manage),)
        found = [Act("change", _("저장"), "save", tone="primary", key="Ctrl S", required=manage)]
        found.insert(0, Act("add_account", _("계좌 추가"), "plus", required=manage))
        if any(not account.is_verified for account in self.partner.accounts.all()):
            verify = permissions.PARTNER_ACCOUNT_VERIFY
            found.insert(0, Act("verify", _("예금주 확인"), "check", required=verify))
        return found

    def act_register(self, data: QueryDict) -> Done:
        made = services.register_partner(given=self._given(data), actor=self.actor, at=self.now)
        return Done(
            _url(made.pk),
            _t("%(code)s %(name)s 거래처를 등록했습니다. 계좌를 추가하십시오.")
            % {"code": made.code, "name": made.name},
        )

    def act_change(self, data: QueryDict) -> Done:
        services.change_partner(
            partner_id=self.kwargs["pk"],
            given=self._given(data),
            actor=self.actor,
            at=self.now,
            version=version_of(data),
        )
        return Done(_url(self.kwargs["pk"]), _t("저장했습니다."))

    def act_add_account(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        given = AccountInput(
            bank_code=form.text("bank_code", _t("은행"), limit=8),
            account_no=form.text("account_no", _t("계좌번호"), limit=40),
            holder=form.text("holder", _t("예금주"), limit=100),
        )
        form.check()
        services.add_account(partner_id=self.kwargs["pk"], given=given, actor=self.actor, at=self.now)
        return Done(_url(self.kwargs["pk"]), _t("계좌를 추가했습니다. 예금주 확인이 필요합니다."))

    def act_verify(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        account = as_uuid(data.get("account_id"))
        holder = form.text("verified_holder", _t("은행이 답한 예금주"), limit=100)
        if account is None:
            form.fault("/account_id", _t("확인할 계좌를 고르십시오."))
        form.check()
        services.verify_account(
            account_id=account or UUID(int=0),
            holder=holder,
            partner_id=self.kwargs["pk"],
            actor=self.actor,
            at=self.now,
        )
        return Done(_url(self.kwargs["pk"]), _t("예금주를 확인했습니다."))

    def _given(self, data: QueryDict) -> PartnerInput:
        form = Typed(data, self.now)
        given = PartnerInput(
            name=form.text("name", _t("이름"), limit=100),
            kind=data.get("kind", ""),
            business_no=form.text("business_no", limit=12),
            representative=form.text("representative", limit=60),
            entity_code=form.text("entity_code", limit=40),
            tax_identity=form.text("tax_identity", limit=20),
            phone=form.text("phone", limit=30),
            email=form.text("email", limit=120),
            address=form.text("address", limit=200),
        )
        form.check()
        return given


class PartnerLookup(ScreenView):
    """Suggestions of partners."""

    required = permissions.PARTNER_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"items": lookups.find_partners(request.GET.get("q", ""))})


class ProposalLookup(ScreenView):
    """Suggestions of approved proposals with money left."""

    required = permissions.PROPOSAL_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"items": lookups.find_proposals(self.year, request.GET.get("q", ""))})


class CommitmentRowLookup(ScreenView):
    """Suggestions of commitment rows that can be paid."""

    required = permissions.COMMITMENT_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"items": lookups.find_commitment_rows(self.year, request.GET.get("q", ""))})


class RevenueLineLookup(ScreenView):
    """Suggestions of revenue lines."""

    required = permissions.ASSESSMENT_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return JsonResponse({"items": lookups.find_revenue_lines(self.year, request.GET.get("q", ""))})


def _row(partner: Partner) -> dict[str, Any]:
    account = next((a for a in partner.accounts.all() if a.is_default and a.is_active), None)
    if account is None:
        state = BadgeLook(_t("계좌 없음"), "info", "")
    elif account.is_verified:
        state = BadgeLook(_t("확인"), "check", "ok")
    else:
        state = BadgeLook(_t("미확인"), "warn", "warn")
    return {
        "id": partner.pk,
        "url": _url(partner.pk),
        "code": partner.code,
        "name": partner.name,
        "kind": partner.get_kind_display(),
        "business_no": _written(partner.business_no),
        "account": f"****{account.account_last4} {account.holder}" if account else "",
        "state": state,
    }


def _written(number: str) -> str:
    return f"{number[:3]}-{number[3:5]}-{number[5:]}" if len(number) == 10 else number


def _url(pk: UUID) -> str:
    return reverse("accounting:partner", kwargs={"pk": pk})
