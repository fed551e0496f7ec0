"""Records as JSON and back: what the index stores of a cit, so that an answer needs neither document nor library."""

from __future__ import annotations

import json
from typing import Any

from quoteindex.index.record import Record, Stretch
from quoteindex.model import Cit, Difference, Evidence, Passage, Quotation, Reference, Span, Verdict
from quoteindex.places import Place

Json = dict[str, Any]


def dumps(record: Record) -> str:
    """Write a record as one line of JSON."""
    place = record.place
    stored = {
        "cit": _cit(record.cit),
        "place": [place.line, place.column, place.page, place.section, place.paragraph, place.note],
        "quoted": [_stretch(stretch) for stretch in record.quoted],
        "references": record.references,
        "library": [_stretch(stretch) for stretch in record.library],
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def loads(line: str) -> Record:
    """Read what ``dumps`` wrote."""
    stored = json.loads(line)
    return Record(
        _read_cit(stored["cit"]),
        Place(*stored["place"]),
        tuple(_read_stretch(item) for item in stored["quoted"]),
        tuple(stored["references"]),
        tuple(_read_stretch(item) for item in stored["library"]),
    )


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _read_spans(stored: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in stored)


def _ids(passages: tuple[Passage, ...]) -> list[str]:
    return [str(passage) for passage in passages]


def _read_ids(stored: list[str]) -> tuple[Passage, ...]:
    return tuple(Passage.parse(text) for text in stored)


def _stretch(stretch: Stretch) -> list[Any]:
    return [stretch.text, stretch.language, stretch.edition, *_spans((stretch.span,) if stretch.span else ())]


def _read_stretch(stored: list[Any]) -> Stretch:
    text, language, edition, *spans = stored
    return Stretch(text, language, edition, *_read_spans(spans))


def _quotation(quotation: Quotation) -> Json:
    return {
        "language": quotation.language,
        "spans": _spans(quotation.spans),
        "text": quotation.text,
        "passages": _ids(quotation.passages),
        "candidates": _ids(quotation.candidates),
        "edition": quotation.edition,
        "score": quotation.score,
        "edits": quotation.edits,
        "method": quotation.method,
        "work": quotation.work,
    }


def _read_quotation(stored: Json) -> Quotation:
    passages = {name: _read_ids(stored[name]) for name in ("passages", "candidates")}
    return Quotation(**{**stored, **passages, "spans": _read_spans(stored["spans"])})


def _reference(reference: Reference) -> Json:
    return {
        "spans": _spans(reference.spans),
        "text": reference.text,
        "passages": _ids(reference.passages),
        "readings": _ids(reference.readings),
        "collections": reference.collections,
        "narrators": reference.narrators,
        "status": reference.status,
        "form": reference.form,
        "member_spans": _spans(reference.member_spans),
    }


def _read_reference(stored: Json) -> Reference:
    spans = {name: _read_spans(stored[name]) for name in ("spans", "member_spans")}
    passages = {name: _read_ids(stored[name]) for name in ("passages", "readings")}
    words = {name: tuple(stored[name]) for name in ("collections", "narrators")}
    return Reference(**{**stored, **spans, **passages, **words})


def _verdict(verdict: Verdict) -> Json:
    return {
        "text": verdict.text,
        "reference": verdict.reference,
        "differences": [[d.span.start, d.span.end, d.quoted, d.expected] for d in verdict.differences],
        "correction": verdict.correction,
        "notes": verdict.notes,
    }


def _read_verdict(stored: Json) -> Verdict:
    differences = tuple(
        Difference(Span(start, end), quoted, expected) for start, end, quoted, expected in stored["differences"]
    )
    return Verdict(**{**stored, "differences": differences, "notes": tuple(stored["notes"])})


def _cit(cit: Cit) -> Json:
    return {
        "document": cit.document,
        "quotations": [_quotation(quotation) for quotation in cit.quotations],
        "references": [_reference(reference) for reference in cit.references],
        "passages": _ids(cit.passages),
        "work": cit.work,
        "verdict": _verdict(cit.verdict) if cit.verdict else None,
        "isnad": _spans((cit.isnad,)) if cit.isnad else [],
        "evidence": [[evidence.reason, evidence.weight] for evidence in cit.evidence],
    }


def _read_cit(stored: Json) -> Cit:
    return Cit(
        stored["document"],
        tuple(_read_quotation(item) for item in stored["quotations"]),
        tuple(_read_reference(item) for item in stored["references"]),
        _read_ids(stored["passages"]),
        stored["work"],
        _read_verdict(stored["verdict"]) if stored["verdict"] else None,
        next(iter(_read_spans(stored["isnad"])), None),
        tuple(Evidence(reason, weight) for reason, weight in stored["evidence"]),
    )
