"""Find the quotations of model answers and score them as IslamicEval 1A does.

The answers go the whole way that ``quoteindex scan`` goes, up to the quotations; the predictions are written beside the
other results and shared/bench/islamiceval.py does the arithmetic.  The published figures are 0.90 and below on the test
set, which is not these.  ``--half`` scores every second answer, so that rules are made on one half and checked on the
other.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from quoteindex.detect import find_quotations
from quoteindex.detect.matched import Matching
from quoteindex.library import Library, open_library
from quoteindex.model import Document, Quotation
from quoteindex.references import find_references
from quoteindex.segment import segment
from tests.bench.paths import RESULTS, shared, shared_module, write_results

SETS = ("dev_1A", "dev")


def quotations_of(text: str, library: Library) -> list[Quotation]:
    """Return the quotations of one answer."""
    document = Document("", text)
    segments = segment(document)
    matching = Matching(document, library)
    beside = [*matching.sure(), *(quoted.inner for quoted in segments.quoted)]
    references = find_references(document, library, beside=beside)
    return find_quotations(document, segments, references, library, matching)


def spans_of(quotation: Quotation) -> list[dict[str, Any]]:
    """Return the spans of a quotation in the task's form."""
    return [{"start": span.start, "end": span.end, "kind": quotation.work or "quran"} for span in quotation.spans]


def predict(task: Any, name: str, library: Library, half: int | None) -> list[Any]:
    """Return the predictions for a set, or for one half of it."""
    chosen = [pair for number, pair in enumerate(task.answers(name).items()) if half is None or number % 2 == half]
    predictions = []
    for key, text in chosen:
        spans = [span for quotation in quotations_of(text, library) for span in spans_of(quotation)]
        predictions.append({"id": key, "spans": spans})
    return predictions


def run(names: Sequence[str] = SETS, half: int | None = None, worst: int = 0) -> dict[str, float]:
    """Score each set and print its figures; nothing where the shared folder is not there."""
    if shared() is None:
        print("islamiceval: skipped, shared/data/islamiceval2025 is not beside the repository")
        return {}
    task, library = shared_module("islamiceval"), open_library()
    RESULTS.mkdir(exist_ok=True)
    figures: dict[str, float] = {}
    for name in names:
        predictions = predict(task, name, library, half)
        asked = {row["id"] for row in predictions}
        each = [row for row in task.score_1a(name, predictions)[1] if row[1] in asked]
        figures[name] = round(sum(score for score, _ in each) / len(each), 4)
        print(f"islamiceval 1A {name:8}macro F1 {figures[name]:.4f} over {len(each)} answers")
        for score, key in each[:worst]:
            print(f"    {score:.3f}  {key}")
        lines = (json.dumps(row, ensure_ascii=False) for row in predictions)
        (RESULTS / f"islamiceval-{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_results("islamiceval", figures)
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--half", type=int, choices=[0, 1], help="only every second answer")
    parser.add_argument("--worst", type=int, default=0, help="how many of the lowest-scoring answers to list")
    chosen = parser.parse_args(arguments)
    run(chosen.sets, chosen.half, chosen.worst)


if __name__ == "__main__":
    main()
