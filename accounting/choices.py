"""Codes of accounting: the stored English value and its Korean label, once for forms, tables and API."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class YearState(TextChoices):
    PLANNED = "PLANNED", _("예정")
    OPEN = "OPEN", _("집행 중")
    SOFT_CLOSED = "SOFT_CLOSED", _("마감 중")
    CLOSED = "CLOSED", _("마감")
    AUDITED = "AUDITED", _("감사 완료")


class PeriodState(TextChoices):
    PLANNED = "PLANNED", _("예정")
    OPEN = "OPEN", _("열림")
    SOFT_CLOSED = "SOFT_CLOSED", _("가마감")
    CLOSED = "CLOSED", _("마감")


class AccountUnitKind(TextChoices):
    GENERAL = "GENERAL", _("일반회계")
    SPECIAL = "SPECIAL", _("특별회계")
    FUND = "FUND", _("기금")
    PROFIT = "PROFIT", _("수익사업회계")


class BudgetSide(TextChoices):
    EXPENDITURE = "EXPENDITURE", _("지출")
    REVENUE = "REVENUE", _("수입")


class ItemLevel(TextChoices):
    JANG = "jang", _("장")
    GWAN = "gwan", _("관")
    HANG = "hang", _("항")
    MOK = "mok", _("목")
    GROUP = "group", _("목그룹")
    ITEM = "item", _("편성목")
    STAT = "stat", _("통계목")


class AccountKind(TextChoices):
    ASSET = "asset", _("자산")
    CONTRA_ASSET = "contra_asset", _("자산 차감")
    LIABILITY = "liability", _("부채")
    CONTRA_LIABILITY = "contra_liability", _("부채 차감")
    NET_ASSETS = "net_assets", _("순자산")
    REVENUE = "revenue", _("수익")
    EXPENSE = "expense", _("비용")


class NormalSide(TextChoices):
    DEBIT = "debit", _("차변")
    CREDIT = "credit", _("대변")


class MappingKind(TextChoices):
    EXPENSE = "expense", _("비용")
    ASSET = "asset", _("자산")
    ASSET_OR_EXPENSE = "asset_or_expense", _("자산 또는 비용")
    LIABILITY = "liability", _("부채")
    INTERNAL = "internal", _("내부거래")


class RecognitionPattern(TextChoices):
    CASH = "cash", _("수납 시 수익")
    RECEIVABLE_THEN_CASH = "receivable_then_cash", _("징수결정 시 미수금")
    GRANT_OPERATING = "grant_operating", _("운영 출연금")
    GRANT_EARMARKED = "grant_earmarked", _("목적 지정 보조금")
    GRANT_CAPITAL = "grant_capital", _("자본 보조금")
    ENDOWMENT = "endowment", _("기본재산 출연")
    INTEREST = "interest", _("이자")
    LIABILITY_INTEREST = "liability_interest", _("반환할 이자")
    CLEAR_RECEIVABLE = "clear_receivable", _("미수금 정리")
    CLEAR_VAT = "clear_vat", _("부가가치세 환급")
    DISPOSAL = "disposal", _("매각")
    LIABILITY = "liability", _("부채")
    ASSET_RECOVERY = "asset_recovery", _("자산 회수")
    INTERNAL = "internal", _("내부거래")
    OPENING_CASH_NO_JOURNAL = "opening_cash_no_journal", _("이월 현금(분개 없음)")


class FundingKind(TextChoices):
    OPERATING_GRANT = "OPERATING_GRANT", _("운영출연금")
    EARMARKED_GRANT = "EARMARKED_GRANT", _("사업출연금")
    NATIONAL_SUBSIDY = "NATIONAL_SUBSIDY", _("국고보조금")
    PROVINCE_SUBSIDY = "PROVINCE_SUBSIDY", _("시·도비보조금")
    CITY_SUBSIDY = "CITY_SUBSIDY", _("시·군·구비보조금")
    ENTRUSTED = "ENTRUSTED", _("위탁사업비")
    DONATION = "DONATION", _("기부금")
    OWN = "OWN", _("자체수입")
    CARRY = "CARRY", _("이월금")


class Activity(TextChoices):
    PROGRAM = "PROGRAM", _("사업수행")
    ADMIN = "ADMIN", _("일반관리")
    FUNDRAISING = "FUNDRAISING", _("모금")


class Sector(TextChoices):
    PUBLIC = "PUBLIC", _("공익목적사업")
    OTHER = "OTHER", _("기타사업")


class PartnerKind(TextChoices):
    COMPANY = "COMPANY", _("법인·사업자")
    INDIVIDUAL = "INDIVIDUAL", _("개인")
    STAFF = "STAFF", _("임직원")
    INSTITUTION = "INSTITUTION", _("출자·출연기관")
    GOVERNMENT = "GOVERNMENT", _("정부·지방자치단체")
    COLLECTIVE = "COLLECTIVE", _("집합 거래처")


class VatType(TextChoices):
    NONE = "NONE", _("해당 없음")
    TAXABLE = "TAXABLE", _("과세")
    ZERO = "ZERO", _("영세율")
    EXEMPT = "EXEMPT", _("면세")


class WithholdingRule(TextChoices):
    NONE = "", _("없음")
    BIZ = "BIZ", _("사업소득")
    ETC60 = "ETC60", _("기타소득(필요경비 60%)")
    ETC80 = "ETC80", _("기타소득(필요경비 80%)")
    ETC00 = "ETC00", _("기타소득(필요경비 없음)")
    DAY = "DAY", _("일용근로")
    PAY = "PAY", _("근로소득")


class Bucket(TextChoices):
    """Buckets of an expenditure line (handbook 3.2)."""

    ORIGINAL = "original", _("본예산")
    SUPPLEMENTARY = "supplementary", _("추경증감")
    CARRIED_IN = "carried_in", _("전년도이월")
    CONTINGENCY = "contingency", _("예비비사용")
    TRANSFERRED = "transferred", _("전용 등 증감")
    EXCESS = "excess", _("초과지출")
    PENDING_SUPPLEMENTARY = "pending_supplementary", _("성립전 사용")
    ALLOTTED = "allotted", _("배정")
    RESERVED = "reserved", _("품의(예약)")
    COMMITTED = "committed", _("지출원인행위")
    PAID = "paid", _("지출")
    CARRIED_OUT = "carried_out", _("다음연도이월")


class RevenueBucket(TextChoices):
    """Buckets of a revenue line (handbook 3.2)."""

    ORIGINAL = "original", _("본예산")
    SUPPLEMENTARY = "supplementary", _("추경증감")
    CARRIED_IN = "carried_in", _("전년도이월")
    TRANSFERRED = "transferred", _("이체 등 증감")
    ASSESSED = "assessed", _("징수결정")
    RECEIVED = "received", _("수납")
    REFUNDED = "refunded", _("과오납반환")
    WRITTEN_OFF = "written_off", _("불납결손")


class VersionKind(TextChoices):
    MAIN = "MAIN", _("본예산")
    SUPPLEMENTARY = "SUPPLEMENTARY", _("추가경정예산")
    AMENDED = "AMENDED", _("수정예산")


class VersionState(TextChoices):
    DRAFT = "DRAFT", _("편성 중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    REQUESTED = "REQUESTED", _("부서요구")
    ADJUSTING = "ADJUSTING", _("조정")
    ADJUSTED = "ADJUSTED", _("조정안")
    CEO_APPROVED = "CEO_APPROVED", _("기관장안")
    PARENT_CONSULTED = "PARENT_CONSULTED", _("지자체 협의")
    BOARD_SUBMITTED = "BOARD_SUBMITTED", _("이사회 상정")
    BOARD_APPROVED = "BOARD_APPROVED", _("의결")
    REPORTED = "REPORTED", _("지자체 보고")
    EFFECTIVE = "EFFECTIVE", _("확정")
    SUPERSEDED = "SUPERSEDED", _("대체됨")
    RETURNED = "RETURNED", _("반려")
    WITHDRAWN = "WITHDRAWN", _("철회")
    CORRECTION_ORDERED = "CORRECTION_ORDERED", _("시정명령")


class AllotmentKind(TextChoices):
    REGULAR = "REGULAR", _("정기배정")
    AD_HOC = "AD_HOC", _("수시배정")
    REDUCTION = "REDUCTION", _("배정 감액")


class AllotmentState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("배정")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")


class ProposalState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("승인")
    PARTLY_USED = "PARTLY_USED", _("일부 사용")
    CLOSED = "CLOSED", _("종결")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")
    EXPIRED = "EXPIRED", _("만료")


class CommitmentKind(TextChoices):
    GOODS = "GOODS", _("물품")
    SERVICE = "SERVICE", _("용역")
    WORKS = "WORKS", _("공사")
    RENT = "RENT", _("임차")
    TRANSPORT = "TRANSPORT", _("운송")
    TRANSFER = "TRANSFER", _("보조·이전")
    PERSON = "PERSON", _("강사료·보상금")
    OTHER = "OTHER", _("기타")
    PAYROLL = "PAYROLL", _("인건비")
    DUTY = "DUTY", _("직무수행경비")
    UTILITY = "UTILITY", _("공공요금")
    TAX = "TAX", _("제세공과금")
    TRAVEL = "TRAVEL", _("여비")
    IMPREST = "IMPREST", _("일상경비 교부")


class CommitmentState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("승인")
    CHANGED = "CHANGED", _("증감 변경")
    COMPLETED = "COMPLETED", _("이행 완료")
    CLOSED = "CLOSED", _("종결")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")
    CARRIED = "CARRIED", _("이월")


class ChangeKind(TextChoices):
    AMOUNT = "AMOUNT", _("증감 변경")
    REST = "REST", _("남은 금액 취소")


class ChangeState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("승인")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")


class ContractMethod(TextChoices):
    NONE = "", _("해당 없음")
    SINGLE_QUOTE = "SINGLE_QUOTE", _("수의계약(1인 견적)")
    TWO_QUOTES = "TWO_QUOTES", _("수의계약(2인 이상 견적)")
    TENDER = "TENDER", _("입찰")
    DIRECT_PURCHASE = "DIRECT_PURCHASE", _("직접구매·카드")


class InspectionKind(TextChoices):
    REPORT = "REPORT", _("검사(검수)조서")
    DELIVERY = "DELIVERY", _("납품 확인")


class InspectionState(TextChoices):
    REQUESTED = "REQUESTED", _("검수 요청")
    PASSED = "PASSED", _("합격")
    FAILED = "FAILED", _("불합격")


class VoucherKind(TextChoices):
    """Kinds of payment voucher; the value is the prefix of the document number."""

    GENERAL = "PV", _("일반")
    PAYROLL = "PY", _("인건비")
    TRAVEL = "PT", _("여비")
    GOODS = "PG", _("물품(기타) 구입")
    WORKS = "PC", _("공사(용역)")
    DEBT = "PD", _("채무상환")
    TRANSFER = "PX", _("이전거래")
    IMPREST = "PI", _("일상경비 교부")


class VoucherState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("승인")
    ORDERED = "ORDERED", _("지급명령")
    PAID = "PAID", _("지급")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")


class OrderState(TextChoices):
    CREATED = "CREATED", _("작성")
    SUBMITTED = "SUBMITTED", _("결재대기")
    SIGNED = "SIGNED", _("발행")
    SENT = "SENT", _("전송")
    PARTLY_EXECUTED = "PARTLY_EXECUTED", _("일부 지급")
    EXECUTED = "EXECUTED", _("지급 완료")
    FAILED = "FAILED", _("지급 실패")
    CANCELLED = "CANCELLED", _("취소")


class OrderLineState(TextChoices):
    PENDING = "PENDING", _("대기")
    EXECUTED = "EXECUTED", _("지급")
    FAILED = "FAILED", _("반송")
    REISSUED = "REISSUED", _("재발행")
    CANCELLED = "CANCELLED", _("취소")


class AssessmentState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("징수결정")
    NOTIFIED = "NOTIFIED", _("고지")
    PARTLY_RECEIVED = "PARTLY_RECEIVED", _("일부 수납")
    RECEIVED = "RECEIVED", _("수납 완료")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")


class ReceiptState(TextChoices):
    POSTED = "POSTED", _("수납")
    PARTLY_REFUNDED = "PARTLY_REFUNDED", _("일부 환급")
    REFUNDED = "REFUNDED", _("환급")


class ReturnState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("반납")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")


class ManualJournalState(TextChoices):
    DRAFT = "DRAFT", _("작성중")
    SUBMITTED = "SUBMITTED", _("결재대기")
    APPROVED = "APPROVED", _("승인")
    REJECTED = "REJECTED", _("부결")
    CANCELLED = "CANCELLED", _("취소")


class ExtendedReason(TextChoices):
    """The seven legal reasons of the January window (지방회계법 제7조, 시행령 제3조)."""

    NONE = "", _("해당 없음")
    YEAR_END_CONTRACT = "YEAR_END_CONTRACT", _("연말 계약 이행분")
    GRANT_NOT_RECEIVED = "GRANT_NOT_RECEIVED", _("보조금 미교부분")
    GRANT_RETURN = "GRANT_RETURN", _("보조금·위탁금 집행잔액 반납")
    OWN_TRANSFER = "OWN_TRANSFER", _("회계 간 이체")
    ADVANCE_RETURN = "ADVANCE_RETURN", _("선금·개산급 반납")
    CARD_BILL = "CARD_BILL", _("신용카드 결제분")
    IMPREST_RETURN = "IMPREST_RETURN", _("일상경비 잔액 반납")


class ImportState(TextChoices):
    CHECKED = "CHECKED", _("검사")
    LOADED = "LOADED", _("적재")


class ImportHandling(TextChoices):
    PAYMENT = "PAYMENT", _("지출")
    RETURN = "RETURN", _("여입")
    REVENUE = "REVENUE", _("과년도수입")
