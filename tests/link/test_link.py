"""Linking: every layout in tests/data/layouts.txt, and what no layout may break."""

from __future__ import annotations

import ast
import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteindex.link
from quoteindex.link import link
from quoteindex.link.evidence import weights
from quoteindex.model import Cit, Document, Edition, Language, Passage, Quotation, Reference, Span
from tests.link.layouts import Layout, layouts

HERE = Path(quoteindex.link.__file__).parent
TABLE = Path(__file__).parents[2] / "corpora/link_weights.tsv"


def _spans(cit: Cit) -> frozenset[Span]:
    references = [span for r in cit.references for span in (r.member_spans or (r.span,))]
    return frozenset([*references, *(q.span for q in cit.quotations)])


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_layout(layout: Layout) -> None:
    """The members that belong together become one cit, the others stay apart."""
    cits = link(layout.document, None, layout.quotations, layout.references)
    made = {_spans(cit) for cit in cits}
    text = layout.document.text
    wrong = [sorted(span.of(text)[:30] for span in group) for group in made - layout.groups]
    assert not wrong, f"made {wrong}\nevidence: {[cit.evidence for cit in cits if _spans(cit) not in layout.groups]}"


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_order_of_input_does_not_matter(layout: Layout) -> None:
    """The members may be given in any order."""
    forward = link(layout.document, None, layout.quotations, layout.references)
    assert forward == link(layout.document, None, layout.quotations[::-1], layout.references[::-1])


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_surroundings_do_not_matter(layout: Layout) -> None:
    """Prose before a document moves its spans and changes nothing else."""
    before = "Some words that stand before it.\n\n"
    moved = Document(layout.document.id, before + layout.document.text)
    quotations = [_moved(q, len(before)) for q in layout.quotations]
    references = [_moved(r, len(before)) for r in layout.references]
    made = {frozenset(s.shifted(-len(before)) for s in _spans(c)) for c in link(moved, None, quotations, references)}
    assert made == {_spans(cit) for cit in link(layout.document, None, layout.quotations, layout.references)}


def _moved(member: Any, by: int) -> Any:
    from dataclasses import replace

    moved = replace(member, spans=tuple(s.shifted(by) for s in member.spans))
    if isinstance(moved, Reference):
        moved = replace(moved, member_spans=tuple(s.shifted(by) for s in moved.member_spans))
    return moved


_passage = st.sampled_from([(), *((Passage.quran(s, v),) for s, v in ((2, 255), (2, 256), (55, 13), (112, 1)))])
_hadith = st.sampled_from([(), (Passage.hadith("muslim", 55),), (Passage.hadith("bukhari", 1),)])
_text = st.text(st.sampled_from("ab قل.:,؟()[]«»“”\n\n|>-#1²^*<li>"), max_size=200)


@st.composite
def _documents(draw: st.DrawFn) -> tuple[str, list[Quotation], list[Reference]]:
    text = draw(_text)
    bounds = st.integers(0, len(text))
    quotations, references = [], []
    for _ in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(bounds), draw(bounds)))
        span = Span(start, end)
        language: Any = draw(st.sampled_from(["ar", "en"]))
        quotations.append(Quotation(language, (span,), span.of(text), draw(_passage | _hadith)))
    for _ in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(bounds), draw(bounds)))
        span = Span(start, end)
        references.append(Reference((span,), span.of(text), draw(_passage | _hadith)))
    return text, quotations, references


@given(_documents())
def test_every_member_in_exactly_one_cit(given: tuple[str, list[Quotation], list[Reference]]) -> None:
    """Whatever overlaps or contradicts: nothing is lost, nothing is doubled, nothing raises."""
    text, quotations, references = given
    cits = link(Document("d", text), None, quotations, references)
    assert Counter(q.spans for c in cits for q in c.quotations) == Counter(q.spans for q in quotations)
    assert Counter(r.spans for c in cits for r in c.references) == Counter(r.spans for r in references)
    assert [c.span for c in cits] == sorted(c.span for c in cits)


def test_nothing_to_link() -> None:
    """A document without members has no cits, and an empty document neither."""
    assert link(Document("d", "prose"), None, [], []) == []
    assert link(Document("d", ""), None, [], []) == []


def test_reference_chooses_among_the_places() -> None:
    """Words that recur take the place that the reference names; the others stay candidates."""
    [cit] = _linked("<quotation> (55:18)", candidates=("quran:55:16", "quran:55:18"), named="quran:55:18")
    assert cit.passages == (Passage.quran(55, 18),)
    assert set(cit.quotations[0].candidates) == {Passage.quran(55, 13), Passage.quran(55, 16)}


