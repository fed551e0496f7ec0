"""Attributions to hadith collections without a number: "narrated by Ibn Hibban in his Sahih", "(Bukhari, Muslim)".

A collection's name alone is no reference.  It is one in a bracket, after a dash, beside a verb of transmission; and a
name that is also a person's needs more: a quotation before it, a title, a list, or the telling of a hadith.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quoteindex.library.works import collection
from quoteindex.model import Passage
from quoteindex.references import names
from quoteindex.references.drafts import Draft, Evidence, Member
from quoteindex.references.folding import FoldedText, folded
from quoteindex.references.surroundings import after_quotation, before, hadith_cue
from quoteindex.references.words import CLITICS, alternation, role
from quoteindex.tables import table

_WORDS = re.compile(r"[^\W\d_]+(?:(?: ?- ?|(?<= b)\. | )[^\W\d_]+){0,9}")
_MOST_NAMES = 12


@dataclass(slots=True)
class NameList:
    """Collections named one after the other; ``titled`` where a title or "in his Sahih" says that a book is meant."""

    start: int
    end: int
    collections: tuple[str, ...]
    titled: bool
    names: int

    @property
    def also_people(self) -> bool:
        """Whether every name may be that of a person, or a common noun."""
        return all(collection(work).also for work in self.collections)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    verbs, doubtful, by = alternation("attribution"), alternation("attribution_doubtful"), alternation("by")
    they, title = alternation("their"), alternation("title")
    adverb = f"(?:{alternation('adverb')})"
    return {
        "verb": re.compile(
            rf"(?:(?P<sure>{verbs})|{doubtful})(?![^\W\d_])(?:,? {adverb})?"
            rf"(?P<by> (?:{by})(?![^\W\d_]))?(?: {adverb})? "
        ),
        "before": re.compile(rf"(?<![^\W\d_])[{CLITICS}]?((?:(?P<sure>{verbs})|{doubtful}) (?:(?:{by}) )?)$"),
        "suffix": re.compile(
            rf" (?:in|في) (?:(?:{they}|both|al) ?-?)*(?:(?:two|respective) )?(?:{title})(?![^\W\d_])(?: al-musnad)?"
        ),
        "joint": re.compile(
            r" ?[,;/&] ?(?:and |& ?|و ?)?| (?:and|&|et|ve|dan) (?:also |by )?| ?و ?(?=[^\W\d_]{3})| - "
        ),
        "lead": re.compile(rf"(?:(?:{alternation('lead')})(?: (?:no|number))?\.? ?[:,-]? ?|(?:{title}) ?[,;:.-] ?)?"),
        "tail": re.compile(
            rf" ?(?:[)\]}};,.:\"\n|<*&-]|$)| (?:{alternation('by', 'of', 'and', 'authority', 'onset', 'wording')})"
        ),
        "closed": re.compile(r" ?(?:[)\]\n|<\"]|[.,;] ?(?:[)\]\n\"<]|$)|$)"),
        "coauthor": re.compile(rf" (?:{alternation('and')})(?! (?:{alternation('onset')})| ?[({CLITICS}])"),
        "graded": re.compile(rf" (?:{alternation('graded')})(?![^\W\d_])"),
        "register": re.compile(
            rf"(?:, (?:{alternation('by', 'authority')}) [^,\n()]{{2,60}}){{0,3}}, (?:{alternation('register')}) ?: ?"
            r"(?P<number>[1-9]\d{0,4})(?![\d/])"
        ),
        "authority": re.compile(
            r"[^.!?\n:;]{0,90}?\bon (?:the )?authority of (?P<who>[^\W\d_]+(?:[ -][^\W\d_]+){0,5})"
        ),
        "from": re.compile(r"[ ,]{1,2}(?:من حديث|عن) (?P<who>[^\W\d_]+(?: [^\W\d_]+){0,4})"),
    }


def verb_before(text: str, start: int) -> tuple[int, bool]:
    """Return where the verb starts that leads to the name at *start* (or *start*), and if it speaks of hadith only."""
    base = max(0, start - 40)
    match = _patterns()["before"].search(text[base:start])
    return (base + match.start(1), bool(match["sure"])) if match else (start, False)


def read_name(text: str, at: int) -> tuple[int, tuple[str, ...], bool] | None:
    """Read one collection's name at *at*: where it ends, which it may be, and whether a title came with it."""
    stretch = _WORDS.match(text, at)
    if not stretch:
        return None
    words = list(names.WORD.finditer(text, at, stretch.end()))
    titled = False
    for first, word in enumerate(words[:5]):
        for last in range(len(words) - 1, first - 1, -1):
            if "article" in role(words[last][0]) or not names.may_end_name(words[last][0]):
                continue
            found = _collections(text[word.start() : words[last].end()])
            if found:
                book = any("title" in role(part[0]) for part in words[first : last + 1])
                return words[last].end(), found, titled or book
        kinds = role(word[0])
        if not kinds & {"title", "imam", "article"} and word[0] not in ("of", "the", "by"):
            return None
        titled = titled or bool(kinds & {"title", "imam"})
    return None


