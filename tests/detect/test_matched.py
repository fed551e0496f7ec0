"""Matched quotations: what is found, where it begins and ends, and that nothing around it matters."""

from __future__ import annotations

import itertools
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.detect.chains import heaviest_disjoint, not_dominated
from quoteindex.detect.elided import join_elided
from quoteindex.detect.matched import find_matched
from quoteindex.library import Library, open_library
from quoteindex.library.hashing import KeyTable, mixed
from quoteindex.model import Document, Passage, Quotation, Span

BEFORE = "كتب المؤلف في مقدمة كتابه عن تاريخ المدينة وأسواقها ثم قرأ "
AFTER = " ومضى في حديثه عن الطرق والجسور حتى المساء"
VERSE = "لِيَمِيزَ اللَّهُ الْخَبِيثَ مِنَ الطَّيِّبِ وَيَجْعَلَ الْخَبِيثَ بَعْضَهُ عَلَى بَعْضٍ فَيَرْكُمَهُ جَمِيعًا"


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def plain(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Mn")


def presentation(text: str) -> str:
    """Write isolated presentation forms, as text copied from some PDF files has them."""
    forms = {unicodedata.normalize("NFKC", chr(cp)): chr(cp) for cp in range(0xFE8D, 0xFEF5) if
             "ISOLATED" in unicodedata.name(chr(cp), "")}  # fmt: skip
    return "".join(forms.get(c, c) for c in plain(text))


@pytest.mark.parametrize(
    "quoted",
    [
        VERSE,
        plain(VERSE),
        "لِيَمِيزَ ٱللَّهُ ٱلْخَبِيثَ مِنَ ٱلطَّيِّبِ وَيَجْعَلَ ٱلْخَبِيثَ بَعْضَهُۥ عَلَىٰ بَعْضٍۢ فَيَرْكُمَهُۥ جَمِيعًۭا",
        presentation(VERSE),
        plain(VERSE).replace("الله", "اللـه").replace("الخبيث", "الخبيـــث"),
        plain(VERSE).replace(" ", "\u00a0"),
        plain(VERSE).replace("من ", "\u202bمن\u202c "),
        plain(VERSE).replace("بعضه", "أكثره"),
        plain(VERSE).replace("من الطيب", "الطيب"),
        plain(VERSE).replace("ويجعل", "و يجعل"),
        plain(VERSE).replace("على", "علي").replace("الطيب", "الطیب"),
    ],
    ids=["vocalised", "plain", "uthmani", "presentation forms", "tatweel", "no-break", "bidi", "changed", "dropped",
         "detached waw", "other letters"],
)  # fmt: skip
def test_orthographies_and_small_errors(quoted: str, library: Library) -> None:
    """A verse is found in any orthography and with a word changed, its borders exact."""
    text = BEFORE + quoted + AFTER
    [found] = find_matched(Document("d", text), library)
    assert [str(p) for p in found.passages] == ["quran:8:37"]
    assert text[found.span.start : found.span.end].strip("\u202b\u202c") == quoted
    assert found.text == text[found.span.start : found.span.end]


def test_verses_in_a_row_are_one_range(library: Library) -> None:
    """Verses with markers between them are one quotation of a range."""
    surah = "والعصر ﴿١﴾ إن الإنسان لفي خسر ﴿٢﴾ إلا الذين آمنوا وعملوا الصالحات وتواصوا بالحق وتواصوا بالصبر"
    [found] = find_matched(Document("d", BEFORE + surah + AFTER), library)
    assert [str(p) for p in found.passages] == ["quran:103:1-3"]


def test_english_with_additions(library: Library) -> None:
    """A rendering is found without its brackets and with an honorific in it; the translation is named."""
    said = "And those who have wronged are going to know to what return they will be returned"
    text = f"The report goes on. {said}. So it is."
    [found] = find_matched(Document("d", text), library)
    assert [str(p) for p in found.passages] == ["quran:26:227"]
    assert found.edition == "en.sahih"
    assert found.text == said


def test_a_hadith_begins_with_its_matn(library: Library) -> None:
    """The chain of transmission is told apart from the wording."""
    if not library.editions_of("bukhari"):
        pytest.skip("the six books are not installed")
    said = "إنما الأعمال بالنيات وإنما لكل امرئ ما نوى فمن كانت هجرته إلى دنيا يصيبها أو إلى امرأة ينكحها"
    text = BEFORE + "سمعت عمر بن الخطاب رضي الله عنه على المنبر قال سمعت رسول الله ﷺ يقول " + said + AFTER
    [found] = find_matched(Document("d", text), library)
    assert found.work == "hadith"
    assert found.text.startswith("إنما الأعمال بالنيات")
    assert found.isnad is not None and found.isnad.end <= found.span.start


@pytest.mark.parametrize("text", ["", " ", "﴿", "x" * 50, "في " * 400, BEFORE + AFTER, "the " * 400])
def test_nothing_is_found_where_nothing_is(text: str, library: Library) -> None:
    """Common words, however often, are no quotation."""
    assert find_matched(Document("d", text), library) == []


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_text_passes(text: str) -> None:
    """Any Unicode string is scanned, and what is found lies within it."""
    for found in find_matched(Document("d", text), open_library()):
        assert found.text == text[found.span.start : found.span.end]


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["", BEFORE, "Some English prose about roads.\n\n", "\n\n"]),
    st.sampled_from(["", AFTER, "\n\nThe end."]),
)
def test_text_around_changes_nothing(before: str, after: str) -> None:
    """The same words are found whatever stands before and after them."""
    [found] = find_matched(Document("d", before + VERSE + after), open_library())
    assert (found.span.start, found.text) == (len(before), VERSE)


