"""Migrations: plain, named by intent, without the apps' own code."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import APPS, ROOT, name, tree

FILES = tuple(path for app in APPS for path in sorted((ROOT / app / "migrations").glob("0*.py")))
ALLOWED_IMPORTS = {"core.db.operations", "core.ids", "core.models"}


def test_migrations_are_named_by_intent() -> None:
    automatic = [
        name(path) for path in FILES if re.search(r"_(auto_|alter_.*_and_more|.*_and_more)", path.stem)
    ]
    assert automatic == []


def test_first_migrations_only_create_tables() -> None:
    """The schema builder makes all tables of an app in one go from such migrations (the registry is small)."""
    mixed = []
    for path in FILES:
        if not path.stem.startswith("0001_") or "tenants" in path.parts:
            continue
        calls = [
            node.func.attr
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "migrations"
        ]
        if set(calls) - {"CreateModel", "swappable_dependency"}:
            mixed.append(f"{name(path)}: {sorted(set(calls) - {'CreateModel', 'swappable_dependency'})}")
    assert mixed == []


def test_migrations_do_not_run_the_apps_present_code() -> None:
    """A migration runs years later, when services and rules have changed."""
    importing = [
        f"{name(path)}: {node.module}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.partition(".")[0] in APPS
        and re.search(r"\.(services|queries|rules|web|api)\b", node.module)
    ]
    assert importing == []
