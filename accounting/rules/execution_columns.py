"""What the execution report calls each figure (예산집행 현황, handbook 6.1)."""

from core.marked import marked

LABELS = {
    "current": marked("예산현액"),
    "allotted": marked("배정"),
    "reserved": marked("품의(예약)"),
    "committed": marked("원인행위"),
    "paid": marked("지출"),
    "open": marked("미지급"),
}
BUCKET_LABELS = {
    "original": marked("본예산"),
    "supplementary": marked("추경"),
    "carried_in": marked("이월"),
    "contingency": marked("예비비"),
    "transferred": marked("전용 등"),
    "excess": marked("초과지출"),
    "pending_supplementary": marked("성립전"),
    "allotted": marked("배정"),
    "reserved": marked("품의(예약)"),
    "committed": marked("원인행위"),
    "paid": marked("지출"),
    "carried_out": marked("다음연도 이월"),
}
EVENT_LABELS = {
    "MAIN_BUDGET_EFFECTIVE": marked("본예산 확정"),
    "SUPPLEMENTARY_EFFECTIVE": marked("추경 확정"),
    "ALLOTTED": marked("예산배정"),
    "ALLOTMENT_REDUCED": marked("배정 감액"),
}
