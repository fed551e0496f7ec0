"""References to the Qur'an: a head and the numbers after it, put together and weighed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from quoteindex.library.works import surahs
from quoteindex.model import QURAN, Passage
from quoteindex.references import locators, names
from quoteindex.references.drafts import Draft, Evidence, Member
from quoteindex.references.folding import FoldedText
from quoteindex.references.heads import Head
from quoteindex.references.locators import Verses
from quoteindex.references.surroundings import (
    after_quotation,
    closing_bracket,
    counts_something,
    ends_apart,
    in_brackets,
    inside_quotation,
    of_other_book,
    opens_apart,
    word_follows,
)
from quoteindex.references.words import alternation, role, words_of

_NEAR = 240
"""How far before "chapter 16, verse 90" the Qur'an is named whose chapter it is."""


@cache
def counts() -> dict[int, int]:
    """Return surah → number of verses."""
    return {surah.number: surah.verses for surah in surahs()}


def read_quran(folded: FoldedText, head: Head, at: int, surah: int = 0, single: bool = False) -> Draft | None:
    """Read the reference whose first number stands at *at* after *head*; None where it is none.

    *surah* is the one named last, for "v. 40"; *single*: the text is nothing but a reference.
    """
    if head.kind == "surah":
        return _read_named(folded, head, at, single)
    if head.kind == "quran":
        return _read_triggered(folded, head, at, single)
    if head.kind == "surah_word" and head.ibid:
        return _read_plain(folded, head, at, surah)
    if head.kind == "surah_word":
        return _read_numbered_surah(folded, head, at, single)
    if head.label == "chapter":
        return _read_chapter(folded, head, at, single)
    if head.label == "verse" or head.ibid:
        return _read_labelled(folded, head, at, surah)
    return None


def _read_named(folded: FoldedText, head: Head, at: int, single: bool) -> Draft | None:
    """Read "al-Anfal 37", "al-Anfal 8:37", "Surah al-Anfal (8), verse 37"."""
    text = folded.text
    pair, index = locators.read_pair(text, at), locators.pattern("index").match(text, at)
    weak = _also_something_else(text, head)
    _take_number_before(text, head)
    if pair and pair[0].surah in head.surahs:
        return _draft(text, head, pair[0], (pair[0].surah,), pair[1])
    if index and int(index["surah"]) in head.surahs and (index["label"] or index["close"]):
        item = locators.read_item(text, index.end(), int(index["surah"]), at)
        if item and not counts_something(text, item.end):
            return _draft(text, head, item, (item.surah,))
    if pair and pair[1].strip() == ":" and (head.trigger or single or not weak):
        draft = _draft(text, head, pair[0], (*head.surahs, pair[0].surah))
        draft.doubt = True
        return draft if single or head.trigger or in_brackets(text, head.start, draft.end) else None
    item = locators.read_item(text, at, head.surahs[0])
    if item is None or _is_surah_number(text, head, item) or _counts_verses(text, head, item.end):
        return None
    draft = _draft(text, head, item, head.surahs)
    draft.evidence = "strong" if single else _weigh(folded, head, draft, item, weak)
    return draft if draft.evidence != "none" else None


def _take_number_before(text: str, head: Head) -> None:
    """Take in the surah's own number before its name: "2/البقرة/255", "16/an-Nahl, 90"."""
    number = re.search(r"(?<![\d/])([1-9]\d{0,2}) ?/ ?$", text[max(0, head.start - 8) : head.start])
    if number and int(number[1]) in head.surahs:
        head.start -= len(number[0])


def _also_something_else(text: str, head: Head) -> bool:
    """Say whether the name means more than the surah: Arabic ones are words, "noon" is a letter too."""
    word = names.WORD.match(text, head.core)
    short = word is not None and len(word[0]) <= 4 and "article" not in role(word[0])
    return text[head.core] > "\u0600" or short or any(surahs()[number - 1].also for number in head.surahs)


