"""Finding the references of a text: one pass from anchor to anchor, each read by its typed parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from quoteindex.library.works import collections
from quoteindex.model import Document, Passage, Reference, Span
from quoteindex.references import attributions, names, words
from quoteindex.references.company import in_company
from quoteindex.references.drafts import Draft, Member, may_join
from quoteindex.references.folding import FoldedText, folded
from quoteindex.references.hadith import read_hadith
from quoteindex.references.heads import ROMAN, Head, read_head
from quoteindex.references.misspelt import read_misspelt
from quoteindex.references.named_verses import named_verses, read_named_verse
from quoteindex.references.ordinals import may_be_ordinal, ordinals, read_ordinal
from quoteindex.references.quran import read_bare, read_quran
from quoteindex.references.resolve import in_range, resolve
from quoteindex.references.source_before import read_source_before
from quoteindex.references.surroundings import after_quotation, other_books, place_in_print
from quoteindex.references.words import role
from quoteindex.tables import table

if TYPE_CHECKING:
    from quoteindex.library.library import Library

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_BEFORE = 40
"""How far back from a number the word may stand that makes it a reference."""
_MEMORY = 4000
"""How far back the surah was named that "v. 40" goes on with."""
_IBID = 800
"""How far back the reference stands that "ibid." repeats."""
_LEADS = frozenset(
    {
        "verse",
        "hadith",
        "number",
        "book",
        "volume",
        "page",
        "quran",
        "surah",
        "surah_doubtful",
        "see",
        "ibid",
        "title",
        "chapter",
    }
)


def find_references(
    document: Document | str,
    library: Library | None = None,
    *,
    surah_hint: int | None = None,
    beside: Sequence[Span] = (),
) -> list[Reference]:
    """Return the references of a document in order.

    Args:
        document: a document, or a text.
        library: resolves hadith numbers to its own passages; without one ``readings`` repeats ``passages``.
        surah_hint: the surah that "v. 40" means before any other was named.
        beside: stretches known to be quotations; a bare "(8:37)" next to one is a reference.

    >>> [str(passage) for reference in find_references("patience (Q 8:46; 2:153)") for passage in reference.passages]
    ['quran:8:46', 'quran:2:153']
    """
    text = document if isinstance(document, str) else document.visible
    folded_text = FoldedText(text)
    scan = Scan(folded_text, surah_hint or 0, beside)
    return [resolve(draft, folded_text, library) for draft in scan.drafts()]


def read_single(text: str, library: Library | None = None, surah_hint: int | None = None) -> Reference | None:
    """Return the first reference of a text that is nothing else, read without asking for its company."""
    folded_text = FoldedText(text)
    drafts = Scan(folded_text, surah_hint or 0, (), single=True).drafts()
    return resolve(drafts[0], folded_text, library) if drafts else None


# So many pairs in a row that nothing makes references are figures; each would else be read with all that follow it.
_LONG_ROW = 8


class Scan:
    """One pass over one text: what was read so far, and what the document named last."""

    def __init__(self, folded_text: FoldedText, surah: int, beside: Sequence[Span], single: bool = False) -> None:
        self.folded = folded_text
        self.text = folded_text.text
        self.single = single
        self.surah, self.surah_at = surah, 0 if surah else -_MEMORY
        self.collection, self.collection_at = "", -_MEMORY
        self.quoted_starts = sorted(span.start for span in beside)
        self.quoted_ends = sorted(span.end for span in beside)
        self.others = 0
        self.passed_over = 0
        self.found: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """Return the drafts of the text in order, lists joined, those that lack company left out."""
        done = 0
        for at in self.folded.anchors(_prefixes()):
            if at < max(done, self.passed_over):
                continue
            draft = self._read(at)
            if draft is not None and self._fits(draft):
                self._remember(draft)
                done = max(done, draft.end)
        return in_company(self.text, self.found, self.others)

    def _read(self, at: int) -> Draft | None:
        character = self.text[at]
        if character.isdigit():
            return self._read_number(at)
        if character in "([":
            return attributions.read_bracketed(self.folded, at)
        if not character.isalpha():
            return attributions.read_closing(self.folded, at)
        return self._read_word(at)

    # --- numbers

    def _read_number(self, at: int) -> Draft | None:
        if not self._worth_reading(at):
            return None
        ordinal = read_ordinal(self.text, at)
        if ordinal:
            return ordinal
        head = read_head(self.text, at)
        if head.kind == "collection":
            last = self.found[-1].end if self.found and not self.found[-1].is_quran else 0
            draft = read_hadith(self.folded, head, at, self.single, last)
            return self._with_verb(draft) if draft else None
        if head.kind in ("none", "see"):
            return read_misspelt(self.folded, at) or self._read_bare(at, head.kind == "see")
        if head.kind == "label" and head.label in ("book", "hadith", "number", "volume"):
            return self._read_of_collection(at, head.start, head.label)
        if head.label == "verse" and head.kind == "label" and self._after_other_book(head.start):
            return None
        if head.kind == "label" and head.surahs:
            self.surah, self.surah_at = head.surahs[0], at  # "in al-Nahl: “…” (v. 90)"
        surah = self.surah if at - self.surah_at < (_IBID if head.ibid and head.kind == "label" else _MEMORY) else 0
        draft = read_quran(self.folded, head, at, surah, self.single)
        return self._read_bare(at, False) if draft is None and self.text[at - 1 : at] in ("(", "[") else draft

    def _worth_reading(self, at: int) -> bool:
        """Decide cheaply whether a number can be a reference at all."""
        text = self.text
        digits = _NUMBER.match(text, at)
        if digits is None or digits.end() - at > 5:
            return False
        if text[at - 1 : at] in ("(", "[") and text[digits.end() : digits.end() + 1] == ".":
            return True
        if text[digits.end() : digits.end() + 1] == ":" and text[digits.end() + 1 : digits.end() + 2].isdigit():
            before = _last_word(text, at)
            if before in other_books():
                self.others += 1
                return False
            return True
        if self.single:
            return True
        if may_be_ordinal(text, digits.end()):
            return True
        before = _last_word(text, at)
        if not before:
            return False
        if role(before) & _LEADS or names.may_end_name(before) or ROMAN.fullmatch(before):
            return True
        return text[max(0, at - 4) : at].rstrip(" ,:")[-1:] in (")", "]", '"') or "@" in text[max(0, at - 60) : at]

    def _after_other_book(self, at: int) -> bool:
        return self.others > 0 and not any(draft.is_quran for draft in self.found[-3:])

    def _read_of_collection(self, at: int, start: int, label: str) -> Draft | None:
        """Read "Hadith 24 of Nawawi's Forty", and "Book 32, Hadith 6219" of the collection named last."""
        of = re.compile(rf"(\d{{1,5}}[a-e]?)(?: ?[,)]?) (?:{words.alternation('of')}) (?:the )?").match(self.text, at)
        named = attributions.read_name(self.text, of.end()) if of else None
        if of and named and not self.text[at].startswith("0"):
            number = int(re.sub(r"\D", "", of[1]))
            choices = tuple(Passage.hadith(work, number) for work in named[1])
            return Draft(start, named[0], "hadith", [Member(start, named[0], choices)], named[1])
        if label not in ("book", "volume"):
            return None
        works: tuple[str, ...] = ()
        if self.collection and at - self.collection_at < _MEMORY:
            works = (self.collection,)
        elif self.single:
            works = tuple(item.id for item in collections() if "usc" in item.highest)[:2]
        if not works:
            return None
        draft = read_hadith(
            self.folded, Head("collection", start, start, collections=works, label=label), at, self.single
        )
        return draft if draft and draft.members[0].passages[0].scheme else None

    def _with_verb(self, draft: Draft) -> Draft:
        start, _ = attributions.verb_before(self.text, draft.start)
        if draft.members[0].start == draft.start:
            draft.members[0].start = start
        draft.start = start
        return draft

    def _read_bare(self, at: int, signalled: bool) -> Draft | None:
        """Read "(8:37)": beside a quotation it stands, elsewhere only in the company of surer references."""
        draft = read_bare(self.folded, at)
        if draft is None or self.single:
            return draft
        text = self.text
        continued = bool(self.found) and may_join(text, self.found[-1], draft)
        bracketed = text[at - 1 : at] in ("(", "[", "{", "﴿") and text[draft.end : draft.end + 1] in tuple(")]}﴿;,.-")
        if text[at - 1 : at] == "[" and self._is_index(at - 1):
            return None
        if place_in_print(text, at, draft.end):
            self.others += 1
            return None
        if "." in text[at : draft.end] and not (bracketed and _speaks_of_quran(text)):
            return None
        if continued:
            draft.evidence = self.found[-1].evidence
        elif self._touches_quotation(draft, 12 if bracketed else 4):
            draft.evidence = "strong"
        elif not bracketed and not signalled:
            if len(draft.members) > _LONG_ROW:
                self.passed_over = draft.end
            return None
        elif bracketed and text[draft.end] in ")]}﴿," and after_quotation(self.folded, at - 1):
            draft.evidence = (
                "strong" if all(in_range(p) for member in draft.members for p in member.passages) else "habit"
            )
        else:
            draft.evidence = "habit"
        return draft

    def _is_index(self, bracket: int) -> bool:
        """Say whether a bracket is glued to a word, as an index is in program code: "word[1:2]"."""
        at = self.folded.offset(bracket)
        before = self.folded.original[max(0, at - 1) : at]
        return before.isalnum() or before == "_"

    def _touches_quotation(self, draft: Draft, reach: int) -> bool:
        span = self.folded.span(draft.start, draft.end)
        return _any_within(self.quoted_ends, span.start - reach, span.start) or _any_within(
            self.quoted_starts, span.end, span.end + reach
        )

    # --- words

    def _read_word(self, at: int) -> Draft | None:
        match = _WORD.match(self.text, at)
        word = match[0] if match else ""
        if word not in _starters():
            return None
        named = read_named_verse(self.text, at)
        if named is not None:
            return named
        if words.clitics(word, "surah") is not None:
            self._note_surah(at)
            return None
        if "ibid" in role(word):
            return self._read_ibid(at, at + len(word))
        for kind in ("attribution", "attribution_doubtful"):
            skip = words.clitics(word, kind)
            if skip is not None:
                return attributions.read_verb(self.folded, at + skip) or attributions.read_subject(self.folded, at)
        if ordinal := read_ordinal(self.text, at):
            return ordinal
        if word[0] > "\u0600" and "title" in role(word):
            return read_source_before(self.folded, at)
        return attributions.read_collective(self.folded, at)

    def _note_surah(self, at: int) -> None:
        """Remember a surah that is named without a verse: "in Surah al-Anfal God says … (v. 46)"."""
        match = re.compile(r"[^\W\d_]+ (?:the )?([^\W\d_]+(?:[ -][^\W\d_]+){0,3})").match(self.text, at)
        if not match:
            return
        ends = [word.end() for word in names.WORD.finditer(self.text, match.start(1), match.end(1))]
        for end in reversed(ends):
            numbers = names.surah_names().get(names.key(self.text[match.start(1) : end]), ())
            if numbers:
                self.surah, self.surah_at = numbers[0] if len(numbers) == 1 else 0, end
                return

    def _read_ibid(self, at: int, end: int) -> Draft | None:
        """Read "(ibid.)" as the reference before it; with a number it is read from there."""
        last = self.found[-1] if self.found else None
        if (
            last is None
            or not last.is_quran
            or at - last.end > _IBID
            or not re.match(r"\.? ?(?:[)\];\n]|$)", self.text[end : end + 3])
        ):
            return None
        member = last.members[-1]
        return Draft(at, end, "ibid", [Member(at, end, member.passages)])

    # --- the whole

    def _fits(self, draft: Draft) -> bool:
        """Let a numbered reference take the place of an attribution under it; nothing else may overlap."""
        while self.found and draft.start < self.found[-1].end:
            if self.found[-1].members or not draft.members:
                return False
            self.found.pop()
        return True

    def _remember(self, draft: Draft) -> None:
        self.found.append(draft)
        if draft.is_quran:
            passage = draft.members[-1].passages[-1]
            if in_range(passage):
                self.surah, self.surah_at = passage.end[0], draft.end
        elif draft.collections:
            self.collection, self.collection_at = draft.collections[0], draft.end


@lru_cache(maxsize=1)
def _speaks_of_quran(text: str) -> bool:
    """Say whether a text can mean the Qur'an by "(75.16)", where others write prices and marks."""
    return any(word in text for word in words.words_of("subject"))


