"""Files, functions and classes stay small; an exception is a line with its reason."""

from __future__ import annotations

import ast

from tests.architecture.source import PRODUCT, name, python_files, tree

FILE_LINES = 500
FUNCTION_LINES = 60
CLASS_LINES = 300
PARAMETERS = 12

EXCEPTIONS: dict[str, str] = {}


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_at_most_500_lines() -> None:
    long = {
        name(path): lines
        for path in python_files(*PRODUCT, "tests")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES
        and name(path) not in EXCEPTIONS
    }
    assert long == {}


def test_functions_are_at_most_60_lines() -> None:
    long = {
        f"{name(path)}:{node.name}": _length(node)
        for path in python_files(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _length(node) > FUNCTION_LINES
        and f"{name(path)}:{node.name}" not in EXCEPTIONS
    }
    assert long == {}


def test_classes_are_at_most_300_lines() -> None:
    long = {
        f"{name(path)}:{node.name}": _length(node)
        for path in python_files(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and _length(node) > CLASS_LINES
        and f"{name(path)}:{node.name}" not in EXCEPTIONS
    }
    assert long == {}


def test_exceptions_are_still_needed() -> None:
    gone = [entry for entry in EXCEPTIONS if not (python_files and _exists(entry))]
    assert gone == []


def _exists(entry: str) -> bool:
    file = entry.partition(":")[0]
    return any(name(path) == file for path in python_files(*PRODUCT, "tests"))