def _is_surah_number(text: str, head: Head, item: Verses) -> bool:
    """Say whether the number is only the surah's own: "Surah al-Ikhlas (112)", "al-Ikhlas, 112"."""
    if item.verse not in head.surahs or item.last != item.verse or head.label == "verse" or ":" in head.marks:
        return False
    return (
        item.verse > counts()[item.verse]
        or ("(" in head.marks and text[item.end : item.end + 1] == ")")
        or ("[" in head.marks and text[item.end : item.end + 1] == "]")
    )


def _counts_verses(text: str, head: Head, end: int) -> bool:
    return counts_something(text, end) and head.label != "verse"


def _weigh(folded: FoldedText, head: Head, draft: Draft, item: Verses, weak: bool) -> Evidence:
    """Weigh a name and a number that no trigger and no label supports."""
    if head.trigger or head.label == "verse":
        return "strong"
    text = folded.text
    if head.label or "." in head.marks or ("\n" in text[head.core : item.start] and not weak):
        return "none"
    apart = opens_apart(text, head.start) and ends_apart(text, draft.end)
    bracketed = in_brackets(text, head.start, draft.end)
    if head.loose:
        return "strong" if bracketed and ":" in head.marks else "none"
    if weak:
        if not apart:
            return "none"
        sure = ":" in head.marks or "/" in head.marks or item.last != item.verse or after_quotation(folded, head.start)
        if not bracketed and not after_quotation(folded, head.start) and _is_single_word(text, head, item.start):
            return "habit"
        return "strong" if sure or (bracketed and not _is_first_name(text, head, item.start)) else "habit"
    if bracketed or (apart and ":" in head.marks):
        return "strong"
    capital = any(folded.is_upper(index) for index in range(head.core, min(head.core + 5, len(text))))
    if not capital or (word_follows(text, draft.end) and ":" not in head.marks and item.last == item.verse):
        return "strong" if apart else "none"
    return "strong"


def _is_first_name(text: str, head: Head, end: int) -> bool:
    """Say whether a name could be a person's with an age behind it: "(Maryam, 23)"."""
    return _is_single_word(text, head, end) and any(surahs()[number - 1].also == "person" for number in head.surahs)


def _is_single_word(text: str, head: Head, end: int) -> bool:
    """Say whether a Latin name has no article, which would show a surah: the letter "SAD: 14" in a list has none."""
    name = text[head.core : end]
    return name < "\u0600" and len(names.WORD.findall(name)) == 1


def _exists(item: Verses) -> bool:
    return item.surah in counts() and item.verse <= counts()[item.surah]


def _read_triggered(folded: FoldedText, head: Head, at: int, single: bool) -> Draft | None:
    """Read "Q 8:37", "Qur'an 8 (al-Anfal): 37", "al-Nisa, Q4:111"."""
    text = folded.text
    pair = locators.read_pair(text, at)
    if pair is None:
        return _read_numbered_surah(folded, head, at, single)
    item, mark = pair
    lone_letter = text[head.core : head.core + 1] == "q" and not text[head.core + 1 : head.core + 2].isalpha()
    if not single:
        if lone_letter and (
            not folded.is_upper(head.core) or (mark.strip() != ":" and text[head.core + 1] not in " .")
        ):
            return None
        if " " in mark and word_follows(text, item.end):
            return None
        if mark.strip() != ":" and not _exists(item):
            return None
    if head.named and (item.surah in head.named.surahs or head.named.trigger == "surah"):
        named = head.named
        draft = _draft(
            text, named, item, (item.surah,) if item.surah in named.surahs else (*named.surahs, item.surah), mark
        )
        draft.doubt = item.surah not in named.surahs
        return draft
    draft = _draft(text, head, item, (item.surah,), mark)
    _takename_after(text, draft, item.surah)
    draft.evidence = "habit" if lone_letter and not single and _may_be_gospel_source(text) else "strong"
    return draft


@lru_cache(maxsize=1)
def _may_be_gospel_source(text: str) -> bool:
    """Say whether a lone Q may be the Gospels' source of that name: nothing else speaks of the Qur'an."""
    return any(word in text for word in ("gospel", "synoptic")) and not re.search(
        rf"\b(?:{alternation('surah')}|quran|koran)\b", text
    )


