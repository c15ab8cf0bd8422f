"""The product's source files, read once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
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
PRODUCT = (*APPS, "erp", "launcher", "benchmarks")


@cache
def python_files(*tops: str) -> tuple[Path, ...]:
    """Python files below the given top folders, migrations left out."""
    found = (path for top in tops for path in sorted((ROOT / top).rglob("*.py")))
    return tuple(
        path for path in found if "migrations" not in path.parts and "node_modules" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    """A parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """The path as it is written in messages and exception lists."""
    return str(path.relative_to(ROOT))
