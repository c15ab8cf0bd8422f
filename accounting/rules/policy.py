"""The institution's own financial rules for one fiscal year (``PolicyProfile``).

지방재정법 and 지방회계법 bind the local government. An institution copies them into its own 예산·회계규정,
so every figure here is a field with the local government's rule as default and a basis text for the user.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

_TEXT, _INT, _RATE, _FLAG, _DAY, _ITEMS = "text", "int", "rate", "flag", "day", "items"

APPROVERS = (
    "BOARD",
    "CEO",
    "BUDGET_HEAD",
    "CHIEF_ACCOUNTING_OFFICER",
    "COMMITMENT_OFFICER",
    "DISBURSING_OFFICER",
    "FUND_MANAGER",
)


def _rule(
    default: Any,
    kind: str,
    label: str,
    basis: str,
    choices: tuple[str, ...] = (),
    low: int = 0,
    high: int = 10**12,
) -> Any:
    """One field of the profile with its label, legal basis and admitted values."""
    metadata = {"kind": kind, "label": label, "basis": basis, "choices": choices, "low": low, "high": high}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class PolicyProfile:
    """Every rule an institution may settle itself; defaults are those of the local government."""

    transfer_forbidden_items: tuple[str, ...] = _rule(
        ("101",), _ITEMS, "전용 제한 편성목(내보낼 수 없음)", "지방재정법 시행령 제55조"
    )
    transfer_forbidden_targets: tuple[str, ...] = _rule(
        ("203",), _ITEMS, "전용 금지 대상 편성목(받을 수 없음)", "지방재정법 시행령 제55조"
    )
    transfer_scope: str = _rule(
        "POLICY_PROJECT",
        _TEXT,
        "전용 범위",
        "지방재정법 제49조제1항",
        ("POLICY_PROJECT", "UNIT_PROJECT"),
    )
    diversion_approver: str = _rule("BOARD", _TEXT, "이용 승인", "지방재정법 제47조의2제1항", APPROVERS)
    transfer_approver: str = _rule("CEO", _TEXT, "전용 승인", "지방재정법 제49조", APPROVERS)
    adjust_approver: str = _rule("BUDGET_HEAD", _TEXT, "조정(변경사용) 승인", "기관 예산규정", APPROVERS)
    reassign_approver: str = _rule("CEO", _TEXT, "이체 승인", "지방재정법 제47조의2제2항", APPROVERS)
    contingency_approver: str = _rule("CEO", _TEXT, "예비비 사용 승인", "지방재정법 제43조", APPROVERS)
    allotment_approver: str = _rule(
        "BUDGET_HEAD", _TEXT, "예산배정 승인", "지방재정법 시행령 제56조", APPROVERS
    )
    carry_explicit_approver: str = _rule("BOARD", _TEXT, "명시이월 승인", "지방재정법 제50조제1항", APPROVERS)
    carry_accident_approver: str = _rule("CEO", _TEXT, "사고이월 승인", "지방재정법 제50조제2항", APPROVERS)
    writeoff_approver: str = _rule("CEO", _TEXT, "결손처분 승인", "지방회계법", APPROVERS)
    reclass_approver: str = _rule(
        "CHIEF_ACCOUNTING_OFFICER",
        _TEXT,
        "과목경정 승인",
        "지방자치단체 회계관리에 관한 훈령 제99조",
        APPROVERS,
    )
    contingency_cap_pct: str = _rule(
        "1.00", _RATE, "예비비 한도(%)", "지방재정법 제43조제1항", low=0, high=100
    )
    carry_again_allowed: bool = _rule(False, _FLAG, "사고이월 재이월 허용", "지방재정법 제50조")
    carry_transfer_allowed: bool = _rule(False, _FLAG, "이월예산 전용 허용", "기관 예산규정")
    cash_close: str = _rule("12-31", _DAY, "출납폐쇄일", "지방회계법 제7조제1항")
    cash_close_ext: str = _rule("01-20", _DAY, "출납폐쇄 예외 기한", "지방회계법 제7조제1항 단서")
    books_complete: str = _rule("02-10", _DAY, "출납사무 완결 기한", "지방회계법 제7조제3항")
    advance_cap_pct: int = _rule(70, _INT, "선금 한도(%)", "지방회계법 시행령 제44조", high=100)
    single_quote_limit: int = _rule(20_000_000, _INT, "1인 견적 한도(원)", "지방계약법 시행령 제30조제1항")
    single_quote_limit_preferred: int = _rule(
        50_000_000, _INT, "1인 견적 한도(여성·장애인·사회적기업 등, 원)", "지방계약법 시행령 제30조제1항"
    )
    inspection_report_min: int = _rule(
        30_000_000, _INT, "검사조서 작성 기준금액(원)", "지방계약법 시행령 제65조"
    )
    contract_document_min: int = _rule(
        50_000_000, _INT, "계약서 작성 기준금액(원)", "지방계약법 시행령 제50조제1항"
    )
    capitalization_threshold: int = _rule(1_000_000, _INT, "자산 등재 기준금액(원)", "기관 회계규정")
    withholding_rounding: str = _rule(
        "FLOOR_10", _TEXT, "원천징수 단수 처리", "지방회계법 제55조", ("FLOOR_10", "FLOOR_1")
    )
    withholding_cash: str = _rule(
        "MAIN", _TEXT, "원천징수금 보관 계좌", "기관 회계규정", ("MAIN", "OFFBUDGET")
    )
    basis_rounding: str = _rule(
        "CEIL_1000",
        _TEXT,
        "산출기초 합계의 단수 처리",
        "지방자치단체 예산편성 운용에 관한 규칙 제3조",
        ("CEIL_1000", "NONE"),
    )
    allotment_control: str = _rule(
        "QUARTERLY",
        _TEXT,
        "예산배정 통제",
        "지방재정법 시행령 제56조",
        ("QUARTERLY", "MONTHLY", "FULL_YEAR"),
    )
    fiscal_consent_items: tuple[str, ...] = _rule(
        ("203", "306", "307", "308", "402"),
        _ITEMS,
        "재정합의 대상 편성목",
        "지방자치단체 회계관리에 관한 훈령 제12조제1항",
    )
    fiscal_consent_team: str = _rule(
        "ACCOUNTING_TEAM",
        _TEXT,
        "재정합의 부서(결재선에 예산·회계 부서가 없을 때)",
        "지방자치단체 회계관리에 관한 훈령 제12조제1항",
        ("ACCOUNTING_TEAM", "BUDGET_TEAM"),
    )
    officer_signs: bool = _rule(
        True, _FLAG, "회계관계 직원의 합의를 결재선에 둠", "지방회계법 제21조·제29조·제32조"
    )
    reserve_at: str = _rule(
        "APPROVAL", _TEXT, "품의 예약 시점", "기관 회계규정", ("APPROVAL", "SUBMIT", "COMMITMENT")
    )
    grant_policy: str = _rule(
        "DEFER", _TEXT, "보조금 수익 인식", "공익법인회계기준 제26조", ("DEFER", "RECEIPT")
    )
    capital_grant_policy: str = _rule("A", _TEXT, "자산취득보조금 처리", "공익법인회계기준", ("A", "B"))
    provisional_limit: str = _rule(
        "LAST_YEAR_ORIGINAL", _TEXT, "준예산 한도", "지방자치법 제146조", ("LAST_YEAR_ORIGINAL",)
    )
    memo_value: int = _rule(1000, _INT, "비망가액(원)", "지방공기업법 시행규칙 제17조")
    reclass_in_original_month: bool = _rule(False, _FLAG, "과목경정을 원래 월로 처리", "기관 회계규정")
    pay_before_receipt: bool = _rule(
        False, _FLAG, "교부 전 집행 허용", "지방자치단체 회계관리에 관한 훈령 제14조제1항"
    )
    due_days_max: int = _rule(
        15, _INT, "납부기한(고지일부터, 일)", "지방회계법 시행령 제19조", low=1, high=365
    )
    imprest_counts_at: str = _rule(
        "GRANT", _TEXT, "일상경비 지출 계상 시점", "지방회계법 제38조", ("GRANT", "SETTLEMENT")
    )
    small_office_exception: bool = _rule(
        False, _FLAG, "소규모 기관 겸직 예외", "지방회계법 시행령 제25조·제46조"
    )

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> PolicyProfile:
        """Build a profile from stored values; fields that are not stored keep their default."""
        known = {item.name for item in fields(cls)}
        given = {name: _plain(value) for name, value in values.items() if name in known}
        return cls(**given)

    def values(self) -> dict[str, Any]:
        """Values to store, lists instead of tuples."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @property
    def contingency_cap_hundredths(self) -> int:
        """The cap of the contingency as hundredths of a percent (1.00 % → 100)."""
        return int((Decimal(self.contingency_cap_pct) * 100).to_integral_value())


