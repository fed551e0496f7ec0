"""The nouns of quoteindex: frozen values that every room of the house hands to the next.

All spans are half-open ranges of *code points of the original text*: ``document.text[span.start:span.end]`` is always
exactly what was quoted, also with a byte-order mark or CRLF line ends.  The terms are TEI's (``cit``, ``quote``,
``ref``) and CTS's (work, edition, passage).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from quoteindex.errors import ReferenceSyntaxError

Language = Literal["ar", "en"]
Method = Literal["matched", "presented"]
Status = Literal["resolved", "ambiguous", "out_of_range", "source_only"]
TextVerdict = Literal["exact", "orthography", "partial", "variant", "misquoted", "not_found"]
ReferenceVerdict = Literal["agrees", "disagrees", "missing", "unchecked", "out_of_range"]

QURAN = "quran"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the original text.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the stretch of *text* that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether at least one code point lies in both."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether *other* lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by *by* code points."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Locator:
    """A place in a document as people name it: from *start* on it is page 12, section "On patience", note 3."""

    start: int
    kind: Literal["page", "section", "paragraph", "note"]
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text to scan.

    ``text`` is the decoded file, markup included, so that spans are offsets into what the author wrote.  ``hidden``
    lists the stretches that are markup and not words (tags, link targets, code), sorted and disjoint; they are blanked,
    never removed, before anything is looked for.  ``shown`` says what stands in the place of a hidden stretch instead
    of blanks: pairs of the stretch's start and at most as many characters (the letter that an entity names, the line
    break that ``<br>`` makes).
    """

    id: str
    text: str
    title: str = ""
    format: str = "txt"
    encoding: str = "utf-8"
    hidden: tuple[Span, ...] = ()
    locators: tuple[Locator, ...] = ()
    shown: tuple[tuple[int, str], ...] = ()

    @property
    def visible(self) -> str:
        """The text as a reader sees it, hidden stretches blanked (line ends kept): same length, same offsets.

        >>> markup = (Span(0, 3), Span(6, 10), Span(10, 16))
        >>> Document("d", "<b>Say</b>&excl;", hidden=markup, shown=((10, "!"),)).visible
        '   Say    !     '
        """
        if not self.hidden:
            return self.text
        shown = dict(self.shown)
        parts, at = [], 0
        for span in self.hidden:
            parts.append(self.text[at : span.start])
            instead = shown.get(span.start, "")
            parts.append(instead + _NOT_LINE_END.sub(" ", self.text[span.start + len(instead) : span.end]))
            at = span.end
        parts.append(self.text[at:])
        return "".join(parts)


