"""bin/demo and bin/test: what people type, and what they read when something is missing."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from launcher import paths
from launcher.console import LauncherError
from launcher.demo import require_free_port
from launcher.test import in_parallel, without_browser

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["-m", "not browser"]),
        (["tests/core", "-q"], ["tests/core", "-q", "-m", "not browser"]),
        (["-m", "slow or real_data", "-x"], ["-x", "-m", "not browser and (slow or real_data)"]),
    ],
)
def test_no_browser_joins_the_mark_expression(given: list[str], expected: list[str]) -> None:
    assert without_browser(given) == expected


def test_processors_are_used_unless_the_caller_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert in_parallel(["-q"]) == ["-n", "2", "--dist", "loadfile", "-q"]
    assert in_parallel(["-n0"]) == ["-n0"]
    assert in_parallel(["--pdb"]) == ["--pdb"]


def test_taken_port_is_named_with_another_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LauncherError, match=f"Port {port} cannot be used.*--port {port + 1}"):
            require_free_port(port)


def test_full_disk_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    with pytest.raises(LauncherError, match="남은 공간"):
        paths.require_free_space(tmp_path, needed=2**60)


def test_state_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DURE_STATE_DIR", str(tmp_path / "file"))
    with pytest.raises(LauncherError, match="DURE_STATE_DIR"):
        paths.state_folder()


@pytest.mark.parametrize("command", ["bin/demo", "bin/test", ".ci/run"])
def test_old_python_is_refused_in_words(command: str, tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        fake = tmp_path / name
        fake.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\nexit 1\n')
        fake.chmod(0o755)
    environment = {"PATH": f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin", "LC_ALL": "C.UTF-8"}
    answer = subprocess.run(
        [str(ROOT / command)], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert answer.returncode == 1
    assert "Python 3.11 or newer is needed (found: Python 3.9.2)" in answer.stderr


def test_two_clones_do_not_share_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    here = paths.checkout_key()
    monkeypatch.setattr(paths, "ROOT", Path("/elsewhere"))
    assert paths.checkout_key() != here