@dataclass(frozen=True)
class PolicyField:
    """What the settings screen shows for one field."""

    name: str
    label: str
    basis_text: str
    kind: str
    choices: tuple[str, ...]
    default: Any


@dataclass(frozen=True)
class PolicyFault:
    """A value that is not admitted: which field and why (code, not text)."""

    name: str
    reason: str


def policy_fields() -> list[PolicyField]:
    """All fields in the order of the settings screen."""
    return [
        PolicyField(
            item.name,
            item.metadata["label"],
            item.metadata["basis"],
            item.metadata["kind"],
            item.metadata["choices"],
            item.default,
        )
        for item in fields(PolicyProfile)
    ]


def basis_text(name: str) -> str:
    """The article or regulation behind one field, as shown in refusals."""
    for item in fields(PolicyProfile):
        if item.name == name:
            return str(item.metadata["basis"])
    raise KeyError(name)


def validate_policy(values: dict[str, Any]) -> list[PolicyFault]:
    """Faults of a set of values; an empty list means the profile may be stored."""
    known = {item.name: item for item in fields(PolicyProfile)}
    faults = [PolicyFault(name, "unknown_field") for name in values if name not in known]
    for name, value in values.items():
        item = known.get(name)
        if item is not None and not _admitted(_plain(value), item.metadata):
            faults.append(PolicyFault(name, f"invalid_{item.metadata['kind']}"))
    return faults


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _admitted(value: Any, metadata: Any) -> bool:
    checks = {
        _TEXT: _is_choice,
        _INT: _is_int,
        _RATE: _is_rate,
        _FLAG: _is_flag,
        _DAY: _is_day,
        _ITEMS: _is_items,
    }
    return checks[metadata["kind"]](value, metadata)


def _is_choice(value: Any, metadata: Any) -> bool:
    return isinstance(value, str) and value in metadata["choices"]


def _is_int(value: Any, metadata: Any) -> bool:
    return type(value) is int and bool(metadata["low"] <= value <= metadata["high"])


def _is_rate(value: Any, metadata: Any) -> bool:
    try:
        rate = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return False
    if rate is None or not rate.is_finite():
        return False
    return bool(metadata["low"] <= rate <= metadata["high"]) and rate == rate.quantize(Decimal("0.01"))


def _is_flag(value: Any, metadata: Any) -> bool:
    return isinstance(value, bool)


def _is_day(value: Any, metadata: Any) -> bool:
    try:
        date.fromisoformat(f"2028-{value}")
    except ValueError:
        return False
    return isinstance(value, str) and len(value) == 5


def _is_items(value: Any, metadata: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(code, str) and 0 < len(code) <= 20 for code in value)
