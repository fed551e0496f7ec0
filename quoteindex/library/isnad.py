"""Where the report of a hadith starts and ends: after the chain of transmission, before the remarks on it.

The matn is the Prophet's words, or the report from its first word: a narrative starts where its story starts ("from so
and so, who said" is outside, and so is "the Prophet said").  What the compiler or a transmitter remarks after it is
outside too.  Where a record only says "the like of it", that stands for the matn.

The chain is read word by word by the cues of corpora/isnad_cues.tsv; every step goes forward, so that the time is
linear in the words of the chain.

>>> text = "حدثنا مسدد، عن أنس، قال قال النبي صلى الله عليه وسلم \\" بشروا ولا تنفروا \\". قال أبو عيسى حديث حسن."
>>> split = split_matn(text, "tirmidhi")
>>> text[split.start : split.end]
'بشروا ولا تنفروا'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from quoteindex.text.arabic import normalise

_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a\u0671-\u06d3][\u0610-\u061a\u0621-\u065f\u0670-\u06d3\u06d6-\u06ed]*")
_STOP = re.compile(r"[.\"”»}﴾:;؟?!]")  # after these in the space between two words a sentence has ended
_QUOTE = re.compile(r"[\"“«]")
_DASH = re.compile(r"[-–—ـ]")
# The last thing in a record, in brackets: an editor's grading or his list of sources ("[sound; Muslim 589]").
_NOTE = re.compile(r"(?:\[[^\[\]]{1,400}\]|\([^()]{0,200}\d[^()]{0,200}\))[\s.]*\Z")
_BESIDE = 25  # words: the longest remark between dashes inside a chain
_NAME = 14  # words: the longest name
_INTRODUCTION = 8  # words between "the Prophet said" and the quotation mark: to whom, and where
_NOTE_LENGTH = 400  # characters: the longest note at the end
_TWICE = 4  # words: the shortest report whose repetition is not part of it ("beware, beware")
_REMARK = 25  # words: the longest remark of a transmitter on what he told


@dataclass(frozen=True, slots=True)
class MatnSplit:
    """The matn: code points ``start`` to ``end`` of the record's text."""

    start: int
    end: int


