"""How long an index of many cits takes to build, and a query of it: ``python -m tests.bench.search_scale [DOCUMENTS]``.

The cits are verses of the installed library with a rendering and a reference, five a document, so that only the index
is measured and not the scan.  Building is timed in CPU seconds of this process, asking by the clock (best of three).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from quoteindex.index import manifest, open_index
from quoteindex.index.engine import DEFAULT, engine
from quoteindex.index.record import records
from quoteindex.library import Library, open_library
from quoteindex.model import Cit, Document, Passage, Quotation, Reference, Span, Verdict

QUERIES = (
    "losers", "صبر", "الظالمين", "الله", "the", '"wicked from the good"', "«إن الله»", '"of the"', "8:37", "surah:26",
    "surah:2 patience", "who believe and do righteous deeds", "pat*", "verdict:partial lang:ar", "NOT Allah",
)  # fmt: skip
_CITS = 5


def documents(count: int, library: Library) -> Iterator[tuple[Document, list[Cit]]]:
    """Yield made-up documents and their cits, the same on every run."""
    choose = random.Random(1)  # noqa: S311 - no secret
    verses = list(library.passages("quran-simple"))
    for number in range(count):
        parts: list[str] = []
        cits = [_cit(f"{number}.txt", choose.choice(verses), choose, parts, library) for _ in range(_CITS)]
        yield Document(f"{number}.txt", "".join(parts)), cits


def _cit(name: str, verse: Passage, choose: random.Random, parts: list[str], library: Library) -> Cit:
    arabic = choose.choice(("quran-simple", "quran-uthmani"))
    quotations = tuple(
        Quotation(library.edition(edition).language, (span,), text, (verse,), edition=edition, score=1.0)
        for edition in (arabic, "en.sahih")
        for text, span in [_written(library.text(verse, edition), parts)]
    )
    text, span = _written("({}:{})".format(*verse.start), parts)
    return Cit(name, quotations, (Reference((span,), text, (verse,)),), (verse,), "quran", Verdict("partial", "agrees"))


def _written(text: str, parts: list[str]) -> tuple[str, Span]:
    start = sum(map(len, parts))
    parts += [text, "\n"]
    return text, Span(start, start + len(text))


def build(folder: Path, count: int) -> None:
    """Build the index and print what that took."""
    library = open_library()
    engine().create(folder)
    manifest.write(folder, DEFAULT)
    started = time.process_time()
    with engine().update(folder) as update:
        for document, cits in documents(count, library):
            update.add(document.id, "", records(document, cits, library))
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{count * _CITS} cits: {time.process_time() - started:.1f} s of CPU, {size / 1e6:.1f} MB")


def ask(folder: Path) -> None:
    """Print the time of every query, and how many cits it finds."""
    index = open_index(folder)
    for query in QUERIES:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            index.search(query)
            times.append(time.perf_counter() - started)
        print(f"{min(times) * 1000:8.1f} ms  {index.count(query):7d} cits  {query}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        build(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
        ask(Path(name))
