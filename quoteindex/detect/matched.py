"""Quotations whose words are the library's: seeds → runs → chains → alignment → the heaviest disjoint ones.

``docs/explanation/detection.md`` tells how it works and where each figure comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from quoteindex.detect.alignment import Aligner, Alignment
from quoteindex.detect.chains import Chains, heaviest_disjoint, join_runs, not_dominated
from quoteindex.detect.seeds import Runs, Words, find_runs
from quoteindex.library.matching import LANGUAGES, Group, Tables
from quoteindex.model import Document, Language, Passage, Quotation, Span
from quoteindex.text.arabic import normalise
from quoteindex.text.phrases import without_honorifics, words_in_phrases
from quoteindex.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quoteindex.library.library import Library



class Evidence(Protocol):
    """How a document marks its quotations (``quoteindex.detect.evidence``)."""

    def __call__(self, span: Span, /) -> int:
        """Return 0 where nothing marks the stretch, 1 for quotation marks, 2 for more."""
        ...

    def named(self, span: Span, passages: Sequence[Passage], /) -> Passage | None:
        """Return the one of *passages* that a reference nearby names."""
        ...

    def stretches(self) -> Sequence[Span]:
        """Return the stretches outside which there is no evidence."""
        ...


class Least(NamedTuple):
    """The least a match must show."""

    bits: float
    words: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least information of a quotation, in bits, and its least number of words, by evidence.

    ``plain``: evidence 0, 1 and 2 (none; in quotation marks; presented by an introducing formula, ornate brackets or a
    reference beside it).  ``named``: the same where a reference nearby names this very passage.  ``run``: the least
    information of a run to begin with.
    """

    run: float
    plain: tuple[Least, Least, Least]
    named: tuple[Least, Least, Least]


# Calibrated on prose without quotations (docs/explanation/detection.md).  Hadith tell of daily life in two million words,
# and English has fewer different words than Arabic, so that more of them must agree.
THRESHOLDS = {
    "quran-ar": Thresholds(
        run=10.0,
        plain=(Least(46.0, 4), Least(30.0, 3), Least(16.0, 2)),
        named=(Least(26.0, 3), Least(12.0, 2), Least(10.0, 2)),
    ),
    "hadith-ar": Thresholds(
        run=12.0,
        plain=(Least(66.0, 6), Least(36.0, 4), Least(22.0, 3)),
        named=(Least(40.0, 4), Least(20.0, 2), Least(16.0, 2)),
    ),
    "quran-en": Thresholds(
        run=18.0,
        plain=(Least(62.0, 7), Least(44.0, 6), Least(30.0, 4)),
        named=(Least(50.0, 6), Least(24.0, 3), Least(18.0, 3)),
    ),
    "hadith-en": Thresholds(
        run=18.0,
        plain=(Least(66.0, 7), Least(46.0, 6), Least(32.0, 4)),
        named=(Least(54.0, 6), Least(26.0, 4), Least(20.0, 3)),
    ),
}
# Of two equally good matches the Qur'an's counts: hadith quote it.
_QURAN_FIRST = 1.5
# Other places whose words agree almost as well are candidates too.
_CANDIDATE = 0.97
_CANDIDATE_HADITH = 0.85
# A passage that a reference nearby names is preferred to one that agrees a little better.
_NAMED = 0.8
_MOST_CANDIDATES = 12
# A rival begins at most so many words before the match.
_RIVAL_REACH = 40
# A chain whose information falls short by more than this factor is not aligned.
_HOPE = 1.5
# The share of words that must agree, at least.
_LEAST_SCORE = 0.5
# A few words of the next verse happen to agree when they tell less than this.
_STRAY_WORDS, _STRAY_BITS = 3, 14.0
# A reference in brackets, names and numbers: its words are not the quotation's, and a quotation does not run across it.
_BRACKETED_REFERENCE = re.compile(r"[\[({﴿][^\[\](){}﴿﴾\n]{0,80}?\d[^\[\](){}﴿﴾\n]{0,40}[\])}﴾]")
# A blank line ends a quotation (also a blank line of a block quotation), and so do words of the other script: an Arabic
# gloss or blessing may stand in an English rendering, a single foreign word in an Arabic quotation.
_BLANK_LINE = re.compile(r"\n[ \t>|]*\r?(?=\n)")
_FOREIGN_WORDS: dict[Language, int] = {"ar": 1, "en": 4}
# What it costs, in bits, that a quotation is lengthened across a mark.
_BARRIERS = (
    (re.compile(r"[﴿﴾«»“”„\"{}\[\]()<>|]|\*\*"), 9.0),
    (re.compile(r"[\n\r]"), 3.0),
    (re.compile(r"[.!?؟:؛;…]"), 3.0),
    (re.compile(r"[،,\-–—]"), 0.5),
)


