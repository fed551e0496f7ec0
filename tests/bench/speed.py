"""Speed and memory: megabytes of UTF-8 a second of processor time, loading, compiling, the command line, the index.

Everything that concerns a fresh process (import, loading, peak memory, compiling) is measured in one.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from quoteindex.detect import find_quotations
from quoteindex.library import Library, open_library
from quoteindex.model import Document
from quoteindex.references import find_references
from quoteindex.scan import scan_document
from quoteindex.segment import segment
from tests.bench import texts
from tests.bench.paths import ROOT, shared, write_results

_MB = 1_000_000
_FULL, _QUICK = 2 * _MB, _MB // 2
_MEASURE = """
import json, time
wall, processor = time.perf_counter(), time.process_time()
{work}
status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
print(json.dumps({{"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor,
                  "megabytes": int(status["VmHWM"].split()[0]) / 1000}}))
"""
_QUERIES = ("صبر", "الظالمين", '"wicked from the good"', "losers", "8:37", '"Al-Anfal 37"', "surah:26", "work:hadith")


def processor_time(work: Callable[[], object], repeat: int) -> float:
    """Return the least processor time in seconds of some runs."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def rate(work: Callable[[str], object], text: str, repeat: int = 2) -> float:
    """Return megabytes a second."""
    return len(text.encode()) / _MB / max(processor_time(lambda: work(text), repeat), 1e-6)


