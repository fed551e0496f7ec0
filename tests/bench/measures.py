"""How well spans agree: words, exact borders, places."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

# A word is a run of letters and of the marks that sit on them.
_WORDS = {
    "ar": re.compile(
        r"[\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u08a0-\u08ff"
        r"\ufb50-\ufd3d\ufd50-\ufdff\ufe70-\ufefc]+"
    ),
    "en": re.compile(r"[A-Za-zÀ-ɏḀ-ỿʿʾ]+(?:['’`-][A-Za-zÀ-ɏḀ-ỿ]+)*"),
}
_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufefcA-Za-zÀ-ɏḀ-ỿ]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a detector reports, or what the generator put in: a stretch in one language and where it is from."""

    start: int
    end: int
    language: str
    passages: frozenset[str] = frozenset()
    candidates: frozenset[str] = frozenset()
    method: str = "matched"


Detector = Callable[[str], Sequence[Found]]


@dataclass
class Score:
    """Counts over documents; the properties are the figures."""

    hit: int = 0
    gold: int = 0
    found: int = 0
    words: int = 0
    exact: int = 0
    gold_spans: int = 0
    found_spans: int = 0
    placed: int = 0
    overlapping: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the words found that are quoted."""
        return self.hit / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the quoted words that were found."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.hit / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def span_f1(self) -> float:
        """F1 of spans that begin and end with the right word."""
        return 2 * self.exact / (self.gold_spans + self.found_spans) if self.gold_spans + self.found_spans else 1.0

    @property
    def place(self) -> float:
        """Share of the quotations found for which the right passage is named, as the place or as a candidate."""
        return self.placed / self.overlapping if self.overlapping else 1.0

    @property
    def false_words(self) -> float:
        """Words found that are not quoted, per 10,000 words of text."""
        return 10_000 * (self.found - self.hit) / self.words if self.words else 0.0

    def figures(self) -> dict[str, float]:
        """Return the figures by name, rounded as they are printed."""
        names = ("f1", "precision", "recall", "span_f1", "place", "false_words")
        return {name: round(getattr(self, name), 4) for name in names}


def words(text: str, language: str) -> list[tuple[int, int]]:
    """Return where the words of one language stand."""
    return [m.span() for m in _WORDS[language].finditer(text) if _LETTER.search(m[0])]


def count(score: Score, text: str, language: str, gold: Iterable[Found], found: Iterable[Found]) -> None:
    """Add one document to *score*."""
    places = words(text, language)
    middles = [(start + end) // 2 for start, end in places]
    wanted = [(_range(one, middles), one) for one in gold if one.language == language]
    got = [(_range(one, middles), one) for one in found if one.language == language]
    wanted_words = {word for area, _ in wanted for word in area}
    got_words = {word for area, _ in got for word in area}
    score.words += len(places)
    score.gold += len(wanted_words)
    score.found += len(got_words)
    score.hit += len(wanted_words & got_words)
    score.gold_spans += len(wanted)
    score.found_spans += len(got)
    got_areas = {area for area, _ in got}
    for area, one in wanted:
        score.exact += area in got_areas
        near = [other for other_area, other in got if set(area) & set(other_area)]
        score.overlapping += bool(near)
        score.placed += any(one.passages & (other.passages | other.candidates) for other in near)
        if area not in got_areas:
            score.examples.append(_example("expected", text, one, near))
    wanted_areas = {area for area, _ in wanted}
    for area, one in got:
        if area not in wanted_areas and not any(set(area) & set(other) for other in wanted_areas):
            score.examples.append(_example("invented", text, one, [one]))


def _range(one: Found, middles: list[int]) -> range:
    return range(bisect.bisect_left(middles, one.start), bisect.bisect_left(middles, one.end))


def _example(kind: str, text: str, one: Found, near: Sequence[Found]) -> str:
    parts = [f"{kind}: {_flat(text, one)} {_names(one)}"]
    parts += [f"   found: {_flat(text, other)} {_names(other)}" for other in near]
    return "\n".join(parts)


def _flat(text: str, one: Found) -> str:
    before = " ".join(text[max(0, one.start - 25) : one.start].split())
    after = " ".join(text[one.end : one.end + 25].split())
    return f"…{before} ⟦{' '.join(text[one.start : one.end].split())}⟧ {after}…"


def _names(one: Found) -> str:
    return f"{one.method} {','.join(sorted(one.passages)[:3])}".strip()
