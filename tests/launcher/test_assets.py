"""The browser's files are built by one process at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from launcher import assets

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys, time
from pathlib import Path
from launcher import assets

base = Path(sys.argv[1])
assets.BUILT, assets.PRINT_FONTS, assets.LOCK = base / "built", base / "fonts", base / ".building"
assert not assets._is_built(assets._wanted())
(base / sys.argv[2]).touch()
while not (base / "go").exists():
    time.sleep(0.002)
print(assets.build(), file=sys.stderr)
"""


def test_two_processes_build_at_once_and_the_second_finds_it_built(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(tmp_path), name],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    while not ((tmp_path / "one").exists() and (tmp_path / "two").exists()):
        assert all(process.poll() is None for process in started), [one.communicate() for one in started]
    (tmp_path / "go").touch()
    said = [process.communicate(timeout=120)[1].splitlines()[-1] for process in started]
    assert sorted(said) == ["False", "True"]
    assert [process.returncode for process in started] == [0, 0]
    assert (tmp_path / "built" / assets.STAMP).read_text() == assets._wanted()
    assert (tmp_path / "built" / "dure").is_dir()
    fonts = {f"PretendardGOV-{weight}.ttf" for weight in assets.PRINT_WEIGHTS}
    assert {path.name for path in (tmp_path / "fonts").iterdir()} == fonts
    assert {path.name for path in tmp_path.iterdir()} == {"built", "fonts", ".building", "one", "two", "go"}