def split_matn(text: str, work: str = "") -> MatnSplit:
    """Return where the matn of a record of *work* stands in its Arabic *text*; the whole where no chain is found."""
    words = _Words(text)
    if not words.folded:
        return MatnSplit(0, len(text))
    first = _Chain(words).report()
    last = _last(words, first, work)
    if words.folded[first : (half := (first + last) // 2)] == words.folded[half:last] and half - first >= _TWICE:
        first = half  # some collections print a report twice, without and with hamza
    return MatnSplit(words.spans[first][0], words.spans[last - 1][1])


def formulae() -> tuple[str, ...]:
    """Return the phrases that stand for wording which is not repeated ("the like of it"), without vowel signs."""
    return tuple(" ".join(phrase) for phrases in _cues()["formula"].values() for phrase in phrases)


class _Words:
    """The words of a text: their spans, and their folded forms, by which cues are found."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_WORD.finditer(text))
        self.spans = [match.span() for match in found]
        self.folded = [_fold(match.group()) for match in found]

    def __len__(self) -> int:
        return len(self.folded)

    def before(self, at: int) -> str:
        """Return what stands between a word and the one before it; past the last word, the rest of the text."""
        if at >= len(self.spans):
            return self.text[self.spans[-1][1] :]
        return self.text[self.spans[at - 1][1] if at else 0 : self.spans[at][0]]

    def cue(self, kind: str, at: int) -> int:
        """Return the word after the cue of that kind that stands at word *at*, or 0 where there is none."""
        if at >= len(self.folded):
            return 0
        for phrase in _cues().get(kind, {}).get(self.folded[at], ()):
            if tuple(self.folded[at : at + len(phrase)]) == phrase:
                return at + len(phrase)
        return 0

    def past(self, at: int) -> int:
        """Return the word after the blessings that stand at word *at*."""
        while beyond := self.cue("blessing", at):
            at = beyond
        return at

    def past_aside(self, at: int) -> int:
        """Return the word after the remark between dashes that begins before word *at*, or *at*."""
        if at < len(self) and _DASH.search(self.before(at)):
            for end in range(at + 1, min(at + _BESIDE, len(self))):
                if _DASH.search(self.before(end)):
                    return end
        return at

    def name(self, at: int) -> int:
        """Return the word after the name that begins at word *at*; *at* itself where no name does."""
        end = at
        while end < min(at + _NAME, len(self)):
            here = self.past(self.past_aside(end)) if end > at else end
            if beyond := self.cue("join", here):
                while further := self.cue("join", beyond):
                    here, beyond = beyond, further
                end = beyond + (self.folded[here] not in _ALONE)
            elif beyond := self.cue("name", here):
                end = beyond
            elif end > at and _is_nisba(self.folded[here : here + 1]) and not self.cue("prophet", here):
                end = here + 1
            else:
                return here if end > at else at
        return min(end, len(self))

    def quote(self, at: int, within: int) -> int | None:
        """Return the first word at or after *at* before which a quotation mark stands, no more than *within* on."""
        for place in range(at, min(at + within + 1, len(self))):
            if _QUOTE.search(self.before(place)):
                return place
        return None


class _Chain:
    """Reads a chain of transmission forward until the report begins."""

    def __init__(self, words: _Words) -> None:
        self.words = words

    def report(self) -> int:
        """Return the first word of the report."""
        at = self._read(0)
        words = self.words
        for place in range(at + 1, min(at + _REMARK // 2, len(words))):
            if words.folded[place] in _SECOND_CHAIN and _STOP.search(words.before(place)):
                return self._read(place)  # the first words of the report were only shown for the other chain
        return at

    def _read(self, at: int) -> int:
        words, size, began = self.words, len(self.words), False
        while at < size:
            at = words.past_aside(at)
            if words.cue("receive", at):
                began = True
                at, found = self._heard(at)
            elif beyond := words.cue("from", at):
                began = True
                at, found = self._from(beyond)
            elif words.cue("say", at) and began:
                at, found = self._said(at)
            elif beyond := words.cue("that_he", at) if began else 0:
                at, found = self._told(beyond)
            elif beyond := words.cue("that", at) if began else 0:
                at, found = self._that(beyond)
            elif began and words.cue("formula", at):
                at, found = self._formula(at)
            elif began and words.cue("opener", at):
                return at
            else:
                at, found = at + 1, False
            if found:
                return min(at, size - 1)
        quote = words.quote(0, size)
        return quote if quote is not None else 0

    def _heard(self, at: int) -> tuple[int, bool]:
        """After "has heard": the Prophet, and then what he says; or another transmitter."""
        words = self.words
        source = words.cue("receive", at)
        if not (after := words.cue("prophet", source)):
            return source, False
        after = words.past(after)
        for place in range(after, min(after + _INTRODUCTION, len(words))):
            if _QUOTE.search(words.before(place)):
                return place, True
            if _STOP.search(words.before(place)):
                break
            if beyond := words.cue("say", place):
                return self._quoted(beyond), True
        return at, True  # "I heard the Prophet recite": that is the report

    def _from(self, at: int) -> tuple[int, bool]:
        words = self.words
        if not (after := words.cue("prophet", at)):
            return at, False
        after = words.past(after)
        if beyond := words.cue("that_he", after):
            return self._told(beyond)
        if words.cue("say", after):
            return self._said(after)
        if words.cue("formula", after):
            return self._formula(after)
        goes_on = any(words.cue(kind, after) for kind in ("receive", "from", "chain"))
        return after, after < len(words) and not goes_on and words.folded[after] not in _GOES_ON

    def _said(self, at: int) -> tuple[int, bool]:
        """After "said": another link, "the Prophet said", or the report."""
        words = self.words
        while beyond := words.cue("say", at):
            at = words.past_aside(beyond)
        if at >= len(words):
            return at, False
        if after := words.cue("prophet", at):
            return self._quoted(words.past(after)), True
        if words.cue("receive", at):
            return self._heard(at)
        if words.cue("from", at) or words.cue("chain", at):
            return at, False
        whom = words.cue("to", at)
        if whom and (after := words.cue("prophet", whom)):  # "the Prophet said to me"
            return self._quoted(words.past(after)), True
        end = words.name(whom or at)
        if end > (whom or at):  # "so and so said": he heard, or his own words
            return end, not (self._links(end) or words.cue("that", end) or words.cue("from", end))
        return at, True

    def _told(self, at: int) -> tuple[int, bool]:
        """After "that he": he heard, he said, or what he did."""
        words = self.words
        if words.cue("receive", at):
            return self._heard(at)
        if words.cue("say", at):
            return self._said(at)
        return at, True

    def _that(self, at: int) -> tuple[int, bool]:
        """After "that": the Prophet said, another transmitter told, or the story."""
        words = self.words
        if after := words.cue("prophet", at):
            after = words.past(after)
            return (self._quoted(words.cue("say", after)), True) if words.cue("say", after) else (at, True)
        end = words.name(at)
        if end == at or not self._links(end):
            return at, True
        said = words.cue("say", end)
        if said and said < len(words) and words.folded[said].startswith(_TO_THE_PROPHET):
            return at, True
        return end, False

    def _links(self, at: int) -> bool:
        return bool(self.words.cue("receive", at) or self.words.cue("say", at))

    def _quoted(self, at: int) -> int:
        """Return the first word of what is said: after "to me", or at the quotation mark close by."""
        words = self.words
        while beyond := words.cue("to", at):
            at = beyond
        quote = words.quote(at, _INTRODUCTION)
        return at if quote is None else quote

    def _formula(self, at: int) -> tuple[int, bool]:
        """At "with this chain", "the like of it": the words that do stand there, or the formula itself."""
        words = self.words
        end = words.cue("formula", at)
        for place in range(end, min(end + 3, len(words))):
            if (beyond := words.cue("again", place)) and beyond < len(words) and not words.name(beyond) > beyond:
                return beyond, True
        return at, True


def _last(words: _Words, first: int, work: str) -> int:
    """Return the word after the last of the matn that begins at word *first*."""
    note = _NOTE.search(words.text, max(words.spans[first][1], len(words.text) - 2 * _NOTE_LENGTH))
    size = bisect_left(words.spans, (note.start(), 0)) if note else len(words)
    chain = frozenset(words.folded[: max(0, first - 4)])
    own = f"remark:{work}"
    closers = _closers(own)
    for at in range(first + 1, size):
        if words.folded[at] not in closers:
            continue
        if words.cue("remark", at) or words.cue(own, at):
            return at
        stopped = _STOP.search(words.before(at))
        if stopped and (words.cue("stopped", at) or _is_transmitters_remark(words, at, chain)):
            return at
    return max(size, first + 1)


def _is_transmitters_remark(words: _Words, at: int, chain: frozenset[str]) -> bool:
    """Whether a transmitter is named at *at* who says something of the transmission, or little at the very end."""
    said = words.cue("say", at)
    if not said or words.folded[at] == "فقال":
        return False
    end = words.name(said)
    if end == said:
        return False
    if words.cue("said_of", end):
        return True
    named = [word for word in words.folded[said:end] if not words.cue("join", said)]
    return len(words) - at <= _REMARK and any(word in chain for word in named)


_ALONE = frozenset({"ابيه", "يعني", "وهو"})  # joined to a name, but what follows need not be one
_SECOND_CHAIN = frozenset({"وحدثنا", "وحدثني", "واخبرنا"})
_AFTER_AND = frozenset({"receive", "name"})  # kinds whose cues may have "and" before them
_GOES_ON = frozenset({"فيما"})
_TO_THE_PROPHET = ("للنبي", "لرسول", "يا")


def _is_nisba(words: list[str]) -> bool:
    return bool(words) and words[0].startswith("ال") and words[0].endswith("ي")


@lru_cache(maxsize=1 << 17)
def _fold(word: str) -> str:
    folded = normalise(word).replace("ـ", "")
    return "إ" + folded[1:] if word.lstrip("ـ").startswith("إ") else folded


@lru_cache(maxsize=1)
def _cues() -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """Return kind → first word → the phrases that begin with it, the longest first; "remark:work" for one work's."""
    text = (files("corpora") / "isnad_cues.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    cues: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for kind, phrase, work in rows:
        folded = tuple(_fold(word) for word in phrase.split())
        by_first = cues.setdefault(f"{kind}:{work}" if work else kind, {})
        for first in (folded[0], "و" + folded[0]) if kind in _AFTER_AND else (folded[0],):
            variant = (first, *folded[1:])
            by_first[first] = tuple(sorted({*by_first.get(first, ()), variant}, key=len, reverse=True))
    return cues


@lru_cache(maxsize=32)
def _closers(own: str) -> frozenset[str]:
    """Return the words with which a remark can begin; *own* is the kind of one work's remarks."""
    return frozenset(word for kind in ("remark", "stopped", "say", own) for word in _cues().get(kind, {}))
