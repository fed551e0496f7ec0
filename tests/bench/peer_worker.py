"""Run one peer over documents; works in the peers' own environment, with nothing of quoteindex.

Reads JSON strings, one a line; writes one JSON object a line: {"load": seconds} first, then for each document
{"spans": [[start, end], …], "seconds": processor time}.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from collections.abc import Callable

Spans = list[tuple[int, int]]
_DELIMITERS = re.compile(r"[#،.{}\n؟!()﴿﴾۞۝*\-+:…]")


def quran_detector() -> Callable[[str], Spans]:
    """quran-detector counts words, delimiters taken for blanks."""
    detect = importlib.import_module("quran_detector").detect

    def run(text: str) -> Spans:
        words = [m.span() for m in re.finditer(r"\S+", _DELIMITERS.sub(" ", text))]
        found = []
        for row in detect(text):
            inside = words[row["start_in_text"] : row["end_in_text"]]
            if inside:
                found.append((inside[0][0], inside[-1][1]))
        return found

    return run


def quran_toolkit() -> Callable[[str], Spans]:
    """quran-toolkit gives offsets."""
    detector = importlib.import_module("quran_toolkit").AyahDetector()
    return lambda text: [(match.char_start, match.char_end) for match in detector.find(text)]


def hadith_detector() -> Callable[[str], Spans]:
    """hadith-detector gives offsets; exact matching, which is its quick way."""
    detect = importlib.import_module("hadith_detector").detect
    return lambda text: [(match.start, match.end) for match in detect(text, max_errors=0, max_missing_words=0)]


def main() -> None:
    """Serve until standard input ends."""
    start = time.process_time()
    run = globals()[sys.argv[1].replace("-", "_")]()
    run("قال تعالى")
    print(json.dumps({"load": time.process_time() - start}), flush=True)
    for line in sys.stdin:
        text = json.loads(line)
        start = time.process_time()
        spans = run(text)
        print(json.dumps({"spans": spans, "seconds": time.process_time() - start}), flush=True)


if __name__ == "__main__":
    main()
