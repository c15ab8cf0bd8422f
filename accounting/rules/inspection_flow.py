"""Life of an inspection (검수·검사). 지방계약법 제17조, 시행령 제64조."""

from __future__ import annotations

from core.flow import Flow

REQUESTED = "REQUESTED"
PASSED = "PASSED"
FAILED = "FAILED"

INSPECTION_FLOW = Flow(
    {
        (REQUESTED, "pass"): PASSED,
        (REQUESTED, "fail"): FAILED,
        (FAILED, "request"): REQUESTED,
    }
)