def fresh(work: str, **environment: str) -> dict[str, float]:
    """Run Python statements in a fresh process; return seconds, processor seconds, and the peak of its memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE.format(work=work)],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def run_scan(library: Library, size: int) -> dict[str, Any]:
    """Print the speed of the whole scan and of its parts, and how time grows."""
    kinds = {
        "ordinary Arabic, modern": (texts.ordinary("modern", size), 4.0),
        "ordinary Arabic, classical": (texts.ordinary("classical", size), 4.0),
        "dense with hadith": (texts.dense(library, size), 3.0),
        "English prose": (texts.ordinary("english", size), 6.0),
        "mixed, with quotations": (texts.mixed(library, size // 2), None),
    }

    def whole(text: str) -> object:
        return scan_document(Document("bench", text), library)

    def detection(text: str) -> object:
        document = Document("bench", text)
        segments = segment(document)
        return find_quotations(document, segments, find_references(document, library), library)

    figures: dict[str, Any] = {}
    print(f"\nSpeed after loading, MB/s of processor time{'':10}size MB   scan  detect  8x text")
    whole(kinds["mixed, with quotations"][0][:20_000])  # maps the tables
    for name, (text, bar) in kinds.items():
        small = text.encode()[: len(text.encode()) // 8].decode(errors="ignore")
        scan, detect = rate(whole, text), rate(detection, text, 1)
        growth = 8 * rate(whole, small, 3) / scan
        below = f"  below {bar:.0f}" if bar and scan < bar else ""
        steep = "  more than 9" if growth > 9 else ""
        print(f"  {name:48}{len(text.encode()) / _MB:10.1f}{scan:7.2f}{detect:8.2f}{growth:8.1f}×{below}{steep}")
        figures[name] = {"scan": round(scan, 3), "detect": round(detect, 3), "growth": round(growth, 2)}
    return figures


def run_parts(library: Library, size: int) -> dict[str, Any]:
    """Print the speed of references and of segmentation, also on text made to hurt."""
    figures: dict[str, Any] = {}
    print(f"\nReferences and segments, MB/s of processor time{'':11}references  segments")
    chosen = {"mixed, with quotations": texts.mixed(library, size // 2), **texts.adversarial(size // 2)}
    for name, text in chosen.items():
        references = rate(lambda t: find_references(Document("bench", t), library), text, 1)
        segments = rate(lambda t: segment(Document("bench", t)), text, 1)
        figures[name] = {"references": round(references, 2), "segments": round(segments, 2)}
        print(f"  {name:58}{references:10.1f}{segments:10.1f}{'  below 5' if references < 5 else ''}")
    return figures


def run_processes(quick: bool) -> dict[str, Any]:
    """Print what a fresh process costs: import, loading, a first scan, compiling."""
    article = _article()
    scan = "from quoteindex.scan import scan_text\nscan_text({text})"
    rows = {
        "import quoteindex": ("import quoteindex", 0.15, None),
        "load the compiled library": (
            "from quoteindex.library import open_library\n"
            "wall, processor = time.perf_counter(), time.process_time()\nopen_library()", 0.3, None,
        ),
        "scan the article, in Python": (scan.format(text=f"open({str(article)!r}).read()"), None, 400.0),
    }  # fmt: skip
    figures: dict[str, Any] = {}
    print(f"\nA fresh process{'':38}seconds  processor  peak MB")
    for name, (work, seconds, megabytes) in rows.items():
        if "article" in name and article is None:
            print(f"  {name}: skipped, shared/data/seed is not beside the repository")
            continue
        runs = [fresh(work) for _ in range(1 if quick else 5)]
        best = min(runs, key=lambda run: run["seconds"])
        figures[name] = best
        print(f"  {name:48}{_process_row(best, seconds, megabytes)}")
    with tempfile.TemporaryDirectory() as empty:
        best = fresh("from quoteindex.library import open_library\nopen_library()", QUOTEINDEX_CACHE=empty)
        size = sum(path.stat().st_size for path in Path(empty).rglob("*") if path.is_file()) / _MB
    figures["compile the library"] = {**best, "disk": size}
    print(f"  {'compile the library':48}{_process_row(best, 60, None)}   {size:.0f} MB on disk")
    return figures


def _process_row(figures: dict[str, float], seconds: float | None, megabytes: float | None) -> str:
    above = f"  above {seconds} s" if seconds and figures["seconds"] > seconds else ""
    above += f"  above {megabytes:.0f} MB" if megabytes and figures["megabytes"] > megabytes else ""
    return f"{figures['seconds']:12.3f}{figures['processor']:11.3f}{figures['megabytes']:9.0f}{above}"


def _article() -> Path | None:
    folder = shared()
    path = folder / "data/seed/article.txt" if folder else None
    return path if path and path.is_file() else None


def run_command(library: Library, size: int) -> dict[str, Any]:
    """Print the wall time of the command line: the article, and many files by one process and by two."""
    command = [str(Path(sys.executable).with_name("quoteindex")), "scan", "--jsonl"]
    figures: dict[str, Any] = {}
    print("\nThe command line, seconds of wall time")
    if article := _article():
        seconds = statistics.median(_wall([*command, str(article)]) for _ in range(3))
        figures["scan article"] = round(seconds, 3)
        print(f"  quoteindex scan article.txt{'':31}{seconds:7.2f}{'  above 2' if seconds > 2 else ''}")
    with tempfile.TemporaryDirectory() as folder:
        text = texts.mixed(library, size // 2) + texts.ordinary("modern", size)
        pieces = 16
        for at in range(pieces):
            piece = text[at * len(text) // pieces : (at + 1) * len(text) // pieces]
            Path(folder, f"{at:02}.txt").write_text(piece, encoding="utf-8")
        one, two = (min(_wall([*command, "--jobs", jobs, folder]) for _ in range(2)) for jobs in "12")
    figures["jobs"] = {"one": round(one, 2), "two": round(two, 2), "ratio": round(one / two, 2)}
    print(f"  {pieces} files of {len(text.encode()) / _MB / pieces:.2f} MB, one process{'':24}{one:7.2f}")
    print(f"  the same, --jobs 2{'':40}{two:7.2f}   ratio {one / two:.2f}{'  below 1.7' if one / two < 1.7 else ''}")
    return figures


def _wall(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd=ROOT)
    return time.perf_counter() - start


def run_index(library: Library, documents: int) -> dict[str, Any]:
    """Print how long building an index takes, and each query."""
    from quoteindex.index import build_index, open_index
    from tests.bench import conditions

    chosen = [*conditions.arabic()[:4], *conditions.english(library)[:4]]
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "documents")
        written.mkdir()
        for number in range(documents):
            sample = next(conditions.samples(chosen[number % len(chosen)], library, number, 1))
            (written / f"{number:04}.txt").write_text(sample.text, encoding="utf-8")
        start = time.perf_counter()
        build_index([written], Path(folder, "index"))
        build = time.perf_counter() - start
        index = open_index(Path(folder, "index"))
        times = {query: _query_times(lambda query=query: list(index.search(query, limit=20))) for query in _QUERIES}  # type: ignore[misc]
    print(
        f"\nThe index of {documents} documents: built in {build:.1f} s of wall time; queries, ms: first, median of 20"
    )
    for query, (first, median) in times.items():
        print(f"  {query:32}{first:9.1f}{median:9.2f}")
    return {"documents": documents, "build": round(build, 2), "queries": times}


def _query_times(search: Callable[[], object]) -> tuple[float, float]:
    times = []
    for _ in range(20):
        start = time.perf_counter()
        search()
        times.append(1000 * (time.perf_counter() - start))
    return round(times[0], 2), round(statistics.median(times), 3)


def run(quick: bool = False) -> dict[str, Any]:
    """Run everything; return the figures."""
    library, size = open_library(), _QUICK if quick else _FULL
    steps: dict[str, Callable[[], dict[str, Any]]] = {
        "scan": lambda: run_scan(library, size),
        "parts": lambda: run_parts(library, size),
        "processes": lambda: run_processes(quick),
        "command": lambda: run_command(library, size),
        "index": lambda: run_index(library, 100 if quick else 400),
    }
    figures = {name: step() for name, step in steps.items()}
    write_results("speed", figures)
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller texts, fewer runs")
    run(parser.parse_args(arguments).quick)


if __name__ == "__main__":
    main()
