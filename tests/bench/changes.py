"""What happens to a quotation between the book and the page: each function changes a text as writers and software do.

All take (text, random generator) and return the changed text; those that change words leave the first and the last
word alone, so that the borders of the quotation stay beyond dispute.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

Change = Callable[[str, random.Random], str]

_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff]")
_PAUSES = re.compile(r"\s*[\u06d6-\u06dc\u06de\u06e9]\s*")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# Neighbours on the standard Arabic keyboard, the commonest slips of the finger; and letters that are confused by sound.
_SLIPS = {
    "ض": "صظ", "ص": "ضثس", "ث": "صقت", "ق": "ثفك", "ف": "قغ", "غ": "فع", "ع": "غه", "ه": "عخح", "خ": "هحج", "ح": "خجه",
    "ج": "حد", "ش": "س", "س": "شيص", "ي": "سبى", "ب": "يل", "ل": "با", "ا": "لت", "ت": "انط", "ن": "تم", "م": "نك",
    "ك": "مطق", "ط": "ك", "ذ": "دز", "د": "ج", "ر": "ؤز", "ز": "وظ", "ظ": "زض", "و": "زة", "ة": "وه", "ى": "ي",
}  # fmt: skip
_ARABIC_WORDS = tuple("الناس كبير قوم يوم بعض عليهم الأمر سبيل حق وقد ثم شديد العلم فيها كثير".split())  # noqa: SIM905
_ENGLISH_WORDS = ("indeed", "truly", "therefore", "people", "great", "servant", "way")
_BIDI = "\u200f\u200e\u061c\u202b\u202c\u2067\u2069"
_SPACES = ("\u00a0", "\u202f", "\u2009", "\n", "\u00a0\u200f", " \u2060", "  ", "\u200f \u200f", "\r\n")


def as_it_is(text: str, rng: random.Random) -> str:
    """Change nothing."""
    return text


def without_pauses(text: str, rng: random.Random) -> str:
    """Drop the pause marks that stand between words."""
    return " ".join(_PAUSES.sub(" ", text).split())


def without_marks(text: str, rng: random.Random) -> str:
    """Drop vowel signs, Qur'anic annotation signs and tatweel."""
    return " ".join(_MARKS.sub("", _PAUSES.sub(" ", text)).replace("ـ", "").split())


def some_marks(text: str, rng: random.Random) -> str:
    """Keep about a third of the vowel signs, as hurried typists do."""
    return _MARKS.sub(lambda m: m[0] if rng.random() < 1 / 3 else "", without_pauses(text, rng))


def replace_word(text: str, rng: random.Random) -> str:
    """Put another word in the place of one."""
    parts = text.split()
    at = _inner(parts, rng)
    parts[at] = _other(parts, at, rng)
    return " ".join(parts)


def drop_word(text: str, rng: random.Random) -> str:
    """Leave out one word."""
    parts = text.split()
    del parts[_inner(parts, rng)]
    return " ".join(parts)


def insert_word(text: str, rng: random.Random) -> str:
    """Add one word."""
    parts = text.split()
    at = _inner(parts, rng)
    parts.insert(at, _other(parts, at, rng))
    return " ".join(parts)


def typing_errors(text: str, rng: random.Random) -> str:
    """Make a slip in about one word of eight: a letter dropped, doubled, exchanged or hit beside."""
    parts = without_marks(text, rng).split()
    for at in rng.sample(range(len(parts)), max(1, round(len(parts) / 8))):
        parts[at] = _slip(parts[at], rng)
    return " ".join(parts)


def one_typing_error(text: str, rng: random.Random) -> str:
    """Make one slip, anywhere."""
    parts = text.split()
    at = rng.randrange(len(parts))
    parts[at] = _slip(parts[at], rng)
    return " ".join(parts)


def loose_hamza(text: str, rng: random.Random) -> str:
    """Write hamza, yeh and teh marbuta as careless typists do."""
    table = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
    return "".join(table[c] if c in table and rng.random() < 0.8 else c for c in without_marks(text, rng))


def tatweel(text: str, rng: random.Random) -> str:
    """Stretch letters by tatweel."""
    after = "(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u064a])"
    return re.sub(after, lambda _: "ـ" * rng.randint(1, 4) * (rng.random() < 0.25), without_marks(text, rng))


