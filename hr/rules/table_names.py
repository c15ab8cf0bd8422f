"""Korean names of the tables of rules; tables of upper floors add theirs in their own words."""

from __future__ import annotations

NAMES = {
    "appointment_kinds": "인사발령 종류",
    "leave_of_absence_types": "휴직 종류",
    "discipline_effects": "징계의 효과",
    "record_card_fields": "인사기록카드 항목",
    "retention": "보존기간",
    "job_group": "직군",
    "job_series": "직렬",
    "grade": "직급",
    "position_title": "직위",
    "duty": "직책",
    "employment_type": "고용형태",
    "headcount_counting": "현원 산정 기준",
    "step_up": "정기승급",
    "step_up_stop": "승급·승진 제한기간",
    "step_up_leave": "휴직기간의 승급 산입",
    "promotion_minimum_years": "승진소요최저연수",
    "promotion_step": "승진할 때의 호봉",
    "post_minimum": "필수보직기간",
    "retirement_age": "정년",
    "fixed_term": "기간제 사용기간",
    "childcare_request": "육아휴직 신청 기한",
    "childcare_limit": "육아휴직 한도",
    "dismissal_notice": "해고 예고",
    "dismissal_bar": "해고 제한",
    "career_conversion": "경력환산율",
    "part_time_career": "시간제 경력",
    "expunging": "징계기록 말소",
    "discipline_limit": "징계 시효",
    "committee_needed": "인사위원회 의결 대상",
    "certificate": "증명서 발급",
    "personnel_warning": "인사 알림 시기",
    "mandatory_training": "법정의무교육",
    "rule_calendar": "제도 변경 달력",
}


def table_name(code: str) -> str:
    """The table's name; its code where it has none here."""
    return NAMES.get(code, code)