INTERVALS = st.lists(st.tuples(st.integers(0, 30), st.integers(5, 12), st.integers(1, 50)), min_size=1, max_size=9)


@given(INTERVALS)
def test_the_heaviest_choice_is_the_heaviest(intervals: list[tuple[int, int, int]]) -> None:
    """Weighted interval scheduling agrees with trying every choice (borders may share a word or two)."""
    first = [a for a, _, _ in intervals]
    stop = [a + length for a, length, _ in intervals]
    weight = [float(w) for _, _, w in intervals]
    chosen = heaviest_disjoint(first, stop, weight)

    def allowed(choice: tuple[int, ...]) -> bool:
        order = sorted(choice, key=lambda k: (stop[k], first[k]))
        return all(stop[a] <= first[b] + min(2, (stop[b] - first[b]) // 3) for a, b in itertools.pairwise(order))

    every = (c for n in range(len(intervals) + 1) for c in itertools.combinations(range(len(intervals)), n))
    best = max(sum(weight[k] for k in choice) for choice in every if allowed(choice))
    assert allowed(tuple(chosen))
    assert sum(weight[k] for k in chosen) == best


@given(INTERVALS)
def test_what_is_never_the_heaviest_is_left_out(intervals: list[tuple[int, int, int]]) -> None:
    """An interval remains exactly where it is the heaviest over some word (of equals, the last)."""
    first = np.array([a for a, _, _ in intervals])
    stop = np.array([a + length for a, length, _ in intervals])
    weight = np.array([float(w) for _, _, w in intervals])
    winners = set()
    for word in range(int(stop.max())):
        over = [k for k in range(len(first)) if first[k] <= word < stop[k]]
        if over:
            winners.add(max(over, key=lambda k: (weight[k], k)))
    assert set(not_dominated(first, stop, weight).tolist()) == winners


@given(st.lists(st.integers(0, 2**63), max_size=60), st.lists(st.integers(0, 2**63), max_size=20))
def test_key_table_finds_what_it_holds(keys: list[int], others: list[int]) -> None:
    """Every key is found at its index, and no other."""
    held = np.unique(mixed(np.array(keys, dtype=np.uint64)))
    table = KeyTable.build(held)
    assert table.find(held).tolist() == list(range(len(held)))
    strangers = np.setdiff1d(mixed(np.array(others, dtype=np.uint64)), held)
    assert (table.find(strangers) == -1).all()


def quotation(text: str, part: str, *passages: str) -> Quotation:
    span = Span(text.index(part), text.index(part) + len(part))
    return Quotation("ar", (span,), part, tuple(map(Passage.parse, passages)), score=1.0, work="quran")


@pytest.mark.parametrize(
    "text,passages",
    [
        ("الف باء جيم ... دال هاء", ["quran:22:39-40"]),
        ("الف باء جيم … دال هاء", ["quran:22:39-40"]),
        ("الف باء جيم\n\n… دال هاء", None),
        ("الف باء جيم (39) دال هاء", None),
        ("الف باء جيم وقال دال هاء", None),
    ],
)
def test_elided_quotations_are_joined(text: str, passages: list[str] | None) -> None:
    """An ellipsis joins what it divides; words, numbers and blank lines do not."""
    parts = [quotation(text, "الف باء جيم", "quran:22:39"), quotation(text, "دال هاء", "quran:22:40")]
    found = join_elided(text, parts)
    if passages is None:
        assert found == parts
    else:
        assert [[str(p) for p in q.passages] for q in found] == [passages]
        assert found[0].text == text


def test_neighbouring_verses_share_no_word(library: Library) -> None:
    """Two verses recited one after the other are two quotations, though the end of one could begin the next."""
    one = "ولقد وصينا الذين أوتوا الكتاب من قبلكم وإياكم أن اتقوا الله"
    other = "يا أيها الذين آمنوا اتقوا الله وقولوا قولا سديدا"
    text = f"فإنها وصية الله للأولين والآخرين. {one} {other}. أيها الإخوة"
    found = find_matched(Document("d", text), library)
    assert [q.text for q in found] == [one, other]
    assert [[str(p) for p in q.passages] for q in found] == [["quran:4:131"], ["quran:33:70"]]


def test_an_opening_formula_alone_on_its_line_is_no_quotation() -> None:
    """The words with which sermons open are everybody's, also vocalised and on a line of their own."""
    opening = "إِنَّ الْحَمْدَ لِلَّهِ نَحْمَدُهُ وَنَسْتَعِينُهُ وَنَسْتَغْفِرُهُ وَنَعُوذُ بِاللَّهِ مِنْ شُرُورِ أَنْفُسِنَا وَمِنْ سَيِّئَاتِ أَعْمَالِنَا"
    from quoteindex.scan import scan_text

    assert scan_text(f"Dear brothers and sisters\n\n{opening}\n\nLet us begin.") == []


@pytest.mark.parametrize(
    "text,passage",
    [
        ("فبأي آلاء ربكما تكذبان (55:16)", "quran:55:16"),
        ("«فبأي آلاء ربكما تكذبان» قال تعالى", "quran:55:13"),
        ("رَبَّنَا آتِنَا فِي الدُّنْيَا حَسَنَةً وَفِي الْآخِرَةِ حَسَنَةً وَقِنَا عَذَابَ النَّارِ (Al-Baqarah 201)", "quran:2:201"),
    ],
)
def test_words_that_stand_in_several_places(text: str, passage: str) -> None:
    """A reference beside chooses the place, also between the Qur'an and hadith; without one it is the first."""
    from quoteindex.scan import scan_text

    [cit] = scan_text(text)
    assert [str(p) for p in cit.quotations[0].passages] == [passage]


def test_verses_after_one_cue_and_another_are_apart() -> None:
    """What follows «وقال:» is another quotation, though nothing marks either."""
    from quoteindex.scan import scan_text

    one, other = "إن الله مع الصابرين", "وبشر الصابرين الذين إذا أصابتهم مصيبة قالوا إنا لله وإنا إليه راجعون"
    cits = scan_text(f"قال تعالى: {one}، وقال: {other}، وهذا كثير في الكتاب.")
    assert [q.text for cit in cits for q in cit.quotations] == [one, other]


def test_an_attribution_in_brackets_renders_nothing() -> None:
    """What names the source after an Arabic quotation is a reference, though it is English in brackets."""
    from quoteindex.scan import scan_text

    said = "«الصَّبْرُ عِنْدَ الصَّدْمَةِ الأُولَى»"
    [cit] = scan_text(f"The Prophet ﷺ said: {said} (narrated by al-Bukhari and Muslim).")
    assert [q.language for q in cit.quotations] == ["ar"]
    assert [r.collections for r in cit.references] == [("bukhari", "muslim")]


def test_what_a_translator_adds_in_brackets_is_not_the_rendering() -> None:
    """In a table, the whole cell renders the Arabic beside it, the addition in it included."""
    from quoteindex.scan import scan_text

    arabic, english = "وَمَن يَشْكُرْ فَإِنَّمَا يَشْكُرُ لِنَفْسِهِ", "And whoever is grateful is grateful for [the benefit of] himself"
    [cit] = scan_text(f"| Arabic | Translation | Source |\n|---|---|---|\n| {arabic} | {english} | Luqman 31:12 |\n")
    assert [q.text for q in cit.quotations] == [arabic, english]


def test_a_surah_with_its_basmala_is_the_surah(library: Library) -> None:
    """A hadith that holds the basmala and a surah does not take the surah away from the Qur'an."""
    surah = "إِنَّا أَعْطَيْنَاكَ الْكَوْثَرَ فَصَلِّ لِرَبِّكَ وَانْحَرْ إِنَّ شَانِئَكَ هُوَ الْأَبْتَرُ"
    [found] = find_matched(Document("d", f"{BEFORE}\nبسم الله الرحمن الرحيم\n{surah}\n{AFTER}"), library)
    assert [str(p) for p in found.passages] == ["quran:108:1-3"]
