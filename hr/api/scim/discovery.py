"""What this service can do: /ServiceProviderConfig, /ResourceTypes, /Schemas, and every address there is not."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from scim2_models import (
    Meta,
    NotImplementedException,
    Resource,
    ResourceType,
    Schema,
    SearchRequest,
    ServiceProviderConfig,
)

from core.errors import NotFound
from hr.api.scim.base import ScimView
from hr.api.scim.shapes import CONFIG, PROVIDER
from hr.permissions import DIRECTORY_MANAGE, DIRECTORY_VIEW

ROOT = "/scim/v2"
SCHEMAS = (*PROVIDER.schemas, *(one.to_schema() for one in (ServiceProviderConfig, ResourceType, Schema)))


class _Described(ScimView):
    """Addresses that are only read."""

    required = {"get": DIRECTORY_VIEW}

    def placed(self, resource: Any, name: str, place: str) -> Resource[Any]:
        """A copy with its address."""
        made: Resource[Any] = resource.model_copy()
        made.meta = Meta(resource_type=name, location=self.request.build_absolute_uri(f"{ROOT}/{place}"))
        return made


class ConfigView(_Described):
    """`/ServiceProviderConfig`."""

    def get(self, request: Request) -> Response:
        return self.shown(self.placed(CONFIG, "ServiceProviderConfig", "ServiceProviderConfig"))


class ResourceTypesView(_Described):
    """`/ResourceTypes` and one of them by its name."""

    def get(self, request: Request, name: str = "") -> Response:
        found = [
            self.placed(one, "ResourceType", f"ResourceTypes/{one.name}") for one in PROVIDER.resource_types
        ]
        if not name:
            return self.listed(ResourceType, found, len(found), SearchRequest())
        for one in found:
            if one.id == name:
                return self.shown(one)
        raise NotFound


class SchemasView(_Described):
    """`/Schemas` and one of them by its URN."""

    def get(self, request: Request, urn: str = "") -> Response:
        found = [self.placed(one, "Schema", f"Schemas/{one.id}") for one in SCHEMAS]
        if not urn:
            return self.listed(Schema, found, len(found), SearchRequest())
        for one in found:
            if str(one.id).lower() == urn.lower():
                return self.shown(one)
        raise NotFound


class ElsewhereView(ScimView):
    """Addresses that are not there, in SCIM's own form; searching and bulk are not done."""

    required = {
        "get": DIRECTORY_VIEW,
        "post": DIRECTORY_VIEW,
        "put": DIRECTORY_MANAGE,
        "patch": DIRECTORY_MANAGE,
        "delete": DIRECTORY_MANAGE,
    }

    def get(self, request: Request, rest: str) -> Response:
        raise NotFound

    def post(self, request: Request, rest: str) -> Response:
        if rest.endswith(".search") or rest == "Bulk":
            raise NotImplementedException
        raise NotFound

    put = patch = delete = get
