"""All measurements: ``python -m tests.bench [NAME] [OPTIONS OF IT] | [--quick]``.

Names: gold, links, islamiceval, verdicts, accuracy, speed, search, peers; without one, all of them.  ``--quick`` takes
about a minute: fewer documents, shorter texts.  What is not there (shared data, extras, real prose, peers) is skipped
with a line that says so.  Figures go to ``bench-results/*.json``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from tests.bench.paths import ROOT, shared

_MODULES = {
    "gold": "gold", "links": "link_gold", "islamiceval": "islamiceval_run", "verdicts": "verify_islamiceval",
    "accuracy": "accuracy", "speed": "speed", "search": "search_scale", "peers": "peers",
}  # fmt: skip
_NEED_SHARED = ("links", "verdicts")
_QUICK: dict[str, list[str]] = {
    "gold": [],
    "accuracy": ["--documents", "5", "--seed", "held-out", "--no-real"],
    "speed": ["--quick"],
}


def main(arguments: Sequence[str]) -> int:
    """Run one measurement with its own options, or all; return 0, or 1 where one of them failed."""
    if arguments and arguments[0] in _MODULES:
        return _run(arguments[0], list(arguments[1:]))
    if arguments not in ([], ["--quick"]):
        print(__doc__)
        return 2
    steps = _QUICK if arguments else {name: list[str]() for name in _MODULES}
    failed = [name for name, options in steps.items() if _run(name, options)]
    if failed:
        print("\nfailed:", ", ".join(failed))
    return int(bool(failed))


def _run(name: str, options: list[str]) -> int:
    """Run one in a process of its own, so that none measures what another left in memory."""
    print(f"\n=== {name}", flush=True)
    if name in _NEED_SHARED and shared() is None:
        print("skipped, the shared data is not beside the repository")
        return 0
    return subprocess.run([sys.executable, "-m", f"tests.bench.{_MODULES[name]}", *options], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