def _collections(phrase: str) -> tuple[str, ...]:
    for name in names.keys(phrase):
        if found := names.collection_names().get(name):
            return found
    return ()


def read_list(text: str, at: int, groups: bool = False) -> NameList | None:
    """Read the names of collections that follow each other from *at*, with "in his Sahih" after any of them.

    *groups*: also names for several at once ("the Six"), which only a verb makes an attribution.
    """
    found: list[str] = []
    end, titled, count = at, False, 0
    position = at
    while count < _MOST_NAMES:
        group = _read_group(text, position) if groups else None
        name = group or read_name(text, position)
        if name is None:
            break
        end = name[0]
        found.extend(name[1] if group or len(name[1]) == 1 else name[1][:1])
        titled, count = titled or name[2], count + (2 if group else 1)
        suffix = _patterns()["suffix"].match(text, end)
        if suffix:
            titled, end = True, suffix.end()
        grading = _patterns()["graded"].match(text, end)
        joint = _patterns()["joint"].match(text, grading.end() if grading else end)
        if joint is None:
            break
        position = joint.end()
    return NameList(at, end, tuple(dict.fromkeys(found)), titled, count) if found else None


@cache
def _groups() -> dict[str, tuple[tuple[str, ...], str]]:
    out = {}
    for row in table("collective_attributions"):
        for words in row["words"].split("|"):
            out[folded(words)] = (tuple(row["collections"].split("|")), row["alone"])
    return out