_NOT_LINE_END = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the reference library: the Qur'an, or one hadith collection."""

    id: str
    kind: Literal["quran", "hadith"]
    titles: dict[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of a work: the Arabic in one orthography, or one translation."""

    id: str
    work: str
    language: Language
    title: str
    source: str
    licence: str
    numbering: str = ""


_PASSAGE = re.compile(
    r"(?P<work>[a-z][a-z0-9_]*)(?:@(?P<scheme>[a-z0-9_]+))?:"
    r"(?P<start>\d+(?::\d+)*)(?P<suffix>[a-z])?(?:-(?P<end>\d+(?::\d+)*))?"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A verse, a range of verses, or a hadith: a place in a work, independent of any edition.

    ``start`` and ``end`` are inclusive loci: ``(8, 37)`` is surah 8 verse 37, ``(2414,)`` a hadith number.  A hadith
    number counts in the collection's usual numbering unless ``scheme`` names another; ``suffix`` is the letter of
    ``Muslim 2564a``.

    >>> str(Passage.parse("quran:2:285-286"))
    'quran:2:285-286'
    >>> Passage.parse("quran:8:75-9:2").end
    (9, 2)
    >>> Passage.parse("tirmidhi:2414").start
    (2414,)
    """

    work: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    suffix: str = ""
    scheme: str = ""

    @classmethod
    def quran(cls, surah: int, verse: int, last: int | tuple[int, int] | None = None) -> Passage:
        """Build a Qur'an passage; *last* is a verse of the same surah, or (surah, verse), inclusive."""
        if last is None:
            end = (surah, verse)
        elif isinstance(last, int):
            end = (surah, last)
        else:
            end = last
        return cls(QURAN, (surah, verse), end)

    @classmethod
    def hadith(cls, work: str, *number: int, suffix: str = "", scheme: str = "") -> Passage:
        """Build a hadith passage from its number (one integer, or volume/book/number under a scheme)."""
        return cls(work, number, number, suffix, scheme)

    @classmethod
    def parse(cls, text: str) -> Passage:
        """Read a passage id as ``str(passage)`` writes it.

        Raises ReferenceSyntaxError where *text* is no passage id.
        """
        match = _PASSAGE.fullmatch(text)
        if not match:
            raise ReferenceSyntaxError(f"{text!r} is no passage id; expected e.g. quran:8:37 or tirmidhi:2414")
        start = tuple(int(part) for part in match["start"].split(":"))
        end = start
        if match["end"]:
            end = tuple(int(part) for part in match["end"].split(":"))
            end = start[: len(start) - len(end)] + end
        return cls(match["work"], start, end, match["suffix"] or "", match["scheme"] or "")

    @property
    def is_quran(self) -> bool:
        """Whether the passage is in the Qur'an."""
        return self.work == QURAN

    def __str__(self) -> str:
        scheme = f"@{self.scheme}" if self.scheme else ""
        head = f"{self.work}{scheme}:" + ":".join(map(str, self.start)) + self.suffix
        if self.end == self.start:
            return head
        shared = 0
        if len(self.end) == len(self.start):
            while shared < len(self.end) - 1 and self.start[shared] == self.end[shared]:
                shared += 1
        return head + "-" + ":".join(map(str, self.end[shared:]))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a document that repeats a passage, or that is presented as doing so.

    ``spans`` are several where an interpolation or an ellipsis breaks it.  ``passages`` is what the words are (a run of
    verses is one range), ``candidates`` every other place of the library where the same words stand as well.
    ``score`` is the share of the words that agree, 0 to 1; ``edits`` counts the words that differ, are missing or are
    added.  ``method`` is "matched" where the words are the library's, "presented" where only the document says so.
    ``isnad`` is the chain of transmission that the document gives before a hadith's wording.
    """

    language: Language
    spans: tuple[Span, ...]
    text: str
    passages: tuple[Passage, ...] = ()
    candidates: tuple[Passage, ...] = ()
    edition: str = ""
    score: float = 0.0
    edits: int = 0
    method: Method = "matched"
    work: Literal["quran", "hadith"] | None = None
    isnad: Span | None = None

    @property
    def span(self) -> Span:
        """The stretch from the first to the last code point."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of a document that names a place: "(Al-Anfal: 37)", "narrated by Ibn Hibban".

    ``passages`` is what it states, in the number that stands there; ``readings`` the library's own passages which that
    may mean (other than ``passages`` only where hadith are counted differently).  ``member_spans`` gives each member
    of a list its own stretch, parallel to ``passages``.  ``form`` names the pattern that read it.
    """

    spans: tuple[Span, ...]
    text: str
    passages: tuple[Passage, ...] = ()
    readings: tuple[Passage, ...] = ()
    collections: tuple[str, ...] = ()
    narrators: tuple[str, ...] = ()
    status: Status = "resolved"
    form: str = ""
    member_spans: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """The stretch from the first to the last code point."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a quotation departs from the passage: words as quoted, words as they stand in the edition.

    Either side may be empty: a word added or left out.  ``span`` is where it stands in the document (empty range at
    the place of an omission).
    """

    span: Span
    quoted: str
    expected: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a cit found: how the text agrees with the library, and how the reference agrees with the text.

    ``text`` is None where nothing is quoted.  ``correction`` is the passage's own wording for what was quoted.
    """

    text: TextVerdict | None
    reference: ReferenceVerdict
    differences: tuple[Difference, ...] = ()
    correction: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason why two members were tied together, with its weight in log-odds."""

    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class Cit:
    """Quotations and references that belong together: one citation, the unit of everything downstream.

    A reference that stands alone is a cit with no quotations.  ``isnad`` is the chain of transmission that stands
    before a hadith's wording.
    """

    document: str
    quotations: tuple[Quotation, ...] = ()
    references: tuple[Reference, ...] = ()
    passages: tuple[Passage, ...] = ()
    work: Literal["quran", "hadith"] | None = None
    verdict: Verdict | None = None
    isnad: Span | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def arabic(self) -> tuple[Quotation, ...]:
        """The quotations in Arabic."""
        return tuple(q for q in self.quotations if q.language == "ar")

    @property
    def renderings(self) -> tuple[Quotation, ...]:
        """The English renderings."""
        return tuple(q for q in self.quotations if q.language == "en")

    @property
    def collections(self) -> tuple[str, ...]:
        """The hadith collections that the references name, in order, each once."""
        return tuple(dict.fromkeys(c for r in self.references for c in r.collections))

    @property
    def start(self) -> int:
        """The offset at which the first member starts."""
        return min(member.span.start for member in _members(self))

    @property
    def span(self) -> Span:
        """The stretch from the first to the last code point of all members."""
        return Span(self.start, max(member.span.end for member in _members(self)))


def _members(cit: Cit) -> Iterable[Quotation | Reference]:
    return (*cit.quotations, *cit.references)
