"""Accuracy by condition, false words in prose without quotations, recall on real prose."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from quoteindex.library import Library, open_library
from tests.bench import conditions, detectors, prose
from tests.bench.conditions import SEEDS, Condition
from tests.bench.measures import Detector, Found, Score, count
from tests.bench.paths import RESULTS, write_results

DOCUMENTS = 60
_COLUMNS = ("f1", "precision", "recall", "span_f1", "place")
_FALSE_WORDS_BAR = 1.0
_REAL = (("modern", "ar"), ("classical", "ar"), ("english", "en"))


def measure(detect: Detector, condition: Condition, library: Library, seed: int, documents: int) -> Score:
    """Run a detector over the documents of one condition."""
    score = Score()
    for sample in conditions.samples(condition, library, seed, documents):
        count(score, sample.text, condition.language, sample.gold, detect(sample.text))
    return score


def false_words(detect: Detector, text: str, language: str, quotes: Iterable[tuple[int, int]] = ()) -> Score:
    """Run a detector over prose without quotations; what overlaps *quotes* (real ones) is not counted."""
    known = list(quotes)
    score = Score()
    found = [one for one in detect(text) if not any(one.start < end and start < one.end for start, end in known)]
    count(score, text, language, (), found)
    return score


def run_conditions(
    library: Library, seed_name: str, documents: int, only: str = "", show: bool = False
) -> dict[str, Any]:
    """Print one line a condition; return the figures."""
    detect = detectors.quoteindex(library)
    figures: dict[str, Any] = {}
    print(f"\nQuotations by condition, {documents} documents each, {seed_name} seed")
    print(f"  {'':34}{'word F1':>9}{'P':>7}{'R':>7}{'exact':>7}{'place':>7}")
    for condition in [*conditions.arabic(), *conditions.hadith(), *conditions.english(library)]:
        if only not in condition.name:
            continue
        try:
            score = measure(detect, condition, library, SEEDS[seed_name], documents)
        except LookupError as error:
            print(f"  {condition.name:34} skipped: {error}")
            continue
        figures[condition.name] = score.figures()
        below = "" if condition.bar is None or score.f1 >= condition.bar else f"  below {condition.bar}"
        print(f"  {condition.name:34}" + _row(score) + below)
        if show:
            print("\n".join(score.examples))
    if figures:
        macro = sum(row["f1"] for row in figures.values()) / len(figures)
        print(f"  {'mean over conditions':34}{macro:9.3f}")
        figures["mean"] = {"f1": round(macro, 4)}
    return figures


def _row(score: Score) -> str:
    figures = score.figures()
    return f"{figures['f1']:9.3f}" + "".join(f"{figures[name]:7.3f}" for name in _COLUMNS[1:])


def run_negatives(library: Library, with_real: bool = True) -> dict[str, Any]:
    """Print the false words per 10,000 of each kind of prose; return the figures."""
    detect = detectors.quoteindex(library)
    figures: dict[str, Any] = {}
    print(f"\nFalse words per 10,000 in prose without quotations{'':12}words   false")
    written = (("modern", "ar"), ("classical", "ar"), ("formulae", "ar"), ("english", "en"), ("formulae_english", "en"))
    for kind, language in written:
        score = false_words(detect, "\n\n".join(prose.paragraphs(kind)), language)
        figures[kind] = _print_false(f"{kind} (ours)", score)
    for kind, language in _REAL if with_real else ():
        total = Score()
        for text in prose.real(kind):
            score = false_words(detect, text.text, language, text.quotes)
            figures[f"{kind}/{text.name}"] = _print_false(f"{kind}/{text.name}", score)
            total.words += score.words
            total.found += score.found
            total.examples += [f"{text.name} {example}" for example in score.examples]
        if total.words:
            figures[f"real {kind}"] = _print_false(f"all real {kind}", total)
            RESULTS.mkdir(exist_ok=True)
            (RESULTS / f"false-{kind}.txt").write_text("\n".join(total.examples) + "\n", encoding="utf-8")
        else:
            print(f"  real {kind}: skipped, {prose.VARIABLE} names no folder with it")
    return figures


def _print_false(name: str, score: Score) -> dict[str, float]:
    above = "" if score.false_words <= _FALSE_WORDS_BAR else f"  above {_FALSE_WORDS_BAR:.0f}"
    print(f"  {name:58}{score.words:7}{score.false_words:8.2f}{above}")
    for example in score.examples[:5] if len(score.examples) <= 5 else ():
        print(f"      {example}")
    return {"words": score.words, "false_words": round(score.false_words, 3)}


def run_tagged(library: Library) -> dict[str, Any]:
    """Print how much is found of the Qur'an quotations that editors marked in real classical prose."""
    detect = detectors.quoteindex(library)
    figures: dict[str, Any] = {}
    texts = prose.real("tagged")
    print(f"\nQur'an quotations marked by the editors of real classical prose{'':3}recall   exact")
    if not texts:
        print(f"  skipped, {prose.VARIABLE} names no folder with it")
    for text in texts:
        score = Score()
        gold = [Found(start, end, "ar") for start, end in text.quotes]
        count(score, text.text, "ar", gold, detect(text.text))
        exact = score.exact / score.gold_spans if score.gold_spans else 1.0
        figures[text.name] = {"recall": round(score.recall, 4), "exact": round(exact, 4), "spans": score.gold_spans}
        print(f"  {text.name} ({score.gold_spans} quotations){'':{46 - len(text.name)}}{score.recall:7.3f}{exact:8.3f}")
        (RESULTS / f"tagged-{text.name}.txt").write_text("\n".join(score.examples) + "\n", encoding="utf-8")
    return figures


def run(
    documents: int = DOCUMENTS,
    seeds: Sequence[str] = tuple(SEEDS),
    only: str = "",
    show: bool = False,
    with_real: bool = True,
) -> dict[str, Any]:
    """Run everything; return the figures."""
    library = open_library()
    RESULTS.mkdir(exist_ok=True)
    figures: dict[str, Any] = {seed: run_conditions(library, seed, documents, only, show) for seed in seeds}
    if not only:
        figures["false words"] = run_negatives(library, with_real)
    if not only and with_real:
        figures["tagged"] = run_tagged(library)
    write_results("accuracy", figures)
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench accuracy", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="documents a condition (default: %(default)s)")
    parser.add_argument("--seed", choices=[*SEEDS], help="one seed only (default: both)")
    parser.add_argument("--only", default="", help="conditions whose name has this in it")
    parser.add_argument("--errors", action="store_true", help="list what is missed, invented or cut wrong")
    parser.add_argument("--no-real", action="store_true", help="leave the real prose out")
    chosen = parser.parse_args(arguments)
    seeds = [chosen.seed] if chosen.seed else [*SEEDS]
    run(chosen.documents, seeds, chosen.only, chosen.errors, not chosen.no_real)


if __name__ == "__main__":
    main()
