"""The conditions: documents with known quotations, made by setting drawn quotations into prose without any.

A document is a few sentences of prose, a quotation in one of several frames (introduced or not, in marks or not, with a
reference or not, also in mid-sentence), prose, perhaps a second one, prose.  The same seed gives the same documents as
long as the library is the same.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from quoteindex.library import Library
from tests.bench import changes, prose
from tests.bench.changes import Change
from tests.bench.measures import Found
from tests.bench.quotations import SIX_BOOKS, Drawn, Urn

SEEDS = {"development": 11, "held-out": 20261}
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Frame = tuple[str, str]  # before and after the quotation; {ref} is replaced by a reference
_QURAN: tuple[Frame, ...] = (
    ("", ""), ("", ""), ("قال تعالى: ", "."), ("قال الله تعالى: ﴿", "﴾ {ref}"), ("وفي ذلك يقول الله عز وجل: «", "»."),
    ("وقد جاء في التنزيل: \"", "\" {ref}."), ("﴿", "﴾"), ("{ref}: ", "."),
)  # fmt: skip
_QURAN_IN_ENGLISH: tuple[Frame, ...] = (
    ("", ""), ("Allah says: ", "."), ("The verse reads: ﴿", "﴾ {ref}."), ("as in the words “", "” {ref}."), ("(", ")"),
)  # fmt: skip
_HADITH: tuple[Frame, ...] = (
    ("", ""), ("", ""), ("قال رسول الله صلى الله عليه وسلم: «", "»."), ("وفي الحديث: \"", "\"."),
    ("عن النبي ﷺ أنه قال: ", "."), ("وجاء في الصحيح أنه قال: (", ")."),
)  # fmt: skip
_ENGLISH: tuple[Frame, ...] = (
    ("", ""), ("", ""), ("Allah says: \"", "\""), ("The text continues: “", "” {ref}"), ("He said, \"", ".\""),
    ("God says in the Qur'an: ", " {ref}."),
)  # fmt: skip
_ENGLISH_HADITH: tuple[Frame, ...] = (
    ("", ""), ("", ""), ("The Prophet said: \"", "\""), ("The Messenger of Allah ﷺ said: “", "”."),
    ("He said, \"", ".\""),
)  # fmt: skip
_WITH_REFERENCE: tuple[Frame, ...] = (
    ("قال تعالى: ", " {ref}."),
    ('"', '" {ref}.'),
    ("«", "» {ref}"),
    ("{ref}: «", "»."),
)
_IN_BRACKETS: tuple[Frame, ...] = (("﴿", "﴾"), ("قال تعالى: ﴿", "﴾."), ("في قوله: ﴿", "﴾"))
_BARE: tuple[Frame, ...] = (("", ""),)
_NO_ORNATE: tuple[Frame, ...] = (("", ""), ('قال تعالى: "', '" {ref}.'), ("{ref}: ", "."))  # the markers are ornate


@dataclass(frozen=True, slots=True)
class Sample:
    """One document and what is quoted in it."""

    text: str
    gold: tuple[Found, ...]


@dataclass(frozen=True)
class Condition:
    """What is drawn, how it is changed, and the prose it is set in.  ``bar`` is the word F1 that it must reach."""

    name: str
    draw: Callable[[Urn], Drawn]
    change: Change = changes.as_it_is
    language: str = "ar"
    carrier: tuple[str, ...] = ("modern", "classical")
    frames: tuple[Frame, ...] = _QURAN
    join: Callable[[Drawn], str] = lambda drawn: drawn.text
    bar: float | None = 0.98


def samples(condition: Condition, library: Library, seed: int, count: int) -> Iterator[Sample]:
    """Yield *count* documents of a condition."""
    rng = random.Random(f"{seed} {condition.name}")  # noqa: S311 (documents, not secrets)
    urn = Urn(library, rng)
    for _ in range(count):
        yield _sample(condition, urn, rng)


def _sample(condition: Condition, urn: Urn, rng: random.Random) -> Sample:
    kind = rng.choice(condition.carrier)
    text, gold = _some(kind, rng), []
    for _ in range(rng.choice((1, 2, 2))):
        drawn = condition.draw(urn)
        before, after = _filled(rng.choice(condition.frames), drawn, condition.language, rng)
        quoted = condition.change(condition.join(drawn), rng)
        rest = _some(kind, rng)
        if not before and not after and rng.random() < 0.5:  # in mid-sentence
            cut = rest.find(" ", rng.randint(10, 60))
            text, rest = f"{text} {rest[:cut]}", rest[cut + 1 :]
        text = f"{text} {before}"
        gold.append(Found(len(text), len(text) + len(quoted), condition.language, frozenset(drawn.passages)))
        text = f"{text}{quoted}{after} {rest}"
    return Sample(text + "\n", tuple(gold))


def _some(kind: str, rng: random.Random) -> str:
    return " ".join(rng.choice(prose.sentences(kind)) for _ in range(rng.randint(2, 4)))


def _filled(frame: Frame, drawn: Drawn, language: str, rng: random.Random) -> Frame:
    work, _, place = drawn.passages[0].partition(":")
    reference = ""
    if work == "quran":
        surah, verse = place.split(":")
        last = drawn.passages[-1].rsplit(":", 1)[1]
        verses = verse if last == verse else f"{verse}-{last}"
        arabic, english = _surah_names()[int(surah)]
        forms = (f"({surah}:{verses})", f"({english}: {verses})", f"[{surah}:{verses}]")
        if language == "ar":
            eastern = verses.translate(_EASTERN)
            forms = (f"[{arabic}: {eastern}]", f"({arabic}: {verses})", f"(سورة {arabic}، الآية {verses})")
        reference = rng.choice(forms)
    return frame[0].replace("{ref}", reference), frame[1].replace("{ref}", reference)


@lru_cache
def _surah_names() -> dict[int, tuple[str, str]]:
    lines = (files("corpora") / "surahs.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {int(row["number"]): (row["arabic"], row["common"]) for row in rows}


def _verse(edition: str, least: int = 6, most: int = 40) -> Callable[[Urn], Drawn]:
    return lambda urn: urn.verse(edition, least, most)


def _marked(form: str) -> Callable[[Drawn], str]:
    """Join verses by a marker with their number: every verse but the last one, which the frame follows."""

    def join(drawn: Drawn) -> str:
        numbers = [place.rsplit(":", 1)[1].translate(_EASTERN if "٠" in form else {}) for place in drawn.passages]
        markers = [form.replace("0", number).replace("٠", number) for number in numbers]
        parts = [f"{verse} {marker}" for verse, marker in zip(drawn.verses, markers, strict=True)]
        return " ".join([*parts[:-1], drawn.verses[-1]])

    return join


def arabic() -> list[Condition]:
    """Return the conditions of Arabic quotations from the Qur'an."""
    simple, uthmani, changed = _verse("quran-simple"), _verse("quran-uthmani"), _verse("quran-simple", 8)
    plain = changes.without_marks

    def several(urn: Urn) -> Drawn:
        return urn.run("quran-simple", 2, 5)

    def short(name: str, least: int, most: int, frames: tuple[Frame, ...], bar: float | None = 0.98) -> Condition:
        return Condition(name, _verse("quran-simple", least, most), plain, frames=frames, bar=bar)

    return [
        Condition("standard spelling", simple),
        Condition("no diacritics", simple, plain),
        Condition("some diacritics", simple, changes.some_marks),
        Condition("Uthmani with marks", uthmani),
        Condition("Uthmani without marks", uthmani, plain),
        Condition("in English prose", simple, carrier=("english",), frames=_QURAN_IN_ENGLISH),
        Condition("one word replaced", changed, changes.replace_word),
        Condition("one word dropped", changed, changes.drop_word),
        Condition("one word inserted", changed, changes.insert_word),
        Condition("typing errors", changed, changes.typing_errors),
        Condition("hamza, ya, teh marbuta", simple, changes.loose_hamza),
        Condition("tatweel", simple, changes.tatweel),
        Condition("presentation forms", simple, changes.presentation_forms),
        Condition("bidi, no-break, line breaks", simple, changes.invisible_characters),
        Condition("detached waw", simple, changes.detached_waw),
        Condition("attached particles", simple, changes.attached_particles),
        Condition("several errors at once", changed, changes.several_errors, bar=0.95),
        Condition("several verses, plain", several, plain),
        Condition("several verses, ﴿٣٧﴾", several, frames=_NO_ORNATE, join=_marked("﴿٠﴾")),
        Condition("several verses, (37)", several, join=_marked("(0)")),
        Condition("several verses, ۝", several, join=_marked("۝٠")),
        short("3 words with a reference", 3, 3, _WITH_REFERENCE),
        short("3 words in brackets", 3, 3, _IN_BRACKETS),
        short("4-5 words with a reference", 4, 5, _WITH_REFERENCE),
        short("4-5 words in brackets", 4, 5, _IN_BRACKETS),
        short("4-5 words bare", 4, 5, _BARE, bar=None),
    ]