def _any_within(offsets: list[int], first: int, last: int) -> bool:
    """Say whether one of the sorted *offsets* lies between *first* and *last*, both included."""
    index = bisect_left(offsets, first)
    return index < len(offsets) and offsets[index] <= last


def _last_word(text: str, at: int) -> str:
    """Return the word that ends last before *at*, "" where a number or nothing stands nearer."""
    end = at
    limit = max(0, at - _BEFORE)
    while end > limit and not text[end - 1].isalnum():
        end -= 1
    start = end
    while start > limit and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


@cache
def _starters() -> frozenset[str]:
    """Return every word at which something other than a number may begin, also with an Arabic particle."""
    starts = [
        word for kind in ("attribution", "attribution_doubtful", "surah", "ibid") for word in words.words_of(kind)
    ]
    starts += [phrase.split()[0] for phrase in named_verses()]
    starts += [_WORD.findall(ordinal)[0] for ordinal in ordinals()]
    starts += [word for word in words.words_of("title") if word[0] > "\u0600"]
    for row in table("collective_attributions"):
        if row["alone"] != "no":
            starts += [_WORD.findall(folded(phrase))[0] for phrase in row["words"].split("|")]
    arabic = [clitic + word for word in starts if word[0] > "\u0600" for clitic in words.CLITICS]
    return frozenset((*starts, *arabic))


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(start[:3] for start in _starters() if len(start) > 2)
