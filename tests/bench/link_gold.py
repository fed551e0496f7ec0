"""Linking alone, on the annotated documents: the members are given as annotated, link() has to tie them together.

    link_gold.py [--dev DIRECTORY] [--english known|unknown] [--arabic known|unknown] [--show]

With ``--english unknown`` (the default) a rendering does not say its verse, as where no edition matches it.  Prints the
linking rows of score_gold.py; ``--show`` names each annotated citation that was not linked.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from quoteindex.link import link
from quoteindex.model import Cit, Document, Language, Passage, Quotation, Reference, Span

SHARED = Path(__file__).resolve().parents[3] / "shared"
DEV = SHARED / "data/gold/dev"


def main() -> int:
    """Link every annotated document and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, default=DEV)
    parser.add_argument("--english", choices=["known", "unknown"], default="unknown")
    parser.add_argument("--arabic", choices=["known", "unknown"], default="known")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if not args.dev.is_dir():
        print(f"{args.dev}: not there; nothing measured", file=sys.stderr)
        return 0
    score = _score_gold()
    with tempfile.TemporaryDirectory() as out:
        for path in sorted(args.dev.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            document = _document(path, gold)
            known = {"ar": args.arabic == "known", "en": args.english == "known"}
            cits = link(document, None, _quotations(document, gold, known), _references(document, gold), None)
            (Path(out) / path.name).write_text(json.dumps(as_gold(gold["id"], cits)), encoding="utf-8")
            if args.show:
                _show(document, gold, cits)
        gold_all, predicted = score.load(args.dev), score.load(out)
        total, _ = score.score(gold_all, predicted)
    for name in ("Linking, all cits", "Linking, several members"):
        row = total[name]
        print(f"{name:26} F1 {row['f1']:.3f}  ({row['hit']} of {row['gold']}, {row['pred']} predicted)")
    return 0


def as_gold(identifier: str, cits: list[Cit]) -> dict[str, Any]:
    """Write cits in the format of the annotated documents."""
    rows: list[dict[str, Any]] = []
    bare: list[dict[str, Any]] = []
    for cit in cits:
        spans, loci = [], []
        for reference in cit.references:
            members = reference.member_spans or (reference.span,)
            each = len(members) == len(reference.passages)
            for number, span in enumerate(members):
                said = reference.passages[number : number + 1] if each else reference.passages
                spans.append([span.start, span.end])
                loci.append([str(p) for p in said])
        if not cit.quotations:
            bare += [{"span": s, "loci": found} for s, found in zip(spans, loci, strict=True)]
            continue
        rows.append(
            {
                "work": cit.work,
                "loci": [str(p) for p in cit.passages],
                "arabic": [[s.start, s.end] for q in cit.arabic for s in q.spans],
                "english": [[s.start, s.end] for q in cit.renderings for s in q.spans],
                "reference": spans,
                "reference_loci": loci,
            }
        )
    return {"id": identifier, "cits": rows, "bare_references": bare}


def _score_gold() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_gold", SHARED / "bench/score_gold.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _document(path: Path, gold: dict[str, Any]) -> Document:
    source = next(p for p in path.parent.glob(f"{path.stem}.*") if p.suffix != ".json")
    text = source.read_bytes().decode("utf-8")
    return Document(gold["id"], text, format=gold["format"])


def _passages(loci: list[str]) -> tuple[Passage, ...]:
    found = [Passage.parse(locus) for locus in loci]
    if len(found) > 1 and found[0].is_quran and found[0].start[0] == found[-1].start[0]:
        return (Passage(found[0].work, found[0].start, found[-1].end),)
    return tuple(found)


def _quotations(document: Document, gold: dict[str, Any], known: dict[str, bool]) -> list[Quotation]:
    found = []
    for cit in gold["cits"]:
        keys: tuple[tuple[Language, str], ...] = (("ar", "arabic"), ("en", "english"))
        for language, key in keys:
            for start, end in cit[key]:
                passages = _passages(cit["loci"]) if known[language] else ()
                work = cit["work"] if known[language] else None
                method: Any = "matched" if passages else "presented"
                span = Span(start, end)
                found.append(Quotation(language, (span,), span.of(document.text), passages, method=method, work=work))
    return found


def _references(document: Document, gold: dict[str, Any]) -> list[Reference]:
    found = []
    for cit in gold["cits"]:
        stated = cit.get("reference_loci") or [cit["loci"]] * len(cit["reference"])
        for (start, end), loci in zip(cit["reference"], stated, strict=True):
            found.append(_reference(document, start, end, loci, cit.get("collections", []) if not loci else []))
    bare = gold.get("bare_references", [])
    return found + [_reference(document, b["span"][0], b["span"][1], b["loci"], b.get("collections", [])) for b in bare]


def _reference(document: Document, start: int, end: int, loci: list[str], collections: list[str]) -> Reference:
    passages = _passages(loci)
    named = tuple(collections) or tuple(p.work for p in passages if not p.is_quran)
    return Reference((Span(start, end),), document.text[start:end], passages, collections=named)


def _show(document: Document, gold: dict[str, Any], cits: list[Cit]) -> None:
    groups = [{tuple(s) for key in ("arabic", "english", "reference") for s in c[key]} for c in gold["cits"]]
    spans = [[*(q.span for q in c.quotations), *(r.span for r in c.references)] for c in cits]
    made = [{(s.start, s.end) for s in some} for some in spans]
    for wanted in groups:
        if not any(wanted <= have for have in made):
            print(f"{document.id}: not together: {[document.text[a:b][:40] for a, b in sorted(wanted)]}")
    for have, cit in zip(made, cits, strict=True):
        parts = [w for w in groups if w & have]
        if len(parts) > 1:
            print(f"{document.id}: wrongly together: {[document.text[a:b][:40] for a, b in sorted(have)]}")
            print("    " + "; ".join(f"{e.reason} {e.weight}" for e in cit.evidence))


if __name__ == "__main__":
    sys.exit(main())
