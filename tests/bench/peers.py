"""The peers beside quoteindex: accuracy on the same documents and speed on the same texts, in the same run.

They live in a virtual environment of their own (Python 3.12): ``QUOTEINDEX_PEERS`` names its folder, in which
quran-detector, quran-toolkit and hadith-detector are installed as far as wanted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from quoteindex.library import open_library
from tests.bench import conditions, detectors, texts
from tests.bench.conditions import SEEDS
from tests.bench.measures import Detector, Found, Score, count
from tests.bench.paths import write_results

VARIABLE = "QUOTEINDEX_PEERS"
_NAMES = ("quran-detector", "quran-toolkit", "hadith-detector")
_SPEED_BYTES = 40_000


class Peer:
    """One peer in its process."""

    def __init__(self, name: str, environment: Path) -> None:
        worker = Path(__file__).with_name("peer_worker.py")
        self.name = name
        self._process = subprocess.Popen(
            [str(environment / "bin/python"), str(worker), name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.load: float = self._answer()["load"]
        self.seconds = 0.0

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()

    def detect(self, text: str) -> list[Found]:
        """Return what the peer finds; adds its processor time to ``seconds``."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        self.seconds += answer["seconds"]
        return [Found(start, end, "ar") for start, end in answer["spans"]]

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise LookupError(f"{self.name} is not installed there, or it failed")
        return json.loads(line)


def run(documents: int = 10, size: int = _SPEED_BYTES) -> dict[str, Any]:
    """Print the tables; return the figures."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        print(f"\npeers: skipped, {VARIABLE} names no environment with them")
        return {}
    library = open_library()
    ours = detectors.quoteindex(library)
    chosen = [*conditions.arabic(), *conditions.hadith()]
    of_hadith = {condition.name for condition in conditions.hadith()}
    samples = {c.name: list(conditions.samples(c, library, SEEDS["held-out"], documents)) for c in chosen}
    prose = {"ordinary": texts.ordinary("modern", size), "hadith": texts.dense(library, size)}
    accuracy = {"quoteindex": {name: _f1(ours, rows) for name, rows in samples.items()}}
    speed = {"quoteindex": {name: _ours(ours, text) for name, text in prose.items()}}
    for name in _NAMES:
        try:
            with Peer(name, Path(folder)) as peer:
                kinds = [kind for kind in samples if (kind in of_hadith) == (name == "hadith-detector")]
                accuracy[name] = {kind: _f1(peer.detect, samples[kind]) for kind in kinds}
                speed[name] = {kind: _theirs(peer, text) for kind, text in prose.items()}
        except LookupError as error:
            print(f"  {error}")
    _print(accuracy, speed)
    figures = {"accuracy": accuracy, "speed": speed}
    write_results("peers", figures)
    return figures


def _f1(detect: Detector, samples: Sequence[conditions.Sample]) -> float:
    score = Score()
    for sample in samples:
        count(score, sample.text, "ar", sample.gold, detect(sample.text))
    return round(score.f1, 4)


def _ours(detect: Detector, text: str) -> float:
    start = time.process_time()
    detect(text)
    return round(len(text.encode()) / 1e6 / (time.process_time() - start), 4)


def _theirs(peer: Peer, text: str) -> float:
    peer.seconds = 0.0
    peer.detect(text)
    return round(len(text.encode()) / 1e6 / max(peer.seconds, 1e-6), 4)


def _print(accuracy: dict[str, dict[str, float]], speed: dict[str, dict[str, float]]) -> None:
    names = list(accuracy)
    print("\nBeside the peers, word F1, held-out seed" + "".join(f"{name:>17}" for name in names))
    for kind in accuracy["quoteindex"]:
        row = "".join(f"{accuracy[name].get(kind, float('nan')):17.3f}" for name in names)
        print(f"  {kind:38}{row.replace('nan', '  –')}")
    for kind in speed["quoteindex"]:
        row = "".join(f"{speed[name][kind]:17.3f}" for name in names)
        print(f"  {'MB/s, ' + kind:38}{row}")
        ratios = "".join(f"{speed['quoteindex'][kind] / speed[name][kind]:16.0f}×" for name in names)
        print(f"  {'  quoteindex is faster by':38}{ratios}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench peers", description=__doc__)
    parser.add_argument("--documents", type=int, default=10, help="documents a condition (default: %(default)s)")
    run(parser.parse_args(arguments).documents)


if __name__ == "__main__":
    main()
