"""Tables: one base, keys that point down, no generic references, no raw path switches."""

from __future__ import annotations

import ast
import re

from django.apps import apps
from django.conf import settings
from django.db import models

from core.models import TenantModel
from tests.architecture.source import APPS, PRODUCT, ROOT, name, python_files, tree

FLOORS = (
    "core",
    "ui",
    "tenants",
    "identity",
    "organization",
    "records",
    "approvals",
    "accounting",
    "hr",
    "attendance",
    "consolidation",
    "api_docs",
)
PUBLIC_ONLY = {"tenants"}
SWITCH = re.compile(
    r"\b(SET\s+(LOCAL\s+)?search_path|SET\s+(LOCAL\s+)?ROLE|ROLLBACK|set_config)\b", re.IGNORECASE
)
MAY_SWITCH = (
    "core/db/",
    "tenants/",
    "consolidation/",
)


def _own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def test_every_tenant_table_has_the_common_base() -> None:
    others = [
        model._meta.label
        for model in _own_models()
        if not issubclass(model, TenantModel)
        and model._meta.app_label not in PUBLIC_ONLY
        and model._meta.managed
        and model._meta.label != settings.AUTH_USER_MODEL
    ]
    assert others == []


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in _own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label in FLOORS
        and FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]
    assert upward == []


def test_tenant_tables_never_refer_to_the_registry() -> None:
    crossing = [
        f"{model._meta.label}.{field.name}"
        for model in _own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and (field.related_model._meta.app_label in PUBLIC_ONLY) != (model._meta.app_label in PUBLIC_ONLY)
    ]
    assert crossing == []


def test_foreign_keys_name_other_apps_as_strings() -> None:
    classes = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    direct = []
    for path in python_files(*APPS):
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ImportFrom)
            and node.module
            and ".models" in node.module
            and node.module.partition(".")[0] != path.relative_to(ROOT).parts[0]
            for alias in node.names
        }
        direct += [
            f"{name(path)}:{node.lineno}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call)
            and getattr(node.func, "attr", "") in classes
            and node.args
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id in imported - {"TenantModel"}
        ]
    assert direct == []


def test_no_generic_references() -> None:
    generic = [
        f"{model._meta.label}.{field.name}"
        for model in _own_models()
        for field in model._meta.get_fields()
        if type(field).__name__ in {"GenericForeignKey", "GenericRelation"}
    ]
    assert generic == []


def test_money_is_a_whole_number() -> None:
    fractional = [
        f"{model._meta.label}.{field.name}"
        for model in _own_models()
        for field in model._meta.get_fields()
        if getattr(field, "name", "").endswith("amount")
        and not isinstance(field, models.BigIntegerField | models.JSONField)
    ]
    assert fractional == []


def test_only_the_floor_of_tenancy_switches_schema_or_role() -> None:
    switching = [
        f"{name(path)}:{node.lineno}"
        for path in python_files(*PRODUCT)
        if not name(path).startswith((*MAY_SWITCH, "launcher/", "benchmarks/"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SWITCH.search(node.value)
        and not _is_docstring(node, path)
    ]
    assert switching == []


def _is_docstring(node: ast.Constant, path: object) -> bool:
    return "\n" in str(node.value) or str(node.value).endswith(".")
