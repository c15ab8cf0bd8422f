"""Refusals of consolidation by name."""

from __future__ import annotations

from core.errors import CatalogueError, DomainError


class IntercompanyMismatch(CatalogueError):
    """Both sides of an internal transaction do not tell the same amount."""

    code = "E-CNS-001"


class LookReasonMissing(DomainError):
    """Papers of an institution are opened with a reason only (quality rule 2.16)."""

    code = "LOOK_REASON_MISSING"
    text = "기관의 문서를 열려면 열람 사유를 선택하십시오."


class TransferRefused(DomainError):
    """A parent's payment that cannot have been: no amount, unknown item, outside its year."""

    code = "PARENT_TRANSFER_REFUSED"
    text = "지급 내역을 등록할 수 없습니다. 표시된 항목을 확인하십시오."
