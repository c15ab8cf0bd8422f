"""Partners and their bank accounts (거래처·계좌). A changed account is verified by another person before use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounting.choices import PartnerKind
from accounting.models import Partner, PartnerAccount
from accounting.permissions import PARTNER_ACCOUNT_VERIFY, PARTNER_MANAGE
from accounting.services.papers import refuse_faults
from core import audit
from core.access import Actor
from core.errors import FieldFault, NotFound, StaleVersion
from core.locking import lock_rows
from core.schema import current_schema
from core.vault import seal

PREFIX = "P"
ACCOUNT_PURPOSE, IDENTITY_PURPOSE = "partner_account", "tax_identity"


@dataclass(frozen=True)
class PartnerInput:
    """A partner as typed; `tax_identity` (주민등록번호 등) is sealed at once."""

    name: str
    kind: str
    business_no: str = ""
    representative: str = ""
    entity_code: str = ""
    tax_identity: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class AccountInput:
    """A bank account as typed."""

    bank_code: str
    account_no: str
    holder: str
    is_default: bool = True


def register_partner(*, given: PartnerInput, actor: Actor, at: datetime, code: str = "") -> Partner:
    """Register a partner under the next code. Refuses a business number that is registered already."""
    actor.require(PARTNER_MANAGE)
    _check(given)
    with transaction.atomic():
        number = code or _next_code()
        try:
            with transaction.atomic():
                partner = Partner.objects.create(code=number, **_columns(given))
        except IntegrityError:
            fault = FieldFault("/business_no", "TAKEN", "이미 등록된 사업자등록번호입니다.")
            refuse_faults([fault])
        _note(partner, "partner_registered", f"거래처 등록: {partner.code} {partner.name}", actor, at)
    return partner


def change_partner(
    *, partner_id: UUID, given: PartnerInput, actor: Actor, at: datetime, version: int | None = None
) -> Partner:
    """Change the details of a partner. Locks the partner; an empty tax identity keeps the stored one."""
    actor.require(PARTNER_MANAGE)
    _check(given)
    with transaction.atomic():
        partner = _locked(partner_id, version)
        columns = _columns(given)
        for name, value in columns.items():
            setattr(partner, name, value)
        partner.version += 1
        partner.save(update_fields=[*columns, "version"])
        _note(partner, "partner_changed", f"거래처 수정: {partner.code}", actor, at)
    return partner


def add_account(*, partner_id: UUID, given: AccountInput, actor: Actor, at: datetime) -> PartnerAccount:
    """Add a bank account. It is unverified, so nothing is paid to it before `verify_account`."""
    actor.require(PARTNER_MANAGE)
    digits = re.sub(r"[^0-9]", "", given.account_no)
    if not 8 <= len(digits) <= 20:
        fault = FieldFault("/account_no", "LENGTH", "계좌번호는 숫자 8~20자리입니다.")
        refuse_faults([fault])
    with transaction.atomic():
        partner = _locked(partner_id, None)
        if given.is_default:
            partner.accounts.filter(is_default=True).update(is_default=False)
        account = PartnerAccount.objects.create(
            partner=partner,
            bank_code=given.bank_code,
            account_cipher=seal(digits, ACCOUNT_PURPOSE).encode(),
            account_last4=digits[-4:],
            holder=given.holder.strip(),
            is_default=given.is_default,
        )
        _note(partner, "account_added", f"계좌 추가: {partner.code} ****{digits[-4:]}", actor, at)
    return account


def verify_account(
    *, account_id: UUID, holder: str, actor: Actor, at: datetime, partner_id: UUID | None = None
) -> PartnerAccount:
    """Record the holder the bank answered with. Payee change and payment stay in different hands."""
    actor.require(PARTNER_ACCOUNT_VERIFY)
    with transaction.atomic():
        account = lock_rows(PartnerAccount, [account_id]).get(account_id)
        if account is None or (partner_id is not None and account.partner_id != partner_id):
            raise NotFound
        account.holder = holder.strip()
        account.is_verified = True
        account.verified_at = at
        account.save(update_fields=["holder", "is_verified", "verified_at"])
        _note(account.partner, "account_verified", f"예금주 확인: {account.holder}", actor, at)
    return account


def retire_account(*, account_id: UUID, actor: Actor, at: datetime) -> PartnerAccount:
    """Take an account out of use; earlier payments keep pointing to it."""
    actor.require(PARTNER_MANAGE)
    with transaction.atomic():
        account = lock_rows(PartnerAccount, [account_id]).get(account_id)
        if account is None:
            raise NotFound
        account.is_active = False
        account.is_default = False
        account.save(update_fields=["is_active", "is_default"])
        _note(account.partner, "account_retired", f"계좌 사용 중지: ****{account.account_last4}", actor, at)
    return account


def _next_code() -> str:
    """P000001, P000002 …: one registration of an institution at a time takes the next code."""
    with connection.cursor() as cursor:
        key = f"{current_schema()}:partner-code"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    codes = Partner.objects.filter(code__regex=r"^P[0-9]{6}$").order_by("-code")
    last = codes.values_list("code", flat=True).first()
    return f"{PREFIX}{int(last[1:]) + 1 if last else 1:06d}"


def _locked(partner_id: UUID, version: int | None) -> Partner:
    partner = lock_rows(Partner, [partner_id]).get(partner_id)
    if partner is None:
        raise NotFound
    if version is not None and version != partner.version:
        raise StaleVersion(current=partner.version, seen=version)
    return partner


def _check(given: PartnerInput) -> None:
    faults = []
    if not given.name.strip():
        faults.append(FieldFault("/name", "EMPTY", "이름을 입력하십시오."))
    if given.kind not in PartnerKind.values:
        faults.append(FieldFault("/kind", "UNKNOWN", "거래처 종류를 고르십시오."))
    if given.business_no and len(_digits(given.business_no)) != 10:
        faults.append(FieldFault("/business_no", "LENGTH", "사업자등록번호는 숫자 10자리입니다."))
    if given.tax_identity and len(_digits(given.tax_identity)) not in {10, 13}:
        faults.append(FieldFault("/tax_identity", "LENGTH", "식별번호는 숫자 13자리(사업자 10자리)입니다."))
    refuse_faults(faults)


def _columns(given: PartnerInput) -> dict[str, object]:
    columns: dict[str, object] = {
        "name": given.name.strip(),
        "kind": given.kind,
        "business_no": _digits(given.business_no),
        "representative": given.representative,
        "entity_code": given.entity_code,
        "phone": given.phone,
        "email": given.email,
        "address": given.address,
    }
    if given.tax_identity:
        digits = _digits(given.tax_identity)
        columns |= {
            "tax_identity_cipher": seal(digits, IDENTITY_PURPOSE).encode(),
            "tax_identity_last": digits[-4:],
        }
    return columns


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _note(partner: Partner, verb: str, summary: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, verb=verb, subject_type="partner", subject_id=partner.pk, summary=summary, at=at
    )
