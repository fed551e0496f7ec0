"""``python -m tests.bench [gold | accuracy | speed | peers | islamiceval | all] [--quick]``: all the measurements.

Without a subcommand, all of them.  What is not there (shared data, extras, real prose, peers) is skipped with a line.
Figures go to ``bench-results/*.json``.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

_COMMANDS = ("gold", "accuracy", "speed", "peers")


def main(arguments: Sequence[str]) -> int:
    """Run one measurement with its own options, or all."""
    if arguments and arguments[0] in _COMMANDS:
        importlib.import_module(f"tests.bench.{arguments[0]}").main(arguments[1:])
        return 0
    unknown = [argument for argument in arguments if argument not in ("all", "--quick")]
    if unknown:
        print(__doc__)
        return 2
    quick = "--quick" in arguments
    from tests.bench import accuracy, gold, peers, speed

    gold.run()
    if quick:
        accuracy.run(documents=8, seeds=["held-out"])
    else:
        accuracy.run()
    speed.run(quick)
    if not quick:
        peers.run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
