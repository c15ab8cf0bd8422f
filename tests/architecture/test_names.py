"""Names, placeholders and hidden effects."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import APPS, PRODUCT, ROOT, name, python_files, tree

PAPER_STEPS = {
    "complete_approval",
    "give_back",
    "note",
    "note_version",
    "take_in",
    "undo_approval",
    "wait_for_board",
}
VAGUE = {"utils", "util", "common", "misc", "manager", "managers", "helpers"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|HACK)\b")


def test_no_file_has_a_vague_name() -> None:
    vague = [name(path) for path in python_files(*PRODUCT, "tests") if {path.stem, path.parent.name} & VAGUE]
    assert vague == []


def test_nothing_is_left_unfinished() -> None:
    unfinished = [
        f"{name(path)}:{number}"
        for path in python_files(*PRODUCT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert unfinished == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail)\b")
    found = [
        name(path)
        for path in python_files("tests")
        if path.parent.name != "architecture" and marks.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("room", ["services", "rules"])
def test_every_public_function_of_a_room_says_what_it_does(room: str) -> None:
    silent = [
        f"{name(path)}:{node.name}"
        for path in python_files(*APPS)
        if room in path.relative_to(ROOT).with_suffix("").parts
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert silent == []


def test_verbs_take_keywords_only() -> None:
    """A verb is a service somebody performs at some time: it takes the actor and the clock.

    The steps of a paper that approval calls get the locked paper first.
    """
    positional = [
        f"{name(path)}:{node.name}"
        for path in python_files(
            "tenants",
            "identity",
            "organization",
            "records",
            "approvals",
            "accounting",
            "hr",
            "attendance",
            "consolidation",
        )
        if "services" in path.relative_to(ROOT).with_suffix("").parts
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and {"actor", "at"} <= {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
        and node.args.args
        and node.name not in PAPER_STEPS
    ]
    assert positional == []


def test_only_services_open_transactions() -> None:
    elsewhere = [
        f"{name(path)}:{node.lineno}"
        for path in python_files(
            "identity",
            "organization",
            "records",
            "approvals",
            "accounting",
            "hr",
            "attendance",
            "consolidation",
            "ui",
            "api_docs",
        )
        if {"web", "api", "queries", "rules"} & set(path.relative_to(ROOT).with_suffix("").parts[1:2])
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "atomic"
        and isinstance(node.value, ast.Name)
        and node.value.id == "transaction"
    ]
    assert elsewhere == []
