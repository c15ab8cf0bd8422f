"""States of an allotment document (예산배정 통지서)."""

from core.flow import Flow

ALLOTMENT_FLOW = Flow(
    {
        ("DRAFT", "submit"): "SUBMITTED",
        ("SUBMITTED", "return"): "DRAFT",
        ("SUBMITTED", "recall"): "DRAFT",
        ("SUBMITTED", "approve"): "APPROVED",
        ("SUBMITTED", "reject"): "REJECTED",
        ("DRAFT", "discard"): "CANCELLED",
        ("APPROVED", "cancel"): "CANCELLED",
    }
)