def _read_numbered_surah(folded: FoldedText, head: Head, at: int, single: bool) -> Draft | None:
    """Read "Surah 8:37", "Surah 8, verse 37", "Qur'an 8 (al-Anfal): 37", "Qur'an, chapter 8, verse 37"."""
    text = folded.text
    pair, index = locators.read_pair(text, at), locators.pattern("index").match(text, at)
    doubtful = head.trigger == "surah_doubtful" and not single
    if pair and not (doubtful and not in_brackets(text, head.start, pair[0].end)):
        draft = _draft(text, head, pair[0], (pair[0].surah,), pair[1])
        _takename_after(text, draft, pair[0].surah)
        return draft
    if index is None:
        return None
    named = names.surah_names().get(names.key(index["name"]), ()) if index["name"] else ()
    titled = names.surah_titles().get(names.key(index["name"]), ()) if index["name"] else ()
    if (
        not index["label"]
        and not named
        and not titled
        and not (head.kind == "surah_word" and (index["mark"] or "").strip() in (",", ":") and not doubtful)
    ):
        return None
    item = locators.read_item(text, index.end(), int(index["surah"]), at)
    if item is None or counts_something(text, item.end) or (not index["label"] and word_follows(text, item.end)):
        return None
    if index["label"] and of_other_book(text, head.start, item.end):
        return None
    draft = _draft(text, head, item, (item.surah,))
    draft.doubt = bool(named or titled) and item.surah not in (*named, *titled)
    return draft


def _read_chapter(folded: FoldedText, head: Head, at: int, single: bool) -> Draft | None:
    """Read "(Chapter 16, Verse 90)" where the text speaks of the Qur'an, "chapter 2, verse 255 of the Qur'an"."""
    text = folded.text
    index = locators.pattern("index").match(text, at)
    item = locators.read_item(text, index.end(), int(index["surah"]), at) if index and index["label"] else None
    if item is None or not _exists(item) or of_other_book(text, head.start, item.end):
        return None
    draft = _draft(text, head, item, (item.surah,))
    draft.form = "quran"
    book = _after()["book"].match(text, draft.end)
    if book:
        draft.end = draft.members[-1].end = book.end()
        return draft
    company = in_brackets(text, head.start, draft.end) or after_quotation(folded, head.start)
    near = _names_quran().search(text, max(0, head.start - _NEAR), head.start)
    return draft if single or near or (company and _names_quran().search(text)) else None


@cache
def _names_quran() -> re.Pattern[str]:
    return re.compile(rf"\b(?:al-?)?(?:{'|'.join(word for word in words_of('quran') if len(word) > 3)})\b")


def _read_labelled(folded: FoldedText, head: Head, at: int, surah: int) -> Draft | None:
    """Read "verse 8:37", "(v. 2:62)", "verse 37 of al-Anfal", and "v. 40" of the surah named last."""
    text = folded.text
    pair = locators.read_pair(text, at)
    if pair and pair[1].strip() == ":":
        draft = _draft(text, head, pair[0], (pair[0].surah,))
        draft.form = "verse"
        _takename_after(text, draft, pair[0].surah)
        return draft
    item = locators.read_item(text, at, 0)
    if item is None:
        return None
    members = locators.read_more(text, item, {0: 286})
    after = name_after(text, members[-1].end, of=True)
    if after:
        named, end = after
        draft = Draft(head.start, end, "verse_of_surah", _members(text, head.start, members, named))
        draft.members[-1].end = end if len(members) == 1 else draft.members[-1].end
        return draft
    return _read_plain(folded, head, at, surah)


def _read_plain(folded: FoldedText, head: Head, at: int, surah: int) -> Draft | None:
    """Read a verse of the surah named last: "v. 40", "ibid., 40", "the same surah, 40"."""
    item = locators.read_item(folded.text, at, surah) if surah else None
    if item is None or item.verse > counts()[surah] or counts_something(folded.text, item.end):
        return None
    if not head.ibid and inside_quotation(folded, head.start, item.end):
        return None  # "Verses 151 and 152" that a quoted text speaks of are its own
    draft = _draft(folded.text, head, item, (surah,))
    draft.form = "ibid" if head.ibid else "verse"
    return draft


