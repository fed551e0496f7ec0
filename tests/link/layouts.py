"""Reads tests/data/layouts.txt: small documents with their members written into them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quoteindex.model import Document, Passage, Quotation, Reference, Span

TABLE = Path(__file__).parents[1] / "data/layouts.txt"
_TOKEN = re.compile(r"<<list\||<<(?P<head>(?:ar|en|ref) [^|>]*)\||>>")


@dataclass
class Layout:
    """One small document, its members, and which of them belong together (by span)."""

    name: str
    document: Document
    quotations: list[Quotation] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    groups: frozenset[frozenset[Span]] = frozenset()


def layouts() -> list[Layout]:
    """Read all of them."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
    parts = re.split(r"^=== (.*)\n", "\n".join(lines) + "\n", flags=re.MULTILINE)[1:]
    return [_layout(name, body) for name, body in zip(parts[::2], parts[1::2], strict=True)]


def _layout(name: str, body: str) -> Layout:
    text = _TOKEN.sub("", body)
    result = Layout(name, Document(name, text))
    groups: defaultdict[str, set[Span]] = defaultdict(set)
    opened: list[tuple[str, int, list[Reference]]] = []
    shift = 0
    for match in _TOKEN.finditer(body):
        at = match.start() - shift
        shift += len(match[0])
        if match[0] != ">>":
            opened.append((match["head"] or "list", at, []))
            continue
        head, start, parts = opened.pop()
        span = Span(start, at)
        if head == "list":
            result.references.append(_list(text, span, parts))
            continue
        kind, label, *said = head.split()
        groups[label if label != "-" else f"alone at {start}"].add(span)
        if kind != "ref":
            result.quotations.append(_quotation(kind, text, span, said))
        elif opened:
            opened[-1][2].append(_reference(text, span, said))
        else:
            result.references.append(_reference(text, span, said))
    result.groups = frozenset(frozenset(group) for group in groups.values())
    return result


def _quotation(kind: str, text: str, span: Span, said: list[str]) -> Quotation:
    passages = tuple(Passage.parse(word) for word in said if word[0] not in "-+%")
    candidates = tuple(Passage.parse(word[1:]) for word in said if word[0] == "+")
    work: Any = next((word[1:] for word in said if word[0] == "%"), None)
    if passages:
        work = "quran" if passages[0].is_quran else "hadith"
    method: Any = "matched" if passages else "presented"
    language: Any = kind
    return Quotation(language, (span,), span.of(text), passages, candidates, method=method, work=work)


def _reference(text: str, span: Span, said: list[str]) -> Reference:
    passages = tuple(Passage.parse(word) for word in said if word[0] not in "@-")
    named = [word[1:] for word in said if word[0] == "@"] + [p.work for p in passages if not p.is_quran]
    status: Any = "resolved" if passages else "source_only"
    return Reference((span,), span.of(text), passages, collections=tuple(named), status=status)


def _list(text: str, span: Span, parts: list[Reference]) -> Reference:
    return Reference(
        (span,),
        span.of(text),
        tuple(p for part in parts for p in part.passages),
        collections=tuple(c for part in parts for c in part.collections),
        member_spans=tuple(part.span for part in parts),
    )