@dataclass(frozen=True, slots=True)
class _Match:
    group: Group
    chain: int
    alignment: Alignment
    record: int
    last_record: int
    isnad: tuple[int, int] | None


def find_matched(document: Document, library: Library, evidence: Evidence | None = None) -> list[Quotation]:
    """Return the quotations of *document* whose words stand in *library*, in document order.

    *evidence* says how the document marks a stretch; without it only what convinces by its words alone is found.
    """
    return Matching(document, library).quotations(evidence)


class Matching:
    """What of a document stands in the library: first where, then, once the evidence is known, which quotations."""

    def __init__(self, document: Document, library: Library) -> None:
        text = document.visible
        tables = _tables(library)
        both = tokenise(text)
        self._matchers = []
        for side, language in enumerate(LANGUAGES):
            words, said_by_all = _words(text, both[side], both[1 - side], language, tables)
            if len(words) > 1:
                matcher = _Matcher(document.text, text, words, said_by_all, language, library, tables)
                self._matchers.append(matcher)

    def sure(self) -> list[Span]:
        """Return the stretches whose words alone convince, in document order, borders roughly."""
        return sorted(span for matcher in self._matchers for span in matcher.sure())

    def quotations(self, evidence: Evidence | None = None) -> list[Quotation]:
        """Return the quotations in document order, the weaker ones where *evidence* speaks for them."""
        found = (quotation for matcher in self._matchers for quotation in matcher.quotations(evidence))
        return sorted(found, key=lambda quotation: quotation.span)


@lru_cache(maxsize=2)
def _opened(path: str) -> Tables:
    from pathlib import Path

    return Tables(Path(path))


def _tables(library: Library) -> Tables:
    return _opened(str(library.path))


def _words(
    text: str, own: Tokens, other: Tokens, language: Language, tables: Tables
) -> tuple[Words, NDArray[np.float64]]:
    """Return the words of one language, and the bits that those in formulae tell, summed from the beginning."""
    own, other_spoken = without_honorifics(own, language), without_honorifics(other, "en" if language == "ar" else "ar")
    bracketed = [m.span() for m in _BRACKETED_REFERENCE.finditer(text) if re.search(r"[^\W\d_]", m[0])]
    opens, closes = np.array(bracketed, dtype=np.int64).reshape(-1, 2).T
    own = own.select(np.searchsorted(opens, own.start) == np.searchsorted(closes, own.start, side="right"))
    number = tables.numbers(own.key, language)
    breaks = [match.start() for match in _BLANK_LINE.finditer(text)]
    block = np.searchsorted(np.sort(np.concatenate((breaks, opens)).astype(np.int64)), own.start)
    if len(other_spoken):
        before = np.searchsorted(other_spoken.start, own.start)
        block += np.cumsum(np.diff(before, prepend=0) > _FOREIGN_WORDS[language])
    bits = tables.information(language)[number]
    formulaic = np.where(words_in_phrases(own, "formulae.tsv", "formula", language), bits, 0)
    said_by_all = np.concatenate(([0.0], np.cumsum(formulaic, dtype=np.float64)))
    return Words(number, bits, own.start, own.end, block.astype(np.int32)), said_by_all


