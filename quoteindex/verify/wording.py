"""The verdict on the wording: how a quotation agrees with the passage that it is of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from quoteindex.model import Difference, Language, Passage, Quotation, Span, TextVerdict
from quoteindex.verify.compare import Comparison
from quoteindex.verify.nearest import nearest_passages
from quoteindex.verify.passages import Held, best_held, forms_of, hold, narrowed
from quoteindex.verify.vowels import vowels_differ
from quoteindex.verify.words import Text, Word, same_but_for_spelling, same_letters

if TYPE_CHECKING:
    from quoteindex.library.library import Library

# The share of what is said (words weighed by their information) from which a departing text is still a wording of the
# passage.  Narrations of one hadith differ in a good part of their words and are hadith all the same; in the Qur'an
# every departure is a mistake.  Below the second figure the passage is not what was quoted.
_VARIANT = 0.4
_LEAST = {True: 0.4, False: 0.25}  # Qur'an, hadith
_NEAREST = {True: 0.4, False: 0.5}  # of a passage that nobody named more has to agree
_FEW = 2  # words that have to agree with a passage that nobody named; one may be chance


@dataclass(frozen=True)
class Judged:
    """What was found about the wording of one quotation."""

    verdict: TextVerdict | None
    held: Held | None = None
    differences: tuple[Difference, ...] = ()
    correction: str = ""
    notes: tuple[str, ...] = ()


def judge_arabic(
    text: Text, quotation: Quotation, named: Sequence[Passage], library: Library
) -> Judged:
    """Judge an Arabic quotation against its own passages, those that the references beside it name, or the nearest."""
    quoted = text.words(quotation.spans, "ar")
    if not quoted:
        return Judged("not_found", notes=("no Arabic word is quoted",))
    held = _held(quoted, quotation, named, library)
    if held is None:
        return Judged("not_found")
    quran = held.passages[0].is_quran
    if held.share < _LEAST[quran]:
        return Judged("not_found", notes=(f"nearest: {_ids(held.passages)}",))
    judged = _judged(held, library, "variant" if not quran and held.share >= _VARIANT else "misquoted")
    return replace(judged, notes=(*judged.notes, *_elsewhere(quotation, held)))


def _elsewhere(quotation: Quotation, held: Held) -> tuple[str, ...]:
    """Say where the words stand, where that is another narration than the one that is cited."""
    if not quotation.passages or set(held.passages) <= set(quotation.passages):
        return ()
    return (f"this wording stands in {_ids(held.passages)}",)


def _held(
    quoted: Sequence[Word], quotation: Quotation, named: Sequence[Passage], library: Library
) -> Held | None:
    """Hold the words against what they match, else against what is named, else against what is nearest."""
    if quotation.passages:
        held = _matched(quoted, quotation, "ar", library)
        if held and held.share >= _LEAST[held.passages[0].is_quran]:
            return held
    held = best_held(quoted, quotation.text, [[passage] for passage in named], library)
    if held and held.share >= _LEAST[held.passages[0].is_quran]:
        return held
    kinds = (quotation.work == "quran",) if quotation.work else (True, False)
    nearest = [p for quran in kinds for p in nearest_passages(quotation.text, library, quran=quran)]
    other = best_held(quoted, quotation.text, [[passage] for passage in nearest], library)
    if other is None or len(other.comparison.agreeing) < min(_FEW, len(quoted)) or not _near(other):
        return held
    return narrowed(other, library) if other.passages[0].is_quran else other


def _matched(
    quoted: Sequence[Word], quotation: Quotation, language: Language, library: Library
) -> Held | None:
    """Hold the words against the edition they match.

    Arabic that departs from it is held against the others as well, and a hadith against its other narrations.
    """
    editions = {e.id for e in library.editions_of(quotation.passages[0].work, language)}
    edition = quotation.edition if len(quotation.passages) == 1 and quotation.edition in editions else ""
    held = hold(quoted, quotation.text, quotation.passages, language, library, edition)
    if edition and language == "ar" and (held is None or held.share < 1.0):
        held = hold(quoted, quotation.text, quotation.passages, language, library)
    if held is None or held.share == 1.0 or held.passages[0].is_quran or not quotation.candidates:
        return held
    other = hold(quoted, quotation.text, quotation.candidates, language, library)
    return other if other and other.share > held.share else held


def _near(held: Held) -> bool:
    return held.share >= _NEAREST[held.passages[0].is_quran]


def _judged(held: Held, library: Library, departing: TextVerdict) -> Judged:
    """Judge a quotation of which it is known where it stands."""
    comparison, forms = held.comparison, _Forms(held, library)
    changed: list[tuple[int, int]] = []
    respelt: list[tuple[int, int]] = []
    vowels: list[tuple[int, int]] = []
    for mine, theirs in comparison.agreeing:
        word, last = comparison.quoted[mine], mine == len(comparison.quoted) - 1
        kind = forms.compare(word, comparison.expected[theirs].written, last=last)
        if kind:
            {"changed": changed, "respelt": respelt, "vowels": vowels}[kind].append((mine, theirs))
    differences = sorted((*_departures(comparison), *_pairs(comparison, changed)), key=lambda d: d.span)
    notes = tuple(_notes(comparison, respelt, vowels))
    if differences:
        return Judged(departing, held, tuple(differences), held.wording, notes)
    if not held.covers_matn:
        return Judged("partial", held, notes=notes)
    spelt = tuple(_pairs(comparison, respelt))
    return Judged("orthography", held, spelt, held.wording, notes) if respelt else Judged("exact", held, notes=notes)


class _Forms:
    """How the editions write the words of a passage; the others are asked only where the nearest differs."""

    def __init__(self, held: Held, library: Library) -> None:
        self._held = held
        self._library = library
        self._quran = held.passages[0].is_quran

    def compare(self, word: Word, expected: str, *, last: bool) -> Literal["changed", "respelt", "vowels", ""]:
        """Say how a word of the same skeleton departs from what the editions have; "" where it does not."""
        if self._right(word, (expected,), last):
            return ""
        forms = self._all.get(word.key, {expected})
        if self._right(word, forms, last):
            return ""
        if same_letters(word, forms):
            return "vowels"
        return "respelt" if same_but_for_spelling(word, forms) else "changed"

    @cached_property
    def _all(self) -> dict[int, set[str]]:
        return forms_of(self._held, self._library)

    def _right(self, word: Word, forms: Collection[str], last: bool) -> bool:
        return same_letters(word, forms) and not (self._quran and vowels_differ(word.written, forms, last=last))


def _departures(comparison: Comparison) -> Iterator[Difference]:
    for each in comparison.departures:
        mine = comparison.quoted[each.first : each.stop]
        theirs = comparison.expected[each.place : each.place_stop]
        if mine:
            span = Span(mine[0].span.start, mine[-1].span.end)
        else:
            at = comparison.quoted[each.first].span.start
            span = Span(at, at)
        yield Difference(span, _joined(mine), _joined(theirs))


def _pairs(comparison: Comparison, pairs: Sequence[tuple[int, int]]) -> Iterator[Difference]:
    for mine, theirs in pairs:
        word = comparison.quoted[mine]
        yield Difference(word.span, word.written, comparison.expected[theirs].written)


def _notes(
    comparison: Comparison, respelt: Sequence[tuple[int, int]], vowels: Sequence[tuple[int, int]]
) -> Iterator[str]:
    if respelt:
        yield "spelling differs: " + _listed(comparison, respelt)
    if vowels:
        yield "vowel signs differ: " + _listed(comparison, vowels)


def _listed(comparison: Comparison, pairs: Sequence[tuple[int, int]]) -> str:
    shown = (f"{comparison.quoted[mine].written} for {comparison.expected[theirs].written}" for mine, theirs in pairs)
    return "; ".join(shown)


def judge_rendering(text: Text, quotation: Quotation, library: Library) -> Judged:
    """Judge an English rendering against the edition whose words it matches.

    A rendering that is only presented is its author's own: no edition speaks for or against it, and it gets no verdict.
    One that departs from the edition is a variant of it: translations are revised, and no wording of them is binding.
    """
    if quotation.method == "presented" or not quotation.passages:
        return Judged(None, notes=("the rendering stands in no edition of the library and was not judged",))
    quoted = text.words(quotation.spans, "en")
    held = _matched(quoted, quotation, "en", library) if quoted else None
    if held is None:
        return Judged(None, notes=("the rendering could not be compared",))
    differences = tuple(_departures(held.comparison))
    if held.share < _LEAST[held.passages[0].is_quran]:
        return Judged(None, held, notes=("the rendering follows no edition of the library and was not judged",))
    notes = _elsewhere(quotation, held)
    if differences:
        return Judged("variant", held, differences, held.wording, notes)
    return Judged("exact" if held.covers_matn else "partial", held, notes=notes)


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.written for word in words)


def _ids(passages: Sequence[Passage]) -> str:
    return ", ".join(map(str, passages))
