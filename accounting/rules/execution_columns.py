"""What the execution report calls each figure (예산집행 현황, handbook 6.1)."""

LABELS = {
    "current": "예산현액",
    "allotted": "배정",
    "reserved": "품의(예약)",
    "committed": "원인행위",
    "paid": "지출",
    "open": "미지급",
}
BUCKET_LABELS = {
    "original": "본예산",
    "supplementary": "추경",
    "carried_in": "이월",
    "contingency": "예비비",
    "transferred": "전용 등",
    "excess": "초과지출",
    "pending_supplementary": "성립전",
    "allotted": "배정",
    "reserved": "품의(예약)",
    "committed": "원인행위",
    "paid": "지출",
    "carried_out": "다음연도 이월",
}
EVENT_LABELS = {
    "MAIN_BUDGET_EFFECTIVE": "본예산 확정",
    "SUPPLEMENTARY_EFFECTIVE": "추경 확정",
    "ALLOTTED": "예산배정",
    "ALLOTMENT_REDUCED": "배정 감액",
}
