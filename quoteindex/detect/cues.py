"""Cues: the words that introduce a quotation as God's or the Prophet's, and those that show that another speaks.

The words are tables (``corpora/cues_ar.tsv``, ``corpora/cues_en.tsv``).  What is here is the little grammar that both
languages share: who speaks is named right after the verb of saying (Arabic ``قال رسول الله``, English "said the
Prophet") or right before it ("the Prophet ﷺ said", ``أن النبي ﷺ قال``), with nothing but praise between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from quoteindex.tables import table
from quoteindex.text.arabic import normalise

Kind = Literal["quran", "hadith"]
Role = Literal[
    "say", "tell", "other", "report", "speaker", "praise", "source", "aside", "chain", "scholar", "collector", "after",
    "again", "call", "word",
]  # fmt: skip

TABLES = ("cues_ar.tsv", "cues_en.tsv")
# Whoever speaks, the name and the verb of saying stand this near, in characters, before the quotation.
REACH = 260
# A verb without a subject of its own takes the source named so few words before it.
NEAR = 5
# No stretch of nothing but cues is longer than so many characters.
_LONGEST_CUE = 120
# Words that belong to no cue: they name somebody, or are what the sentence is about.
_NAMES = ("word", "scholar", "collector")


@dataclass(frozen=True, slots=True)
class Cue:
    """What introduces a quotation.

    Attributes:
        kind: whose words are announced; None where another speaks or nobody is named.
        spoken: God or the Prophet is the subject of a verb of saying, not only a source named.
        other: somebody else speaks.
        colon: a colon stands before the quotation.
        distance: how many words of its own stand between the verb or the source and the quotation.
        again: a bare "and he said", "and His saying" that goes on with whoever spoke before.
        scholar: somebody speaks whose own words are meant, whatever book is named after them.
    """

    kind: Kind | None
    spoken: bool = False
    other: bool = False
    colon: bool = False
    distance: int = 0
    again: bool = False
    scholar: bool = False


class _Token(NamedTuple):
    role: Role
    kind: Kind | None
    text: str
    joined: bool = False


# A word with the marks that may stand on or in it (vowel signs, apostrophes), or a sign that is a word of praise.
_LETTERS = r"\w\u064b-\u065f\u0670\u06d6-\u06ed'’ʾʿ\ufd40-\ufd4f\ufdcf\ufdfe\ufdff"
_WORD = re.compile(rf"[{_LETTERS}]+")
# A colon between numbers is none; one at the end, or a comma, introduces.
_COLON = re.compile(r"[:：](?!\s*\d)")
_OPENER = re.compile(r"[:：,،][^\w:]*\Z")
# What may stand between a quotation and what is said of it: marks that close and brackets that open, on this line or
# the next; never the bullet of another item.
_CLOSING = re.compile(r"(?:(?!\n\s*[-*•#])[^\w])*")


def fold(text: str) -> str:
    """Fold Arabic spelling and Latin case, so that a text and the tables meet."""
    return normalise(text).casefold().replace("’", "'").replace("ʾ", "'").replace("ʿ", "'")


@lru_cache(maxsize=1)
def rows() -> tuple[tuple[Role, Kind | None, str], ...]:
    """Read the tables of cues: role, kind, folded phrase.  Where two rows have one phrase, each keeps its role."""
    found: list[tuple[str, str | None, str]] = []
    for name in TABLES:
        rows_of = table(name.removesuffix(".tsv"))
        found.extend((row["role"], row["kind"] or None, fold(row["phrase"])) for row in rows_of)
    return tuple(found)  # type: ignore[arg-type]  # the test of the tables holds them to Role and Kind


@lru_cache(maxsize=2)
def _lexicon(*, after: bool) -> dict[str, list[tuple[tuple[str, ...], Role, Kind | None]]]:
    """Map the first word of each phrase to the rest of it with its role, the longest first."""
    phrases: dict[tuple[str, ...], tuple[Role, Kind | None]] = {}
    for role, kind, phrase in rows():
        if (role == "after") is after:
            split = tuple(match[0] for match in _WORD.finditer(phrase))
            phrases.setdefault(split, (role, kind))
            if phrase.startswith("ال"):
                # The preposition ل swallows the alef of the article: الحديث, للحديث.
                phrases.setdefault(("لل" + split[0][2:], *split[1:]), (role, kind))
    lexicon: dict[str, list[tuple[tuple[str, ...], Role, Kind | None]]] = {}
    for split in sorted(phrases, key=len, reverse=True):
        lexicon.setdefault(split[0], []).append((split[1:], *phrases[split]))
    return lexicon


@lru_cache(maxsize=100_000)
def _readings(word: str, after: bool) -> tuple[str, tuple[tuple[tuple[str, ...], _Token], ...]]:
    """Return a word folded, and the phrases that may begin with it: the words that must follow, and the token."""
    folded = fold(word).strip("'")
    found = []
    for first in _without_particles(folded):
        for rest, role, kind in _lexicon(after=after).get(first, ()):
            joined = first != folded and folded[0] == "و"
            found.append((rest, _Token(role, kind, " ".join((first, *rest)), joined)))
    return folded, tuple(found)


def _without_particles(word: str) -> Iterator[str]:
    """Yield a word, and what is left of it without و, ف, ب, ل, ك, which Arabic writes with the word after it."""
    yield word
    if word[:1] in ("و", "ف") and len(word) > 3:
        yield word[1:]
        if word[1] in "بلك" and len(word) > 4:
            yield word[2:]
    elif word[:1] in ("ب", "ل", "ك") and len(word) > 3:
        yield word[1:]


def _tokens(text: str, *, after: bool = False) -> list[_Token]:
    """Return the phrases of the tables and the words that are in none; numbers are left out."""
    read = [_readings(word, after) for word in _WORD.findall(text)]
    found: list[_Token] = []
    at = 0
    while at < len(read):
        folded, phrases = read[at]
        at += 1
        for rest, token in phrases:
            if not rest or (at < len(read) and read[at][0] == rest[0] and _follows(read, at, rest)):
                found.append(token)
                at += len(rest)
                break
        else:
            if folded and not folded.isdigit():
                found.append(_Token("word", None, folded))
    return found


def _follows(read: Sequence[tuple[str, object]], at: int, rest: tuple[str, ...]) -> bool:
    return len(read) >= at + len(rest) and all(read[at + i][0] == word for i, word in enumerate(rest))


def introduction(before: str) -> Cue:
    """Read what stands before a quotation (up to its opening mark) and say how it introduces it.

    >>> introduction("وقال رسول الله صلى الله عليه وسلم: ")
    Cue(kind='hadith', spoken=True, other=False, colon=True, distance=0, again=False, scholar=False)
    >>> introduction("قال الشافعي رحمه الله: ").other
    True
    >>> introduction("As Allah the Exalted says in Surah al-Anfal: ").kind
    'quran'
    """
    opener = _OPENER.search(before)
    clause = before[: opener.start()] if opener else before
    clauses = _COLON.split(clause)
    cue = _clause(_tokens(clauses[-1]), colon=opener is not None)
    if opener and opener[0][0] in ",،" and not (cue.spoken and cue.distance == 0):
        # "The Prophet said," introduces as a colon does; a comma anywhere else is a comma.
        cue = replace(cue, colon=False)
    if cue.kind == "quran" and cue.spoken and len(clauses) > 1:
        reporter = _clause(_tokens(clauses[-2]), colon=True)
        if reporter.kind == "hadith" and reporter.spoken:
            # What God says in a hadith (hadith qudsi) is the Prophet's report.
            return replace(cue, kind="hadith")
    return cue


def _clause(tokens: Sequence[_Token], *, colon: bool) -> Cue:
    """Read one clause: its last verb of saying decides, else the source that it names."""
    last = max((i for i, token in enumerate(tokens) if token.role in ("say", "tell", "other", "report")), default=-1)
    if last < 0:
        spoken = [token for token in tokens if token.role != "praise"][-1:]
        if colon and spoken and spoken[0].role == "speaker" and spoken[0].kind == "hadith":
            return Cue("hadith", colon=colon)  # "From the Prophet ﷺ: …"
        return _source([token for token in tokens if token.role not in ("speaker", "praise")], colon=colon)
    verb = tokens[last]
    distance = _distance(tokens, last)
    if verb.role == "other":
        return Cue(None, other=True, colon=colon, distance=distance)
    if verb.role == "report":
        return _reported(tokens, colon=colon)
    kind, named = _subject(tokens, last)
    if kind == "quran" and any(token.role == "source" and token.kind == "hadith" for token in tokens[last:]):
        kind = "hadith"
    if kind:
        return Cue(kind, spoken=True, colon=colon, distance=distance)
    if verb.role == "tell":
        return _source(tokens[last:] if named else tokens, colon=colon)
    if named:
        scholar = any(token.role in ("scholar", "collector") for token in tokens)
        return Cue(None, other=True, colon=colon, distance=distance, scholar=scholar)
    if any(token.role == "report" for token in tokens[:last]):
        return _reported(tokens, colon=colon)
    again = verb.joined or (last > 0 and tokens[last - 1].role == "again")
    near = _source(tokens[max(0, last - NEAR) :], colon=colon)
    return replace(near, distance=near.distance if near.kind else distance, again=again)


def _distance(tokens: Sequence[_Token], last: int) -> int:
    """Count the words after a verb that are neither its speaker nor praise; who is addressed may be named at length."""
    count = 0
    for token in tokens[last + 1 :]:
        if token.role == "word" and _addressee(token.text):
            return 0
        count += token.role in _NAMES
    return count


def _reported(tokens: Sequence[_Token], *, colon: bool) -> Cue:
    """Read a clause with a verb of transmission: a hadith where a collector is named, for newspapers report too."""
    if any(token.role == "collector" for token in tokens):
        return Cue("hadith", colon=colon)
    return _source([token for token in tokens if token.role != "speaker"], colon=colon)


def _source(tokens: Sequence[_Token], *, colon: bool) -> Cue:
    """Read a clause whose verb names no speaker: its source ("in the verse"), or God named anywhere before."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.role == "source" or (token.kind == "quran" and token.role in ("speaker", "praise")):
            return Cue(token.kind, colon=colon, distance=_distance(tokens, index))
    return Cue(None, colon=colon)


