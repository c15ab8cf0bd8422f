"""The repository stands alone: locks without addresses, no public data sets, no foreign paths."""

from __future__ import annotations

import json
import re
import subprocess

from tests.architecture.source import ROOT

LARGEST_BYTES = 1_500_000
LARGEST_DESCRIPTION_BYTES = 6_000_000  # the REST description of every route of a kind of schema, in one file


def _limit(path: str) -> int:
    return LARGEST_DESCRIPTION_BYTES if path.startswith("api_docs/openapi/") else LARGEST_BYTES


def _tracked() -> list[str]:
    answer = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout.splitlines()


def test_python_locks_carry_hashes_and_no_addresses() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        pins = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
        assert pins, lock.name
        assert text.count("--hash=sha256:") >= len(pins), lock.name
        assert "://" not in text, lock.name


def test_browser_lock_carries_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {place: entry for place, entry in lock["packages"].items() if place}
    assert packages
    assert [place for place, entry in packages.items() if "resolved" in entry] == []
    assert [place for place, entry in packages.items() if "integrity" not in entry] == []


def test_public_data_sets_are_not_committed() -> None:
    workbooks = [path for path in _tracked() if re.search(r"\.(xlsx|xls|ods|zip|parquet)$", path)]
    assert workbooks == []


def test_no_tracked_file_is_large() -> None:
    large = [
        path for path in _tracked() if (ROOT / path).is_file() and (ROOT / path).stat().st_size > _limit(path)
    ]
    assert large == []


def test_the_lock_of_the_tests_holds_what_the_product_needs() -> None:
    locks = {
        name: set(re.findall(r"^[\w.-]+==[^ ]+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("run.txt", "dev.txt")
    }
    assert locks["run.txt"] - locks["dev.txt"] == set()