def presentation_forms(text: str, rng: random.Random) -> str:
    """Write the letters in their positional forms, as old software exports them (Unicode FE70-FEFF)."""
    return " ".join(_shape(word) for word in without_marks(text, rng).split())


def invisible_characters(text: str, rng: random.Random) -> str:
    """Scatter direction marks, no-break spaces and line breaks, as word processors and web pages do."""
    parts = text.split()
    out = [parts[0]]
    for part in parts[1:]:
        out.append(rng.choice(_SPACES) if rng.random() < 0.4 else " ")
        out.append(rng.choice(_BIDI) + part if rng.random() < 0.15 else part)
    return "".join(out)


def detached_waw(text: str, rng: random.Random) -> str:
    """Write the conjunction waw apart from the next word."""
    plain = without_marks(text, rng)
    return re.sub(r"(?<=\s)و(?=[\u0621-\u064a]{3})", "و ", plain)


def attached_particles(text: str, rng: random.Random) -> str:
    """Write يا, ها and a detached waw together with the next word."""
    return re.sub(r"(?<!\S)(و?يا|ها|و)\s+(?=[\u0621-\u064a])", r"\1", without_marks(text, rng))


def several_errors(text: str, rng: random.Random) -> str:
    """Make several small errors at once: loose hamza, two slips, and a word replaced, dropped or added."""
    changed = loose_hamza(text, rng)
    changed = rng.choice((replace_word, drop_word, insert_word))(changed, rng)
    for _ in range(2 if len(changed.split()) >= 12 else 1):
        changed = one_typing_error(changed, rng)
    return invisible_characters(changed, rng) if rng.random() < 0.3 else changed


def one_error(text: str, rng: random.Random) -> str:
    """Make one error: a word replaced, dropped or added, or a slip."""
    return rng.choice((replace_word, drop_word, insert_word, one_typing_error))(without_marks(text, rng), rng)


def without_brackets(text: str, rng: random.Random) -> str:
    """Leave out what a translation adds in brackets."""
    return " ".join(re.sub(r"\s*(\[[^\]]*\]|\([^)]*\))", "", text).split())


def with_honorific(text: str, rng: random.Random) -> str:
    """Add an honorific after a name."""
    honorific = rng.choice(("(swt)", "(peace be upon him)", "ﷺ", "(SAW)", "[the Exalted]", "(Glorified be He)"))
    names = r"\b(Allah|God|Lord|Prophet|Messenger|Moses|Abraham|Muhammad|Jesus)\b(?!['’])"
    changed = re.sub(names, lambda m: f"{m[0]} {honorific}", text, count=1)
    if changed != text:
        return changed
    parts = text.split()
    parts.insert(_inner(parts, rng), honorific)
    return " ".join(parts)


def replace_english_word(text: str, rng: random.Random) -> str:
    """Put another word in the place of one."""
    parts = text.split()
    at = _inner(parts, rng)
    parts[at] = rng.choice([word for word in _ENGLISH_WORDS if word != parts[at]])
    return " ".join(parts)


def _inner(parts: list[str], rng: random.Random) -> int:
    return rng.randrange(2, len(parts) - 2) if len(parts) > 5 else len(parts) // 2


def _other(parts: list[str], at: int, rng: random.Random) -> str:
    return rng.choice([word for word in _ARABIC_WORDS if at >= len(parts) or word != parts[at]])


def _slip(word: str, rng: random.Random) -> str:
    if len(word) < 3:
        return word
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + rng.choice(_SLIPS.get(word[at], _LETTERS)) + word[at + 1 :]


def _forms() -> dict[str, dict[str, str]]:
    forms: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEF5):
        kind, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if letter and " " not in letter:
            forms.setdefault(chr(int(letter, 16)), {})[kind.strip("<>")] = chr(code)
    return forms


_FORMS = _forms()
_LAM_ALEF = {"لا": "\ufefb", "لأ": "\ufef7", "لإ": "\ufef9", "لآ": "\ufef5"}


def _shape(word: str) -> str:
    out, joined, at = [], False, 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in _LAM_ALEF:
            out.append(chr(ord(_LAM_ALEF[pair]) + joined))
            joined, at = False, at + 2
            continue
        forms = _FORMS.get(word[at], {})
        follows = at + 1 < len(word) and "final" in _FORMS.get(word[at + 1], {}) and "initial" in forms
        name = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}
        out.append(forms.get(name[joined, follows], word[at]))
        joined, at = follows, at + 1
    return "".join(out)
