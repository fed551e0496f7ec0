"""Score the whole way, file to cits, on the annotated documents of shared/data/gold/dev and on the seed article.

Cits become the gold's JSON (shared/data/gold/README.md); shared/bench/score_gold.py does the arithmetic.  ``--errors``
lists every member that is missed, invented or cut wrong, with the words around it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quoteindex.errors import NoSuchPassage
from quoteindex.library import Library, open_library
from quoteindex.model import Cit, Document, Passage, Reference
from quoteindex.readers import read_document
from quoteindex.scan import scan_document
from tests.bench.paths import shared, shared_module, write_results

Json = dict[str, Any]
_KINDS = ("arabic", "english", "reference")
_AROUND = 60


def sources() -> list[tuple[str, Path, Path]]:
    """Return (id, document, gold JSON) of every annotated document; none where the shared folder is not there."""
    folder = shared()
    if folder is None:
        return []
    found = []
    for gold in sorted((folder / "data/gold/dev").glob("*.json")):
        kind = json.loads(gold.read_text(encoding="utf-8"))["format"]
        found.append((gold.stem, gold.with_suffix(f".{kind}"), gold))
    article = folder / "data/seed/article.json"
    if article.is_file():
        found.append(("article", article.with_suffix(".txt"), article))
    return found


def as_gold(document_id: str, cits: Sequence[Cit], library: Library) -> Json:
    """Return the cits of a document in the gold's format."""
    quoted = [_cit(cit, library) for cit in cits if cit.quotations]
    alone = [cit for cit in cits if not cit.quotations]
    return {
        "id": document_id,
        "cits": quoted,
        "bare_references": [
            bare for cit in alone for reference in cit.references for bare in _bare(reference, library)
        ],
    }


def _cit(cit: Cit, library: Library) -> Json:
    members = [member for reference in cit.references for member in _members(reference, library)]
    stated = [locus for _, loci in members for locus in loci]
    return {
        "work": cit.work,
        "loci": _loci(cit.passages, library) if cit.work == "quran" else stated or _loci(cit.passages, library),
        "arabic": [[s.start, s.end] for q in cit.arabic for s in q.spans],
        "english": [[s.start, s.end] for q in cit.renderings for s in q.spans],
        "reference": [span for span, _ in members],
        "reference_loci": [loci for _, loci in members],
        "collections": list(cit.collections),
    }


def _bare(reference: Reference, library: Library) -> Iterator[Json]:
    for span, loci in _members(reference, library):
        yield {"span": span, "loci": loci, "collections": list(reference.collections)}


def _members(reference: Reference, library: Library) -> Iterator[tuple[list[int], list[str]]]:
    """Yield span and loci of each member: the gold counts the references of a list one by one."""
    if len(reference.member_spans) > 1 and len(reference.member_spans) == len(reference.passages):
        for span, passage in zip(reference.member_spans, reference.passages, strict=True):
            yield [span.start, span.end], _loci([passage], library)
        return
    loci = _loci(reference.passages, library)
    for span in reference.spans:
        yield [span.start, span.end], loci


def _loci(passages: Sequence[Passage], library: Library) -> list[str]:
    """Write passages verse by verse; a hadith as its number was stated, whatever the scheme."""
    loci = []
    for passage in passages:
        if not passage.is_quran:
            loci.append(f"{passage.work}:{':'.join(map(str, passage.start))}{passage.suffix}")
            continue
        try:
            edition = library.editions_of("quran")[0].id
            loci += [str(library.passage_at(edition, index)) for index in library.indices(passage, edition)]
        except NoSuchPassage:
            loci.append(str(passage))
    return loci


def predict(path: Path, document_id: str, library: Library) -> tuple[Document, Json]:
    """Read and scan one document."""
    document = read_document(path)
    return document, as_gold(document_id, scan_document(document, library), library)


def run(errors: bool = False, only: Sequence[str] = (), per_document: bool = False) -> Json | None:
    """Print the tables; return the figures, or None where the shared folder is not there."""
    chosen = [source for source in sources() if not only or source[0] in only]
    if not chosen:
        print("gold: skipped, shared/data/gold is not beside the repository")
        return None
    scorer, library = shared_module("score_gold"), open_library()
    gold, predicted, texts = {}, {}, {}
    for name, path, gold_path in chosen:
        document, predicted[name] = predict(path, name, library)
        gold[name], texts[name] = json.loads(gold_path.read_text(encoding="utf-8")), document.text
    if errors:
        for name, text in texts.items():
            for line in error_lines(scorer, gold[name], predicted[name], text):
                print(f"{name} {line}")
    dev = {name: document for name, document in gold.items() if name != "article"}
    figures: Json = {}
    for title, part in (("gold/dev", dev), ("article", {n: d for n, d in gold.items() if n == "article"})):
        if part:
            overall, single = scorer.score(part, predicted)
            if per_document and title == "gold/dev":
                for name, result in single.items():
                    scorer.print_report(name, result)
            scorer.print_report(f"{title}, {len(part)} documents", overall)
            figures[title] = {"all": overall, "documents": single}
    write_results("gold", figures)
    return figures