def _subject(tokens: Sequence[_Token], verb: int) -> tuple[Kind | None, bool]:
    """Say who is the subject of the verb of saying: the kind of the speaker, and whether somebody else is named.

    Arabic names the subject after its verb or, as English does, right before it.
    """
    for token in tokens[verb + 1 :]:
        if token.role in ("speaker", "source") or (token.role == "praise" and token.kind):
            return token.kind, True
        if token.role in _NAMES and _is_arabic(token.text) and not _addressee(token.text):
            return None, True
        if token.role != "praise" and not (token.role == "aside" and token.text.startswith("ل")):
            break
    praised: Kind | None = None
    for token in reversed(tokens[:verb]):
        if token.role in ("speaker", "source"):
            return token.kind, True
        if token.role == "praise":
            praised = praised or token.kind
        elif token.role not in ("aside", "chain"):
            return praised, not _is_arabic(tokens[verb].text)
    return praised, False


def _is_arabic(word: str) -> bool:
    return "ء" <= word[0] <= "ي"


def _addressee(word: str) -> bool:
    """Whether an Arabic word is introduced by ل: the one spoken to, not the speaker."""
    return word.startswith("ل") and len(word) > 2


def conclusion(after: str) -> Kind | None:
    """Read what follows a quotation (from its closing mark) and say what it shows the quotation to be.

    >>> conclusion(" (رواه مسلم)")
    'hadith'
    """
    head = _CLOSING.match(after)
    start = head.end() if head else 0
    if len("".join(after[:start].split())) > 8:
        return None
    first = _tokens(after[start : start + 40], after=True)[:1]
    return first[0].kind if first and first[0].role == "after" else None