@cache
def _group_pattern() -> re.Pattern[str]:
    phrases = sorted(_groups(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?:the )?({'|'.join(re.escape(phrase) for phrase in phrases)})(?![^\W\d_])")


def _read_group(text: str, at: int) -> tuple[int, tuple[str, ...], bool] | None:
    match = _group_pattern().match(text, at)
    if not match or _groups()[match[1]][1] != "no":
        return None
    return match.end(), _groups()[match[1]][0], True


def read_collective(fold: FoldedText, at: int) -> Draft | None:
    """Read "muttafaq alayh", "متفق عليه"; "agreed upon" only where it fills a bracket or closes a quotation."""
    text = fold.text
    match = _group_pattern().match(text, at)
    if not match:
        return None
    collections, alone = _groups()[match[1]]
    named = read_list(text, match.end() + 4) if text.startswith(" by ", match.end()) else None
    if named is not None:
        return _with_narrators(fold, Draft(at, named.end, "attribution", [], named.collections))
    if alone == "no" or (alone == "bracket" and not _closes(fold, at, match.end())):
        return None
    return _with_narrators(fold, Draft(at, match.end(), "attribution", [], collections))


def _closes(fold: FoldedText, start: int, end: int) -> bool:
    bracketed = fold.text[start - 1 : start] in ("(", "[")
    return bool(_patterns()["closed"].match(fold.text, end)) and (bracketed or after_quotation(fold, start))


def read_verb(fold: FoldedText, at: int) -> Draft | None:
    """Read an attribution that a verb of transmission at *at* begins: "narrated by Ibn Hibban in his Sahih"."""
    text = fold.text
    verb = _patterns()["verb"].match(text, at)
    found = read_list(text, verb.end(), groups=True) if verb else None
    if verb is None or found is None or (text[at] < "\u0600" and not verb["by"]):
        return None
    found = _without_numbered(text, found)
    if found is None:
        return None
    evidence = _weigh_verb(fold, at, found, bool(verb["sure"]))
    if evidence == "none":
        return None
    draft = Draft(at, found.end, "attribution", [], found.collections, evidence=evidence)
    return _in_register(text, draft) or _with_narrators(fold, draft)


def _in_register(text: str, draft: Draft) -> Draft | None:
    """Take the number that registers of hadith give after book and narrator: "…, الصفحة أو الرقم: 1"."""
    match = _patterns()["register"].match(text, draft.end) if len(draft.collections) == 1 else None
    if match is None:
        return None
    passage = Passage.hadith(draft.collections[0], int(match["number"]))
    return Draft(draft.start, match.end(), "hadith", [Member(draft.start, match.end(), (passage,))], draft.collections)


def _weigh_verb(fold: FoldedText, at: int, found: NameList, sure: bool) -> Evidence:
    text = fold.text
    if not _patterns()["tail"].match(text, found.end):
        return "strong" if not found.also_people and (sure or found.titled) else "none"
    if found.titled or found.names > 1 or (sure and not found.also_people):
        return "strong"
    arabic = text[at] > "\u0600"
    company = text[at - 1 : at] in ("(", "[") or after_quotation(fold, at)
    if found.also_people:
        person = any(collection(work).also == "person" for work in found.collections)
        alone = before(text, at) == "\n" and _patterns()["closed"].match(text, found.end)
        if person and not company and not alone and (not (arabic and sure) or _tells_from(fold, found.end)):
            return "none"
        return "strong" if company or (arabic and sure) or (hadith_cue(text, at) and not person) else "habit"
    company = company or hadith_cue(text, at)
    return "strong" if company or arabic else "habit"


def _tells_from(fold: FoldedText, end: int) -> bool:
    """Say whether the one named is a link of the chain: "رواه مالك عن الزهري"; from a companion, it is the source."""
    match = re.match(r" (?:from|عن) ([^\W\d_]+(?: [^\W\d_]+){0,3})", fold.text[end : end + 60])
    if match is None:
        return False
    words = [word.end() for word in names.WORD.finditer(match[1])]
    return not any(names.key(match[1][:stop]) in _narrators() for stop in words)


def _without_numbered(text: str, found: NameList) -> NameList | None:
    """Leave out the last name where a number follows: that one is a reference of its own."""
    if not re.match(
        r"[ ,:(\[#]{0,4}(?:(?:no|hadith|برقم|رقم|vol|book|ح|حديث)\b\.? ?[(#:]? ?)*\d", text[found.end : found.end + 24]
    ):
        return found
    if found.names == 1:
        return None
    cut = re.search(r"(?: ?[,;/&] ?(?:and |و ?)?| (?:and|&) | و)(?=[^,;/&]*$)", text[found.start : found.end])
    return read_list_until(text, found, found.start + cut.start()) if cut else None


def read_list_until(text: str, found: NameList, end: int) -> NameList | None:
    """Return the part of a list that ends before *end*."""
    return (
        NameList(found.start, end, found.collections[:-1], found.titled, found.names - 1)
        if found.collections[:-1]
        else None
    )


_FIRST = re.compile(r"[ \n\"-]{0,4}([^\W\d_]+|40)")


def _first_of_name(text: str, at: int) -> int:
    """Return where the first word after *at* starts if a collection's name may begin there, or -1; cheap."""
    first = _FIRST.match(text, at)
    if not first or not (names.may_begin_collection(first[1]) or text[first.start(1)] > "\u0600"):
        return -1
    return first.start(1)


def read_bracketed(fold: FoldedText, at: int) -> Draft | None:
    """Read the collections that fill the bracket at *at*, or its part before a semicolon: "(Bukhari, Muslim)"."""
    text = fold.text
    start = _first_of_name(text, at + 1)
    if start < 0:
        return None
    lead = _patterns()["lead"].match(text, start)
    begin = lead.end() if lead else start
    found = read_list(text, begin) or read_list(text, start)
    found = _without_numbered(text, found) if found else None
    if found is None or not _patterns()["tail"].match(text, found.end):
        return None
    return _weighed(fold, at, found)


def read_closing(fold: FoldedText, at: int) -> Draft | None:
    """Read the collections that close a quotation after the mark or line end at *at*: "— Al-Bukhari and Muslim."."""
    text = fold.text
    start = _first_of_name(text, at + 1)
    if start < 0:
        return None
    lead = _patterns()["lead"].match(text, start)
    found = read_list(text, lead.end() if lead else start) or read_list(text, start)
    if found is None or not _patterns()["closed"].match(text, found.end):
        return None
    dash = fold.original[fold.offset(at)] in "—–―"
    book = found.titled or found.names > 1 or not found.also_people
    cue = _glued_after_words(text, at) if text[at] == ":" else True
    if not (dash and book) and not after_quotation(fold, at) and not (cue and hadith_cue(text, at)):
        return None
    return _weighed(fold, at, found)


def _glued_after_words(text: str, colon: int) -> bool:
    """Say whether a colon belongs to the names after it and not to a verb before: "… الجنة :البخاري ومسلم"."""
    last = re.search(r"([^\W\d_]+) $", text[max(0, colon - 24) : colon])
    spoken = {"attribution", "attribution_doubtful", "hadith_cue", "lead", "title", "imam", "authority"}
    return last is not None and text[colon + 1 : colon + 2].isalpha() and not role(last[1]) & spoken


def _weighed(fold: FoldedText, at: int, found: NameList) -> Draft | None:
    """Weigh names that stand alone in a bracket or after a dash."""
    if found.names == 1 and _patterns()["coauthor"].match(fold.text, found.end):
        return None
    quoted = after_quotation(fold, at)
    if found.names == 1 and not quoted and _goes_on(fold, found.end):
        return None
    if found.also_people and found.names == 1 and not found.titled:
        company = quoted or (hadith_cue(fold.text, at) and before(fold.text, at) in ".!?:;﴿)]\n")
        if not company or (
            not fold.text[found.start] > "\u0600" and not fold.is_upper(_first_letter(fold.text, found))
        ):
            return None
    return _with_narrators(fold, Draft(found.start, found.end, "attribution", [], found.collections))


def _goes_on(fold: FoldedText, end: int) -> bool:
    """Say whether the sentence goes on after the bracket: "his (Muslim) brother", "Abu Abdullah (al-Bukhari) said"."""
    match = re.match(r"[)\]] ?([^\W\d_]+)", fold.text[end : end + 24])
    if match is None or role(match[1]) & {"and", "of", "by", "authority"} or match[1] > "\u0600":
        return False
    return not fold.is_upper(end + match.start(1))


def _first_letter(text: str, found: NameList) -> int:
    """Return where the last word of the first name starts, which a capital begins ("al-Hakim")."""
    dash = text.find("-", found.start, min(found.start + 5, found.end))
    return dash + 1 if dash > 0 else found.start


def read_subject(fold: FoldedText, at: int) -> Draft | None:
    """Read the collections that are the subject of the verb at *at*: "Al-Bukhari and Muslim narrated that"."""
    text = fold.text
    base = max(0, at - 80)
    words = list(names.WORD.finditer(text, base, at))
    if words and "adverb" in role(words[-1][0]):
        at = words.pop().start()  # "Bukhari and Muslim both narrate"
    if not words or text[words[-1].end() : at] != " " or not names.may_end_name(words[-1][0]):
        return None
    for word in words[-12:]:
        if word.start() == base and base:
            continue
        found = read_list(text, word.start())
        if found and found.end == words[-1].end():
            if (found.also_people and not found.titled) or not fold.is_upper(words[-1].start()):
                return None
            return _with_narrators(fold, Draft(found.start, found.end, "attribution", [], found.collections))
    return None


@cache
def _narrators() -> frozenset[str]:
    return frozenset(
        names.key(folded(name))
        for row in table("narrators")
        for name in (*row["arabic"].split("|"), *row["spellings"].split("|"))
    )


def _with_narrators(fold: FoldedText, draft: Draft) -> Draft:
    """Add the narrators whom the same sentence names after the collection."""
    text = fold.text
    match = _patterns()["authority"].match(text, draft.end) or _patterns()["from"].match(text, draft.end)
    if not match:
        return draft
    start = match.start("who")
    ends = [word.end() for word in names.WORD.finditer(text, start, match.end("who"))]
    known = next((end for end in reversed(ends) if names.key(text[start:end]) in _narrators()), 0)
    if not known and text[start] < "\u0600":
        known = start + len(_capitalised(fold.span(start, ends[-1]).of(fold.original)))
        draft.narrators = (fold.original[fold.offset(start) : fold.offset(start) + known - start],)
    elif known:
        draft.narrators = (fold.span(start, known).of(fold.original),)
    return draft


def _capitalised(name: str) -> str:
    """Return the leading words of *name* that belong to a person's name: capitals, and ibn, bin, b., al-."""
    match = re.match(r"(?:(?:[A-ZĀĪŪʿḤḌṢṬẒ][^\s,.;:]*|ibn|bin|b|bint|al-\S+|abi|abu)(?: |$))+", name + " ")
    return match[0].strip() if match else name.split(" ", 1)[0]
