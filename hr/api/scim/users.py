"""/Users: accounts of the institution, and /Groups: its departments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response
from scim2_models import Context, PatchOp

from core.errors import NotFound
from core.periods import day_of
from hr.api.scim.base import ScimView, chosen, page_of
from hr.api.scim.resources import (
    account_resource,
    certain,
    data_from,
    group_resource,
    with_defaults,
    writable,
)
from hr.api.scim.shapes import POLICY, Account, Group
from hr.permissions import DIRECTORY_MANAGE, DIRECTORY_VIEW
from hr.queries.directory import directory_accounts, directory_groups, directory_user, directory_users
from hr.rules.directory import DirectoryData
from hr.services.directory import change_directory_user, delete_directory_user, provision_user


class _Addressed(ScimView):
    """Resources know their addresses."""

    def address(self, route: str, pk: UUID) -> str:
        """Absolute address of a resource."""
        return self.request.build_absolute_uri(reverse(route, kwargs={"pk": pk}))

    def account(self, user_id: UUID) -> Any:
        """One account as it stands."""
        return account_resource(directory_user(user_id, day_of(self.at)), self.address)


class UsersView(_Addressed):
    """`/Users`."""

    required = {"get": DIRECTORY_VIEW, "post": DIRECTORY_MANAGE}

    def get(self, request: Request) -> Response:
        asked = self.asked(Account)
        found = directory_accounts(certain(asked.filter))
        start, stop = page_of(asked)
        if asked.filter is None and asked.sort_by is None:
            total = found.count()
            return self.listed(Account, self._resources(found[start:stop]), total, asked)
        rows = chosen(self._resources(found), asked)
        return self.listed(Account, rows[start:stop], len(rows), asked)

    def post(self, request: Request) -> Response:
        asked = self.asked(Account)
        payload = with_defaults(request.data)
        given = Account.model_validate(
            payload, scim_ctx=Context.RESOURCE_CREATION_REQUEST, scim_policy=POLICY
        )
        made = provision_user(actor=self.actor, data=data_from(given), at=self.at)
        return self.shown(self.account(made), ctx=Context.RESOURCE_CREATION_RESPONSE, status=201, asked=asked)

    def _resources(self, accounts: Any) -> list[Any]:
        return [account_resource(one, self.address) for one in directory_users(accounts, day_of(self.at))]


class UserView(_Addressed):
    """`/Users/{id}`."""

    required = {
        "get": DIRECTORY_VIEW,
        "put": DIRECTORY_MANAGE,
        "patch": DIRECTORY_MANAGE,
        "delete": DIRECTORY_MANAGE,
    }

    def get(self, request: Request, pk: UUID) -> Response:
        asked = self.asked(Account)
        return self.shown(self.account(pk), asked=asked)

    def put(self, request: Request, pk: UUID) -> Response:
        asked, payload = self.asked(Account), request.data

        def replaced(before: DirectoryData) -> DirectoryData:
            given = Account.model_validate(
                with_defaults(payload, before),
                scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST,
                scim_policy=POLICY,
            )
            return data_from(given, before)

        change_directory_user(actor=self.actor, user_id=pk, change=replaced, at=self.at)
        return self.shown(self.account(pk), ctx=Context.RESOURCE_REPLACEMENT_RESPONSE, asked=asked)

    def patch(self, request: Request, pk: UUID) -> Response:
        asked = self.asked(Account)
        patch = PatchOp[Account].model_validate(
            request.data, scim_ctx=Context.RESOURCE_PATCH_REQUEST, scim_policy=POLICY
        )

        def patched(before: DirectoryData) -> DirectoryData:
            resource = writable(before)
            patch.patch(resource, scim_policy=POLICY)
            return data_from(resource, before)

        change_directory_user(actor=self.actor, user_id=pk, change=patched, at=self.at)
        return self.shown(self.account(pk), ctx=Context.RESOURCE_PATCH_RESPONSE, asked=asked)

    def delete(self, request: Request, pk: UUID) -> Response:
        delete_directory_user(actor=self.actor, user_id=pk, at=self.at)
        return Response(status=204)


class GroupsView(_Addressed):
    """`/Groups`: departments, read only."""

    required = {"get": DIRECTORY_VIEW}

    def get(self, request: Request) -> Response:
        asked = self.asked(Group)
        start, stop = page_of(asked)
        groups = [group_resource(one, self.address) for one in directory_groups(day_of(self.at))]
        rows = chosen(groups, asked)
        return self.listed(Group, rows[start:stop], len(rows), asked)


class GroupView(_Addressed):
    """`/Groups/{id}`."""

    required = {"get": DIRECTORY_VIEW}

    def get(self, request: Request, pk: UUID) -> Response:
        asked = self.asked(Group)
        found = next((one for one in directory_groups(day_of(self.at)) if one.department_id == pk), None)
        if found is None:
            raise NotFound(department_id=str(pk))
        return self.shown(group_resource(found, self.address), asked=asked)
