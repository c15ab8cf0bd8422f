from tenants.models.journals import MigrationRun, ProvisioningRun, SchemaTemplate
from tenants.models.registry import Domain, Membership, Tenant

__all__ = ["Domain", "Membership", "MigrationRun", "ProvisioningRun", "SchemaTemplate", "Tenant"]
