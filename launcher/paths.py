"""Where this checkout keeps its files outside the checkout."""

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from launcher.console import LauncherError

ROOT = Path(__file__).resolve().parent.parent
KEY_FILE = "signing-key"
NEEDED_FREE_BYTES = 1_500_000_000


def is_root() -> bool:
    """Whether we run as the machine's administrator."""
    return os.geteuid() == 0


def checkout_key() -> str:
    """A short name of this checkout: two clones never share a server."""
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


def state_path() -> Path:
    """The state folder of this checkout, whether or not it exists.

    As root it lies outside the home folder, because the database's own user must be able to enter it.
    """
    chosen = os.environ.get("DURE_STATE_DIR")
    if chosen:
        base = Path(chosen).resolve()
    elif is_root():
        base = Path("/var/lib/dure")
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "dure"
    return base / checkout_key()


def state_folder(chosen: Path | None = None) -> Path:
    """The state folder of this checkout (or the chosen one), made when missing."""
    folder = chosen or state_path()
    try:
        make_passable(folder.parent)
        make_passable(folder)
    except OSError as error:
        raise LauncherError(
            f"The folder {folder} cannot be made ({error.strerror}). "
            "Set DURE_STATE_DIR to a folder you may write.",
            f"{folder} 폴더를 만들 수 없습니다({error.strerror}). DURE_STATE_DIR에 쓸 수 있는 폴더를 지정하십시오.",
        ) from error
    return folder


def recorded_secret() -> str | None:
    """The signing key bin/demo made for this checkout; None before its first start."""
    try:
        return (state_path() / KEY_FILE).read_text().strip() or None
    except OSError:
        return None


def ensure_secret() -> None:
    """Make a signing key for this checkout once."""
    if recorded_secret() is None:
        side = state_folder() / f".{KEY_FILE}.{os.getpid()}"
        side.touch(mode=0o600)
        side.write_text(secrets.token_urlsafe(48))
        side.rename(state_folder() / KEY_FILE)


def make_passable(folder: Path) -> None:
    """Make a folder the database's own user can pass through, whatever the umask says."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)


def require_free_space(folder: Path, needed: int = NEEDED_FREE_BYTES) -> None:
    """Refuse early, and clearly, when the disk is nearly full."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LauncherError(
            f"The disk that holds {folder} has {free // 2**20:,} MB free; {needed // 2**20:,} MB are needed.",
            f"{folder} 디스크의 남은 공간이 {free // 2**20:,} MB입니다. {needed // 2**20:,} MB가 필요합니다.",
        )
