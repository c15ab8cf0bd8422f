"""Accounts and departments as SCIM resources, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from scim2_models import Meta, ScimFilter
from scim2_models.path import CompareOperator, Comparison, LogicalExpr, LogicalOperator

from hr.api.scim.shapes import (
    Account,
    Email,
    EnterpriseUser,
    Group,
    GroupMember,
    GroupMembership,
    Kind,
    Manager,
    Name,
    PhoneNumber,
)
from hr.queries.directory import DirectoryGroup, DirectoryUser, Exactly
from hr.rules.directory import DirectoryData

Address = Callable[[str, UUID], Any]  # references are texts of the library's own type
NOBODY = UUID(int=0)
_EXACT = {"username": "login_name", "externalid": "external_id", "employeenumber": "employee_no"}


def writable(data: DirectoryData) -> Any:
    """What the directory may write of an account."""
    resource = Account(
        user_name=data.login_name,
        display_name=data.name,
        active=data.is_active,
        external_id=data.external_id or None,
        emails=[Email(value=data.email, type=Kind.work)] if data.email else None,
        phone_numbers=[PhoneNumber(value=data.phone, type=Kind.work)] if data.phone else None,
    )
    if data.family_name or data.given_name:
        resource.name = Name(family_name=data.family_name or None, given_name=data.given_name or None)
    if data.employee_no:
        resource[EnterpriseUser] = EnterpriseUser(employee_number=data.employee_no)
    return resource


def data_from(resource: Any, before: DirectoryData | None = None) -> DirectoryData:
    """What a written resource says of the account."""
    own = resource[EnterpriseUser]
    name = resource.name
    data = before or DirectoryData(login_name="", name="")
    return replace(
        data,
        login_name=(resource.user_name or "").strip().lower(),
        name=(resource.display_name or "").strip(),
        email=_one_of(resource.emails),
        phone=_one_of(resource.phone_numbers),
        is_active=bool(resource.active),
        external_id=resource.external_id or "",
        employee_no=((own.employee_number if own else None) or "").strip(),
        family_name=(name.family_name if name else None) or "",
        given_name=(name.given_name if name else None) or "",
    )


def with_defaults(payload: Any, before: DirectoryData | None = None) -> Any:
    """A body as `/Schemas` demands it: what clients often leave out gets the value it has or would get."""
    if not isinstance(payload, dict):
        return payload
    given = {str(key).lower() for key in payload}
    filled = dict(payload)
    if "active" not in given:
        filled["active"] = before.is_active if before else True
    if "displayname" not in given:
        filled["displayName"] = before.name if before else _made_name(payload)
    return filled


def account_resource(one: DirectoryUser, address: Address) -> Any:
    """The whole account."""
    resource = writable(one.data)
    resource.id = str(one.user_id)
    resource.title = one.title or None
    resource.meta = Meta(
        resource_type="User",
        created=one.made_at,
        last_modified=one.changed_at,
        location=address("scim-user", one.user_id),
    )
    if one.department_id is not None:
        resource.groups = [
            GroupMembership(
                value=str(one.department_id),
                ref=address("scim-group", one.department_id),
                display=one.department,
                type="direct",
            )
        ]
        extension = resource[EnterpriseUser] or EnterpriseUser()
        extension.department = one.department
        extension.manager = _manager(one, address)
        resource[EnterpriseUser] = extension
    return resource


def group_resource(one: DirectoryGroup, address: Address) -> Group:
    """A department."""
    return Group(
        id=str(one.department_id),
        external_id=one.code,
        display_name=one.name,
        members=[
            GroupMember(value=str(who.user_id), ref=address("scim-user", who.user_id), display=who.name)
            for who in one.members
        ]
        or None,
        meta=Meta(resource_type="Group", location=address("scim-group", one.department_id)),
    )


def certain(wanted: ScimFilter[Any] | None) -> Exactly:
    """What a filter says exactly of the accounts it can match, for the database to look up."""
    found: dict[str, Any] = {}
    for term in _terms(wanted.ast) if wanted is not None else ():
        if not isinstance(term, Comparison) or term.op != CompareOperator.eq:
            continue
        attribute = term.attr_path.attr.lower()
        if term.attr_path.sub_attr is None and attribute in _EXACT and isinstance(term.value, str):
            found[_EXACT[attribute]] = term.value
        elif attribute == "id":
            found["user_id"] = _uuid(term.value)
    return Exactly(**found)


def _terms(node: Any) -> Sequence[Any]:
    if isinstance(node, LogicalExpr) and node.op == LogicalOperator.and_:
        return node.terms
    return (node,)


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return NOBODY


def _one_of(values: Sequence[Any] | None) -> str:
    """The primary one of several, else the one of the office, else the first; kept is one."""
    ranked = sorted(
        values or (),
        key=lambda one: (one.unknown_attributes.get("primary") is not True, one.type != Kind.work),
    )
    return next(((one.value or "").strip() for one in ranked), "")


def _made_name(payload: dict[str, Any]) -> str:
    name = payload.get("name") if isinstance(payload.get("name"), dict) else {}
    parts = f"{name.get('familyName') or ''}{name.get('givenName') or ''}" if name else ""
    return str((name or {}).get("formatted") or parts or payload.get("userName") or "")


def _manager(one: DirectoryUser, address: Address) -> Manager | None:
    if one.manager is None:
        return None
    return Manager(
        value=str(one.manager.user_id),
        ref=address("scim-user", one.manager.user_id),
        display_name=one.manager.name,
    )
