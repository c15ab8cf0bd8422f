"""Master data: projects, funding sources, partners, bank accounts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounting.choices import Activity, FundingKind, PartnerKind, Sector
from accounting.models.base import account_unit_key, funding_source_key, one_of
from core.models import TenantModel


class PolicyProject(TenantModel):
    """정책사업: the main item of expenditure (지방재정법 제41조②)."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    code = models.CharField(_("코드"), max_length=20)
    name = models.CharField(_("이름"), max_length=100)

    class Meta:
        ordering = ["fiscal_year", "code"]
        constraints = [models.UniqueConstraint(fields=["fiscal_year", "code"], name="policy_project_key")]

    def __str__(self) -> str:
        return self.name


class UnitProject(TenantModel):
    """단위사업."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    code = models.CharField(_("코드"), max_length=20)
    name = models.CharField(_("이름"), max_length=100)
    parent = models.ForeignKey(PolicyProject, on_delete=models.PROTECT, related_name="unit_projects")

    class Meta:
        ordering = ["fiscal_year", "code"]
        constraints = [models.UniqueConstraint(fields=["fiscal_year", "code"], name="unit_project_key")]

    def __str__(self) -> str:
        return self.name


class DetailProject(TenantModel):
    """세부사업; gives the journal's default activity and sector."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    code = models.CharField(_("코드"), max_length=20)
    name = models.CharField(_("이름"), max_length=100)
    parent = models.ForeignKey(UnitProject, on_delete=models.PROTECT, related_name="detail_projects")
    activity = models.CharField(_("활동"), max_length=12, choices=Activity, default=Activity.PROGRAM)
    sector = models.CharField(_("부문"), max_length=8, choices=Sector, default=Sector.PUBLIC)
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["fiscal_year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "code"], name="detail_project_key"),
            one_of("detail_project_activity", "activity", Activity),
            one_of("detail_project_sector", "sector", Sector),
        ]

    def __str__(self) -> str:
        return self.name


class FundingSource(TenantModel):
    """재원: where the money comes from; `entity_code` names the grantor for elimination."""

    code = models.CharField(_("코드"), max_length=20, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    kind = models.CharField(_("종류"), max_length=20, choices=FundingKind)
    entity_code = models.CharField(_("교부기관"), max_length=40, blank=True, default="")
    is_active = models.BooleanField(_("사용"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [one_of("funding_source_kind", "kind", FundingKind)]

    def __str__(self) -> str:
        return self.name


class Partner(TenantModel):
    """거래처; `entity_code` marks another institution or the parent (intercompany)."""

    code = models.CharField(_("코드"), max_length=20, unique=True)
    kind = models.CharField(_("종류"), max_length=16, choices=PartnerKind)
    name = models.CharField(_("이름"), max_length=100)
    business_no = models.CharField(_("사업자등록번호"), max_length=12, blank=True, default="")
    representative = models.CharField(_("대표자"), max_length=60, blank=True, default="")
    entity_code = models.CharField(_("기관 코드"), max_length=40, blank=True, default="")
    tax_identity_cipher = models.BinaryField(_("식별번호(암호화)"), null=True)
    tax_identity_last = models.CharField(_("식별번호 끝자리"), max_length=4, blank=True, default="")
    phone = models.CharField(_("전화"), max_length=30, blank=True, default="")
    email = models.CharField(_("전자우편"), max_length=120, blank=True, default="")
    address = models.CharField(_("주소"), max_length=200, blank=True, default="")
    is_active = models.BooleanField(_("사용"), default=True)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["code"]
        constraints = [
            one_of("partner_kind", "kind", PartnerKind),
            models.UniqueConstraint(
                fields=["business_no"], condition=~Q(business_no=""), name="partner_business_no"
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="partner_name"),
            models.Index(fields=["entity_code"], condition=~Q(entity_code=""), name="partner_entity"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_person(self) -> bool:
        """A natural person, whose payments need a tax identity."""
        return self.kind in {PartnerKind.INDIVIDUAL, PartnerKind.STAFF}


class PartnerAccount(TenantModel):
    """Bank account of a payee; the number is stored encrypted."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="accounts")
    bank_code = models.CharField(_("은행"), max_length=8)
    account_cipher = models.BinaryField(_("계좌번호(암호화)"))
    account_last4 = models.CharField(_("계좌번호 끝자리"), max_length=4)
    holder = models.CharField(_("예금주"), max_length=100)
    is_verified = models.BooleanField(_("예금주 확인"), default=False)
    verified_at = models.DateTimeField(_("확인일시"), null=True)
    is_default = models.BooleanField(_("기본 계좌"), default=False)
    is_active = models.BooleanField(_("사용"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(is_default=True, is_active=True),
                name="partner_account_one_default",
            )
        ]


class BankAccount(TenantModel):
    """The institution's own account, tied to a ledger account and, where dedicated, to a funding source."""

    code = models.CharField(_("코드"), max_length=20, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    account_unit = account_unit_key()
    account_code = models.CharField(_("계정"), max_length=10)
    funding_source = funding_source_key(null=True, blank=True)
    bank_code = models.CharField(_("은행"), max_length=8, blank=True, default="")
    account_cipher = models.BinaryField(_("계좌번호(암호화)"), null=True)
    account_last4 = models.CharField(_("계좌번호 끝자리"), max_length=4, blank=True, default="")
    is_active = models.BooleanField(_("사용"), default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
