from tenants.models.foreign_requests import ForeignRequest, UnresolvedId
from tenants.models.journals import MigrationRun, ProvisioningRun, SchemaTemplate
from tenants.models.registry import Domain, Membership, Tenant

__all__ = [
    "Domain",
    "ForeignRequest",
    "Membership",
    "MigrationRun",
    "ProvisioningRun",
    "SchemaTemplate",
    "Tenant",
    "UnresolvedId",
]
