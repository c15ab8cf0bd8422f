"""Every test says what it expects: by an assert of its own or of a helper it calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import name, python_files, tree

# Calls that fail by themselves when the expectation is not met.
EXPECTING = {"raises", "warns", "fail", "expect", "django_assert_num_queries", "run_state_machine_as_test"}


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in python_files("tests", "benchmarks"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                yield name(path), node


def _calls(function: ast.FunctionDef) -> set[str]:
    """Plain names of what a function calls, and methods that expect by themselves."""
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    plain = {node.id for node in called if isinstance(node, ast.Name)}
    return plain | {node.attr for node in called if isinstance(node, ast.Attribute)} & EXPECTING


def _asserts(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or bool(
        _calls(function) & EXPECTING
    )


def _expecting_names() -> set[str]:
    """Names of functions that assert, themselves or through a helper of the tests."""
    functions = [(function.name, function) for _path, function in _functions()]
    known = {called for called, function in functions if _asserts(function)}
    while more := {called for called, function in functions if _calls(function) & known} - known:
        known |= more
    return known


def test_every_test_asserts_something() -> None:
    known = _expecting_names()
    silent = [
        f"{path}:{function.name}"
        for path, function in _functions()
        if function.name.startswith("test_") and function.name not in known
    ]
    assert silent == []