def error_lines(scorer: Any, gold: Json, predicted: Json, text: str) -> Iterator[str]:
    """Yield a line for every member that the scorer does not match, of the gold (missed) and of ours (invented)."""
    free = scorer.optional_spans(gold)
    for kind in _KINDS:
        wanted, found = _spans(gold, kind), _spans(predicted, kind)
        if kind == "reference":
            wanted = [item[0] for item in scorer.reference_items(gold) if not item[4]]
            items = [item for item in scorer.reference_items(gold) if not item[4]]
            ours = list(scorer.reference_items(predicted))
            found = [item[0] for item in ours]
            used_gold, used_found = scorer.match(items, ours, scorer.reference_score)
        else:
            used_gold, used_found = scorer.match(wanted, found, scorer.span_score(scorer.SPAN_IOU))
        for place, span in enumerate(wanted):
            if place not in used_gold:
                near = [s for s in found if s[0] < span[1] and span[0] < s[1]]
                what = "cut" if near else "missed"
                yield f"{kind:9} {what:8} {_excerpt(text, span)}"
                for other in near:
                    yield f"{'':9} {'ours':8} {_excerpt(text, other)}"
        for place, span in enumerate(found):
            overlaps = any(s[0] < span[1] and span[0] < s[1] for s in wanted)
            if place not in used_found and not overlaps and scorer.share_inside(span, free) < scorer.IGNORE_SHARE:
                yield f"{kind:9} {'invented':8} {_excerpt(text, span)}"
    yield from _wrong_loci(scorer, gold, predicted, text)


def _spans(document: Json, kind: str) -> list[list[int]]:
    return [span for cit in document["cits"] if not cit.get("optional") for span in cit.get(kind, ())]


def _wrong_loci(scorer: Any, gold: Json, predicted: Json, text: str) -> Iterator[str]:
    for cit in gold["cits"]:
        if cit.get("optional"):
            continue
        wanted = scorer.members(cit)
        best = max(predicted["cits"], key=lambda p: _hits(scorer, wanted, p), default=None)
        if best is None or not _hits(scorer, wanted, best):
            continue
        if cit["work"] == "quran" and scorer.expand(best["loci"]) != scorer.expand(cit["loci"]):
            yield f"{'loci':9} {'wrong':8} {cit['loci']} not {best['loci']} {_excerpt(text, wanted[0][1])}"
        if _hits(scorer, wanted, best) < len(wanted):
            missing = [m for m in wanted if not any(scorer.member_matches(m, h) for h in scorer.members(best))]
            for kind, span, _ in missing:
                yield f"{'link':9} {'apart':8} {kind} {_excerpt(text, span)}"


def _hits(scorer: Any, wanted: list[Any], cit: Json) -> int:
    have = scorer.members(cit)
    return sum(any(scorer.member_matches(w, h) for h in have) for w in wanted)


def _excerpt(text: str, span: Sequence[int]) -> str:
    start, end = span
    inside = " ".join(text[start:end].split())
    inside = inside if len(inside) <= 150 else f"{inside[:80]} […] {inside[-60:]}"
    before = " ".join(text[max(0, start - _AROUND) : start].split())
    after = " ".join(text[end : end + _AROUND].split())
    return f"{start}-{end} …{before} ⟦{inside}⟧ {after}…"


def write_predictions(folder: Path) -> None:
    """Write the predictions as JSON files, for score_gold.py itself."""
    library = open_library()
    folder.mkdir(parents=True, exist_ok=True)
    for name, path, _ in sources():
        _, predicted = predict(path, name, library)
        (folder / f"{name}.json").write_text(json.dumps(predicted, ensure_ascii=False), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench gold", description=__doc__)
    parser.add_argument("only", nargs="*", help="ids of documents (default: all)")
    parser.add_argument("--errors", action="store_true", help="list what is missed, invented or cut wrong")
    parser.add_argument("--per-document", action="store_true", help="print a table for each document")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write the predictions there")
    chosen = parser.parse_args(arguments)
    if chosen.write:
        write_predictions(chosen.write)
    run(chosen.errors, chosen.only, chosen.per_document)


if __name__ == "__main__":
    main()
