"""Every refusal of documents and approval lines in the catalogue is raised by some test."""

from __future__ import annotations

import ast
import csv
import re

from tests.architecture.source import ROOT, python_files, tree

CATALOGUE = ROOT / "core" / "catalogue" / "approvals.csv"
OF_DOCUMENTS = ("E-APR-", "E-DOC-")


def _codes() -> list[str]:
    with CATALOGUE.open(encoding="utf-8") as handle:
        return [row["code"] for row in csv.DictReader(handle) if row["code"].startswith(OF_DOCUMENTS)]


def _classes() -> dict[str, set[str]]:
    """Names of the classes by their code."""
    found: dict[str, set[str]] = {}
    for path in python_files("approvals", "records", "organization", "accounting"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "code":
                        found.setdefault(ast.unparse(line.value).strip("'\""), set()).add(node.name)
    return found


def test_every_code_of_documents_is_raised_by_a_test() -> None:
    texts = [path.read_text(encoding="utf-8") for path in python_files("tests") if path.name != "__init__.py"]
    words = {word for text in texts for word in re.findall(r"E-(?:APR|DOC)-\d{3}|\b[A-Z]\w+\b", text)}
    classes = _classes()
    missing = [code for code in _codes() if not ({code} | classes.get(code, set())) & words]
    assert missing == []
