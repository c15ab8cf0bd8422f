"""Rule tables of the tests, read from the seeds of the product."""

from __future__ import annotations

from attendance.rules.annual_leave import LabourTable
from attendance.rules.local_public_leave import LocalPublicTables, ServiceRow

LABOUR = LabourTable({y: min(25, 15 + (y - 1) // 2) for y in range(1, 26)})
LOCAL_PUBLIC = LocalPublicTables(
    days=[
        ServiceRow(1, 12, 11),
        ServiceRow(12, 36, 15),
        ServiceRow(36, 48, 16),
        ServiceRow(48, 60, 17),
        ServiceRow(60, 72, 20),
        ServiceRow(72, None, 21),
    ],
    advance=[
        ServiceRow(0, 12, 5),
        ServiceRow(12, 24, 6),
        ServiceRow(24, 36, 7),
        ServiceRow(36, 48, 8),
        ServiceRow(48, None, 10),
    ],
)
