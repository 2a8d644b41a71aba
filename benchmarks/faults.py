"""What survives faults: ``python benchmarks/faults.py [--kills 100] [--seconds 120] [--only NAME]``.

There are five trials: ``quotes add`` is killed; a process that changes much at once is killed; the
dashboard's server is killed while people correct quotes; the disk is full; two writers and five readers share
a library. After each fault the library must be sound and hold every acknowledged article and act, none of
them twice. The script prints one line of figures for each trial, then what was wrong. The exit status is 1 if
anything was wrong.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import fault_changes
import fault_disk
import fault_kills
import fault_server
import fault_writers
from fault_checks import Trial


def main() -> None:
    """Run the trials and print their figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="kills of quotes add, and of changes")
    parser.add_argument("--articles", type=int, default=300, help="how many articles are changed at once")
    parser.add_argument("--server-kills", type=int, default=20, help="kills of the dashboard's server")
    parser.add_argument(
        "--limits", type=int, default=10, help="sizes of the full disk, for each kind of write"
    )
    parser.add_argument("--seconds", type=float, default=120, help="how long writers and readers run")
    parser.add_argument("--seed", type=int, default=0)
    trials: dict[str, Callable[[Path, argparse.Namespace], Trial]] = {
        "kill": lambda folder, given: fault_kills.run(folder, given.kills, seed=given.seed),
        "changes": lambda folder, given: fault_changes.run(
            folder, given.kills, seed=given.seed, number=given.articles
        ),
        "server": lambda folder, given: fault_server.run_in_new_browser(
            folder, given.server_kills, seed=given.seed
        ),
        "disk": lambda folder, given: fault_disk.run(folder, given.limits, seed=given.seed),
        "many": lambda folder, given: fault_writers.run(folder, given.seconds, seed=given.seed),
    }
    parser.add_argument("--only", choices=trials, action="append", help="this trial; may be given again")
    given = parser.parse_args()
    failed = False
    for name in given.only or trials:
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"faults-{name}-") as folder:
            trial = trials[name](Path(folder), given)
        trial.figures["seconds"] = f"{time.monotonic() - start:.0f}"
        print(trial.report(), flush=True)
        failed = failed or bool(trial.wrong)
    sys.exit(failed)


if __name__ == "__main__":
    main()