def hadith() -> list[Condition]:
    """Return the conditions of the six books in Arabic."""

    def one(name: str, work: str, change: Change, least: int) -> Condition:
        return Condition(name, lambda urn: urn.saying(work, least, 50), change, frames=_HADITH)

    clean = [one(f"{work}, clean", work, changes.as_it_is, 7) for work in SIX_BOOKS]
    return clean + [one(f"{work}, one error", work, changes.one_error, 9) for work in SIX_BOOKS]


def english(library: Library) -> list[Condition]:
    """Return the conditions of English renderings: of every installed translation, and of the hadith."""
    ids = [edition.id for edition in library.editions_of("quran", "en")]
    books = [work for work in SIX_BOOKS if library.editions_of(work, "en")]

    def verse(name: str, editions: list[str], change: Change = changes.as_it_is) -> Condition:
        def draw(urn: Urn) -> Drawn:
            return urn.verse(urn.rng.choice(editions), 10, 60)

        return Condition(name, draw, change, "en", ("english",), _ENGLISH)

    def saying(name: str, works: list[str], change: Change = changes.as_it_is) -> Condition:
        def draw(urn: Urn) -> Drawn:
            return urn.saying(urn.rng.choice(works), 10, 60, "en")

        return Condition(name, draw, change, "en", ("english",), _ENGLISH_HADITH)

    found = [verse(edition, [edition]) for edition in ids]
    if ids:
        found += [
            verse("renderings, brackets dropped", ids, changes.without_brackets),
            verse("renderings, honorific inserted", ids, changes.with_honorific),
            verse("renderings, one word changed", ids, changes.replace_english_word),
        ]
    found += [saying(f"{work}, English", [work]) for work in books]
    if books:
        found.append(saying("hadith English, one word changed", books, changes.replace_english_word))
    return found
