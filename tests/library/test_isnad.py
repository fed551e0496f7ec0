"""The matn of a hadith: measured on a hundred records split by hand, and rule by rule on short ones."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteindex.library.isnad import split_matn
from tests.library.six_books import six_books

ANNOTATED = Path(__file__).parents[1] / "data" / "isnad_annotated.tsv"
WORD = re.compile(r"[\u0621-\u065f\u0670-\u06d3]+")
KINDS = {
    "receive", "from", "say", "that", "that_he", "prophet", "to", "chain", "opener", "blessing", "formula", "again",
    "join", "name", "remark", "stopped", "said_of",
}  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t"))


def matn(text: str, work: str = "") -> str:
    split = split_matn(text, work)
    return text[split.start : split.end]


def test_agreement_with_hand_made_splits() -> None:
    """At least 95 % of the words of a hundred records, drawn with a fixed seed, are put on the right side."""
    books = six_books()
    agreed = total = 0
    for row in rows(ANNOTATED.read_text("utf-8")):
        text = books[row["work"]][int(row["running"])]
        split = split_matn(text, row["work"])
        words = [match.span() for match in WORD.finditer(text)]
        assert len(words) == int(row["words"]), row
        ours = [split.start <= start and end <= split.end for start, end in words]
        theirs = [int(row["start"]) <= index < int(row["end"]) for index in range(len(words))]
        agreed += sum(a == b for a, b in zip(ours, theirs, strict=True))
        total += len(words)
    assert agreed / total >= 0.95


def test_every_record_has_a_matn() -> None:
    """No record of the six books is left without words, and no split lies outside its text."""
    for work, texts in six_books().items():
        for text in list(texts.values())[::40]:
            split = split_matn(text, work)
            assert 0 <= split.start < split.end <= len(text)
            assert WORD.search(text, split.start, split.end)


@pytest.mark.parametrize(
    ("chain", "report", "remarks"),
    [
        ('حدثنا مسدد ، عن أنس ، قال قال رسول الله صلى الله عليه وسلم " ', "الدين يسر", ' " .'),
        ('حدثنا مسدد ، عن أنس ، أن النبي صلى الله عليه وسلم قال لمعاذ " ', "يسرا ولا تعسرا", ' " .'),
        ("حدثنا مسدد ، عن أنس ، أن ", "النبي صلى الله عليه وسلم احتجم وهو صائم", " ."),
        ('حدثنا مسدد ، عن أنس ، أنه سمع النبي صلى الله عليه وسلم يقول " ', "الندم توبة", ' " .'),
        ("حدثنا مسدد ، عن أنس ، عن النبي صلى الله عليه وسلم أنه ", "مسح على الخفين", " ."),
        ("حدثنا مسدد ، عن ابن عمر ، قال ", "نهى رسول الله صلى الله عليه وسلم عن القزع", " ."),
        ("حدثنا أبو بكر ، قال زهير حدثنا جرير ، عن عمر ، قال ", "سألت النبي صلى الله عليه وسلم عن نذر", " ."),
        ("حدثنا زهير ، - يعني ابن حرب - حدثنا جرير ، عن أنس ، قالت ", "كنا نسافر", " ."),
        ('حدثنا مسدد ، عن أبي ذر ، قال قال لي رسول الله صلى الله عليه وسلم " ', "يا أبا ذر", ' " .'),
        ("وحدثناه مسدد ، عن الزهري ، ", "بهذا الإسناد نحوه", " ."),
        ("حدثنا مسدد ، عن أنس ، قال ", "بزق النبي صلى الله عليه وسلم في ثوبه", " . تابعه شعبة عن حميد ."),
        ("حدثنا هناد ، عن علي ، قال ", "نهاني عن القسي", " . قال أبو عيسى حديث حسن ."),
        ("حدثنا هناد ، عن علي ، قال ", "نهاني عن القسي", " . قال وفي الباب عن أنس ."),
        ("حدثنا هناد ، عن علي ، قال ", "نهاني عن القسي", " . [صحيح، مسلم ٢٠٧٨]"),
        ("حدثنا هناد ، عن علي ، قال ", "نهاني عن القسي", " (مسلم 2078)."),
        ("وعنه قال ", "كان رجل يمشي", " . رواه مسلم ."),
    ],
)
def test_rules(chain: str, report: str, remarks: str) -> None:
    """Each way of leading up to a report, and of leaving it."""
    assert matn(chain + report + remarks, "tirmidhi") == report


def test_verily_is_not_that() -> None:
    """إن begins a report, أن is still the chain."""
    assert matn("حدثنا مسدد ، عن أنس ، قال إن الله كريم").startswith("إن الله")


def test_a_remark_belongs_to_its_compiler() -> None:
    """Abu Abd al-Rahman is al-Nasa'i in his own book, and Ibn Umar elsewhere."""
    text = "أخبرنا قتيبة ، عن نافع ، قال سألته . قال أبو عبد الرحمن لا بأس"
    assert matn(text, "nasai") == "سألته"
    assert matn(text, "muslim").endswith("لا بأس")


def test_a_report_printed_twice_counts_once() -> None:
    """The second copy is the matn; a short repetition inside a report stays."""
    assert matn('-" من ارضى الله بسخط الناس ".-" من أرضى الله بسخط الناس ".') == "من أرضى الله بسخط الناس"
    assert matn("حدثنا مسدد ، عن أنس ، قال الظلم الظلم") == "الظلم الظلم"


def test_what_has_no_chain_is_whole() -> None:
    """A text without a chain, or without words, is all matn."""
    assert matn("الدين النصيحة") == "الدين النصيحة"
    assert matn("...") == "..."
    assert matn("") == ""


@given(st.text(alphabet='حدثنا عن قال أن النبي ".،-ـabc ', max_size=200))
def test_any_text_is_split_inside_itself(text: str) -> None:
    """Whatever the text, the matn lies in it."""
    split = split_matn(text)
    assert 0 <= split.start <= split.end <= len(text)


def test_cue_table() -> None:
    """The table has the kinds that the reader knows, and no cue twice."""
    table = rows((files("corpora") / "isnad_cues.tsv").read_text("utf-8"))
    assert {row["kind"] for row in table} == KINDS
    assert all(row["phrase"].strip() == row["phrase"] != "" for row in table)
    assert all(not row["work"] or row["kind"] == "remark" for row in table)
    listed = [tuple(row.values()) for row in table]
    assert len(set(listed)) == len(listed)
