from identity.models.api_clients import ApiClient
from identity.models.logins import Login
from identity.models.officers import OfficerAppointment
from identity.models.policy import SecurityPolicy
from identity.models.records import RightsChange
from identity.models.roles import Role, RoleGrant, RolePermission
from identity.models.users import User

__all__ = [
    "ApiClient",
    "Login",
    "OfficerAppointment",
    "RightsChange",
    "Role",
    "RoleGrant",
    "RolePermission",
    "SecurityPolicy",
    "User",
]