def read_bare(folded: FoldedText, at: int) -> Draft | None:
    """Read "8:37" with no name and no trigger; what makes it a reference is for the caller to see."""
    pair = locators.read_pair(folded.text, at)
    if pair is None or pair[1] not in (":", ".") or (pair[1] == "." and not _exists(pair[0])):
        return None
    draft = _draft(folded.text, Head("none", at), pair[0], (pair[0].surah,), pair[1])
    draft.form = "bare"
    _takename_after(folded.text, draft, pair[0].surah)
    return draft


def _draft(text: str, head: Head, first: Verses, candidates: Iterable[int], mark: str = ":") -> Draft:
    """Build the draft of a list that begins with *first*, which may be of any surah of *candidates*."""
    members = locators.read_more(text, first, counts(), mark)
    end = closing_bracket(text, head.start, members[-1].end)
    draft = Draft(head.start, end, head.kind, _members(text, head.start, members, tuple(candidates)))
    if len(members) == 1:
        draft.members[0].end = end
    return draft


def _members(text: str, start: int, members: list[Verses], candidates: tuple[int, ...]) -> list[Member]:
    out = []
    named = members[0].surah
    for index, member in enumerate(members):
        choices = dict.fromkeys(candidates) if member.surah == named else {member.surah: None}
        out.append(
            Member(
                start if index == 0 else member.start, member.end, tuple(passage(member, choice) for choice in choices)
            )
        )
    return out


def passage(member: Verses, surah: int) -> Passage:
    """Return the passage that *member* states if its surah is *surah*."""
    last_surah = surah if member.last_surah == member.surah else member.last_surah
    last = counts().get(last_surah, member.verse) if member.last == locators.FOLLOWING else member.last
    return Passage(QURAN, (surah, member.verse), (last_surah, last))


def _takename_after(text: str, draft: Draft, surah: int) -> None:
    """Take in the name of the same surah after a pair: "2:255 (al-Baqara)"."""
    after = name_after(text, draft.end)
    if after and surah in after[0]:
        draft.end = after[1]
        if len(draft.members) == 1:
            draft.members[0].end = after[1]


@cache
def _after() -> dict[str, re.Pattern[str]]:
    name = rf"(?P<surah>(?:{alternation('surah')})\b ?)?(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+){{0,4}})"
    return {
        "bracket": re.compile(rf" ?[(\[] ?{name} ?[)\]]"),
        "comma": re.compile(rf", ?{name}(?=[)\]\n]|$)"),
        "book": re.compile(
            rf" (?:{alternation('of')}) (?:the )?(?:[^\W\d_]+ )?(?:al-)?(?:{alternation('quran')})(?![^\W\d_])"
        ),
        "of": re.compile(rf"[)\]]? (?:{alternation('of')}) (?:the )?{name}"),
    }


def name_after(text: str, end: int, of: bool = False) -> tuple[tuple[int, ...], int] | None:
    """Return the surahs named after a number, and where the name ends: "(al-Baqara)", "of Surah al-Anfal"."""
    if not of:
        match = _after()["bracket"].match(text, end) or _after()["comma"].match(text, end)
        found = names.surah_names().get(names.key(match["name"]), ()) if match else ()
        return (found, match.end()) if match and found else None
    match = _after()["of"].match(text, end)
    if not match:
        return None
    start = match.start("name")
    ends = [start + word.end() for word in names.WORD.finditer(match["name"])]
    for stop in reversed(ends):
        name = names.key(text[start:stop])
        found = names.surah_names().get(name, ()) or (names.surah_titles().get(name, ()) if match["surah"] else ())
        if not found and match["surah"]:
            found = names.loose_surah_names().get(names.loose_key(name), ()) if len(name) > 3 else ()
        if found and (match["surah"] or not any(surahs()[number - 1].also for number in found)):
            return found, stop
    return None
