"""bin/test: everything from an empty checkout to a full test run.

bin/test [--no-browser] [pytest arguments]
"""

import os
import subprocess
import sys

from launcher import assets, browser, environment, postgres
from launcher.console import LauncherError, complain, say
from launcher.django import prepare_files
from launcher.paths import ROOT, require_free_space

MOST_PROCESSES = 4


def main() -> int:
    """Command line; first under the machine's Python, then again inside the environment."""
    try:
        require_free_space(ROOT)
        environment.continue_inside("dev", "launcher.test")
        arguments = prepare(sys.argv[1:])
    except LauncherError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:
        return 130
    return run_pytest(arguments)


def run_pytest(arguments: list[str]) -> int:
    """Run pytest in the foreground, all of it even after a failure; the first exit code that is not 0."""
    sys.stdout.flush()
    pytest = [sys.executable, "-m", "pytest"]
    try:
        codes = [subprocess.call([*pytest, *run], cwd=ROOT) for run in runs(arguments)]
    except KeyboardInterrupt:
        return 130
    return next((code for code in codes if code), 0)


def runs(arguments: list[str]) -> list[list[str]]:
    """The whole suite in two: browser tests leave an event loop in their process, forks and workers need none."""
    chosen = [argument for argument in arguments if argument == "-m" or not argument.startswith("-")]
    if chosen:
        return [in_parallel(arguments)]
    return [in_parallel([*arguments, "-m", marks]) for marks in ("not browser", "browser")]


def prepare(arguments: list[str]) -> list[str]:
    """Assets, browser and database; returns what pytest gets."""
    remaining = [argument for argument in arguments if argument != "--no-browser"]
    if len(remaining) < len(arguments):
        say("Browser tests are left out by choice.", "브라우저 시험은 뺍니다(--no-browser).")
        remaining = [*without_browser(remaining)]
    else:
        os.environ["DURE_CHROMIUM"] = browser.ensure()
    assets.build()
    prepare_files()
    say("Starting the test database …", "시험 데이터베이스를 시작합니다 …")
    if not os.environ.get("DURE_TEST_DATABASE_URL"):
        postgres.Cluster("test").start()
    return remaining


def in_parallel(arguments: list[str]) -> list[str]:
    """Use the machine's processors unless the caller decided; one file stays in one process."""
    decided = ("-n", "--numprocesses", "--dist", "--pdb", "--trace")
    processors = min(os.cpu_count() or 1, MOST_PROCESSES)
    if processors == 1 or any(argument.startswith(decided) for argument in arguments):
        return arguments
    return ["-n", str(processors), "--dist", "loadfile", *arguments]


def without_browser(arguments: list[str]) -> list[str]:
    """Add `not browser` to whatever mark expression was given."""
    kept, marks = [], ["not browser"]
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "-m":
            marks.append(f"({next(waiting, '')})")
        else:
            kept.append(argument)
    return [*kept, "-m", " and ".join(marks)]


if __name__ == "__main__":
    sys.exit(main())
