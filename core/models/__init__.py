from core.models.base import TenantManager, TenantModel, TenantQuerySet
from core.models.records import (
    AuditEntry,
    DocumentCounter,
    IdempotencyRecord,
    OutboxMessage,
    UserPreference,
)

__all__ = [
    "AuditEntry",
    "DocumentCounter",
    "IdempotencyRecord",
    "OutboxMessage",
    "TenantManager",
    "TenantModel",
    "TenantQuerySet",
    "UserPreference",
]
