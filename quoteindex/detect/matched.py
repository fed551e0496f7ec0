"""Quotations whose words are the library's: seeds → runs → chains → alignment → the heaviest disjoint ones.

``docs/explanation/detection.md`` tells how it works and where each figure comes from.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from quoteindex.detect.alignment import Aligner, Alignment
from quoteindex.detect.chains import Chains, heaviest_disjoint, join_runs, not_dominated
from quoteindex.detect.elided import join_elided
from quoteindex.detect.seeds import find_runs
from quoteindex.detect.thresholds import THRESHOLDS, Least
from quoteindex.detect.trimming import cut, within_marks, within_matn, within_verses
from quoteindex.detect.words import Words, WordsInText, words_of_document
from quoteindex.library.matching import LANGUAGES, Group, Tables, tables_of
from quoteindex.model import Document, Language, Passage, Quotation, Span
from quoteindex.text.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quoteindex.library.library import Library



class Evidence(Protocol):
    """How a document marks its quotations (``quoteindex.detect.evidence``)."""

    def __call__(self, span: Span, /) -> int:
        """Return 0 where nothing marks the stretch, 1 for quotation marks, 2 for more."""
        ...

    def stands_alone(self, span: Span, /) -> bool:
        """Whether it is only its place on a line of its own that presents the stretch."""
        ...

    def named(self, span: Span, passages: Sequence[Passage], /) -> Passage | None:
        """Return the one of *passages* that a reference nearby names."""
        ...

    def is_near_reference(self, span: Span, /) -> bool:
        """Whether ``named`` is worth asking."""
        ...

    def presented(self) -> Sequence[Span]:
        """Return the stretches outside which a call returns 0."""
        ...

    def near_references(self) -> Sequence[Span]:
        """Return the stretches outside which ``named`` returns None."""
        ...


# Of two equally good matches the Qur'an's counts: hadith quote it.
_QURAN_FIRST = 1.5
# What is all formula still weighs a little, where nothing else claims its words.
_LEAST_WEIGHT = 0.1
# Other places whose words agree almost as well are candidates too.
_CANDIDATE = 0.97
_CANDIDATE_HADITH = 0.85
# A passage that a reference nearby names is preferred to one that agrees a little better.
_NAMED = 0.8
_MOST_CANDIDATES = 12
_MOST_RIVALS = 40
# A rival begins at most so many words before the match.
_RIVAL_REACH = 40
# A chain whose information falls short by more than this factor is not aligned.
_HOPE = 1.3
# Of what convinces by itself, so much convinces together with a bare pair of numbers beside it.
_NEARLY_SURE = 0.8
# The share of words that must agree, at least.
_LEAST_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class _Match:
    group: Group
    chain: int
    alignment: Alignment
    record: int
    last_record: int
    isnad: tuple[int, int] | None
    named: bool = False


def find_matched(document: Document, library: Library, evidence: Evidence | None = None) -> list[Quotation]:
    """Return the quotations of *document* whose words stand in *library*, in document order.

    *evidence* says how the document marks a stretch; without it only what convinces by its words alone is found.
    """
    return Matching(document, library).quotations(evidence)


class Matching:
    """What of a document stands in the library: first where, then, once the evidence is known, which quotations."""

    def __init__(self, document: Document, library: Library) -> None:
        text = document.visible
        tables = tables_of(library)
        both = tokenise(text)
        self._matchers = []
        for side, language in enumerate(LANGUAGES):
            words = words_of_document(text, both[side], both[1 - side], language, tables)
            if len(words) > 1:
                matcher = _Matcher(document.text, text, words, language, library, tables)
                self._matchers.append(matcher)

    def sure(self) -> list[Span]:
        """Return the stretches whose words alone nearly convince, in document order, borders roughly.

        A bare pair of numbers beside one is a reference, and that convinces of both.
        """
        return sorted(span for matcher in self._matchers for span in matcher.sure())

    def quotations(self, evidence: Evidence | None = None) -> list[Quotation]:
        """Return the quotations in document order, the weaker ones where *evidence* speaks for them."""
        found = (quotation for matcher in self._matchers for quotation in matcher.quotations(evidence))
        return sorted(found, key=lambda quotation: quotation.span)


class _Matcher:
    """Finds the quotations of one language in one document."""

    def __init__(
        self, original: str, text: str, words: Words, language: Language, library: Library, tables: Tables
    ) -> None:
        self._original = original
        self._text = text
        self._words = words
        self._language = language
        self._library = library
        self._evidence: Evidence | None = None
        self._presented = self._near = np.zeros(len(words) + 1, dtype=np.int64)
        self._groups = [group for group in tables.groups if group.kind.language == language]
        self._chains = [self._find_chains(group) for group in self._groups]
        self._by_first = [np.argsort(chains.first, kind="stable") for chains in self._chains]
        self._firsts = [
            chains.first[order] for chains, order in zip(self._chains, self._by_first, strict=True)
        ]
        self._words_in_text = WordsInText(text, words)
        self._known_rivals: dict[tuple[int, int], dict[Passage, tuple[int, int]]] = {}
        self._aligners = [
            Aligner(self._words_in_text, group.words, tables.spellings(language)) for group in self._groups
        ]

    def _find_chains(self, group: Group) -> Chains:
        least = THRESHOLDS[group.kind.name].run
        chains = join_runs(find_runs(self._words, group, least), self._words)
        return chains.select(chains.bits >= least)

    def sure(self) -> list[Span]:
        found: list[Span] = []
        for group, chains in zip(self._groups, self._chains, strict=True):
            least = _NEARLY_SURE * THRESHOLDS[group.kind.name].plain[0].bits
            convincing = np.flatnonzero(chains.bits >= least)
            heaviest = not_dominated(chains.first[convincing], chains.stop[convincing], chains.bits[convincing])
            chosen = convincing[heaviest]
            pairs = zip(chains.first[chosen].tolist(), chains.stop[chosen].tolist(), strict=True)
            found.extend(self._words_in_text.span(first, stop) for first, stop in pairs)
        return found

    def quotations(self, evidence: Evidence | None) -> list[Quotation]:
        self._evidence = evidence
        self._presented = self._words_within(evidence.presented() if evidence else ())
        self._near = self._words_within(evidence.near_references() if evidence else ())
        matches = [match for match in map(self._settled, self._aligned()) if match]
        chosen = heaviest_disjoint(
            [m.alignment.first for m in matches],
            [m.alignment.stop for m in matches],
            [self._weight(m) for m in matches],
        )
        parted = self._parted([self._first_of_equals(matches[index]) for index in chosen])
        return join_elided(self._text, [self._quotation(match) for match in parted])

    def _weight(self, match: _Match) -> float:
        """Return what a match weighs beside others: formulae, such as the basmala before a surah, are nobody's own."""
        alignment = match.alignment
        formulaic = float(self._words.said_by_all[alignment.stop] - self._words.said_by_all[alignment.first])
        own = alignment.bits - formulaic + (_QURAN_FIRST if match.group.kind.quran else 0)
        return max(own, _LEAST_WEIGHT)

    def _first_of_equals(self, match: _Match) -> _Match:
        """Return the same words at the first place where the library has them, unless a reference names another."""
        if match.named:
            return match
        own = self._groups.index(match.group)
        bits = self._chains[own].bits
        equals = [
            (self._library.sort_key(passage), chain) for passage, (side, chain) in self._rivals(match).items()
            if side == own and bits[chain] >= bits[match.chain]
        ]  # fmt: skip
        first = min(equals)[1]
        other = self._align(own, first) if first != match.chain else None
        same = other and (other.alignment.first, other.alignment.stop) == (match.alignment.first, match.alignment.stop)
        return other if other and same else match

    def _parted(self, matches: list[_Match]) -> list[_Match]:
        """Give the words that two neighbours share to one of them: to the later, where they begin its verse.

        A sermon strings verses together; what ends one may as well begin the next.
        """
        for index, (one, other) in enumerate(itertools.pairwise(matches)):
            shared = one.alignment.stop - other.alignment.first
            if shared > 0:
                begins = one.group.kind.quran and other.alignment.place == int(other.group.records[other.record])
                if begins:
                    matches[index] = replace(one, alignment=cut(self._words, one.alignment, 0, shared))
                else:
                    later = cut(self._words, other.alignment, shared, 0)
                    record = other.group.record_at(later.place)
                    matches[index + 1] = replace(other, alignment=later, record=min(record, other.last_record))
        # One that lay wholly within the words of its neighbour has none left.
        return [match for match in matches if match.alignment.first < match.alignment.stop]

    def _aligned(self) -> Iterable[_Match]:
        """Align every chain that is the heaviest somewhere."""
        first = np.concatenate([chains.first for chains in self._chains])
        stop = np.concatenate([chains.stop for chains in self._chains])
        sides = list(zip(self._groups, self._chains, strict=True))
        bits = np.concatenate([c.bits + (_QURAN_FIRST if g.kind.quran else 0) for g, c in sides])
        bits -= self._words.said_by_all[stop] - self._words.said_by_all[first]
        sizes = np.cumsum([0] + [len(chains) for chains in self._chains])
        hopeful = np.flatnonzero(np.concatenate([self._hopeful(g, c) for g, c in sides]))
        for index in hopeful[not_dominated(first[hopeful], stop[hopeful], bits[hopeful])].tolist():
            side = int(np.searchsorted(sizes, index, side="right")) - 1
            chain = index - int(sizes[side])
            match = self._align(side, chain) if self._may_convince(side, chain) else None
            if match:
                yield match

    def _may_convince(self, side: int, chain: int) -> bool:
        """Whether the evidence at a chain would let it pass, before it is aligned."""
        chains, thresholds = self._chains[side], THRESHOLDS[self._groups[side].kind.name]
        bits = float(chains.bits[chain]) * _HOPE
        if bits >= thresholds.plain[0].bits:
            return True
        if not self._evidence:
            return False
        span = self._words_in_text.span(int(chains.first[chain]), int(chains.stop[chain]))
        if self._evidence.is_near_reference(span) and bits >= thresholds.named[2].bits:
            return True
        return bits >= thresholds.plain[2].bits and bits >= thresholds.plain[self._evidence(span)].bits

    def _hopeful(self, group: Group, chains: Chains) -> NDArray[np.bool_]:
        """Whether chains can still convince: an alignment adds words at the ends, seldom more than a few."""
        bits, thresholds = chains.bits * _HOPE, THRESHOLDS[group.kind.name]
        presented = self._presented[chains.stop] > self._presented[chains.first]
        near = self._near[chains.stop] > self._near[chains.first]
        enough: NDArray[np.bool_] = bits >= thresholds.plain[0].bits
        enough |= presented & (bits >= thresholds.plain[2].bits)
        enough |= near & (bits >= thresholds.named[2].bits)
        return enough

    def _words_within(self, stretches: Sequence[Span]) -> NDArray[np.int64]:
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
            trimmed: Alignment | None = within_verses(self._words, alignment, group)
        else:
            trimmed, isnad = within_matn(self._words, alignment, runs, group, record)
        if trimmed is None:
            return None
        first, last = group.record_at(trimmed.place), group.record_at(trimmed.place_stop - 1)
        return _Match(group, chain, trimmed, first, last, isnad)

    def _settled(self, match: _Match) -> _Match | None:
        """Return the match, or the rival of it that a reference nearby names, where it convinces."""
        if match.alignment.score < _LEAST_SCORE:
            return None
        match = replace(match, alignment=within_marks(self._words_in_text, match.alignment))
        thresholds = THRESHOLDS[match.group.kind.name]
        least, level = thresholds.plain, 0
        span = self._words_in_text.span(match.alignment.first, match.alignment.stop)
        if self._evidence:
            rivals = self._rivals(match) if self._evidence.is_near_reference(span) else {}
            named = self._evidence.named(span, list(rivals))
            if named:
                match = replace(self._align(*rivals[named]) or match, named=True)
                least = THRESHOLDS[match.group.kind.name].named
            if not self._enough(match.alignment, least[0], plain=True):
                level = self._evidence(span)
        plain = level < 2 or (self._evidence is not None and self._evidence.stands_alone(span))
        return match if self._enough(match.alignment, least[level], plain=plain) else None

    def _enough(self, alignment: Alignment, least: Least, *, plain: bool) -> bool:
        """Whether a match shows enough; where the document does not present it, formulae show nothing."""
        bits = alignment.bits
        if plain:
            bits -= float(self._words.said_by_all[alignment.stop] - self._words.said_by_all[alignment.first])
        return bits >= least.bits and alignment.same >= least.words

    def _quotation(self, match: _Match) -> Quotation:
        alignment, group = match.alignment, match.group
        span = self._words_in_text.span(alignment.first, alignment.stop)
        edition, _ = group.place(match.record)
        passage = self._passage(group, match.record, match.last_record)
        share = _CANDIDATE if group.kind.quran else _CANDIDATE_HADITH
        least = share * self._chains[self._groups.index(group)].bits[match.chain]
        rivals = [p for p, (side, chain) in self._rivals(match).items() if self._chains[side].bits[chain] >= least]
        others = sorted(rivals, key=self._library.sort_key)[:_MOST_CANDIDATES]
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
            isnad=self._words_in_text.span(*match.isnad) if match.isnad else None,
        )

    def _rivals(self, match: _Match) -> dict[Passage, tuple[int, int]]:
        """Return the passages whose words agree nearly as well, each with its group and chain, the match's own first.

        Hadith quote the Qur'an, and what is said in one stands in the other: rivals are of both.
        """
        own = self._groups.index(match.group)
        if (own, match.chain) not in self._known_rivals:
            found = {self._passage(match.group, match.record, match.last_record): (own, match.chain)}
            least = _NAMED * float(self._chains[own].bits[match.chain])
            for side in sorted(range(len(self._groups)), key=lambda side: side != own):
                for passage, chain in self._chains_over(side, match.alignment, least):
                    found.setdefault(passage, (side, chain))
            self._known_rivals[own, match.chain] = found
        return self._known_rivals[own, match.chain]

    def _chains_over(self, side: int, alignment: Alignment, least: float) -> Iterator[tuple[Passage, int]]:
        """Yield the chains of a group that reach into an alignment with at least so many bits, the best first."""
        group, chains = self._groups[side], self._chains[side]
        nearby = self._by_first[side][
            np.searchsorted(self._firsts[side], alignment.first - _RIVAL_REACH) : np.searchsorted(
                self._firsts[side], alignment.stop
            )
        ]
        rivals = nearby[(chains.stop[nearby] > alignment.first) & (chains.bits[nearby] >= least)]
        rivals = rivals[np.argsort(-chains.bits[rivals], kind="stable")][:_MOST_RIVALS]
        runs, first, last = chains.members, chains.offsets[rivals], chains.offsets[rivals + 1] - 1
        begins = group.records_at(runs.first[first] + runs.shift[first])
        ends = group.records_at(runs.stop[last] + runs.shift[last] - 1)
        for chain, begin, end in zip(rivals.tolist(), begins.tolist(), ends.tolist(), strict=True):
            yield self._passage(group, begin, max(begin, end)), chain

    def _passage(self, group: Group, record: int, last: int) -> Passage:
        edition, index = group.place(record)
        first = self._library.passage_at(edition, index)
        if last == record:
            return first
        return replace(first, end=self._library.passage_at(edition, index + last - record).end)