class _Matcher:
    """Finds the quotations of one language in one document."""

    def __init__(
        self, original: str, text: str, words: Words, said_by_all: NDArray[np.float64], language: Language,
        library: Library, tables: Tables,
    ) -> None:  # fmt: skip
        self._original = original
        self._text = text
        self._words = words
        self._language = language
        self._library = library
        self._said_by_all = said_by_all
        self._evidence: Evidence | None = None
        self._marked: NDArray[np.int64] | None = None
        self._groups = [group for group in tables.groups if group.kind.language == language]
        self._chains = [self._find_chains(group) for group in self._groups]
        self._by_first = [np.argsort(chains.first, kind="stable") for chains in self._chains]
        self._firsts = [
            chains.first[order] for chains, order in zip(self._chains, self._by_first, strict=True)
        ]
        spellings = tables.spellings(language)
        self._aligners = [
            Aligner(words, group.words, self._spelling, spellings, self._barrier) for group in self._groups
        ]

    def _find_chains(self, group: Group) -> Chains:
        least = THRESHOLDS[group.kind.name].run
        chains = join_runs(find_runs(self._words, group, least), self._words)
        return chains.select(chains.bits >= least)

    def sure(self) -> list[Span]:
        found: list[Span] = []
        for group, chains in zip(self._groups, self._chains, strict=True):
            convincing = np.flatnonzero(chains.bits >= THRESHOLDS[group.kind.name].plain[0].bits)
            heaviest = not_dominated(chains.first[convincing], chains.stop[convincing], chains.bits[convincing])
            chosen = convincing[heaviest]
            pairs = zip(chains.first[chosen].tolist(), chains.stop[chosen].tolist(), strict=True)
            found.extend(self._span(first, stop) for first, stop in pairs)
        return found

    def quotations(self, evidence: Evidence | None) -> list[Quotation]:
        self._evidence = evidence
        self._marked = self._words_marked(evidence.stretches()) if evidence else None
        matches = [match for match in map(self._settled, self._aligned()) if match]
        chosen = heaviest_disjoint(
            [m.alignment.first for m in matches],
            [m.alignment.stop for m in matches],
            [m.alignment.bits + (_QURAN_FIRST if m.group.kind.quran else 0) for m in matches],
        )
        return [self._quotation(matches[index]) for index in chosen]

    def _aligned(self) -> Iterable[_Match]:
        """Align every chain that is the heaviest somewhere."""
        first = np.concatenate([chains.first for chains in self._chains])
        stop = np.concatenate([chains.stop for chains in self._chains])
        sides = list(zip(self._groups, self._chains, strict=True))
        bits = np.concatenate([c.bits + (_QURAN_FIRST if g.kind.quran else 0) for g, c in sides])
        sizes = np.cumsum([0] + [len(chains) for chains in self._chains])
        hopeful = np.flatnonzero(np.concatenate([self._hopeful(g, c) for g, c in sides]))
        for index in hopeful[not_dominated(first[hopeful], stop[hopeful], bits[hopeful])].tolist():
            side = int(np.searchsorted(sizes, index, side="right")) - 1
            match = self._align(side, index - int(sizes[side]))
            if match:
                yield match

    def _hopeful(self, group: Group, chains: Chains) -> NDArray[np.bool_]:
        """Whether chains can still convince: an alignment adds words at the ends, seldom more than a few."""
        enough: NDArray[np.bool_] = chains.bits * _HOPE >= THRESHOLDS[group.kind.name].plain[0].bits
        if self._marked is not None:
            enough = enough | (self._marked[chains.stop] > self._marked[chains.first])
        return enough

    def _words_marked(self, stretches: Sequence[Span]) -> NDArray[np.int64]:
        """Count the words that stand in some stretch, from the beginning up to each word."""
        change = np.zeros(len(self._words) + 1, dtype=np.int64)
        starts = np.array([span.start for span in stretches], dtype=np.int64)
        ends = np.array([span.end for span in stretches], dtype=np.int64)
        np.add.at(change, np.searchsorted(self._words.end, starts, side="right"), 1)
        np.add.at(change, np.searchsorted(self._words.start, ends), -1)
        return np.concatenate(([0], np.cumsum(np.cumsum(change[:-1]) > 0)))

    def _align(self, side: int, chain: int) -> _Match | None:
        group, runs = self._groups[side], self._chains[side].runs(chain)
        place = int(runs.first[0] + runs.shift[0])
        record = group.record_at(place)
        if group.kind.quran:
            low, high = 0, len(group.words)
        else:
            low, high = int(group.records[record]), int(group.records[record + 1])
        alignment = self._aligners[side].align(runs, low, high)
        isnad = None
        if group.kind.quran:
            trimmed: Alignment | None = self._without_stray_words(alignment, group)
        else:
            trimmed, isnad = self._within_matn(alignment, runs, group, record)
        if trimmed is None:
            return None
        first, last = group.record_at(trimmed.place), group.record_at(trimmed.place_stop - 1)
        return _Match(group, chain, trimmed, first, last, isnad)

    def _without_stray_words(self, alignment: Alignment, group: Group) -> Alignment:
        """Leave out a few words of a neighbouring verse that happen to agree."""
        first, last = group.record_at(alignment.place), group.record_at(alignment.place_stop - 1)
        if first == last:
            return alignment
        into_last = alignment.place_stop - int(group.records[last])
        whole = int(group.records[last + 1]) - int(group.records[last])
        bits = self._words.bits
        if into_last < whole and into_last <= _STRAY_WORDS:
            if float(bits[alignment.stop - into_last : alignment.stop].sum()) < _STRAY_BITS:
                alignment = self._cut(alignment, 0, into_last)
        of_first = int(group.records[first + 1]) - alignment.place
        whole = int(group.records[first + 1]) - int(group.records[first])
        if of_first < whole and of_first <= _STRAY_WORDS:
            if float(bits[alignment.first : alignment.first + of_first].sum()) < _STRAY_BITS:
                alignment = self._cut(alignment, of_first, 0)
        return alignment

    def _within_matn(
        self, alignment: Alignment, runs: Runs, group: Group, record: int
    ) -> tuple[Alignment | None, tuple[int, int] | None]:
        """Keep the matn, and tell where the document gives the isnad."""
        matn, matn_stop = group.matn[record].tolist()
        before = max(0, _word_at(runs, matn) - alignment.first) if alignment.place < matn else 0
        after = max(0, alignment.stop - _word_at(runs, matn_stop)) if alignment.place_stop > matn_stop else 0
        if before + after == 0:
            return alignment, None
        if alignment.stop - alignment.first - before - after < 2:
            return None, None
        isnad = (alignment.first, alignment.first + before) if before else None
        cut = self._cut(alignment, before, after)
        return replace(cut, place=max(cut.place, matn), place_stop=max(min(cut.place_stop, matn_stop), matn + 1)), isnad

    def _cut(self, alignment: Alignment, before: int, after: int) -> Alignment:
        """Drop words at the ends that agreed with the library."""
        first, stop = alignment.first + before, alignment.stop - after
        bits = self._words.bits
        lost = float(bits[alignment.first : first].sum() + bits[stop : alignment.stop].sum())
        return replace(
            alignment, first=first, stop=stop, place=alignment.place + before, place_stop=alignment.place_stop - after,
            bits=alignment.bits - lost, same=max(0.0, alignment.same - before - after),
        )  # fmt: skip

    def _settled(self, match: _Match) -> _Match | None:
        """Return the match, or the rival of it that a reference nearby names, where it convinces."""
        if match.alignment.score < _LEAST_SCORE:
            return None
        thresholds = THRESHOLDS[match.group.kind.name]
        least, level = thresholds.plain, 0
        if self._evidence:
            span = self._span(match.alignment.first, match.alignment.stop)
            rivals = self._rivals(match, _NAMED)
            named = self._evidence.named(span, list(rivals))
            if named:
                match = self._align(self._groups.index(match.group), rivals[named]) or match
                least = thresholds.named
            if not self._enough(match.alignment, least[0], plain=True):
                level = self._evidence(span)
        return match if self._enough(match.alignment, least[level], plain=level < 2) else None

    def _enough(self, alignment: Alignment, least: Least, *, plain: bool) -> bool:
        """Whether a match shows enough; where the document does not present it, formulae show nothing."""
        bits = alignment.bits
        if plain:
            bits -= float(self._said_by_all[alignment.stop] - self._said_by_all[alignment.first])
        return bits >= least.bits and alignment.same >= least.words

    def _quotation(self, match: _Match) -> Quotation:
        alignment, group = match.alignment, match.group
        span = self._span(alignment.first, alignment.stop)
        edition, _ = group.place(match.record)
        passage = self._passage(group, match.record, match.last_record)
        share = _CANDIDATE if group.kind.quran else _CANDIDATE_HADITH
        others = sorted(self._rivals(match, share), key=self._library.sort_key)[:_MOST_CANDIDATES]
        return Quotation(
            language=self._language,
            spans=(span,),
            text=span.of(self._original),
            passages=(passage,),
            candidates=tuple(p for p in others if p != passage),
            edition=edition,
            score=round(min(1.0, alignment.score), 4),
            edits=alignment.edits,
            method="matched",
            work="quran" if group.kind.quran else "hadith",
            isnad=self._span(*match.isnad) if match.isnad else None,
        )

    def _rivals(self, match: _Match, share: float) -> dict[Passage, int]:
        """Return the passages, with their chains, whose words agree nearly as well; the match's own comes first."""
        side = self._groups.index(match.group)
        chains, alignment = self._chains[side], match.alignment
        best = chains.bits[match.chain]
        nearby = self._by_first[side][
            np.searchsorted(self._firsts[side], alignment.first - _RIVAL_REACH) : np.searchsorted(
                self._firsts[side], alignment.stop
            )
        ]
        rivals = nearby[(chains.stop[nearby] > alignment.first) & (chains.bits[nearby] >= share * best)]
        found = {self._passage(match.group, match.record, match.last_record): match.chain}
        for chain in rivals[np.argsort(-chains.bits[rivals], kind="stable")].tolist():
            runs = chains.runs(chain)
            first = match.group.record_at(int(runs.first[0] + runs.shift[0]))
            last = match.group.record_at(int(runs.stop[-1] + runs.shift[-1]) - 1)
            found.setdefault(self._passage(match.group, first, max(first, last)), chain)
        return found

    def _passage(self, group: Group, record: int, last: int) -> Passage:
        edition, index = group.place(record)
        first = self._library.passage_at(edition, index)
        if last == record:
            return first
        return replace(first, end=self._library.passage_at(edition, index + last - record).end)

    def _span(self, first: int, stop: int) -> Span:
        """Return the code points of words first..stop, with the marks on the last letter."""
        end = int(self._words.end[stop - 1])
        return Span(int(self._words.start[first]), _with_marks(self._text, end))

    def _spelling(self, word: int) -> str:
        stretch = self._text[self._words.start[word] : self._words.end[word]]
        return normalise(stretch).lower().replace(" ", "")

    def _barrier(self, word: int) -> float:
        if word + 1 >= len(self._words):
            return 0.0
        gap = self._text[self._words.end[word] : self._words.start[word + 1]]
        return 0.0 if gap.isspace() else sum(cost for pattern, cost in _BARRIERS if pattern.search(gap))


def _word_at(runs: Runs, place: int) -> int:
    """Return the document word that stands at *place* of the library, by the run that is nearest."""
    starts = runs.first + runs.shift
    run = max(int(np.searchsorted(starts, place, side="right")) - 1, 0)
    return int(place - runs.shift[run])


def _with_marks(text: str, end: int) -> int:
    """Return the end of the word with its last combining marks (vowel signs, Qur'anic signs)."""
    from quoteindex.text.characters import MARK, SIZE, characters

    kind = characters().kind
    while end < len(text) and ord(text[end]) < SIZE and kind[ord(text[end])] == MARK:
        end += 1
    return end
