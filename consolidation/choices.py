"""Codes of consolidation: stored English value, Korean label."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MismatchCause(models.TextChoices):
    """Why two sides of an internal transaction do not agree (handbook 6.5)."""

    TIME_GAP = "TIME_GAP", _("시점 차이")
    WRONG_ITEM = "WRONG_ITEM", _("과목 착오")
    NOT_BOOKED = "NOT_BOOKED", _("상대 기관 미계상")
    AMOUNT = "AMOUNT", _("금액 차이")


class ColumnLevel(models.TextChoices):
    """How finely the standard items stand across the matrix."""

    MIXED = "MIXED", _("목그룹·편성목")
    GROUP = "GROUP", _("목그룹")
    ITEM = "ITEM", _("편성목")


class Measure(models.TextChoices):
    """The figure a matrix cell shows."""

    PAID = "PAID", _("지출·집행률")
    CURRENT = "CURRENT", _("예산현액")
    COMMITTED = "COMMITTED", _("원인행위")
    LEFT = "LEFT", _("잔액")
    AVAILABLE = "AVAILABLE", _("가용")
    PRIOR = "PRIOR", _("전년비")


class LookScreen(models.TextChoices):
    """What an officer looked at."""

    OVERVIEW = "OVERVIEW", _("기관 종합 현황")
    MATRIX = "MATRIX", _("통합 집행 매트릭스")
    TRIAL_BALANCE = "TRIAL_BALANCE", _("통합 시산표")
    LEDGER = "LEDGER", _("통합 원장")
    RECONCILIATION = "RECONCILIATION", _("내부거래 대사")
    ITEMS = "ITEMS", _("기관 과목별 집행")
    MOVEMENTS = "MOVEMENTS", _("기관 예산 원장")
    LINES = "LINES", _("기관 계정 원장")
    VOUCHER = "VOUCHER", _("지출결의")
    JOURNAL = "JOURNAL", _("전표")
    REGISTERS = "REGISTERS", _("기관 기록물 현황")
    REGISTER = "REGISTER", _("기관 기록물등록대장")
    STAFF = "STAFF", _("기관 인력·휴가 현황")
    HEADCOUNT = "HEADCOUNT", _("기관 정원·현원")
    ON_LEAVE = "ON_LEAVE", _("기관 휴직 현황")
    LEAVE_USE = "LEAVE_USE", _("기관 연차 사용")
    WORK_MONTHS = "WORK_MONTHS", _("기관 월별 복무")


class LookReason(models.TextChoices):
    """Reasons an officer may give for opening an institution's papers."""

    SUPERVISION = "SUPERVISION", _("지도·감독(지방출자출연법)")
    BUDGET_REVIEW = "BUDGET_REVIEW", _("예산·집행 점검")
    SETTLEMENT = "SETTLEMENT", _("결산 검토")
    AUDIT = "AUDIT", _("감사·조사")
    INQUIRY = "INQUIRY", _("의회·민원 자료 확인")


class MovedBucket(models.TextChoices):
    """Buckets of an institution's budget ledger an officer may list."""

    ORIGINAL = "original", _("본예산")
    SUPPLEMENTARY = "supplementary", _("추경증감")
    CARRIED_IN = "carried_in", _("전년도이월")
    TRANSFERRED = "transferred", _("전용 등 증감")
    ALLOTTED = "allotted", _("배정")
    RESERVED = "reserved", _("품의(예약)")
    COMMITTED = "committed", _("지출원인행위")
    PAID = "paid", _("지출")
