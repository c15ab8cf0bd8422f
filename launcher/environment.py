"""Make the Python environment of this checkout: a venv, a hash-pinned uv, then everything else.

Runs under the machine's own Python, before any package exists.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from launcher.console import LauncherError, say
from launcher.paths import ROOT, is_root, require_free_space, state_folder

OLDEST_PYTHON = (3, 11)
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".dure-environment"
LEVELS = ("run", "dev")
QUIET_PIP = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore", "PIP_NO_INPUT": "1"}


def ensure(level: str) -> Path:
    """The Python of an environment that holds what `level` needs; made or mended when it does not."""
    require_python()
    with _locked():
        if _stamp() == _wanted(level) or (level == "run" and _stamp() == _wanted("dev")):
            return PYTHON
        require_free_space(ROOT)
        if not _works():
            _make_venv()
        _install(level)
        STAMP.write_text(_wanted(level))
    return PYTHON


def require_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        wanted = ".".join(str(part) for part in OLDEST_PYTHON)
        raise LauncherError(
            f"Python {wanted} or newer is needed; this is {found}.",
            f"Python {wanted} 이상이 필요합니다. 지금은 {found}입니다.",
        )


def continue_inside(level: str, module: str) -> None:
    """Make the environment and go on in its Python; returns when we are there already."""
    python = ensure(level)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.chdir(ROOT)
        os.execv(python, [str(python), "-m", module, *sys.argv[1:]])  # noqa: S606


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    with (state_folder() / "environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _wanted(level: str) -> str:
    locks = [_requirements("bootstrap"), _requirements("run")]
    if level == "dev":
        locks.append(_requirements("dev"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in locks)).hexdigest()
    return json.dumps({"level": level, "locks": digest})


def _stamp() -> str:
    try:
        return STAMP.read_text() if _works() else ""
    except OSError:
        return ""


def _works() -> bool:
    """Whether the venv's Python starts and is new enough (the machine's Python may have been replaced)."""
    try:
        answer = subprocess.run(
            [str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return answer.returncode == 0 and tuple(map(int, answer.stdout.split())) >= OLDEST_PYTHON


def _make_venv() -> None:
    say("Making the Python environment …", "Python 환경을 만듭니다 …")
    _require_venv_module()
    shutil.rmtree(VENV, ignore_errors=True)
    answer = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if answer.returncode != 0:
        said = (answer.stderr or answer.stdout).strip()
        raise LauncherError(
            f"The environment could not be made: {said}", f"Python 환경을 만들지 못했습니다. {said}"
        )


def _has_venv_module() -> bool:
    command = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _require_venv_module() -> None:
    """Debian and Ubuntu leave the venv module out of python3: install it as root, else say how."""
    if _has_venv_module():
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if is_root() and shutil.which("apt-get"):
        say(f"Installing {package} …", f"{package} 꾸러미를 설치합니다 …")
        apt_install("python3-venv", package)
        if _has_venv_module():
            return
    raise LauncherError(
        f"Python's venv module is missing. Install it: sudo apt-get install python3-venv {package}",
        f"Python의 venv 모듈이 없습니다. 다음으로 설치하십시오: sudo apt-get install python3-venv {package}",
    )


def apt_install(*packages: str, as_user: bool = False) -> bool:
    """Install distribution packages; True when it worked."""
    prefix = ["sudo", "-n"] if as_user else []
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", *packages]):
        answer = subprocess.run(
            [*prefix, *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    return answer.returncode == 0


def _install(level: str) -> None:
    say(
        "Installing Python packages (a second with uv, a minute and a half without) …",
        "Python 꾸러미를 설치합니다(uv로 몇 초, 없으면 1분 30초) …",
    )
    lock = str(_requirements(level))
    bootstrap = str(_requirements("bootstrap"))
    has_uv = _pip("install", "--require-hashes", "-r", bootstrap).returncode == 0
    if has_uv and _uv("pip", "sync", "--require-hashes", "--python", str(PYTHON), lock).returncode == 0:
        return
    say("uv could not do it; going on with pip …", "uv로 설치하지 못해 pip으로 계속합니다 …")
    answer = _pip("install", "--require-hashes", "-r", lock)
    if answer.returncode != 0:
        said = answer.stderr.strip()[-2000:]
        raise LauncherError(
            f"The packages could not be installed:\n{said}", f"꾸러미를 설치하지 못했습니다.\n{said}"
        )


def _pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _run([str(PYTHON), "-m", "pip", "-q", *arguments], QUIET_PIP)


def _uv(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _run([str(VENV / "bin" / "uv"), "-q", *arguments], _pip_indexes())


def _pip_indexes() -> dict[str, str]:
    """The mirrors pip is told to use (offices without a way out have one), said in uv's words."""
    answer = _pip("config", "list")
    told: dict[str, str] = {}
    for line in answer.stdout.splitlines():
        name, _, value = line.partition("=")
        told[name.rpartition(".")[2]] = " ".join(value.strip("'\"").replace("\\n", " ").split())
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
    }
    found = {uv: told[pip] for pip, uv in names.items() if told.get(pip) and uv not in os.environ}
    if "UV_INDEX" in found:
        # Every file is checked against its hash, so it does not matter which mirror gives it.
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return found


def _run(command: list[str], extra: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **extra},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