def own_words(content: str) -> int:
    """Count the words of a stretch that belong to no cue: none in "(peace be upon him)", "(which means)".

    >>> own_words("قال رسول الله صلى الله عليه وسلم"), own_words("قل هو الله أحد")
    (0, 3)
    """
    return sum(token.role in _NAMES for token in _tokens(content))


def has_own_words(content: str) -> bool:
    """Whether a stretch has a word that belongs to no cue; a stretch longer than any cue has."""
    return len(content) > _LONGEST_CUE or own_words(content) > 0


def begins_chain(content: str) -> bool:
    """Whether a stretch begins as a chain of transmission does.

    >>> begins_chain("عن أبي هريرة رضي الله عنه")
    True
    """
    tokens = _tokens(content[:60])
    return bool(tokens) and tokens[0].role in ("chain", "report")


def verbs_of_saying(content: str) -> int:
    """Count the verbs of saying in a stretch.

    >>> verbs_of_saying("They asked, how? He said,"), verbs_of_saying("قالوا: كيف؟ قال:")
    (2, 2)
    """
    return sum(token.role in ("say", "other") for token in _tokens(content))


def names_speaker(content: str) -> bool:
    """Whether God or the Prophet is named in a stretch as who speaks; addressed ("يا رسول الله") does not count."""
    tokens = _tokens(content)
    return any(
        token.role in ("speaker", "source") and not (at and tokens[at - 1].role == "call")
        for at, token in enumerate(tokens)
    )
