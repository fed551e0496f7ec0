"""Verdicts and corrections on model answers: IslamicEval 1B (is a given span quoted rightly?) and 1C (what is right?).

    verify_islamiceval.py [1b|1c] [--set dev_1B] [--show N]

The spans are given, and which of them are meant as Qur'an and which as hadith; the rest is verify().  The published
figures are 0.898 (1B) and 0.682 (1C) on the test sets, which are not these.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Literal

from quoteindex.library.library import Library, open_library
from quoteindex.model import Quotation, Span
from quoteindex.verify.wording import Judged, judge_arabic
from quoteindex.verify.words import Text

SHARED = Path(__file__).resolve().parents[3] / "shared"
RIGHT = ("exact", "orthography", "partial")
CLOSE = 0.7  # collections beyond the six books are among the task's sources and not in the library
NOTHING = "خطأ"  # how the task writes "there is no such text"


def main() -> int:
    """Judge every annotated span and print the share that is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", nargs="?", choices=["1b", "1c"])
    parser.add_argument("--set")
    parser.add_argument("--show", type=int, default=0, help="print that many wrong rows")
    args = parser.parse_args()
    script = SHARED / "bench/islamiceval.py"
    if not script.exists():
        print(f"{script}: not there; nothing measured", file=sys.stderr)
        return 0
    task, library = _module(script), open_library()
    for name in [args.task] if args.task else ["1b", "1c"]:
        _measure(task, name, args.set or f"dev_{name.upper()}", library, args.show)
    return 0


def _measure(task: ModuleType, name: str, data: str, library: Library, show: int) -> None:
    texts, predictions = task.answers(data), []
    shown: dict[str, str] = {}
    for key, rows in task.annotations(data).items():
        document = Text(texts[key])
        for row in rows:
            span = Span(int(row["Span_Start"]), int(row["Span_End"]))
            kind: Literal["quran", "hadith"] = "quran" if task.is_ayah(row["Label"]) else "hadith"
            quotation = Quotation("ar", (span,), span.of(document.text), method="presented", work=kind)
            judged = judge_arabic(document, quotation, (), library)
            right = is_right(judged)
            predictions.append(
                {
                    "id": key,
                    "annotation": row["Annotation_ID"],
                    "correct": right,
                    "correction": correction(judged, library),
                }
            )
            place = judged.held.passages[0] if judged.held else ""
            share = round(judged.held.share, 2) if judged.held else 0
            changed = [(d.quoted, d.expected) for d in judged.differences][:4]
            shown[f"{key}/{row['Annotation_ID']} {row['Label']}"] = (
                f"{judged.verdict} {share} {place}: {quotation.text[:150]}\n"
                f"      {row.get('Correction', '')[:150]}\n      {changed}"
            )
    total, each = task.score_labels(name, data, predictions)
    wrong = [label for value, label in each if not value]
    for label in wrong[:show]:
        print(label, shown[label])
    print(f"{name} {data}: {total:.4f} over {len(each)}; wrong: {dict(Counter(w.split()[-1] for w in wrong))}")


def is_right(judged: Judged) -> bool:
    """Take a verdict as right or wrong, as the task asks: it counts a close narration of a hadith as right."""
    close = judged.verdict == "variant" and judged.held is not None and judged.held.share >= CLOSE
    return judged.verdict in RIGHT or close


def correction(judged: Judged, library: Library) -> str:
    """Return the whole verses, or the wording of the hadith, that was meant."""
    if judged.held is None or judged.verdict == "not_found":
        return NOTHING
    if judged.held.passages[0].is_quran:
        return " ".join(library.text(p, "quran-simple") for p in judged.held.passages)
    return judged.held.text


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
