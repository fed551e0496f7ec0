"""Finding the references of a text: one pass from number to number, each read backward and forward by its typed parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quoteindex.library.works import collection, surahs, verse_count
from quoteindex.model import Document, Passage, Reference, Span, Status
from quoteindex.references import locators, names
from quoteindex.references.folding import FoldedText
from quoteindex.references.heads import Head, read_head
from quoteindex.references.words import role

if TYPE_CHECKING:
    from quoteindex.library.library import Library

_TOKEN = re.compile(r"[^\W\d_]+|\d+")


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
    """
    text = document if isinstance(document, str) else document.visible
    scan = Scan(FoldedText(text), library, surah_hint, beside)
    return list(scan.references())


class Scan:
    """One pass over one text."""

    def __init__(
        self, folded: FoldedText, library: Library | None, surah_hint: int | None, beside: Sequence[Span], single: bool = False
    ) -> None:
        self.folded = folded
        self.text = folded.text
        self.library = library
        self.surah = surah_hint or 0
        self.beside = beside
        self.single = single
        self.counts = {surah.number: surah.verses for surah in surahs()}

    def references(self) -> Iterator[Reference]:
        """Yield the references in order of their start."""
        text = self.text
        done = 0
        before: re.Match[str] | None = None
        for token in _TOKEN.finditer(text):
            at = token.start()
            if not text[at].isdigit():
                before = token
                continue
            if at < done:
                continue
            if not self._worth_reading(at, token.end(), before):
                before = token
                continue
            before = token
            found = self._read(at)
            if found is not None:
                reference, done = found
                yield reference

    def _worth_reading(self, at: int, end: int, before: re.Match[str] | None) -> bool:
        """Decide cheaply whether a number can be a reference at all."""
        if end - at > 5:
            return False
        text = self.text
        if text[at - 1 : at] in ("(", "[", "{", "﴿") and end - at <= 3 and text[end : end + 1] == ":":
            return True
        if before is None or at - before.end() > 40:
            return False
        word = before[0]
        if word[0].isdigit():
            return False
        return bool(role(word)) or names.may_end_name(word) or text[at - 3 : at].strip(" ,:")[-1:] in (")", "]", '"') or (
            names.may_end_name(word[1:]))

    def _read(self, at: int) -> tuple[Reference, int] | None:
        head = read_head(self.text, at)
        if head.kind == "collection":
            return self._read_hadith(head, at)
        if head.kind == "none":
            return self._read_bare(at)
        return self._read_quran(head, at)

    # --- Qur'an

    def _read_quran(self, head: Head, at: int) -> tuple[Reference, int] | None:
        members: list[locators.Verses] = []
        mismatch = False
        pair = locators.read_pair(self.text, at)
        index = locators.pattern("index").match(self.text, at)
        if head.kind == "surah":
            surah = head.surahs[0]
            if pair and (pair[0].surah in head.surahs or pair[1] == ":"):
                if pair[0].surah in head.surahs:
                    head.surahs = (pair[0].surah,)
                else:
                    mismatch = True
                members = [pair[0]]
            elif index and int(index["surah"]) in head.surahs and (index["label"] or self._bracketed(at, index)):
                head.surahs = (int(index["surah"]),)
                item = locators.read_item(self.text, index.end(), head.surahs[0], at)
                members = [item] if item else []
            if not members:
                item = locators.read_item(self.text, at, surah)
                if item is None or not self._named_plausible(head, at, item):
                    return None
                members = [item]
        elif head.kind in ("quran", "surah_word"):
            if pair and self._trigger_plausible(head, at, pair[1]):
                members = [pair[0]]
            elif index and (index["label"] or index["name"]) and (head.kind == "surah_word" or head.marks == "" or True):
                if not index["label"] and not names.surah_names().get(names.key(index["name"])):
                    return None
                item = locators.read_item(self.text, index.end(), int(index["surah"]), at)
                members = [item] if item else []
        elif head.label == "verse":
            if pair:
                members = [pair[0]]
            elif self.surah:
                item = locators.read_item(self.text, at, self.surah)
                members = [item] if item else []
        if not members:
            return None
        members = locators.read_more(self.text, members[0], self.counts)
        start, end = head.start, members[-1].end
        end = self._close(start, end)
        return self._quran_reference(head, start, end, members, mismatch), end

    def _bracketed(self, at: int, index: re.Match[str]) -> bool:
        return self.text[at - 1 : at] in ("(", "[") and any(mark in index[0] for mark in ")]")

    def _named_plausible(self, head: Head, at: int, item: locators.Verses) -> bool:
        """Decide whether a surah's name and a number are a reference: the name alone may be a person, a place, a word."""
        if self.single or head.trigger or head.label == "verse":
            return True
        if head.label:
            return False
        text = self.text
        before = text[: head.start].rstrip(" ")[-1:] if head.start else "\n"
        after = text[item.end : item.end + 1]
        apart = before in ("(", "[", "{", "\n", "", '"', "-", "﴿", "}", ")", "]", "|", ">", "/") and after in (
            "", ")", "]", "}", "\n", ".", ",", ";", "﴿", "|", '"', "<", " ", "-")
        weak = any(surahs()[number - 1].also for number in head.surahs) or text[head.core] > "\u0600"
        if "." in head.marks:
            return False
        latin = text[head.core] < "\u0600"
        if latin and not apart and not any(self.folded.is_upper(i) for i in range(head.core, min(head.core + 5, len(text)))):
            return False
        if weak:
            return apart
        if ":" in head.marks or item.last != item.verse:
            return True
        return apart or not re.match(r" [^\W\d_]", text[item.end : item.end + 2])

    def _trigger_plausible(self, head: Head, at: int, mark: str) -> bool:
        if head.kind == "quran" and self.text[head.core : head.core + 2].rstrip("0123456789 .:") == "q":
            if not self.folded.is_upper(head.core) and not self.single:
                return False
            if mark == "." and at - head.core < 2:
                return False
        return True

    def _close(self, start: int, end: int) -> int:
        """Take in the bracket that closes one opened inside the reference: "Surah al-Sharh (94:6)"."""
        inside = self.text[start:end]
        for opening, closing in ("()", "[]"):
            if inside.count(opening) > inside.count(closing) and self.text[end : end + 1] == closing:
                return end + 1
        return end

    def _quran_reference(
        self, head: Head, start: int, end: int, members: list[locators.Verses], mismatch: bool
    ) -> Reference:
        passages: list[Passage] = []
        spans: list[Span] = []
        status: Status = "resolved"
        for member in members:
            readings = [self._passage(member, member.surah)]
            if head.kind == "surah" and member.surah == head.surahs[0] and len(head.surahs) > 1:
                valid = [number for number in head.surahs if member.verse <= verse_count(number)]
                readings = [self._passage(member, number) for number in valid or head.surahs[:1]]
            elif mismatch and member is members[0]:
                readings = [self._passage(member, number) for number in (*head.surahs, member.surah)]
                readings = [reading for reading in readings if self._in_range(reading)] or readings[-1:]
                status = "ambiguous"
            if len(readings) > 1:
                status = "ambiguous"
            if not all(self._in_range(reading) for reading in readings):
                status = "out_of_range"
            for reading in readings:
                passages.append(reading)
                spans.append(self.folded.span(member.start, member.end))
        if status != "out_of_range":
            self.surah = passages[-1].end[0]
        span = self.folded.span(start, end)
        return Reference((span,), span.of(self.folded.original), tuple(passages), tuple(passages), status=status,
                         form=head.kind, member_spans=tuple(spans))

    def _passage(self, member: locators.Verses, surah: int) -> Passage:
        last_surah = surah if member.last_surah == member.surah else member.last_surah
        last = member.last
        if last == locators.FOLLOWING:
            last = self.counts.get(last_surah, member.verse)
        return Passage("quran", (surah, member.verse), (last_surah, last))

    def _in_range(self, passage: Passage) -> bool:
        ends = (passage.start, passage.end)
        return all(surah in self.counts and 1 <= verse <= self.counts[surah] for surah, verse in ends) and (
            passage.start <= passage.end)

    def _read_bare(self, at: int) -> tuple[Reference, int] | None:
        """Read "(8:37)" where a quotation stands beside it."""
        pair = locators.read_pair(self.text, at)
        if pair is None or pair[1] != ":":
            return None
        members = locators.read_more(self.text, pair[0], self.counts)
        end = members[-1].end
        if not self.single:
            if self.text[at - 1 : at] not in ("(", "[", "{", "﴿") or self.text[end : end + 1] not in (")", "]", "}", "﴿"):
                return None
            if not self._beside_quotation(at - 1, end + 1):
                return None
        head = Head("none", at)
        reference = self._quran_reference(head, at, end, members, False)
        return Reference(reference.spans, reference.text, reference.passages, reference.readings, status=reference.status,
                         form="bare", member_spans=reference.member_spans), end

    def _beside_quotation(self, start: int, end: int) -> bool:
        span = self.folded.span(start, end)
        original = self.folded.original
        before = original[max(0, span.start - 6) : span.start].rstrip()
        if before and before[-1] in "”\"’»*﴾﴿}'":
            return True
        return any(0 <= span.start - quoted.end <= 12 or 0 <= quoted.start - span.end <= 12 for quoted in self.beside)

    # --- hadith

    def _read_hadith(self, head: Head, at: int) -> tuple[Reference, int] | None:
        label = head.label if head.label not in ("verse",) else "volume"
        members = locators.read_numbers(self.text, at, label)
        if not members or not self._hadith_plausible(head, members):
            return None
        end = self._close(head.start, members[-1].end)
        passages, spans = [], []
        for member in members:
            work = head.collections[0]
            passages.append(Passage(work, member.number, (member.last,) if member.last else member.number, member.suffix,
                                    member.scheme))
            spans.append(self.folded.span(member.start, member.end))
        span = self.folded.span(head.start, end)
        highest = max(collection(head.collections[0]).highest.values())
        status: Status = "resolved"
        if any(not member.scheme and member.number[0] > highest for member in members):
            status = "out_of_range"
        return Reference((span,), span.of(self.folded.original), tuple(passages), tuple(passages), head.collections,
                         status=status, form="hadith", member_spans=tuple(spans)), end

    def _hadith_plausible(self, head: Head, members: list[locators.Number]) -> bool:
        if self.single or head.titled or head.label or "#" in head.marks:
            return True
        if not collection(head.collections[0]).also:
            return True
        text, end = self.text, members[-1].end
        before = text[: head.start].rstrip(" ")[-1:] if head.start else "\n"
        return before in ("(", "[", "\n", "", '"', "-", ";", ",", ")", "|", ">") and not re.match(
            r" ?[^\W\d_]", text[end : end + 2])
