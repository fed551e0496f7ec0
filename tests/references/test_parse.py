"""One reference alone: candidates, suggestions, schemes, context, and what the evidence of a document decides."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quoteindex.errors import ReferenceSyntaxError
from quoteindex.model import Document, Passage, Reference, Span
from quoteindex.references import find_references, members, parse_reference, suggestion


def _passages(references: Sequence[Reference]) -> list[str]:
    return [str(passage) for reference in references for passage in reference.passages]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Al-Anfaal 76", "al-Anfāl has 75 verses"),
        ("115:1", "there is no surah 115; the Qur'an has 114"),
        ("Q 8:40-37", "the range ends before it begins"),
        ("Q 8:70-9:200", "al-Tawba has 129 verses"),
        ("Bukhari 9999", "Ṣaḥīḥ al-Bukhārī counts 7563 hadith"),
        ("Q 8:37", ""),
    ],
)
def test_what_there_is_instead(text: str, said: str) -> None:
    """Out of range is reported with what there is; anything else needs no suggestion."""
    assert suggestion(parse_reference(text)) == said


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Anfl", "al-Anfāl"), ("Sahih Muslm", "Ṣaḥīḥ Muslim"), ("", "expected"), ("perhaps tomorrow", "expected")],
)
def test_what_was_meant(text: str, meant: str) -> None:
    """No reference: the message shows the text and the nearest name, or how references look."""
    with pytest.raises(ReferenceSyntaxError, match=meant) as caught:
        parse_reference(text)
    assert repr(text) in str(caught.value)


def test_book_and_number_alone_keep_both_collections() -> None:
    """ "Book 32, Hadith 6219" names no collection: the candidates are those that are counted so."""
    found = parse_reference("Book 32, Hadith 6219")
    assert found.status == "ambiguous"
    assert _passages([found]) == ["bukhari@usc:32:6219", "muslim@usc:32:6219"]


def test_book_and_number_go_on_with_the_collection_named_last() -> None:
    """In a text the collection before it decides."""
    found = find_references("It is in Sahih Muslim 2564. See also Book 32, Hadith 6220.")
    assert _passages(found) == ["muslim:2564", "muslim@usc:32:6220"]


def test_surah_hint() -> None:
    """A verse alone belongs to the surah that the caller names, and to none without."""
    assert _passages([parse_reference("v. 40", surah_hint=8)]) == ["quran:8:40"]
    assert find_references("as v. 40 says") == []


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("He cites Q 8:37. Then v. 40 follows.", ["quran:8:37", "quran:8:40"]),
        ("He cites Q 8:37; ibid., 40, too.", ["quran:8:37", "quran:8:40"]),
        ("He cites Q 8:37, then says it again (ibid.).", ["quran:8:37", "quran:8:37"]),
        ("He cites Q 8:37; the same surah, 40, agrees.", ["quran:8:37", "quran:8:40"]),
        ("سورة الأنفال عظيمة (الآية ٤٠)", ["quran:8:40"]),
        ("He cites Q 8:37. Then v. 400 of the poem.", ["quran:8:37"]),
        ("He cites Q 8:37." + " filler" * 800 + " Then v. 40.", ["quran:8:37"]),
    ],
)
def test_context(text: str, passages: list[str]) -> None:
    """The surah named last goes on, within reach and within its verses."""
    assert _passages(find_references(text)) == passages


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Patience (8:46) is a virtue.", []),
        ("Patience (8:46) is a virtue; so says Q 2:153 too.", ["quran:8:46", "quran:2:153"]),
        ("Jesus said so (8:46), John 3:16, Luke 6:20.", []),
        ("lunch (12:30), tea (4:15), supper (7:45)", []),
        ("see 8:46 and Q 2:153", ["quran:8:46", "quran:2:153"]),
        ('God says, "Be patient" (8.46), so the Quran teaches.', ["quran:8:46"]),
        ('The film "Patience" (8.46) came second.', []),
        (
            "“Hurry not.” (75:16) They remembered Allah (3:135) until dawn, “Read!” (96:1)",
            ["quran:75:16", "quran:3:135", "quran:96:1"],
        ),
    ],
)
def test_a_bare_pair_needs_company(text: str, passages: list[str]) -> None:
    """Without a quotation beside it only the document's own habit makes "(8:46)" a reference."""
    assert _passages(find_references(text)) == passages


def test_a_bare_pair_beside_a_known_quotation() -> None:
    """What the caller knows to be a quotation is the evidence."""
    text = "Be patient, God is with the patient (8:46)."
    assert find_references(text) == []
    [found] = find_references(text, beside=[Span(0, 35)])
    assert (found.text, found.form) == ("8:46", "bare")


def test_hidden_stretches_are_not_read() -> None:
    """Markup that a reader hid holds no reference, and offsets stay those of the whole text."""
    text = '<a href="Q 8:37">Q 9:1</a>'
    document = Document("x", text, hidden=(Span(0, 17), Span(22, 26)))
    [found] = find_references(document)
    assert (found.text, found.span) == ("Q 9:1", Span(17, 22))


def test_members_of_a_list() -> None:
    """A list is one reference; its members by surah and by collection have stretches of their own."""
    [found] = find_references("water (Q 25:53; 55:19–20, 22) here")
    assert found.text == "Q 25:53; 55:19–20, 22"
    assert [part.text for part in members(found)] == ["Q 25:53", "55:19–20, 22"]
    [found] = find_references("(Bukhari 1; Muslim 1907)")
    assert [(part.text, part.collections) for part in members(found)] == [
        ("Bukhari 1", ("bukhari",)),
        ("Muslim 1907", ("muslim",)),
    ]


def test_narrator_is_kept_apart() -> None:
    """The collection is the source; whoever told it is the narrator."""
    [found] = find_references(
        "narrated by Ibn Habban in his Saheeh from Al-Qassim, on the authority of Aisha, that he said"
    )
    assert (found.text, found.collections, found.narrators, found.status) == (
        "narrated by Ibn Habban in his Saheeh",
        ("ibn_hibban",),
        ("Aisha",),
        "source_only",
    )
    [found] = find_references("«...» رواه مسلم عن أبي هريرة")
    assert found.narrators == ("أبي هريرة",)


class _Numbering:
    """A library of one collection in which Muslim 1 to 100 exist and 50 of another numbering is 7."""

    def editions_of(self, work: str) -> tuple[str, ...]:
        return ("ar",) if work == "muslim" else ()

    def resolve(self, passage: Passage) -> tuple[Passage, ...]:
        number = passage.start[0]
        if number > 100:
            return ()
        return (passage, Passage.hadith("muslim", 7)) if number == 50 else (passage,)


def test_readings_are_the_librarys() -> None:
    """Numbers resolve through the library: several are ambiguous, none is out of range."""
    library = _Numbering()
    read = {text: parse_reference(text, library) for text in ("Muslim 1", "Muslim 50", "Muslim 101", "Bukhari 7000")}  # type: ignore[arg-type]
    assert {text: found.status for text, found in read.items()} == {
        "Muslim 1": "resolved",
        "Muslim 50": "ambiguous",
        "Muslim 101": "out_of_range",
        "Bukhari 7000": "resolved",
    }
    assert list(map(str, read["Muslim 50"].readings)) == ["muslim:50", "muslim:7"]
    assert list(map(str, read["Muslim 50"].passages)) == ["muslim:50"]