def test_words_that_recur_in_a_range() -> None:
    """Where the reference names a short range in which the words recur, all of it is meant; of a surah, one place."""
    [cit] = _linked("<quotation> (55:13-18)", candidates=("quran:55:16", "quran:55:18"), named="quran:55:13-18")
    assert cit.passages == (Passage.quran(55, 13, 18),)
    [cit] = _linked("<quotation> (Surah 55)", candidates=("quran:55:16", "quran:55:18"), named="quran:55:1-78")
    assert cit.passages == (Passage.quran(55, 13),)


def test_the_very_passage_comes_before_a_wider_one() -> None:
    """Of two places that overlap the reference, the one that it names exactly is meant."""
    [cit] = _linked("<quotation> (55:16)", candidates=("quran:55:15-16", "quran:55:16"), named="quran:55:16")
    assert cit.passages == (Passage.quran(55, 16),)


def _linked(text: str, candidates: tuple[str, ...], named: str) -> list[Cit]:
    places = tuple(map(Passage.parse, candidates))
    said = Quotation("ar", (Span(0, 11),), text[:11], (Passage.quran(55, 13),), places, work="quran")
    passage = Passage.parse(named)
    return link(Document("d", text), None, [said], [Reference((Span(13, len(text) - 1),), text[13:-1], (passage,))])


def test_basmala_before_a_surah() -> None:
    """The basmala recited before a surah is not a citation of its own."""
    said = Quotation("ar", (Span(0, 11),), "<quotation>", (Passage.quran(27, 30), Passage.quran(103, 1, 3)))
    [cit] = link(Document("d", "<quotation>"), None, [said], [])
    assert cit.passages == (Passage.quran(103, 1, 3),)


class _Parallels:
    def parallels(self, passage: Passage) -> list[tuple[Passage, float]]:
        return [(Passage.hadith("muslim", 1907), 0.9)] if passage.work == "bukhari" else []

    def editions_of(self, work: str, language: Language) -> list[Edition]:
        return [Edition(f"{work}-{language}", work, language, "", "", "")]


def test_collection_chooses_among_parallels() -> None:
    """A hadith that several collections hold is the one of the collection that is named beside it."""
    said = Quotation("ar", (Span(0, 11),), "<quotation>", (Passage.hadith("bukhari", 1),), work="hadith")
    named = Reference((Span(13, 19),), "Muslim", collections=("muslim",), status="source_only")
    [cit] = link(Document("d", "<quotation> (Muslim)"), None, [said], [named], _Parallels())
    assert cit.passages == (Passage.hadith("muslim", 1907),)
    assert cit.quotations[0].candidates == (Passage.hadith("bukhari", 1),)
    assert cit.quotations[0].edition == "muslim-ar"


def test_quotation_chooses_among_readings() -> None:
    """A number that means another hadith in each numbering is read as the quotation beside it shows."""
    readings = (Passage.hadith("muslim", 2999), Passage.hadith("muslim", 1204))
    said = Quotation("ar", (Span(0, 11),), "<quotation>", readings[:1], work="hadith")
    named = Reference((Span(13, 24),), "Muslim 2999", readings[:1], readings, ("muslim",), status="ambiguous")
    [cit] = link(Document("d", "<quotation> (Muslim 2999)"), None, [said], [named])
    assert (cit.references[0].readings, cit.references[0].status) == (readings[:1], "resolved")


def test_isnad_is_kept() -> None:
    """The chain before a hadith is the cit's, and does not stand between it and the reference before."""
    text = "Muslim: حدثنا زهير قال <quotation>"
    said = Quotation("ar", (Span(23, 34),), "<quotation>", isnad=Span(8, 22), work="hadith")
    named = Reference((Span(0, 6),), "Muslim", collections=("muslim",), status="source_only")
    [cit] = link(Document("d", text), None, [said], [named])
    assert cit.isnad == Span(8, 22)
    assert cit.references == (named,)


def test_evidence_is_told() -> None:
    """A cit of several members says why they belong together, the weightiest reason first."""
    [cit] = _linked("<quotation> (55:13)", candidates=(), named="quran:55:13")
    assert cit.evidence[0].reason == "same passage"
    assert [abs(e.weight) for e in cit.evidence] == sorted((abs(e.weight) for e in cit.evidence), reverse=True)


def test_table_of_weights() -> None:
    """Each weight has a name of its own, a figure and a reason; the code uses every one and no other."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    assert all(set(row) == {"name", "weight", "reason"} and row["reason"] for row in rows)
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names)) == len(weights())
    code = [ast.parse((HERE / name).read_text(encoding="utf-8")) for name in ("evidence.py", "clusters.py")]
    used = {node.value for tree in code for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert set(names) <= used
